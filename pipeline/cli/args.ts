import { type CommandRow, commands } from './commands.ts';
import { commonOptions, isOptionName, type OptionName, type OptionRow, options } from './options.ts';
import type { Asked } from './run-command.ts';
import { say } from './sayings.ts';

type Lang = 'zh' | 'en';
type Values = ReadonlyMap<OptionName, string>;

/** What the words after `huibian` come to. */
export type Parsed =
  | { readonly kind: 'run'; readonly row: CommandRow; readonly asked: Asked }
  | { readonly kind: 'help'; readonly row: CommandRow | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'refused'; readonly sentence: string; readonly command: string };

class Refusal extends Error {}

/**
 * Reads the command line by the tables of commands and options. Options may stand anywhere, as `--name value` or
 * `--name=value`; after `--` everything is an argument. What is not understood is refused with the nearest known word.
 */
export function parseArgs(argv: readonly string[], lang: Lang): Parsed {
  const { words, pairs } = splitWords(argv);
  const [first] = words;
  const isHelp = first === 'help' || pairs.some((pair) => pair.name === '--help' || pair.name === '-h');
  const name = first === 'help' ? words[1] : first;
  const row = commands.find((command) => command.name === name) ?? null;
  const shown = row ? `huibian ${row.name}` : 'huibian';
  try {
    if (name !== undefined && !row)
      throw new Refusal(say('unknownCommand', lang, { name }) + suggest(name, commandNames(), lang));
    if (isHelp) return { kind: 'help', row };
    if (pairs.some((pair) => pair.name === '--version' || pair.name === '-V')) return { kind: 'version' };
    if (!row) return { kind: 'refused', sentence: '', command: '' };
    const values = readOptions(pairs, row, shown, lang);
    const inputs = words.slice(1);
    if (inputs.length < row.count[0]) throw new Refusal(say('tooFew', lang, { command: shown, usage: row.usage }));
    if (inputs.length > row.count[1])
      throw new Refusal(say('tooMany', lang, { command: shown, value: inputs[row.count[1]] ?? '' }));
    return { kind: 'run', row, asked: makeAsked(row.name, inputs, values) };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', sentence: error.message, command: row?.name ?? '' };
    throw error;
  }
}

/** `--lang` as it stands on the command line, before anything else is understood: refusals speak it too. */
export function findLang(argv: readonly string[], otherwise: Lang): Lang {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const value = argv[at] === '--lang' ? argv[at + 1] : argv[at]?.slice('--lang='.length);
  return value === 'zh' || value === 'en' ? value : otherwise;
}

/** The words nearest to what was written, in a half-sentence; empty when nothing is near. */
export function suggest(written: string, known: readonly string[], lang: Lang): string {
  const ranked = known
    .map((word) => ({ word, steps: countEdits(written.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, steps }) => steps <= Math.round(word.replace(/^-+/, '').length * 0.4) || isStart(written, word))
    .sort((a, b) => a.steps - b.steps);
  return ranked[0] ? say('didYouMean', lang, { name: ranked[0].word }) : '';
}

const isStart = (written: string, word: string): boolean =>
  written.replace(/^-+/, '').length >= 3 && word.startsWith(written);

const commandNames = (): readonly string[] => commands.map((command) => command.name);

interface Pair {
  readonly name: string;
  readonly value: string | undefined;
}

/** Options with the values that go with them, and all other words in order. */
function splitWords(argv: readonly string[]): { words: string[]; pairs: Pair[] } {
  const words: string[] = [];
  const pairs: Pair[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (word === '--') {
      words.push(...argv.slice(i + 1));
      break;
    }
    if (word === '-' || !word.startsWith('-')) {
      words.push(word);
      continue;
    }
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    if (equals > 0) pairs.push({ name: word.slice(0, equals), value: word.slice(equals + 1) });
    else if (findRow(word)?.value && i + 1 < argv.length && !isOption(argv[i + 1] ?? '')) {
      pairs.push({ name: word, value: argv[++i] });
    } else pairs.push({ name: word, value: undefined });
  }
  return { words, pairs };
}

const isOption = (word: string): boolean => word.startsWith('--') || findRow(word) !== undefined;

function findName(word: string): OptionName | undefined {
  if (word.startsWith('--')) {
    const name = word.slice(2);
    return isOptionName(name) ? name : undefined;
  }
  return (Object.keys(options) as OptionName[]).find((name) => `-${rowOf(name).short}` === word);
}

const rowOf = (name: OptionName): OptionRow => options[name];

const findRow = (word: string): OptionRow | undefined => {
  const name = findName(word);
  return name && rowOf(name);
};

function readOptions(pairs: readonly Pair[], row: CommandRow, shown: string, lang: Lang): Values {
  const allowed = [...row.options, ...commonOptions];
  const values = new Map<OptionName, string>();
  for (const { name: written, value } of pairs) {
    const name = findName(written);
    if (!name || !allowed.includes(name)) {
      const near = suggest(
        written,
        allowed.map((known) => `--${known}`),
        lang,
      );
      throw new Refusal(say('unknownOption', lang, { command: shown, name: written }) + near);
    }
    const option = rowOf(name);
    if (option.value === null) {
      if (value !== undefined) throw new Refusal(say('needlessValue', lang, { name: written }));
      values.set(name, '');
    } else if (value === undefined || value === '') {
      throw new Refusal(say('missingValue', lang, { name: written, value: option.value }));
    } else {
      checkValue(written, value, option, lang);
      const before = option.kind === 'list' ? values.get(name) : undefined;
      values.set(name, before === undefined ? value : `${before},${value}`);
    }
  }
  return values;
}

function checkValue(written: string, value: string, option: OptionRow, lang: Lang): void {
  if (option.choices && !option.choices.includes(value)) {
    const known = option.choices.join(lang === 'zh' ? '\u3001' : ', ');
    const near = suggest(value, option.choices, lang);
    throw new Refusal(say('unknownChoice', lang, { name: written, value, known }) + near);
  }
  if (option.kind === 'number') {
    const [from, to] = option.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    const number = Number(value);
    if (value.trim() === '' || !(number >= from && number <= to))
      throw new Refusal(say('notANumber', lang, { name: written, value, from, to }));
  }
}

function makeAsked(command: string, inputs: readonly string[], values: Values): Asked {
  return {
    command,
    inputs,
    has: (name) => values.has(name),
    text: (name) => values.get(name),
    list: (name) =>
      values
        .get(name)
        ?.split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    number: (name) => {
      const value = values.get(name);
      return value === undefined ? undefined : Number(value);
    },
  };
}

/** Edits (insert, leave out, change, swap neighbours) from one word to another. */
function countEdits(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    const above = rows[i - 1] ?? [];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
