/** The e-book's own words. Their language is the edition's. */
export interface Words {
  readonly contents: string;
  readonly pages: string;
  readonly landmarks: string;
  readonly cover: string;
  readonly bodymatter: string;
  readonly previous: string;
  readonly next: string;
  readonly neighbours: string;
  readonly untitled: string;
  readonly done: string;
  readonly undone: string;
  /** Sentences of the accessibility summary. */
  readonly summary: {
    readonly text: string;
    readonly images: string;
    readonly formulas: string;
    readonly pages: string;
  };
}

const simplified: Words = {
  contents: '\u76ee\u5f55',
  pages: '\u9875\u7801',
  landmarks: '\u5bfc\u89c8',
  cover: '\u5c01\u9762',
  bodymatter: '\u6b63\u6587',
  previous: '\u4e0a\u4e00\u7bc7',
  next: '\u4e0b\u4e00\u7bc7',
  neighbours: '\u524d\u540e\u6587\u7ae0',
  untitled: '\u65e0\u9898',
  done: '\u5df2\u5b8c\u6210',
  undone: '\u672a\u5b8c\u6210',
  summary: {
    text: '\u672c\u4e66\u4e3a\u53ef\u91cd\u6392\u7684\u6587\u5b57\uff0c\u6709\u76ee\u5f55\u548c\u6807\u9898\u5c42\u6b21\uff0c\u53ef\u7531\u8bfb\u5c4f\u8f6f\u4ef6\u6309\u5e8f\u6717\u8bfb\uff0c\u5b57\u53f7\u3001\u884c\u8ddd\u548c\u989c\u8272\u53ef\u7531\u8bfb\u8005\u8c03\u6574\u3002',
    images:
      '\u56fe\u7247\u9644\u6709\u6587\u5b57\u8bf4\u660e\uff0c\u88c5\u9970\u6027\u56fe\u7247\u5df2\u6807\u660e\u3002',
    formulas: '\u516c\u5f0f\u4ee5 MathML \u5199\u6210\u3002',
    pages: '\u9875\u7801\u4e0e\u5370\u5237\u672c\u76f8\u540c\u3002',
  },
};

const traditional: Words = {
  contents: '\u76ee\u9304',
  pages: '\u9801\u78bc',
  landmarks: '\u5c0e\u89bd',
  cover: '\u5c01\u9762',
  bodymatter: '\u6b63\u6587',
  previous: '\u4e0a\u4e00\u7bc7',
  next: '\u4e0b\u4e00\u7bc7',
  neighbours: '\u524d\u5f8c\u6587\u7ae0',
  untitled: '\u7121\u984c',
  done: '\u5df2\u5b8c\u6210',
  undone: '\u672a\u5b8c\u6210',
  summary: {
    text: '\u672c\u66f8\u70ba\u53ef\u91cd\u6392\u7684\u6587\u5b57\uff0c\u6709\u76ee\u9304\u548c\u6a19\u984c\u5c64\u6b21\uff0c\u53ef\u7531\u8b80\u5c4f\u8edf\u9ad4\u6309\u5e8f\u6717\u8b80\uff0c\u5b57\u865f\u3001\u884c\u8ddd\u548c\u984f\u8272\u53ef\u7531\u8b80\u8005\u8abf\u6574\u3002',
    images:
      '\u5716\u7247\u9644\u6709\u6587\u5b57\u8aaa\u660e\uff0c\u88dd\u98fe\u6027\u5716\u7247\u5df2\u6a19\u660e\u3002',
    formulas: '\u516c\u5f0f\u4ee5 MathML \u5beb\u6210\u3002',
    pages: '\u9801\u78bc\u8207\u5370\u5237\u672c\u76f8\u540c\u3002',
  },
};

const english: Words = {
  contents: 'Contents',
  pages: 'Pages',
  landmarks: 'Landmarks',
  cover: 'Cover',
  bodymatter: 'Beginning',
  previous: 'Previous',
  next: 'Next',
  neighbours: 'Articles before and after',
  untitled: 'Untitled',
  done: 'done',
  undone: 'to do',
  summary: {
    text: 'Reflowable text with a table of contents and headings, read in order by screen readers; size, spacing and colours of the text can be changed. ',
    images: 'Pictures have descriptions; decorative ones are marked. ',
    formulas: 'Formulas are MathML. ',
    pages: 'Page numbers are those of the print edition.',
  },
};

export function wordsFor(lang: string): Words {
  if (/^zh-(TW|HK|MO|Hant)/i.test(lang)) return traditional;
  return lang.toLowerCase().startsWith('zh') ? simplified : english;
}
