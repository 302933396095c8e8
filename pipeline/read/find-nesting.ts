/** Deeper than any manuscript: beyond it parsers need time or memory out of all proportion. */
export const deepestNesting = 100;

// Room stands before a mark only: were it allowed behind as well, a long row of marks could be read in 2^n ways.
const markers = new RegExp(String.raw`^(?:[ \t]{0,4}(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){${deepestNesting},}`);
const deepIndent = new RegExp(String.raw`^[ \t]{${deepestNesting * 2},}[-+*>\d:]`);

/** Offset of the first line of Markdown that nests too deep (quotes, lists, blocks of directives); null when none does. */
export function findDeepNesting(text: string): number | null {
  let open = 0;
  for (const found of text.matchAll(/[^\r\n]+/g)) {
    const line = found[0];
    if (markers.test(line) || deepIndent.test(line)) return found.index;
    if (!line.includes(':::')) continue;
    if (/^\s*:{3,}\s*$/.test(line)) open = Math.max(0, open - 1);
    else if (/^[\s>]*:{3,}[A-Za-z]/.test(line) && ++open > deepestNesting) return found.index;
  }
  return null;
}
