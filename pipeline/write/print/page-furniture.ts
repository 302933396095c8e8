import type { PageLayout } from '../../core/edition.ts';
import { ptFromMm } from '../../core/units.ts';
import { formatNumber } from './pdf-value.ts';
import type { SharedFont } from './shared-fonts.ts';

/** What is set on a page from outside: it depends on the page's place in the whole. */
export interface Furniture {
  /** Printed page number; empty for none. */
  readonly folio: string;
  /** Running head; empty for none. */
  readonly head: string;
  readonly side: 'recto' | 'verso';
}

/**
 * Content stream operators that draw folio and running head as pagination artifacts (ISO 32000-1, 14.8.2.2): readers
 * pass over them. Folios stand outside, odd right and even left; so do heads, at the type area's outer edge.
 */
export function drawFurniture(
  furniture: Furniture,
  layout: PageLayout,
  font: SharedFont,
  resourceName: string,
): string {
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
    const { operators, width } = setLine(text, font, sizePt, right - left);
    const x = place === 'center' ? (left + right - width) / 2 : isRight ? right - width - insetPt : left + insetPt;
    return (
      `/Artifact<</Type/Pagination/Subtype/${subtype}>>BDC\nBT\n0 g\n${resourceName} ${formatNumber(sizePt)} Tf\n` +
      `1 0 0 1 ${formatNumber(x)} ${formatNumber(bleed + baselinePt)} Tm\n${operators} TJ\nET\nEMC\n`
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
  return operators;
}

const closers = /[\u3001\u3002\uff0c\uff1b\uff1a\uff1f\uff01\u201d\u2019\uff09\u300b\u3009\u300d\u300f\u3011\u3015]/;
const openers = /[\u201c\u2018\uff08\u300a\u3008\u300c\u300e\u3010\u3014]/;

const isHan = (character: string): boolean =>
  /[\p{Script=Han}\u2014\u2018-\u201d\u2026\u3001-\u3017\uff00-\uff60]/u.test(character);

/** One line of text as a TJ array: adjacent full-width marks squeezed by half an em, too long a line cut with an ellipsis. */
function setLine(
  text: string,
  font: SharedFont,
  sizePt: number,
  roomPt: number,
): { readonly operators: string; readonly width: number } {
  const characters = [...text];
  const measure = (count: number, tail: string): { operators: string; width: number } => {
    let operators = '';
    let thousandths = 0;
    const line = [...characters.slice(0, count), ...tail];
    for (const [i, character] of line.entries()) {
      const { hex, width } = font.shape(character);
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
    return { operators: `[${operators}]`, width: (thousandths * sizePt) / 1000 };
  };
  let line = measure(characters.length, '');
  for (let count = characters.length - 1; count > 0 && line.width > roomPt; count--) line = measure(count, '\u2026');
  return line;
}
