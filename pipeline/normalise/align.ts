import { parseMarkdown } from '../core/markdown.ts';

/**
 * Where each character of a text node stands in the Markdown it was parsed from.
 *
 *     value   a*b & c          source   a\*b &amp; c
 *             01234567                  0 23 4567..  (the mark, not its backslash, is the character)
 *
 * `places[i]` is the offset in `source` of `value[i]`, and `places[value.length]` its end. Whatever stands only in the
 * source (escapes, the rest of a reference, the indent of a continued line) is passed over.
 */
export function alignText(value: string, source: string): readonly number[] | null {
  if (value === source) return null;
  const places: number[] = [];
  let at = 0;
  for (let i = 0; i < value.length; ) {
    const code = value.charCodeAt(i);
    if (source.charCodeAt(at) === 0x5c && source.charCodeAt(at + 1) === code && isPunctuation(code)) at++;
    else if (source.charCodeAt(at) === 0x26) {
      const reference = /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z0-9]{1,31}));/.exec(source.slice(at, at + 40));
      const decoded = reference && decodeReference(reference);
      if (reference && decoded && value.startsWith(decoded, i)) {
        for (let k = 0; k < decoded.length; k++) places.push(at);
        at += reference[0].length;
        i += decoded.length;
        continue;
      }
    } else if (source.charCodeAt(at) !== code) at = skipTo(source, at, code);
    places.push(at);
    at++;
    i++;
  }
  places.push(at);
  return places;
}

const isPunctuation = (code: number): boolean =>
  (code >= 33 && code <= 47) ||
  (code >= 58 && code <= 64) ||
  (code >= 91 && code <= 96) ||
  (code >= 123 && code <= 126);

/** What a reference stands for, by the parser's own table. */
function decodeReference(found: RegExpExecArray): string | null {
  const [block] = parseMarkdown(found[0]).children;
  const [node] = block?.type === 'paragraph' ? block.children : [];
  return node?.type === 'text' && node.value !== found[0] ? node.value : null;
}

/** Markup of a container (`> `, an indent) or a line ending of two characters lies between. */
function skipTo(source: string, at: number, code: number): number {
  for (let next = at; next < Math.min(source.length, at + 200); next++)
    if (source.charCodeAt(next) === code) return next;
  return at;
}
