import type { GlyphTable } from './page-content.ts';

/** Where a run of glyphs ended, and how many code units of text there are now. One object serves for all. */
export interface Run {
  at: number;
  count: number;
}

/**
 * Reads on, as long as nothing else comes, what by far the most of a page is: a move to the right and one glyph, each on a
 * line (`12.5 0 Td <1a2b> Tj`), plain or as marked content whose ActualText is one character (a font draws U+5DE5 and the
 * Kangxi radical U+2F2F alike). Text goes to `units` from `run.count` on; glyphs are marked as used. Stops at the first
 * line that is anything else, before it, and leaves it to the general scanner: glyph 0 and text of two units are left too.
 */
export function scanRun(bytes: Uint8Array, font: GlyphTable, units: Uint16Array, run: Run): void {
  const { text, meant } = quickOf(font);
  const { used } = font;
  const last = bytes.length - longest;
  let at = run.at;
  let { count } = run;
  while (at < last && count < units.length) {
    const isReplaced = bytes[at] === 0x2f;
    let i = at;
    let unit = 0;
    if (isReplaced) {
      if (!isSame(bytes, i, opening) || readHex(bytes, i + opening.length) !== 0xfeff) break;
      unit = readHex(bytes, i + opening.length + 4);
      i += opening.length + 8;
      if (!isSame(bytes, i, opened)) break;
      i += opened.length;
    }
    const start = i;
    let c = bytes[i] as number;
    while (c >= 0x2d && c <= 0x39 && c !== 0x2f) c = bytes[++i] as number;
    if (i === start || !isMove(bytes, i)) break;
    const glyph = readHex(bytes, i + 7);
    i += 16;
    if (isReplaced) {
      if (glyph === 0 || !isSame(bytes, i, closing)) break;
      i += closing.length;
      used[glyph] = (used[glyph] as number) | 1;
      if (meant[glyph] !== unit) {
        meant[glyph] = unit;
        font.actual[glyph] = String.fromCharCode(unit);
      }
    } else {
      unit = text[glyph] as number;
      if (unit === 0) unit = learnText(font, text, glyph);
      if (unit === 0) break;
      used[glyph] = 3;
    }
    units[count++] = unit;
    at = i;
  }
  run.at = at;
  run.count = count;
}

/** What ActualText said of a glyph; to be told here and nowhere else, so that quick looks stay true. */
export function setActual(font: GlyphTable, glyph: number, actual: string): void {
  font.actual[glyph] = actual;
  quickOf(font).meant[glyph] = actual.length === 1 ? actual.charCodeAt(0) : 0;
}

/** More bytes than one line with its ActualText has. */
const longest = 128;
const opening = Buffer.from('/Span<</ActualText <');
const opened = Buffer.from('> >> BDC\n');
const closing = Buffer.from('EMC\n');

/** Code units by glyph: of its text, and of what it was last meant for; 0 where there is none, or not just one. */
interface Quick {
  readonly text: Uint16Array;
  readonly meant: Uint16Array;
}
const quick = new WeakMap<GlyphTable, Quick>();

function quickOf(font: GlyphTable): Quick {
  const known = quick.get(font);
  if (known) return known;
  const made = { text: new Uint16Array(65536), meant: new Uint16Array(65536) };
  quick.set(font, made);
  return made;
}

function learnText(font: GlyphTable, text: Uint16Array, glyph: number): number {
  const said = glyph === 0 ? undefined : font.text[glyph];
  const unit = said?.length === 1 ? said.charCodeAt(0) : 0;
  text[glyph] = unit;
  return unit;
}

/** Whether ` 0 Td <hhhh> Tj` and a line's end stand here. */
function isMove(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === 0x20 &&
    bytes[at + 1] === 0x30 &&
    bytes[at + 2] === 0x20 &&
    bytes[at + 3] === 0x54 &&
    bytes[at + 4] === 0x64 &&
    bytes[at + 5] === 0x20 &&
    bytes[at + 6] === 0x3c &&
    bytes[at + 11] === 0x3e &&
    bytes[at + 12] === 0x20 &&
    bytes[at + 13] === 0x54 &&
    bytes[at + 14] === 0x6a &&
    bytes[at + 15] === 0x0a
  );
}

function isSame(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
  for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
  return true;
}

/** Four hexadecimal digits as a number. */
function readHex(bytes: Uint8Array, at: number): number {
  return (
    ((digits[bytes[at] as number] as number) << 12) |
    ((digits[bytes[at + 1] as number] as number) << 8) |
    ((digits[bytes[at + 2] as number] as number) << 4) |
    (digits[bytes[at + 3] as number] as number)
  );
}

const digits = Uint8Array.from({ length: 256 }, (_, c) => {
  const value = Number.parseInt(String.fromCharCode(c), 16);
  return Number.isNaN(value) ? 0 : value;
});
