import type { OptionName, Words } from './options.ts';
import type { RunCommand } from './run-command.ts';

/** A command of the command line. Its code is loaded when it is asked for, and only then. */
export interface CommandRow {
  readonly name: string;
  /** Its arguments, as help shows them. */
  readonly usage: string;
  /** How many arguments it takes, at least and at most. */
  readonly count: readonly [number, number];
  readonly options: readonly OptionName[];
  /** What `--out` is for this command, where it is not a folder with a name of its own. */
  readonly out?: { readonly value: string; readonly words: Words };
  readonly words: Words;
  readonly load: () => Promise<RunCommand>;
}

const many = Number.POSITIVE_INFINITY;
const buildOptions: readonly OptionName[] = [
  'edition',
  'out',
  'formats',
  'theme',
  'size',
  'writing',
  'title',
  'strict',
  'keep-going',
  'min-confidence',
  'model',
  'no-cache',
  'page-map',
  'inspect',
  'watch',
  'hand-over',
  'fit',
  'attach',
  'bag',
  'judge',
];
/** Keys of `booklet` in edition.yaml, as options of `impose`. */
const sheetOptions: readonly OptionName[] = [
  'sheet',
  'method',
  'per-side',
  'binding',
  'flip',
  'printing',
  'signature',
  'fill',
  'fill-from',
  'blanks',
  'cover',
  'cover-sheet',
  'paper',
  'creep',
  'scale',
  'marks',
  'slug',
];

/** The table of commands, in the order in which an editor meets them. */
export const commands: readonly CommandRow[] = [
  {
    name: 'build',
    usage: '<input\u2026>',
    count: [1, many],
    options: buildOptions,
    words: { zh: '把零散文字做成一本汇编', en: 'make an edition of scattered text' },
    load: async () => (await import('./build.ts')).runBuild,
  },
  {
    name: 'reassemble',
    usage: '<input\u2026>',
    count: [1, many],
    options: ['json', 'explain', 'out', 'edition', 'seams', 'model', 'min-confidence', 'strict', 'no-cache'],
    words: { zh: '只把文章拼接还原', en: 'only put the articles back together' },
    load: async () => (await import('./reassemble.ts')).runReassemble,
  },
  {
    name: 'check',
    usage: '<dir>',
    count: [1, 1],
    options: [],
    words: { zh: '只凭文件，再检查一本做好的汇编', en: 'judge a finished edition again, from the files alone' },
    load: async () => (await import('./check.ts')).runCheck,
  },
  {
    name: 'plan',
    usage: '<input\u2026>',
    count: [1, many],
    options: ['copies', 'fit', 'edition', 'theme', 'size', 'writing', 'title', 'keep-going', 'no-cache'],
    words: { zh: '用几张纸、几令纸，怎样省一张', en: 'sheets, pages, copies, and what would save a sheet' },
    load: async () => (await import('./plan.ts')).runPlan,
  },
  {
    name: 'impose',
    usage: '<in.pdf> --out <out.pdf>',
    count: [0, 1],
    options: ['out', ...sheetOptions, 'test-sheet'],
    out: { value: 'PDF', words: { zh: '写到哪个文件', en: 'the file to write' } },
    words: { zh: '拼版：把任何 PDF 排成可以折的小册子', en: 'lay any PDF on sheets to be folded' },
    load: async () => (await import('./impose.ts')).runImpose,
  },
  {
    name: 'archive',
    usage: '<input\u2026>',
    count: [1, many],
    options: buildOptions.filter((name) => name !== 'formats'),
    words: { zh: '做存档包（连同印刷 PDF 和电子书）', en: 'build the archive, with print and e-book' },
    load: async () => (await import('./archive.ts')).runArchive,
  },
  {
    name: 'verify',
    usage: '<bag|zip>',
    count: [1, 1],
    options: ['fast'],
    words: { zh: '核对存档包是否完好', en: 'see whether an archive is whole' },
    load: async () => (await import('./verify.ts')).runVerify,
  },
  {
    name: 'rebuild',
    usage: '<bag|zip> --out <dir>',
    count: [1, 1],
    options: ['out', 'no-cache'],
    out: { value: 'DIR', words: { zh: '重做的书放在哪里', en: 'where what is built again goes' } },
    words: { zh: '只凭存档包重新做书，并比较是否相同', en: 'build again from an archive alone, and compare' },
    load: async () => (await import('./rebuild.ts')).runRebuild,
  },
  {
    name: 'diff',
    usage: '<a> <b>',
    count: [2, 2],
    options: ['json', 'errata'],
    words: { zh: '两个存档包或汇编有什么不同', en: 'what differs between two archives or editions' },
    load: async () => (await import('./diff.ts')).runDiff,
  },
  {
    name: 'learn',
    usage: '<dir>',
    count: [1, 1],
    options: ['out', 'weights', 'no-cache'],
    out: {
      value: 'FILE',
      words: {
        zh: '写到哪个文件；默认 output/<汇编 id>/learned.model',
        en: 'the file to write; else output/<edition id>/learned.model',
      },
    },
    words: { zh: '从自己的好文章里学习用语，拼接得更准', en: 'learn from an archive of good articles' },
    load: async () => (await import('./learn.ts')).runLearn,
  },
  {
    name: 'init',
    usage: '[dir]',
    count: [0, 1],
    options: [],
    words: {
      zh: '写一份带说明的 edition.yaml 和小样稿',
      en: 'write a commented edition.yaml and a small example input',
    },
    load: async () => (await import('./init.ts')).runInit,
  },
  {
    name: 'doctor',
    usage: '',
    count: [0, 0],
    options: [],
    words: { zh: '环境检查：有什么，缺什么，怎么办', en: 'what is there, what is missing, what to do' },
    load: async () => (await import('./doctor.ts')).runDoctor,
  },
];
