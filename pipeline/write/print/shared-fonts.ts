import { createHash } from 'node:crypto';
import type { GlyphTable } from './page-content.ts';
import type { PdfFile } from './pdf-reader.ts';
import { dict, isRef, type PdfValue } from './pdf-value.ts';
import type { PdfWriter } from './pdf-writer.ts';
import type { FontUse } from './printed-shard.ts';
import { readTrueType, type TrueType } from './true-type.ts';

/**
 * One font for the whole file. Every shard has its own subset of the same font program with the glyph ids of the whole
 * font (Skia, Identity-H), so all of their text can point at one subset made for the union of their glyphs.
 */
export interface SharedFont extends GlyphTable {
  readonly ref: number;
  readonly program: TrueType;
  readonly text: (string | undefined)[];
  /** Glyph ids, advance in thousandths of an em, for text drawn by ourselves. Marks the glyphs as used. */
  readonly shape: (text: string) => { readonly hex: string; readonly width: number };
}

export interface FontShelf {
  /** Whether there is a font of this PostScript name that the whole file shares. */
  readonly has: (postscriptName: string) => boolean;
  /** Adds what a shard shows of a font. Shards are told in book order: of two that differ the first is believed. */
  readonly use: (use: FontUse) => void;
  readonly byName: (postscriptName: string) => SharedFont | undefined;
  /** Every font program there is, opened. */
  readonly programs: () => readonly TrueType[];
  /** Writes all shared fonts that are used. `keepProgram` gives a font cut to its glyphs and deflated: made now, or kept. */
  readonly write: (keepProgram: KeepProgram) => Promise<void>;
}

/** Asked for a font program by its PostScript name and its glyphs; `cut` makes it. */
export type KeepProgram = (name: string, glyphs: readonly number[], cut: () => Uint8Array) => Promise<FontProgram>;

/** A font program, deflated. */
export interface FontProgram {
  /** Its length when it is not. */
  readonly length: number;
  readonly deflated: Uint8Array;
}

/** `programs` are whole font files by PostScript name. */
export function createFontShelf(programs: ReadonlyMap<string, Uint8Array>, writer: PdfWriter): FontShelf {
  const fonts = new Map<string, SharedFont>();
  const byName = (name: string): SharedFont | undefined => {
    const known = fonts.get(name);
    const bytes = programs.get(name);
    if (known || !bytes) return known;
    const font = makeFont(readTrueType(bytes), writer.reserve());
    fonts.set(name, font);
    return font;
  };
  return {
    byName,
    programs: () => [...programs.keys()].flatMap((name) => byName(name)?.program ?? []),
    has: (name) => programs.has(name),
    use: ({ name, glyphs, uses, texts, actual }) => {
      const font = byName(name);
      if (!font) return;
      glyphs.forEach((glyph, i) => {
        font.used[glyph] = (font.used[glyph] ?? 0) | (uses[i] ?? 0);
        if (texts[i]) font.text[glyph] ??= texts[i];
        if (actual[i]) font.actual[glyph] = actual[i];
      });
    },
    write: async (keepProgram) => {
      // Cut and compressed beside one another, written in their order.
      const used = [...fonts.values()].filter((font) => font.used.some((use) => use > 0));
      const cut = await Promise.all(
        used.map((font) => {
          const glyphs = listGlyphs(font.used);
          return keepProgram(font.program.postscriptName, glyphs, () => font.program.subset(new Set(glyphs)));
        }),
      );
      for (const [i, font] of used.entries()) {
        const program = cut[i];
        if (program) writeFont(font, program, writer);
      }
    },
  };
}

function makeFont(program: TrueType, ref: number): SharedFont {
  const used = new Uint8Array(65536);
  const text: (string | undefined)[] = [];
  const actual: (string | undefined)[] = [];
  return {
    ref,
    program,
    text,
    used,
    actual,
    shape: (string) => {
      let hex = '';
      let width = 0;
      for (const character of string) {
        const glyph = program.glyphOf(character.codePointAt(0) ?? 0);
        // As good as an ActualText: it says what the glyph stands for.
        used[glyph] = (used[glyph] ?? 0) | 1;
        actual[glyph] ??= character;
        hex += glyph.toString(16).padStart(4, '0').toUpperCase();
        width += widthOf(program, glyph);
      }
      return { hex, width };
    },
  };
}

const widthOf = (program: TrueType, glyph: number): number =>
  Math.round((program.advanceOf(glyph) * 1000) / program.unitsPerEm);

/** Reads a ToUnicode map as Skia writes it: bfchar and bfrange lines of hexadecimal. */
export function readToUnicode(shard: PdfFile, value: PdfValue | undefined, text: (string | undefined)[]): void {
  if (!isRef(value)) return;
  const map = shard.stream(value.ref).toString('latin1');
  for (const block of map.matchAll(/beginbf(char|range)([\s\S]*?)endbf/g)) {
    const lines = block[2] ?? '';
    if (block[1] === 'char')
      for (const [, code, to] of lines.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
        text[Number.parseInt(code ?? '', 16)] ??= fromHex(to ?? '');
    else
      for (const [, from, to, start] of lines.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
        const first = Number.parseInt(from ?? '', 16);
        const base = fromHex(start ?? '');
        const last = base.codePointAt(base.length - (base.length > 1 && isLowSurrogate(base) ? 2 : 1)) ?? 0;
        for (let code = first; code <= Number.parseInt(to ?? '', 16); code++)
          text[code] ??=
            base.slice(0, base.length - String.fromCodePoint(last).length) + String.fromCodePoint(last + code - first);
      }
  }
}

const isLowSurrogate = (text: string): boolean => /[\uDC00-\uDFFF]$/.test(text);

function fromHex(digits: string): string {
  let text = '';
  for (let i = 0; i + 3 < digits.length; i += 4)
    text += String.fromCharCode(Number.parseInt(digits.slice(i, i + 4), 16));
  return text;
}

/**
 * A glyph can stand for several characters (U+5DE5 and the Kangxi radical U+2F2F share one). The file's ToUnicode names
 * one; where pages say by ActualText that another was meant, and never otherwise, that one is written, so readers that
 * ignore ActualText read the same text.
 */
function unicodeOf(font: SharedFont, glyph: number): string {
  const meant = font.actual[glyph];
  return (meant !== undefined && font.used[glyph] === 1 ? meant : font.text[glyph]) ?? meant ?? '\ufffd';
}

/** Glyphs that are marked as used, ascending. */
export function listGlyphs(used: Uint8Array): number[] {
  const glyphs: number[] = [];
  for (let glyph = 0; glyph < used.length; glyph++) if (used[glyph]) glyphs.push(glyph);
  return glyphs;
}

function writeFont(font: SharedFont, cut: FontProgram, writer: PdfWriter): void {
  const { program } = font;
  const glyphs = listGlyphs(font.used);
  const tag = makeTag(glyphs);
  const name = `/${tag}+${program.postscriptName}`;
  const scale = (units: number): number => Math.round((units * 1000) / program.unitsPerEm);
  const file = writer.addStream(dict({ Length1: cut.length, Filter: '/FlateDecode' }), cut.deflated);
  const descriptor = writer.add(
    dict({
      Type: '/FontDescriptor',
      FontName: name,
      // Symbolic, as its glyphs are no standard set; and italic (ISO 32000-1, table 123).
      Flags: program.italicAngle === 0 ? 4 : 4 | 64,
      FontBBox: program.bounds.map(scale),
      ItalicAngle: program.italicAngle,
      Ascent: scale(program.ascent),
      Descent: scale(program.descent),
      CapHeight: scale(program.capHeight),
      StemV: 80,
      FontFile2: { ref: file },
    }),
  );
  const widths: PdfValue[] = [];
  for (let i = 0; i < glyphs.length; ) {
    const first = glyphs[i] ?? 0;
    const run: number[] = [];
    while (glyphs[i] === first + run.length) run.push(widthOf(program, glyphs[i++] ?? 0));
    if (run.some((width) => width !== 1000)) widths.push(first, run);
  }
  const descendant = writer.add(
    dict({
      Type: '/Font',
      Subtype: '/CIDFontType2',
      BaseFont: name,
      CIDSystemInfo: dict({ Registry: { bytes: 'Adobe' }, Ordering: { bytes: 'Identity' }, Supplement: 0 }),
      CIDToGIDMap: '/Identity',
      DW: 1000,
      W: widths,
      FontDescriptor: { ref: descriptor },
    }),
  );
  const map = writer.addDeflated(
    dict({}),
    Buffer.from(
      makeToUnicode(glyphs, (glyph) => unicodeOf(font, glyph)),
      'latin1',
    ),
  );
  writer.set(
    font.ref,
    dict({
      Type: '/Font',
      Subtype: '/Type0',
      BaseFont: name,
      Encoding: '/Identity-H',
      DescendantFonts: [{ ref: descendant }],
      ToUnicode: { ref: map },
    }),
  );
}

/** Six capitals that name the subset (9.6.4), from its glyphs: the same text gives the same name. */
function makeTag(glyphs: readonly number[]): string {
  const hash = createHash('sha256').update(Uint16Array.from(glyphs)).digest();
  return [...hash.subarray(0, 6)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('');
}

/** A ToUnicode map (9.10.3), a hundred lines a block as the format demands. */
function makeToUnicode(glyphs: readonly number[], textOf: (glyph: number) => string): string {
  const hex = (text: string) =>
    [...Array(text.length).keys()]
      .map((i) => text.charCodeAt(i).toString(16).padStart(4, '0'))
      .join('')
      .toUpperCase();
  const lines = glyphs
    .filter((glyph) => glyph > 0)
    .map((glyph) => `<${glyph.toString(16).padStart(4, '0').toUpperCase()}> <${hex(textOf(glyph))}>`);
  let blocks = '';
  for (let i = 0; i < lines.length; i += 100) {
    const part = lines.slice(i, i + 100);
    blocks += `${part.length} beginbfchar\n${part.join('\n')}\nendbfchar\n`;
  }
  return (
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n' +
    '/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n' +
    `${blocks}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n`
  );
}
