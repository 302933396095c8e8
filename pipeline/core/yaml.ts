import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { readFields } from './yaml-fields.ts';

/** A fault in YAML, or the place of a value in it. Lines and columns start at 1; columns count characters. */
export interface YamlPlace {
  readonly line: number;
  readonly column: number;
}

export interface YamlFault extends YamlPlace {
  /** Path to the key, as people write it: `source.date`, `parts[0].title`; empty for the file as a whole. */
  readonly key: string;
  readonly kind: 'syntax' | 'anchor' | 'tag' | 'duplicate' | 'key' | 'depth' | 'size' | 'several';
  readonly detail: string;
}

export type YamlPath = readonly (string | number)[];

/** Plain data out of YAML, and where each value of it stands. */
export interface PlainYaml {
  readonly value: unknown;
  /** Where the key (of a mapping) or the item (of a list) at this path stands; the nearest that there is. */
  readonly locate: (path: YamlPath) => YamlPlace;
}

export type ParsedYaml = { readonly yaml: PlainYaml } | { readonly faults: readonly YamlFault[] };

const maxCharacters = 4_000_000;
const maxDepth = 24;

/**
 * YAML as settings need it: mappings with text keys, lists, text, numbers, true, false and nothing. Whatever can surprise
 * (anchors, aliases, merge keys, tags, a key given twice, several documents) is refused with its place. A number keeps its
 * spelling when a program would change it: `1.10` and `012` arrive as text. A key without a value is left out.
 */
export function parsePlainYaml(text: string): ParsedYaml {
  const yaml = readFields(text);
  return yaml ? { yaml } : askYamlParser(text);
}

/** The parser itself, whose values, places and faults are the measure of all others. */
export function askYamlParser(text: string): ParsedYaml {
  if (text.length > maxCharacters) {
    const detail = `${maxCharacters}`;
    return { faults: [{ key: '', kind: 'size', detail, line: 1, column: 1 }] };
  }
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    uniqueKeys: false,
    merge: false,
    strict: true,
    logLevel: 'error',
  });
  const placeAt = (offset: number): YamlPlace => {
    const { line } = counter.linePos(offset);
    const start = counter.lineStarts[line - 1] ?? 0;
    return { line: Math.max(1, line), column: [...text.slice(start, offset)].length + 1 };
  };
  const walk: Walk = { faults: [], places: new Map(), placeAt };
  for (const error of document.errors) {
    const kind = error.code === 'MULTIPLE_DOCS' ? 'several' : error.code === 'TAG_RESOLVE_FAILED' ? 'tag' : 'syntax';
    const detail = (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
    walk.faults.push({ key: '', kind, detail, ...placeAt(error.pos[0]) });
  }
  const value = walk.faults.length > 0 ? null : toPlain(document.contents as Node | null, [], walk);
  if (walk.faults.length > 0) return { faults: walk.faults };
  const locate = (path: YamlPath): YamlPlace => {
    for (let n = path.length; n >= 0; n--) {
      const place = walk.places.get(writeKeyPath(path.slice(0, n)));
      if (place) return place;
    }
    return { line: 1, column: 1 };
  };
  return { yaml: { value, locate } };
}

/** A path as people write it: `source.date`, `parts[0].articles[2]`. */
export function writeKeyPath(path: YamlPath): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
}

interface Walk {
  readonly faults: YamlFault[];
  readonly places: Map<string, YamlPlace>;
  readonly placeAt: (offset: number) => YamlPlace;
}

function toPlain(node: Node | null, path: YamlPath, walk: Walk): unknown {
  if (!node) return null;
  const place = walk.placeAt(node.range?.[0] ?? 0);
  const fault = (kind: YamlFault['kind'], detail = ''): null => {
    walk.faults.push({ key: writeKeyPath(path), kind, detail, ...place });
    return null;
  };
  if (!walk.places.has(writeKeyPath(path))) walk.places.set(writeKeyPath(path), place);
  if (isAlias(node)) return fault('anchor', `*${node.source}`);
  if ('anchor' in node && node.anchor) return fault('anchor', `&${node.anchor}`);
  if (node.tag) return fault('tag', node.tag);
  if (path.length > maxDepth) return fault('depth', `${maxDepth}`);
  if (isScalar(node)) {
    const { value, source } = node;
    if (typeof value === 'number' && source !== undefined && String(value) !== source) return source;
    return typeof value === 'bigint' ? String(value) : value;
  }
  if (isSeq(node)) return node.items.map((item, i) => toPlain(item as Node | null, [...path, i], walk));
  if (!isMap(node)) return fault('syntax');
  const plain: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const pair of node.items) {
    const key = pair.key as Node | null;
    const keyPlace = walk.placeAt(key?.range?.[0] ?? node.range?.[0] ?? 0);
    if (!isScalar(key) || key.anchor || key.tag || key.value === null || typeof key.value === 'object') {
      walk.faults.push({ key: writeKeyPath(path), kind: 'key', detail: '', ...keyPlace });
      continue;
    }
    const name = String(key.value);
    const inner = [...path, name];
    if (seen.has(name)) walk.faults.push({ key: writeKeyPath(inner), kind: 'duplicate', detail: name, ...keyPlace });
    seen.add(name);
    walk.places.set(writeKeyPath(inner), keyPlace);
    const value = toPlain(pair.value as Node | null, inner, walk);
    // A key such as `__proto__` must become a key like any other, so that the schema can refuse it.
    if (value !== null)
      Object.defineProperty(plain, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return plain;
}
