import { endingOf, measureLength } from './characters.ts';
import type { Page, Piece } from './cut.ts';
import { listOpenPieces } from './list-open-pieces.ts';
import type { PagePins } from './pins.ts';
import { scoreByline } from './score-byline.ts';

/** Lines that stand above headlines, each with its headline. */
export interface LinesAbove {
  /** Names of sections, known by their words. */
  readonly named: readonly LineAbove[];
  /** These, and others that are known by their place alone: none, unless many headlines have one. */
  readonly placed: readonly LineAbove[];
}

export interface LineAbove {
  readonly piece: Piece;
  readonly headline: Piece;
}

/**
 * Finds what stands above headlines on a line of its own: names of sections, which belong to no article, and lines that lead
 * in to a headline. Sections are known by their words; where headlines are marked and many have such a line, both are known
 * by their place, between the end of a text and a headline.
 *
 *     ……收割机先收站着的。
 *     文化                                    ← a section
 *     # 祖母的缝纫机
 */
export function findLinesAbove(page: Page, pins: PagePins): LinesAbove {
  const open = listOpenPieces(page, pins);
  if (!open) return { named: [], placed: [] };
  const { kept, headlines, isSettled } = open;
  const found = kept.flatMap((piece, at): LineAbove[] => {
    const before = kept[at - 1];
    const headline = kept[at + 1];
    if (!headline || isSettled(piece) || pins.byline.includes(piece.index) || !canStandAbove(piece)) return [];
    if (before && endingOf(before.text) !== 'full') return [];
    const stands = headlines > 0 ? headline.headingDepth > 0 : isSection(piece) && isLongerLine(headline, piece);
    return stands ? [{ piece, headline }] : [];
  });
  // Where articles are signed below their headlines, nothing that stands above one is a name.
  const signed = kept.filter(({ text }, at) => (kept[at - 1]?.headingDepth ?? 0) > 0 && scoreByline(text) >= surely);
  const mostSaid = signed.length >= enough ? surely : leastName;
  const placed = found.filter(({ piece }) => isSection(piece) || scoreByline(piece.text) < mostSaid);
  const isHabit = headlines > 0 && placed.length >= Math.max(enoughAbove, headlines / 2);
  return { named: found.filter(({ piece }) => isSection(piece)), placed: isHabit ? placed : [] };
}

/** Whether a line is as short as the name of a section: a longer one leads in to its headline. */
export const isShortName = ({ piece }: LineAbove): boolean => measureLength(piece.text) <= longestName;

/** Log odds of a byline from which on a line may be a name, and from which on it says that it is a byline; so many are a habit. */
const leastName = -1;
const surely = 2;
const enough = 2;
const enoughAbove = 3;

const longestName = 8;
const longestLeadIn = 20;
const longestHeadline = 40;

const canStandAbove = ({ text, headingDepth, verbatim, jump, spaceAfter, goesOn, comesFrom }: Piece): boolean =>
  headingDepth === 0 &&
  !verbatim &&
  jump === 'none' &&
  !spaceAfter &&
  !goesOn &&
  !comesFrom &&
  measureLength(text) <= longestLeadIn &&
  !/[\u3002\uff1b\uff0c;,]|[\u7684\u4e86\u548c\u5728\u662f\u4e8e\u4e0e\u628a\u88ab\u5bf9\u4ece\uff1a:.]$/.test(text) &&
  /\p{L}/u.test(text);

const isLongerLine = ({ text }: Piece, name: Piece): boolean =>
  text.length > name.text.length && measureLength(text) <= longestHeadline && !/[\u3002\uff0c\uff1b.,;]$/.test(text);

/** Words that papers name their sections by. */
const isSection = ({ text }: Piece): boolean => sections.test(text.replace(/[\s\u3000\u00b7\u3010\u3011|]/g, ''));

const sections =
  /^(?:\u672c\u62a5|\u672c\u5831|\u4eca\u65e5|\u672c\u5468|\u4eba\u6c11|\u8bfb\u8005|\u8b80\u8005)?(?:\u7279\u7a3f|\u8981\u95fb|\u8981\u805e|\u65b0\u95fb|\u65b0\u805e|\u65f6\u8bc4|\u6642\u8a55|\u8bc4\u8bba|\u8a55\u8ad6|\u793e\u8bba|\u793e\u8ad6|\u77ed\u8bc4|\u77ed\u8a55|\u5feb\u8bc4|\u8bba\u575b|\u8ad6\u58c7|\u8ad6\u5863|\u8c08|\u8ac7|\u6765\u4fe1|\u4f86\u4fe1|\u6765\u8bba|\u4f86\u8ad6|\u6295\u4e66|\u6295\u66f8|\u526f\u520a|\u6587\u5316|\u6587\u827a|\u6587\u85dd|\u4f53\u80b2|\u9ad4\u80b2|\u6c11\u751f|\u793e\u4f1a|\u793e\u6703|\u6559\u80b2|\u79d1\u6280|\u79d1\u5b66|\u79d1\u5b78|\u7ecf\u6d4e|\u7d93\u6fdf|\u8d22\u7ecf|\u8ca1\u7d93|\u56fd\u9645|\u570b\u969b|\u56fd\u5185|\u570b\u5167|\u672c\u5730|\u672c\u5e02|\u5730\u65b9|\u7efc\u5408|\u7d9c\u5408|\u6cd5\u6cbb|\u5065\u5eb7|\u751f\u6d3b|\u5a31\u4e50|\u5a1b\u6a02|\u65c5\u6e38|\u65c5\u904a|\u89c2\u5bdf|\u89c0\u5bdf|\u4e13\u680f|\u5c08\u6b04|\u4e13\u9898|\u5c08\u984c|\u8fde\u8f7d|\u9023\u8f09|\u4eba\u7269|\u8bbf\u8c08|\u8a2a\u8ac7|\u4e13\u8bbf|\u5c08\u8a2a|\u7279\u5199|\u7279\u5beb|\u7b80\u8baf|\u7c21\u8a0a|\u4e66\u8bc4|\u66f8\u8a55|\u8bfb\u4e66|\u8b80\u66f8)$|^(?:local|world|national|regional|city|business|money|sports?|opinion|editorials?|letters|culture|arts?|science|health|education|travel|features?|obituaries|books?|food|weather|farm|courts?|community|columns?)(?:news|andbooks|andculture)?$|^(?:\u7b2c?[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\d]{1,3}[\u7bc7\u5247\u7d44\u7ec4]|\u4e4b[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,2}|(?:article|story|item|text|no\.?)\d{1,3})$/iu;
