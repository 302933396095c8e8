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
  theme: one({
    value: 'NAME',
    kind: 'text',
    words: { zh: '版式主题，如 meeting、journal、book', en: 'theme of the page, such as meeting, journal or book' },
  }),
  size: one({ value: 'NAME', kind: 'text', words: { zh: '开本，如 a5、16k', en: 'page size, such as a5 or 16k' } }),
  writing: one({
    value: 'WAY',
    kind: 'choice',
    choices: ['horizontal', 'vertical'],
    words: { zh: '横排或直排：horizontal、vertical', en: 'lines across or down: horizontal or vertical' },
  }),
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
  watch: one({
    value: null,
    kind: 'switch',
    words: { zh: '输入有改动就重做，直到 Ctrl-C', en: 'build again whenever an input changes, until Ctrl-C' },
  }),
  'hand-over': one({
    value: 'DIR',
    kind: 'path',
    words: {
      zh: '再把成品以书名命名放一份到 DIR，附打印说明',
      en: 'put a copy under names for people into DIR, with a note for the printer',
    },
  }),
  attach: one({
    value: null,
    kind: 'switch',
    words: {
      zh: '印刷 PDF 附上每篇文章的 Markdown（PDF/A-3）',
      en: 'print.pdf carries the articles as Markdown (PDF/A-3)',
    },
  }),
  bag: one({
    value: null,
    kind: 'switch',
    words: { zh: '存档包写成文件夹，不压缩成 zip', en: 'the archive as a folder, not as a zip' },
  }),
  judge: one({
    value: null,
    kind: 'switch',
    words: {
      zh: '请已安装的 veraPDF、EPUBCheck 检查，报告收入存档包',
      en: 'ask veraPDF and EPUBCheck, if installed; their reports go into the archive',
    },
  }),
  copies: one({ value: 'N', kind: 'number', range: [1, 1_000_000], words: { zh: '印多少份', en: 'how many copies' } }),
  fit: one({
    value: 'N',
    kind: 'number',
    range: [1, 10_000],
    words: { zh: '希望每份不超过 N 张纸', en: 'no more than N sheets a copy, if it can be done' },
  }),
  fast: one({ value: null, kind: 'switch', words: { zh: '只核对文件名和总量', en: 'look at names and totals only' } }),
  errata: one({ value: null, kind: 'switch', words: { zh: '输出勘误表', en: 'print an errata sheet' } }),
  sheet: one({ value: 'NAME', kind: 'text', words: { zh: '纸张，如 a4、a3', en: 'paper, such as a4 or a3' } }),
  method: one({
    value: 'HOW',
    kind: 'text',
    words: { zh: 'saddle 骑马订或 perfect 胶订', en: 'saddle or perfect binding' },
  }),
  'per-side': one({ value: 'N', kind: 'text', words: { zh: '每面 2 页或 4 页', en: '2 or 4 pages a side' } }),
  binding: one({ value: 'SIDE', kind: 'text', words: { zh: 'left 左订或 right 右订', en: 'bound left or right' } }),
  flip: one({
    value: 'EDGE',
    kind: 'text',
    words: { zh: 'short 沿短边翻转或 long 沿长边翻转', en: 'flip on the short or the long edge' },
  }),
  printing: one({
    value: 'HOW',
    kind: 'text',
    words: {
      zh: 'duplex、odd-then-even 或 odd-then-even-reversed',
      en: 'duplex, odd-then-even or odd-then-even-reversed',
    },
  }),
  signature: one({ value: 'N', kind: 'text', words: { zh: '每个折帖几张纸', en: 'sheets a signature' } }),
  fill: one({
    value: 'HOW',
    kind: 'text',
    words: { zh: '补页用 blank 空白或 notes 横线', en: 'added pages: blank or notes' },
  }),
  'fill-from': one({
    value: 'PDF',
    kind: 'path',
    words: { zh: '补页取自这个 PDF', en: 'added pages: those of this PDF' },
  }),
  blanks: one({
    value: 'WHERE',
    kind: 'text',
    words: { zh: '补页放在哪里：before-last 或 at-end', en: 'where pages are added: before-last or at-end' },
  }),
  'cover-sheet': one({ value: 'NAME', kind: 'text', words: { zh: '另印封面的纸张', en: 'paper of a separate cover' } }),
  cover: one({
    value: 'HOW',
    kind: 'text',
    words: { zh: 'with-body 或 separate 封面另印', en: 'with-body or separate' },
  }),
  paper: one({ value: 'MM', kind: 'text', words: { zh: '纸厚，毫米', en: 'thickness of the paper' } }),
  creep: one({ value: 'MM', kind: 'text', words: { zh: '爬移补偿，毫米', en: 'creep to make up for' } }),
  scale: one({ value: 'HOW', kind: 'text', words: { zh: 'none 不缩放或 fit 缩放', en: 'none or fit' } }),
  marks: one({
    value: 'A,B',
    kind: 'list',
    words: { zh: '标记：crop、fold、staple、signature', en: 'marks: crop, fold, staple, signature' },
  }),
  slug: one({
    value: null,
    kind: 'switch',
    words: { zh: '印出张次和正反面', en: 'sheet number and side on each sheet' },
  }),
  'test-sheet': one({
    value: null,
    kind: 'switch',
    words: { zh: '做一张试印页，看打印机怎样翻面', en: 'make a sheet that shows how the printer flips' },
  }),
  explain: one({
    value: null,
    kind: 'switch',
    words: {
      zh: '逐处说明接缝，并写 <输入>.seams.yaml 供编辑改定',
      en: 'explain every join, and write <input>.seams.yaml for the editor to decide in',
    },
  }),
  model: one({
    value: 'FILE',
    kind: 'path',
    words: { zh: '用 huibian learn 写出的模型', en: 'use a model that huibian learn wrote' },
  }),
  seams: one({
    value: 'FILE',
    kind: 'path',
    words: {
      zh: '从这个文件读取编辑的决定；默认读 <输入>.seams.yaml',
      en: 'take the editor\u2019s decisions from this file; else from <input>.seams.yaml',
    },
  }),
  weights: one({
    value: null,
    kind: 'switch',
    words: { zh: '连权重也学（慢得多）', en: 'learn the weights too (far slower)' },
  }),
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
