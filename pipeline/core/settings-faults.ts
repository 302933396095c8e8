import type { z } from 'zod';
import { writeKeyPath, type YamlFault, type YamlPath } from './yaml.ts';

/** Something wrong in what an editor wrote: which key, and one sentence on what would be right. */
export interface SettingsFault {
  /** As people write it: `source.date`, `parts[0].articles[2]`. */
  readonly key: string;
  readonly path: YamlPath;
  readonly detail: string;
}

type Lang = 'zh' | 'en';
type SchemaIssue = z.core.$ZodIssue;

/** A schema's complaints in an editor's words. `schema` is its JSON Schema, from which the keys it knows are read. */
export function toFaults(error: z.ZodError, schema: object, lang: Lang): SettingsFault[] {
  return error.issues.flatMap((issue) => faultsOf(issue, [], schema, lang));
}

/** A fault in the YAML itself, in an editor's words. */
export function describeYamlFault(fault: YamlFault, lang: Lang): string {
  const { detail } = fault;
  const words: Record<YamlFault['kind'], { zh: string; en: string }> = {
    syntax: { zh: `不合 YAML 语法（${detail}）`, en: `not valid YAML (${detail})` },
    anchor: {
      zh: `不接受锚点和引用（${detail}），请写出全文`,
      en: `anchors and aliases (${detail}) are not accepted: write it out`,
    },
    tag: { zh: `不接受类型标签 ${detail}`, en: `type tags (${detail}) are not accepted` },
    duplicate: { zh: '这个键写了两次', en: 'this key is given twice' },
    key: { zh: '键应当是一个词', en: 'a key should be a word' },
    depth: { zh: `层次太深（最多 ${detail} 层）`, en: `nested too deep (at most ${detail} levels)` },
    size: { zh: `太大（最多 ${detail} 字）`, en: `too large (at most ${detail} characters)` },
    several: { zh: '只能有一份 YAML（不要用 --- 分开）', en: 'only one YAML document is accepted' },
  };
  return words[fault.kind][lang];
}

function faultsOf(issue: SchemaIssue, base: YamlPath, schema: object, lang: Lang): SettingsFault[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  const fault = (detail: string, at: YamlPath = path): SettingsFault => ({
    key: writeKeyPath(at),
    path: at,
    detail,
  });
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => fault(describeUnknown(key, knownKeys(schema, path), lang), [...path, key]));
  if (issue.code === 'invalid_union') {
    // What lies inside a list or a mapping is told at its own place; a wrong kind of thing is told by all that would do.
    const inner = issue.errors.filter((branch) => branch.some((i) => i.path.length > 0));
    const [deep] = inner;
    if (deep) return deep.flatMap((i) => faultsOf(i, path, schema, lang));
    return [fault(describeChoices(issue, lang))];
  }
  return [fault(describe(issue, lang))];
}

/** All that a union would take. Text also takes numbers and dates, which need no mention. */
function describeChoices(union: SchemaIssue & { code: 'invalid_union' }, lang: Lang): string {
  const flat = (issue: SchemaIssue): SchemaIssue[] =>
    issue.code === 'invalid_union' ? issue.errors.flat().flatMap(flat) : [issue];
  const all = flat(union);
  const isText = all.some((i) => i.code === 'invalid_type' && i.expected === 'date');
  const told = all.filter((i) => !isText || i.code !== 'invalid_type' || !['number', 'date'].includes(i.expected));
  const [first = '', ...rest] = new Set(told.map((i) => describe(i, lang)));
  return [first, ...rest.map((r) => r.replace(/^(?:should be |\u5e94\u4e3a)/, ''))].join(
    lang === 'zh' ? '\uff0c\u6216' : ', or ',
  );
}

/** What would be right at this place. */
function describe(issue: SchemaIssue, lang: Lang): string {
  const zh = lang === 'zh';
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected as keyof typeof kinds] ?? { zh: issue.expected, en: issue.expected };
      return issue.input === undefined && /received undefined$/.test(issue.message)
        ? zh
          ? `缺少这一项（应为${kind.zh}）`
          : `is missing (${kind.en})`
        : zh
          ? `应为${kind.zh}`
          : `should be ${kind.en}`;
    }
    case 'invalid_value':
      return zh ? `应为其中之一：${issue.values.join('、')}` : `should be one of: ${issue.values.join(', ')}`;
    case 'too_small':
      return issue.origin === 'number'
        ? zh
          ? `不能小于 ${issue.minimum}`
          : `should be at least ${issue.minimum}`
        : zh
          ? `至少 ${issue.minimum} 项`
          : `should have at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'number'
        ? zh
          ? `不能大于 ${issue.maximum}`
          : `should be at most ${issue.maximum}`
        : zh
          ? `太长（最多 ${issue.maximum}）`
          : `is too long (at most ${issue.maximum})`;
    default: {
      // Patterns carry their sentence in both languages, as `en | zh`.
      const [en = issue.message, own = en] = issue.message.split(' | ');
      return zh ? own : en;
    }
  }
}

const kinds = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数', en: 'a number' },
  boolean: { zh: ' true 或 false', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '一组键', en: 'a group of keys' },
  date: { zh: '日期', en: 'a date' },
} as const;

function describeUnknown(key: string, known: readonly string[], lang: Lang): string {
  const near = findNearest(key, known);
  if (near) return lang === 'zh' ? `没有这个键，是不是 ${near}？` : `unknown key: did you mean ${near}?`;
  return lang === 'zh' ? `没有这个键，可用：${known.join('、')}` : `unknown key: known are ${known.join(', ')}`;
}

/** Keys that a schema knows at a path, read from its JSON Schema. */
function knownKeys(schema: object, path: YamlPath): string[] {
  let nodes: unknown[] = [schema];
  for (const step of path) {
    nodes = nodes.flatMap(branches).flatMap((node) => {
      const next = typeof step === 'number' ? field(node, 'items') : field(field(node, 'properties'), step);
      return next === undefined ? [] : [next];
    });
  }
  return nodes.flatMap(branches).flatMap((node) => Object.keys(field(node, 'properties') ?? {}));
}

function branches(node: unknown): unknown[] {
  const choices = field(node, 'anyOf');
  return Array.isArray(choices) ? choices.flatMap(branches) : [node];
}

function field(node: unknown, name: string): object | undefined {
  const value =
    typeof node === 'object' && node !== null && Object.hasOwn(node, name) ? Reflect.get(node, name) : undefined;
  return typeof value === 'object' && value !== null ? value : undefined;
}

/** The known word that a slip of the hand would turn into this one: a third of its letters at most. */
export function findNearest(word: string, known: readonly string[]): string | null {
  const lower = word.toLowerCase().replace(/[-_ ]/g, '');
  let [best, least] = [null as string | null, Math.max(1, Math.floor(word.length / 3)) + 1];
  for (const candidate of known) {
    const distance = editDistance(lower, candidate.toLowerCase().replace(/[-_ ]/g, ''));
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Optimal string alignment: letters put in, left out, changed, or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 12 || a.length > 60) return Number.POSITIVE_INFINITY;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(i - 2, j - 2) + 1);
      row.push(least);
    }
  }
  return at(a.length, b.length);
}
