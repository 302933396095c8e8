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
  'title',
  'strict',
  'keep-going',
  'min-confidence',
  'no-cache',
  'page-map',
  'inspect',
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
    options: ['json', 'out', 'edition', 'min-confidence', 'strict', 'no-cache'],
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
