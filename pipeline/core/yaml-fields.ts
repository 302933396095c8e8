import type { PlainYaml, YamlPlace } from './yaml.ts';

/**
 * YAML that is nothing but lines of `key: text`, as the front matter of an article is: read line by line, with the value
 * and the places that the parser of YAML would give. Null for everything else, and for whatever might be anything else
 * (comments, lists, a key given twice, a value over several lines): then the parser is asked. A test holds the two against
 * each other.
 */
export function readFields(text: string): PlainYaml | null {
  if (text.length > mostCharacters || unusual.test(text)) return null;
  const value: Record<string, unknown> = {};
  const lines = new Map<string, number>();
  let first = 0;
  let number = 0;
  for (const line of text.split('\n')) {
    number++;
    if (line === '') continue;
    const found = field.exec(line);
    const key = found?.[1] ?? '';
    const read = found ? readScalar(found[2] ?? '') : null;
    if (read === null || lines.has(key) || reserved.test(key)) return null;
    value[key] = read;
    lines.set(key, number);
    first ||= number;
  }
  if (first === 0) return null;
  const locate = (path: readonly (string | number)[]): YamlPlace => {
    const line = typeof path[0] === 'string' ? lines.get(path[0]) : undefined;
    return { line: line ?? first, column: 1 };
  };
  return { value, locate };
}

const mostCharacters = 100_000;

/** Control characters, tabs among them, what some take for the end of a line, and halves of pairs. */
const unusual = /[^\n\P{Cc}]|[\u2028\u2029\ufeff]|\p{Cs}/u;

const field = /^([A-Za-z][A-Za-z0-9_]{0,99}): (\S.*)$/;

/** Words that are no text to YAML, and a key of objects themselves. */
const reserved = /^(?:null|true|false|__proto__)$/i;

/** A text in double quotes, a date, a whole number, or words that begin with a letter and hold no sign of YAML. */
function readScalar(source: string): string | number | null {
  if (source.startsWith('"')) {
    if (!/^"(?:[^"\\]|\\["\\/])*"$/.test(source)) return null;
    return source.includes('\\') ? source.slice(1, -1).replace(/\\(.)/g, '$1') : source.slice(1, -1);
  }
  if (/^(?:0|[1-9]\d{0,8})$/.test(source)) return Number(source);
  if (/^\d{4}-\d{2}(?:-\d{2})?$/.test(source)) return source;
  if (!/^[\p{L}\u201c\u2018\u300a\uff08]/u.test(source) || reserved.test(source)) return null;
  return /[#[\]{}]|:(?: |$)|\s$/u.test(source) ? null : source;
}
