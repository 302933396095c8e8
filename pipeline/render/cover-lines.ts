import type { SetTitle } from '../../templates/title.ts';
import type { Edition } from '../core/edition.ts';
import { mmFromPt, ptFromMm } from '../core/units.ts';
import { breakTitle, type TitleRoom, widthEm } from './break-title.ts';
import type { Layout } from './layout.ts';
import { lengthPt, numberOf, type Tokens } from './tokens.ts';

/** The lines into which cover and title page are broken. */
export interface CoverLines {
  readonly occasion: SetTitle | null;
  readonly title: SetTitle;
  readonly subtitle: SetTitle | null;
  readonly issuer: SetTitle | null;
}

/** Breaks what is long for the narrower of cover and title page. */
export function setCoverLines(edition: Edition, tokens: Tokens, layout: Layout): CoverLines {
  const roomOf = (sizeToken: string, measurePt: number, most: number): TitleRoom => {
    const measureEm = Math.min(most, measurePt / coverSizePt(sizeToken, tokens, layout));
    return { measureEm, singleEm: measureEm, leastEm: 4 };
  };
  const set = (text: string, sizeToken: string, measurePt: number): SetTitle | null =>
    text === '' ? null : breakTitle(splitParts(text), roomOf(sizeToken, measurePt, 99));
  // Letters are half as wide as Han characters, and words longer: they want all the room there is.
  const isHan = /\p{Script=Han}/u.test(edition.title);
  const most = isHan ? numberOf(tokens, '--cover-title-characters') : Number.POSITIVE_INFINITY;
  return {
    occasion: set(edition.occasion, '--cover-occasion-size', lineMeasurePt(layout)),
    title: breakTitle(splitParts(edition.title), roomOf('--cover-title-size', coverMeasurePt(layout), most)),
    subtitle: set(edition.subtitle, '--cover-subtitle-size', coverMeasurePt(layout)),
    issuer: set(edition.issuer, '--cover-issuer-size', lineMeasurePt(layout)),
  };
}

/**
 * The tokens with cover sizes made smaller until everything the editor gave stands on the cover: what sticks out of a
 * cover would not be printed. A cover of common length keeps the theme's sizes.
 */
export function fitCover(edition: Edition, tokens: Tokens, layout: Layout): Tokens {
  for (const factor of [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.33, 0.27]) {
    const scaled = factor === 1 ? tokens : scaleCover(tokens, factor);
    if (fits(edition, scaled, layout)) return scaled;
  }
  return scaleCover(tokens, 0.22);
}

/** Sizes on a cover follow the page, not the body type. */
export function coverSizePt(token: string, tokens: Tokens, layout: Layout): number {
  return (lengthPt(tokens, token) * layout.widthMm) / mmFromPt(lengthPt(tokens, '--reference-width'));
}

const coverMeasurePt = (layout: Layout): number =>
  ptFromMm(Math.min(layout.widthMm - 2 * layout.outerMm, layout.widthMm - layout.innerMm - layout.outerMm));

/** How long a line of occasion or issuer may be: where lines run down, less than the page is high. */
const lineMeasurePt = (layout: Layout): number =>
  layout.writing === 'vertical'
    ? ptFromMm(layout.heightMm - layout.topMm - layout.bottomMm) * 0.6
    : coverMeasurePt(layout);

const scaleCover = (tokens: Tokens, factor: number): Tokens =>
  new Map(
    [...tokens].map(([name, value]): [string, string] => {
      // Smaller type may have more characters in a line.
      if (name === '--cover-title-characters') return [name, String(Number(value) / factor)];
      return [
        name,
        /^--cover-.*-size$/.test(name) ? `${Math.round(lengthPt(tokens, name) * factor * 100) / 100}pt` : value,
      ];
    }),
  );

/** Adds up the cover from top to bottom (vertical books: from right to left), as `styles/media/print-cover.css` sets it. */
function fits(edition: Edition, tokens: Tokens, layout: Layout): boolean {
  const isVertical = layout.writing === 'vertical';
  const size = (token: string): number => coverSizePt(token, tokens, layout);
  const { occasion, title, subtitle, issuer } = setCoverLines(edition, tokens, layout);
  const occasionPt = (occasion?.lines.length ?? 0) * 1.6 * size('--cover-occasion-size') + ptFromMm(5);
  const titlePt = title.lines.length * 1.45 * size('--cover-title-size');
  const subtitlePt = (subtitle?.lines.length ?? 0) * 1.6 * size('--cover-subtitle-size');
  const footPt =
    (issuer?.lines.length ?? 0) * 1.8 * size('--cover-issuer-size') +
    (edition.date === '' ? 0 : 1.8 * size('--cover-date-size'));
  const ornamentPt = ptFromMm(16);
  if (isVertical) {
    const areaPt = ptFromMm(layout.widthMm - layout.innerMm - layout.outerMm);
    return occasionPt + titlePt + subtitlePt + ornamentPt + footPt <= areaPt;
  }
  // The title page is the tighter one: within its margins, its head a tenth of its width below the top.
  const areaPt = ptFromMm(layout.heightMm - layout.topMm - layout.bottomMm);
  const footOfTitlePt =
    (lengthPt(tokens, '--cover-title-foot') * layout.heightMm) / mmFromPt(lengthPt(tokens, '--reference-height')) -
    ptFromMm(layout.topMm);
  const topPt = Math.max(footOfTitlePt, 0.1 * coverMeasurePt(layout) + occasionPt + titlePt);
  if (topPt + ornamentPt + subtitlePt + footPt > areaPt) return false;
  // The cover has a head above its title, which is as high as it is: lines of small type in the middle of the page.
  const widthPt = ptFromMm(layout.widthMm);
  const linesOf = (text: string): number =>
    text === '' ? 0 : Math.ceil((widthEm(text) * size('--cover-permit-size')) / coverMeasurePt(layout));
  const headLines = edition.permit === '' ? 0 : linesOf(edition.permit) + 1;
  const headPt = 0.178 * widthPt + (headLines + (edition.series ? 1 : 0)) * 1.6 * size('--cover-permit-size');
  const footRoomPt = 0.13 * ptFromMm(layout.heightMm);
  return headPt + occasionPt + titlePt + ornamentPt + subtitlePt + footPt + footRoomPt <= ptFromMm(layout.heightMm);
}

/** A title in its parts, as the editor spaced it: Han on both sides of a space. */
export const splitParts = (title: string): string[] =>
  title.split(/(?<=[\p{Script=Han}\p{P}])[ \u3000]+(?=[\p{Script=Han}\p{P}])/u);
