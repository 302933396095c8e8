import type { FontFace, PageLayout } from '../../core/edition.ts';
import { ptFromMm } from '../../core/units.ts';
import { isInvisible, standIn } from './glyph-coverage.ts';
import { formatNumber } from './pdf-value.ts';
import type { FontShelf, SharedFont } from './shared-fonts.ts';

/** What is set on a page from outside: it depends on the page's place in the whole. */
export interface Furniture {
  /** Printed page number; empty for none. */
  readonly folio: string;
  /** Running head; empty for none. */
  readonly head: string;
  readonly side: 'recto' | 'verso';
}

/** A font of folios and heads, as pages name it among their resources. */
export interface FurnitureFont {
  readonly name: string;
  readonly font: SharedFont;
  /** Against the size that is asked for. */
  readonly scale: number;
}

/** The body's face, and behind it those that have what it lacks: the other script, letters with accents. */
export function chooseFurnitureFonts(faces: readonly FontFace[], shelf: FontShelf): readonly FurnitureFont[] {
  const regular = faces.filter(({ weight, latin }) => weight === 400 && (latin === undefined || latin === 'letters'));
  return regular.flatMap(({ postscriptName, sizePercent = 100 }, i): FurnitureFont[] => {
    const font = shelf.byName(postscriptName);
    return font ? [{ name: i === 0 ? '/Hd' : `/Hd${i}`, font, scale: sizePercent / 100 }] : [];
  });
}

/**
 * Content stream operators that draw folio and running head, and the fonts that they name. They are drawn as pagination artifacts
 * (ISO 32000-1, 14.8.2.2): readers pass over them. Folios stand outside, odd right and even left; so do heads, at the type area's outer edge.
 */
export function drawFurniture(
  furniture: Furniture,
  layout: PageLayout,
  fonts: readonly FurnitureFont[],
): { readonly operators: string; readonly fonts: readonly FurnitureFont[] } {
  const used = new Set<FurnitureFont>();
  const { folio, head, side } = furniture;
  // A book bound at the right opens the other way: its rectos are left-hand pages.
  const isRight = (side === 'recto') === (layout.binding === 'left');
  const bleed = ptFromMm(layout.bleedMm);
  const left = bleed + ptFromMm(isRight ? layout.innerMm : layout.outerMm);
  const right = bleed + ptFromMm(layout.widthMm - (isRight ? layout.outerMm : layout.innerMm));
  const draw = (
    text: string,
    sizePt: number,
    baselinePt: number,
    place: 'outer' | 'center',
    insetPt: number,
    subtype: string,
  ) => {
    const { operators, width } = setLine(text, fonts, sizePt, right - left, used);
    const x = place === 'center' ? (left + right - width) / 2 : isRight ? right - width - insetPt : left + insetPt;
    return (
      `/Artifact<</Type/Pagination/Subtype/${subtype}>>BDC\nBT\n0 g\n` +
      `1 0 0 1 ${formatNumber(x)} ${formatNumber(bleed + baselinePt)} Tm\n${operators}ET\nEMC\n`
    );
  };
  let operators = '';
  if (head && layout.head.isShown)
    operators += draw(
      head,
      layout.head.sizePt,
      ptFromMm(layout.heightMm - layout.head.baselineMm),
      'outer',
      0,
      'Header',
    );
  if (folio) {
    const dashed = layout.folio.style === 'dashed';
    const text = dashed ? `\u2014 ${folio} \u2014` : folio;
    // GB/T 9704 7.5: the dashed folio stands one character in from the outer edge.
    const inset = dashed && layout.folio.place === 'outer' ? layout.folio.sizePt : 0;
    operators += draw(
      text,
      layout.folio.sizePt,
      ptFromMm(layout.folio.baselineMm),
      layout.folio.place,
      inset,
      'Footer',
    );
  }
  return { operators, fonts: fonts.filter((font) => used.has(font)) };
}

const closers = /[\u3001\u3002\uff0c\uff1b\uff1a\uff1f\uff01\u201d\u2019\uff09\u300b\u3009\u300d\u300f\u3011\u3015]/;
const openers = /[\u201c\u2018\uff08\u300a\u3008\u300c\u300e\u3010\u3014]/;

const isHan = (character: string): boolean =>
  /[\p{Script=Han}\u2014\u2018-\u201d\u2026\u3001-\u3017\uff00-\uff60]/u.test(character);

/**
 * One line of text as TJ arrays, one for each change of font: adjacent full-width marks squeezed by half an em, too long a
 * line cut with an ellipsis. A character that no font has is a geta mark here as well.
 */
function setLine(
  text: string,
  fonts: readonly FurnitureFont[],
  sizePt: number,
  roomPt: number,
  used: Set<FurnitureFont>,
): { readonly operators: string; readonly width: number } {
  const has = (character: string, { font }: FurnitureFont): boolean =>
    font.program.glyphOf(character.codePointAt(0) ?? 0) !== 0;
  const isSet = (character: string): boolean => fonts.some((font) => has(character, font));
  const characters = [...text].flatMap((character) =>
    isSet(character) ? character : isInvisible(character.codePointAt(0) ?? 0) ? [] : standIn,
  );
  const measure = (count: number, tail: string): { operators: string; width: number } => {
    let operators = '';
    let thousandths = 0;
    let current: FurnitureFont | undefined;
    const line = [...characters.slice(0, count), ...tail];
    for (const [i, character] of line.entries()) {
      const own = fonts.find((font) => has(character, font)) ?? fonts[0];
      if (!own) throw new Error('no font to set folios in');
      if (own !== current) {
        if (current) operators += '] TJ\n';
        operators += `${own.name} ${formatNumber(sizePt * own.scale)} Tf\n[`;
        current = own;
        used.add(own);
      }
      const { hex, width: ownWidth } = own.font.shape(character);
      const width = ownWidth * own.scale;
      const before = line[i - 1] ?? '';
      const squeeze =
        (closers.test(before) && (closers.test(character) || openers.test(character))) ||
        (openers.test(before) && openers.test(character));
      if (squeeze) operators += '500 ';
      // The gap between the parts of a title is one em wide here too.
      const isGap = character === ' ' && isHan(before) && isHan(line[i + 1] ?? '');
      operators += isGap ? `<${hex}>${formatNumber(width - 1000)} ` : `<${hex}>`;
      thousandths += isGap ? 1000 : width - (squeeze ? 500 : 0);
    }
    return { operators: current ? `${operators}] TJ\n` : '', width: (thousandths * sizePt) / 1000 };
  };
  let line = measure(characters.length, '');
  for (let count = characters.length - 1; count > 0 && line.width > roomPt; count--) line = measure(count, '\u2026');
  return line;
}
