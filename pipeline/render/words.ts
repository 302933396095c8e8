/** The book's own words, by the language of the edition. */
export interface Words {
  readonly contents: string;
  readonly note: string;
  readonly sources: string;
  readonly authorIndex: string;
  readonly notesPage: string;
  readonly fields: {
    readonly issuer: string;
    readonly editor: string;
    readonly publisher: string;
    readonly date: string;
    readonly source: string;
    readonly permit: string;
    readonly copies: string;
    readonly recipients: string;
    readonly series: string;
    readonly rights: string;
  };
  /** Beside the permit's number on the cover of internal material. */
  readonly internal: string;
  readonly listSeparator: string;
  /** Between lists. */
  readonly groupSeparator: string;
  readonly sourceOf: (source: string) => string;
  readonly dateOf: (year: number, month: number | null, day: number | null) => string;
  readonly pageOf: (page: string) => string;
  readonly paperOf: (paper: string) => string;
}

const hanDate = (year: number, month: number | null, day: number | null): string =>
  `${year}\u5e74${month === null ? '' : `${month}\u6708`}${day === null ? '' : `${day}\u65e5`}`;

const simplified: Words = {
  contents: '\u76ee\u5f55',
  note: '\u7f16\u8005\u6309',
  sources: '\u6587\u7ae0\u6765\u6e90',
  authorIndex: '\u4f5c\u8005\u7d22\u5f15',
  notesPage: '\u8bb0\u5f55',
  fields: {
    issuer: '\u4e3b\u529e',
    editor: '\u7f16\u8f91',
    publisher: '\u51fa\u7248',
    date: '\u65e5\u671f',
    source: '\u6765\u6e90',
    permit: '\u51c6\u5370\u8bc1\u53f7',
    copies: '\u5370\u6570',
    recipients: '\u53d1\u9001',
    series: '\u4e1b\u4e66',
    rights: '\u7248\u6743',
  },
  internal: '\u5185\u90e8\u8d44\u6599\uff0c\u514d\u8d39\u4ea4\u6d41',
  listSeparator: '\u3001',
  groupSeparator: '\uff1b',
  sourceOf: (source) => `\uff08\u539f\u8f7d${source}\uff09`,
  dateOf: hanDate,
  pageOf: (page) => (/^\d+$/.test(page) ? `\u7b2c${page}\u7248` : page),
  paperOf: (paper) =>
    /^[\u300a\u300c]/.test(paper) || !/\p{Script=Han}/u.test(paper) ? paper : `\u300a${paper}\u300b`,
};

const traditional: Words = {
  ...simplified,
  contents: '\u76ee\u9304',
  note: '\u7de8\u8005\u6309',
  sources: '\u6587\u7ae0\u4f86\u6e90',
  authorIndex: '\u4f5c\u8005\u7d22\u5f15',
  notesPage: '\u8a18\u9304',
  fields: {
    issuer: '\u4e3b\u8fa6',
    editor: '\u7de8\u8f2f',
    publisher: '\u51fa\u7248',
    date: '\u65e5\u671f',
    source: '\u4f86\u6e90',
    permit: '\u51c6\u5370\u8b49\u865f',
    copies: '\u5370\u6578',
    recipients: '\u767c\u9001',
    series: '\u53e2\u66f8',
    rights: '\u7248\u6b0a',
  },
  internal: '\u5167\u90e8\u8cc7\u6599\uff0c\u514d\u8cbb\u4ea4\u6d41',
  sourceOf: (source) => `\uff08\u539f\u8f09${source}\uff09`,
};

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const english: Words = {
  contents: 'Contents',
  note: 'Editor\u2019s Note',
  sources: 'Sources',
  authorIndex: 'Authors',
  notesPage: 'Notes',
  fields: {
    issuer: 'Issued by',
    editor: 'Edited by',
    publisher: 'Published by',
    date: 'Date',
    source: 'Source',
    permit: 'Permit',
    copies: 'Copies',
    recipients: 'Distribution',
    series: 'Series',
    rights: 'Rights',
  },
  internal: 'Internal material, not for sale',
  listSeparator: ', ',
  groupSeparator: '; ',
  sourceOf: (source) => `First published in ${source}.`,
  dateOf: (year, month, day) =>
    [day, month === null ? null : months[month - 1], year].filter((part) => part !== null).join(' '),
  pageOf: (page) => (/^\d+$/.test(page) ? `page ${page}` : page),
  paperOf: (paper) => paper,
};

/** Words for a language tag: Traditional for Taiwan, Hong Kong and Macau, English for English, else Simplified. */
export function wordsOf(lang: string): Words {
  if (/^zh-(TW|HK|MO|Hant)/i.test(lang)) return traditional;
  return lang.startsWith('en') ? english : simplified;
}
