/**
 * Words on sheets without a font in the file: the outlines of a TrueType font's glyphs, drawn as shapes. Sheets from
 * elsewhere keep exactly the fonts they came with, and a slug needs no text layer.
 */
export interface Lettering {
  /** PDF operators that fill the words in black from a base line at (xPt, yPt). */
  readonly draw: (text: string, xPt: number, yPt: number, sizePt: number) => string;
  readonly widthPt: (text: string, sizePt: number) => number;
}

/** Reads the tables needed of a whole TrueType font (glyf outlines, cmap format 4 or 12). */
export function makeLettering(font: Uint8Array): Lettering {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = readTables(view);
  const at = (tag: string): number => {
    const offset = tables.get(tag);
    if (offset === undefined) throw new Error(`the lettering font has no ${tag}`);
    return offset;
  };
  const unitsPerEm = view.getUint16(at('head') + 18);
  const hasLongOffsets = view.getInt16(at('head') + 50) === 1;
  const advances = view.getUint16(at('hhea') + 34);
  const glyphOf = readCharacterMap(view, at('cmap'));
  const advanceOf = (glyph: number): number => view.getUint16(at('hmtx') + 4 * Math.min(glyph, advances - 1));
  const offsetOf = (glyph: number): number =>
    at('glyf') + (hasLongOffsets ? view.getUint32(at('loca') + 4 * glyph) : 2 * view.getUint16(at('loca') + 2 * glyph));

  return {
    widthPt: (text, sizePt) => {
      let units = 0;
      for (const c of text) units += advanceOf(glyphOf(c.codePointAt(0) ?? 0));
      return (units * sizePt) / unitsPerEm;
    },
    draw: (text, xPt, yPt, sizePt) => {
      const scale = sizePt / unitsPerEm;
      let x = xPt;
      const shapes: string[] = [];
      for (const c of text) {
        const glyph = glyphOf(c.codePointAt(0) ?? 0);
        const contours = readGlyph(view, offsetOf, glyph, 0);
        shapes.push(...contours.map((contour) => toPath(contour, scale, x, yPt)));
        x += advanceOf(glyph) * scale;
      }
      return `q 0 g ${shapes.join(' ')} f Q`;
    },
  };
}

interface GlyphPoint {
  readonly x: number;
  readonly y: number;
  readonly isOnCurve: boolean;
}

type Contour = readonly GlyphPoint[];

function readTables(view: DataView): Map<string, number> {
  const tables = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + 16 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => view.getUint8(at + k)));
    tables.set(tag, view.getUint32(at + 8));
  }
  return tables;
}

/** The Unicode subtable, the full one before the one of the basic plane. */
function readCharacterMap(view: DataView, cmap: number): (code: number) => number {
  const subtables = Array.from({ length: view.getUint16(cmap + 2) }, (_, i) => cmap + view.getUint32(cmap + 8 + 8 * i));
  const full = subtables.find((at) => view.getUint16(at) === 12);
  if (full !== undefined) return (code) => lookUpGroups(view, full, code);
  const basic = subtables.find((at) => view.getUint16(at) === 4);
  if (basic === undefined) throw new Error('the lettering font has no Unicode map');
  return (code) => lookUpSegments(view, basic, code);
}

function lookUpGroups(view: DataView, at: number, code: number): number {
  let low = 0;
  let high = view.getUint32(at + 12) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const group = at + 16 + 12 * middle;
    if (code < view.getUint32(group)) high = middle - 1;
    else if (code > view.getUint32(group + 4)) low = middle + 1;
    else return view.getUint32(group + 8) + code - view.getUint32(group);
  }
  return 0;
}

function lookUpSegments(view: DataView, at: number, code: number): number {
  const doubled = view.getUint16(at + 6);
  for (let i = 0; i < doubled; i += 2) {
    if (code > view.getUint16(at + 14 + i)) continue;
    const start = view.getUint16(at + 16 + doubled + i);
    if (code < start) return 0;
    const delta = view.getUint16(at + 16 + 2 * doubled + i);
    const place = at + 16 + 3 * doubled + i;
    const range = view.getUint16(place);
    if (range === 0) return (code + delta) & 0xffff;
    const glyph = view.getUint16(place + range + 2 * (code - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}

const deepestComposite = 4;

function readGlyph(view: DataView, offsetOf: (glyph: number) => number, glyph: number, depth: number): Contour[] {
  const at = offsetOf(glyph);
  if (at === offsetOf(glyph + 1) || depth > deepestComposite) return [];
  const count = view.getInt16(at);
  return count < 0 ? readComposite(view, offsetOf, at + 10, depth) : readSimple(view, at + 10, count);
}

function readSimple(view: DataView, at: number, count: number): Contour[] {
  const ends = Array.from({ length: count }, (_, i) => view.getUint16(at + 2 * i));
  const total = (ends.at(-1) ?? -1) + 1;
  let p = at + 2 * count;
  p += 2 + view.getUint16(p);
  const flags: number[] = [];
  while (flags.length < total) {
    const flag = view.getUint8(p++);
    const repeats = flag & 8 ? view.getUint8(p++) : 0;
    for (let i = 0; i <= repeats; i++) flags.push(flag);
  }
  const readAxis = (short: number, same: number): number[] => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? view.getUint8(p++) : -view.getUint8(p++);
      else if (!(flag & same)) {
        value += view.getInt16(p);
        p += 2;
      }
      return value;
    });
  };
  const xs = readAxis(2, 16);
  const ys = readAxis(4, 32);
  const points = flags.map((flag, i) => ({ x: xs[i] ?? 0, y: ys[i] ?? 0, isOnCurve: (flag & 1) === 1 }));
  return ends.map((end, i) => points.slice((ends[i - 1] ?? -1) + 1, end + 1));
}

/** Parts set side by side; scaling of parts is left out, for the fonts used here have none. */
function readComposite(view: DataView, offsetOf: (glyph: number) => number, start: number, depth: number): Contour[] {
  const contours: Contour[] = [];
  let p = start;
  for (;;) {
    const flags = view.getUint16(p);
    const part = view.getUint16(p + 2);
    const hasWords = (flags & 1) !== 0;
    const x = hasWords ? view.getInt16(p + 4) : view.getInt8(p + 4);
    const y = hasWords ? view.getInt16(p + 6) : view.getInt8(p + 5);
    p += hasWords ? 8 : 6;
    p += flags & 8 ? 2 : flags & 64 ? 4 : flags & 128 ? 8 : 0;
    const moved = readGlyph(view, offsetOf, part, depth + 1).map((contour) =>
      contour.map((point) => ({ ...point, x: point.x + x, y: point.y + y })),
    );
    contours.push(...moved);
    if (!(flags & 32)) return contours;
  }
}

/** Quadratic curves with implied points between controls, written as the cubic ones that PDF knows. */
function toPath(contour: Contour, scale: number, dx: number, dy: number): string {
  const placed = contour.map((point) => ({ ...point, x: point.x * scale + dx, y: point.y * scale + dy }));
  const between = (a: GlyphPoint, b: GlyphPoint): GlyphPoint => ({
    x: (a.x + b.x) / 2,
    y: (a.y + b.y) / 2,
    isOnCurve: true,
  });
  const [first, last] = [placed[0], placed.at(-1)];
  if (!first || !last) return '';
  const start = first.isOnCurve ? first : last.isOnCurve ? last : between(first, last);
  const n = (value: number): string => value.toFixed(2);
  const parts = [`${n(start.x)} ${n(start.y)} m`];
  let here = start;
  let control: GlyphPoint | null = null;
  const curveTo = (by: GlyphPoint, to: GlyphPoint): void => {
    const c1 = { x: here.x + (2 / 3) * (by.x - here.x), y: here.y + (2 / 3) * (by.y - here.y) };
    const c2 = { x: to.x + (2 / 3) * (by.x - to.x), y: to.y + (2 / 3) * (by.y - to.y) };
    parts.push(`${[c1.x, c1.y, c2.x, c2.y, to.x, to.y].map(n).join(' ')} c`);
    here = to;
  };
  for (const point of [...placed.slice(first.isOnCurve ? 1 : 0), start]) {
    if (point.isOnCurve) {
      if (control) curveTo(control, point);
      else parts.push(`${n(point.x)} ${n(point.y)} l`);
      here = point;
      control = null;
    } else {
      if (control) curveTo(control, between(control, point));
      control = point;
    }
  }
  return `${parts.join(' ')} h`;
}
