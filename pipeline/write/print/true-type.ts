/**
 * A whole TrueType font file (OpenType 1.9, glyf outlines): the tables that printing needs, and a subset of it that keeps
 * glyph ids, so that pages printed apart can share one font program.
 */
export interface TrueType {
  readonly postscriptName: string;
  readonly unitsPerEm: number;
  readonly glyphCount: number;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly bounds: readonly [number, number, number, number];
  readonly italicAngle: number;
  /** Glyph id of a character; 0 when the font has none. */
  readonly glyphOf: (codePoint: number) => number;
  /** Advance width in font units. */
  readonly advanceOf: (glyph: number) => number;
  /** A font program with the glyphs wanted (and the parts they are composed of); every other glyph is empty. */
  readonly subset: (wanted: ReadonlySet<number>) => Uint8Array;
}

interface Table {
  readonly offset: number;
  readonly length: number;
}

/** Opens a font file. Throws when it is not TrueType with outlines of its own. */
export function readTrueType(bytes: Uint8Array): TrueType {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, Table>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + i * 16;
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
    tables.set(tag, { offset: view.getUint32(at + 8), length: view.getUint32(at + 12) });
  }
  const need = (tag: string): Table => {
    const table = tables.get(tag);
    if (!table) throw new Error(`font: no ${tag} table`);
    return table;
  };
  const [head, hhea, maxp, hmtx, loca, glyf] = ['head', 'hhea', 'maxp', 'hmtx', 'loca', 'glyf'].map(need) as [
    Table,
    Table,
    Table,
    Table,
    Table,
    Table,
  ];
  const os2 = tables.get('OS/2');
  const post = tables.get('post');
  const glyphCount = view.getUint16(maxp.offset + 4);
  const metricCount = view.getUint16(hhea.offset + 34);
  const isLong = view.getInt16(head.offset + 50) === 1;
  const locate = (glyph: number): number =>
    isLong ? view.getUint32(loca.offset + glyph * 4) : view.getUint16(loca.offset + glyph * 2) * 2;
  const advanceOf = (glyph: number): number =>
    glyph < glyphCount ? view.getUint16(hmtx.offset + Math.min(glyph, metricCount - 1) * 4) : 0;
  const glyphBytes = (glyph: number): Uint8Array =>
    bytes.subarray(glyf.offset + locate(glyph), glyf.offset + locate(glyph + 1));

  return {
    postscriptName: readName(view, need('name')),
    unitsPerEm: view.getUint16(head.offset + 18),
    glyphCount,
    ascent: view.getInt16(hhea.offset + 4),
    descent: view.getInt16(hhea.offset + 6),
    capHeight: os2 && view.getUint16(os2.offset) >= 2 ? view.getInt16(os2.offset + 88) : view.getInt16(hhea.offset + 4),
    bounds: [36, 38, 40, 42].map((at) => view.getInt16(head.offset + at)) as [number, number, number, number],
    italicAngle: post ? view.getInt32(post.offset + 4) / 65536 : 0,
    glyphOf: readCharacterMap(view, need('cmap')),
    advanceOf,
    subset: (wanted) => {
      const glyphs = withComponents(wanted, glyphBytes);
      const last = Math.max(0, ...glyphs);
      const parts: Uint8Array[] = [];
      const offsets = new Uint8Array((last + 2) * 4);
      const offsetView = new DataView(offsets.buffer);
      const metrics = new Uint8Array((last + 1) * 4);
      const metricView = new DataView(metrics.buffer);
      let at = 0;
      for (let glyph = 0; glyph <= last; glyph++) {
        offsetView.setUint32(glyph * 4, at);
        if (!glyphs.has(glyph)) continue;
        const outline = pad(glyphBytes(glyph));
        parts.push(outline);
        at += outline.length;
        metricView.setUint16(glyph * 4, advanceOf(glyph));
        metricView.setInt16(glyph * 4 + 2, bearingOf(view, hmtx, metricCount, glyph));
      }
      offsetView.setUint32((last + 1) * 4, at);
      // A copy in memory of its own: slicing a Buffer would share it, and edits would spoil the whole font.
      const copy = (table: Table): Uint8Array =>
        new Uint8Array(bytes.subarray(table.offset, table.offset + table.length));
      const edited = (table: Table, edit: (view: DataView) => void): Uint8Array => {
        const own = copy(table);
        edit(new DataView(own.buffer));
        return own;
      };
      const kept = new Map<string, Uint8Array>([
        ['glyf', concat(parts, at)],
        [
          'head',
          edited(head, (v) => {
            v.setUint32(8, 0);
            v.setInt16(50, 1);
          }),
        ],
        ['hhea', edited(hhea, (v) => v.setUint16(34, last + 1))],
        ['hmtx', metrics],
        ['loca', offsets],
        ['maxp', edited(maxp, (v) => v.setUint16(4, last + 1))],
      ]);
      for (const tag of ['cvt ', 'fpgm', 'prep']) {
        const table = tables.get(tag);
        if (table) kept.set(tag, copy(table));
      }
      return assemble(kept);
    },
  };
}

/** Glyphs and all that they are composed of (glyf table, composite description). */
function withComponents(wanted: ReadonlySet<number>, bytesOf: (glyph: number) => Uint8Array): Set<number> {
  const found = new Set<number>([0]);
  const queue = [...wanted];
  for (let glyph = queue.pop(); glyph !== undefined; glyph = queue.pop()) {
    if (found.has(glyph)) continue;
    found.add(glyph);
    const outline = bytesOf(glyph);
    if (outline.length < 10) continue;
    const view = new DataView(outline.buffer, outline.byteOffset, outline.byteLength);
    if (view.getInt16(0) >= 0) continue;
    for (let at = 10, flags = 0x20; flags & 0x20; ) {
      flags = view.getUint16(at);
      queue.push(view.getUint16(at + 2));
      at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
    }
  }
  return found;
}

function bearingOf(view: DataView, hmtx: Table, metricCount: number, glyph: number): number {
  return glyph < metricCount
    ? view.getInt16(hmtx.offset + glyph * 4 + 2)
    : view.getInt16(hmtx.offset + metricCount * 4 + (glyph - metricCount) * 2);
}

/** Name 6 in the name table, Windows or Macintosh. */
function readName(view: DataView, { offset }: Table): string {
  const strings = offset + view.getUint16(offset + 4);
  for (let i = 0; i < view.getUint16(offset + 2); i++) {
    const at = offset + 6 + i * 12;
    if (view.getUint16(at + 6) !== 6) continue;
    const isWide = view.getUint16(at) !== 1;
    const start = strings + view.getUint16(at + 10);
    let name = '';
    for (let n = 0; n < view.getUint16(at + 8); n += isWide ? 2 : 1)
      name += String.fromCharCode(isWide ? view.getUint16(start + n) : view.getUint8(start + n));
    return name;
  }
  return '';
}

/** The best Unicode subtable: format 12 where there is one, else format 4. */
function readCharacterMap(view: DataView, { offset }: Table): (codePoint: number) => number {
  let wide = 0;
  let basic = 0;
  for (let i = 0; i < view.getUint16(offset + 2); i++) {
    const at = offset + view.getUint32(offset + 4 + i * 8 + 4);
    const format = view.getUint16(at);
    if (format === 12) wide = at;
    if (format === 4) basic = at;
  }
  return (codePoint) => (wide ? lookUpWide(view, wide, codePoint) : basic ? lookUpBasic(view, basic, codePoint) : 0);
}

function lookUpWide(view: DataView, at: number, codePoint: number): number {
  let low = 0;
  let high = view.getUint32(at + 12) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const group = at + 16 + middle * 12;
    if (codePoint < view.getUint32(group)) high = middle - 1;
    else if (codePoint > view.getUint32(group + 4)) low = middle + 1;
    else return view.getUint32(group + 8) + codePoint - view.getUint32(group);
  }
  return 0;
}

function lookUpBasic(view: DataView, at: number, codePoint: number): number {
  if (codePoint > 0xffff) return 0;
  const twice = view.getUint16(at + 6);
  for (let i = 0; i < twice; i += 2) {
    if (view.getUint16(at + 14 + i) < codePoint) continue;
    const start = view.getUint16(at + 16 + twice + i);
    if (start > codePoint) return 0;
    const delta = view.getUint16(at + 16 + twice * 2 + i);
    const rangeAt = at + 16 + twice * 3 + i;
    const range = view.getUint16(rangeAt);
    if (range === 0) return (codePoint + delta) & 0xffff;
    const glyph = view.getUint16(rangeAt + range + (codePoint - start) * 2);
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}

/** Puts tables together with directory and checksums (OpenType, font file). */
function assemble(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const tags = [...tables.keys()].sort();
  const power = 2 ** Math.floor(Math.log2(tags.length));
  const header = new Uint8Array(12 + tags.length * 16);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tags.length);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, tags.length * 16 - power * 16);
  const parts: Uint8Array[] = [header];
  let at = header.length;
  tags.forEach((tag, i) => {
    const bytes = tables.get(tag) ?? new Uint8Array();
    const padded = pad(bytes);
    for (let n = 0; n < 4; n++) header[12 + i * 16 + n] = tag.charCodeAt(n);
    view.setUint32(12 + i * 16 + 4, checksum(padded));
    view.setUint32(12 + i * 16 + 8, at);
    view.setUint32(12 + i * 16 + 12, bytes.length);
    parts.push(padded);
    at += padded.length;
  });
  const file = concat(parts, at);
  const headAt = view.getUint32(12 + tags.indexOf('head') * 16 + 8);
  new DataView(file.buffer).setUint32(headAt + 8, (0xb1b0afba - checksum(file)) >>> 0);
  return file;
}

function checksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  for (let i = 0; i + 3 < bytes.length; i += 4) sum = (sum + view.getUint32(i)) >>> 0;
  return sum;
}

function pad(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 4 === 0) return bytes;
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  return padded;
}

function concat(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
