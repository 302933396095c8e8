import type { PageLayout } from '../core/edition.ts';
import { mmFromPt, pageSizesMm, ptFromMm } from '../core/units.ts';
import { lengthPt, numberOf, type Tokens, wordOf } from './tokens.ts';

/** What of the settings the page depends on. */
export interface LayoutChoice {
  readonly size: string;
  readonly bodySizePt: number | null;
  /** From line to line, where the editor says so. */
  readonly linePitchPt?: number | null;
  /** Characters more in a line than the theme sets. */
  readonly extraEms?: number;
  readonly bleedMm: number;
  readonly writing: 'horizontal' | 'vertical';
  readonly binding: 'left' | 'right' | null;
}

/** The layout in numbers, and what the stylesheets need besides. */
export interface Layout extends PageLayout {
  /** How much larger than on the reference page body type is: sizes that go with it are multiplied. */
  readonly scale: number;
}

/**
 * Fits the type area: margins as the theme draws them for its reference page, scaled to this one; then as many whole ems
 * and whole lines as there is room for, and what is left over shared between opposite margins in proportion.
 */
export function layoutPage(tokens: Tokens, choice: LayoutChoice): Layout {
  const page = pageSizesMm[choice.size];
  if (!page) throw new Error(`No page size ${choice.size}`);
  const isWide = page.widthMm >= mmFromPt(lengthPt(tokens, '--wide-from'));
  const referencePt = lengthPt(tokens, '--body-size');
  const sizePt = choice.bodySizePt ?? lengthPt(tokens, isWide ? '--body-size-wide' : '--body-size');
  const scale = sizePt / referencePt;
  const pitchPt =
    choice.linePitchPt ??
    (scale === 1 ? lengthPt(tokens, '--line-pitch') : roundTo(lengthPt(tokens, '--line-pitch') * scale, pixelPt));

  const isScaled = wordOf(tokens, '--margins', ['scaled', 'fixed']) === 'scaled';
  const across = isScaled ? page.widthMm / mmFromPt(lengthPt(tokens, '--reference-width')) : 1;
  const down = isScaled ? page.heightMm / mmFromPt(lengthPt(tokens, '--reference-height')) : 1;
  const ideal = {
    top: mmFromPt(lengthPt(tokens, '--margin-top')) * down,
    bottom: mmFromPt(lengthPt(tokens, '--margin-bottom')) * down,
    inner: mmFromPt(lengthPt(tokens, '--margin-inner')) * across,
    outer: mmFromPt(lengthPt(tokens, '--margin-outer')) * across,
  };
  const isVertical = choice.writing === 'vertical';
  const columns =
    page.widthMm >= mmFromPt(lengthPt(tokens, '--columns-from')) && !isVertical ? numberOf(tokens, '--columns') : 1;
  const columnGapEm = numberOf(tokens, '--column-gap');
  const roomAcrossPt = ptFromMm(page.widthMm - ideal.inner - ideal.outer);
  const roomDownPt = ptFromMm(page.heightMm - ideal.top - ideal.bottom);
  const [lineRoomPt, stackRoomPt] = isVertical ? [roomDownPt, roomAcrossPt] : [roomAcrossPt, roomDownPt];
  const characters =
    (choice.extraEms ?? 0) + Math.floor((lineRoomPt / sizePt - (columns - 1) * columnGapEm) / columns + tolerance);
  // A pitch asked for is asked for to gain a line: one that lacks less than a quarter is let in from the margins.
  const lines = Math.floor(stackRoomPt / pitchPt + (choice.linePitchPt ? 0.25 : tolerance));
  const measurePt = (characters * columns + (columns - 1) * columnGapEm) * sizePt;
  const stackPt = lines * pitchPt;
  const [areaWidthMm, areaHeightMm] = (isVertical ? [stackPt, measurePt] : [measurePt, stackPt]).map(mmFromPt);
  const [innerMm, outerMm] = share(page.widthMm - (areaWidthMm ?? 0), ideal.inner, ideal.outer);
  const [topMm, bottomMm] = share(page.heightMm - (areaHeightMm ?? 0), ideal.top, ideal.bottom);

  return {
    ...page,
    topMm,
    bottomMm,
    innerMm,
    outerMm,
    bleedMm: choice.bleedMm,
    sizePt,
    pitchPt,
    charactersPerLine: characters * columns + (columns - 1) * columnGapEm,
    linesPerPage: lines,
    binding: choice.binding ?? (isVertical ? 'right' : 'left'),
    writing: choice.writing,
    folio: {
      style: wordOf(tokens, '--folio-style', ['plain', 'dashed']),
      place: wordOf(tokens, '--folio-place', ['outer', 'center']),
      sizePt: lengthPt(tokens, '--folio-size') * Math.max(1, scale),
      baselineMm: mmFromPt(lengthPt(tokens, '--folio-baseline')) * down,
    },
    head: {
      isShown: wordOf(tokens, '--head', ['shown', 'none']) === 'shown',
      sizePt: lengthPt(tokens, '--head-size') * Math.max(1, scale),
      baselineMm: mmFromPt(lengthPt(tokens, '--head-baseline')) * down,
    },
    columns,
    columnGapEm,
    scale,
  };
}

/** The browser puts base lines on whole pixels: another pitch would come out now wider, now narrower. */
const pixelPt = 0.75;

/** A thousandth of a line or an em: millimetres do not divide into points without a remainder. */
const tolerance = 0.001;

function share(spaceMm: number, first: number, second: number): [number, number] {
  const firstMm = (spaceMm * first) / (first + second);
  return [firstMm, spaceMm - firstMm];
}

const roundTo = (value: number, step: number): number => Math.round(value / step) * step;
