/** Words of help in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** An option of the command line. `value` is how help names it; null for a switch. */
export interface OptionRow {
  readonly value: string | null;
  readonly short?: string;
  readonly kind: 'switch' | 'text' | 'path' | 'list' | 'number' | 'choice';
  /** What a `choice` may be. Names that come from a table of the pipeline are checked by the command itself. */
  readonly choices?: readonly string[];
  /** Bounds of a `number`, both allowed. */
  readonly range?: readonly [number, number];
  readonly words: Words;
}

const one = (row: OptionRow): OptionRow => row;

/** Every option there is. Help, checks and suggestions are derived from these rows. */
export const options = {
  edition: one({
    value: 'FILE',
    kind: 'path',
    words: {
      zh: '汇编说明文件；默认取第一个输入旁边的 edition.yaml',
      en: 'what the edition is; else edition.yaml beside the first input',
    },
  }),
  out: one({
    value: 'DIR',
    kind: 'path',
    words: { zh: '结果放在哪里；默认 output/<汇编 id>/', en: 'where results go; else output/<edition id>/' },
  }),
  formats: one({
    value: 'A,B',
    kind: 'list',
    words: { zh: '要做哪些格式', en: 'which formats to make' },
  }),
  theme: one({ value: 'NAME', kind: 'text', words: { zh: '版式主题', en: 'theme of the page' } }),
  size: one({ value: 'NAME', kind: 'text', words: { zh: '开本，如 a5、16k', en: 'page size, such as a5 or 16k' } }),
  title: one({ value: 'T', kind: 'text', words: { zh: '书名', en: 'title of the edition' } }),
  strict: one({
    value: null,
    kind: 'switch',
    words: { zh: '有警告也算失败（退出码 1）', en: 'warnings count as failures too (exit code 1)' },
  }),
  'keep-going': one({
    value: null,
    kind: 'switch',
    words: { zh: '有错误的文章略去，其余照做', en: 'leave out articles that have errors and build the rest' },
  }),
  'min-confidence': one({
    value: 'P',
    kind: 'number',
    range: [0, 1],
    words: {
      zh: '把握低于 P（0 到 1）的接缝请人看；默认 0.9',
      en: 'joins less sure than P (0 to 1) want a look; 0.9 unless said',
    },
  }),
  'no-cache': one({
    value: null,
    kind: 'switch',
    words: { zh: '不用以前保留的结果，也不保留', en: 'use nothing kept from earlier runs, and keep nothing' },
  }),
  'page-map': one({
    value: 'FILE',
    kind: 'path',
    words: { zh: '单做电子书时，页码取自这个 page-map.json', en: 'page numbers for an e-book built without print' },
  }),
  inspect: one({
    value: null,
    kind: 'switch',
    words: { zh: '把每一步的结果写进 stages/', en: 'write what each stage made into stages/' },
  }),
  json: one({ value: null, kind: 'switch', words: { zh: '输出 JSON', en: 'print JSON' } }),
  lang: one({
    value: 'zh|en',
    kind: 'choice',
    choices: ['zh', 'en'],
    words: { zh: '提示所用语言', en: 'language of messages' },
  }),
  quiet: one({ value: null, short: 'q', kind: 'switch', words: { zh: '只说问题', en: 'only say what is wrong' } }),
  progress: one({
    value: 'HOW',
    kind: 'choice',
    choices: ['auto', 'plain', 'json', 'none'],
    words: { zh: '进度：auto、plain、json 或 none', en: 'progress: auto, plain, json or none' },
  }),
  help: one({ value: null, short: 'h', kind: 'switch', words: { zh: '显示帮助', en: 'show this help' } }),
  version: one({ value: null, short: 'V', kind: 'switch', words: { zh: '显示版本', en: 'show the version' } }),
} as const;

export type OptionName = keyof typeof options;

/** Options that every command takes. */
export const commonOptions: readonly OptionName[] = ['lang', 'quiet', 'progress', 'help', 'version'];

export const isOptionName = (name: string): name is OptionName => Object.hasOwn(options, name);
