import { findCaptions } from './find-captions.ts';
import { findHeadGrounds } from './find-head-grounds.ts';
import { findKickers } from './find-kickers.ts';
import type { Line } from './find-lines.ts';
import { findQuotes } from './find-quotes.ts';
import { joinLines } from './join-lines.ts';
import type { PdfBlock } from './make-blocks.ts';
import type { Area, PdfPage } from './pdf-page.ts';
import { contains, headRatio, overlaps, type PageMeasure } from './region-item.ts';
import { takeFurniture } from './take-furniture.ts';

/** A page's lines without what is no article's text. */
export interface SetAside {
  readonly lines: readonly Line[];
  readonly asides: readonly PdfBlock[];
  /** Pictures, captions, adverts and boxes: text runs around them. */
  readonly obstacles: readonly Area[];
  readonly pictures: readonly Area[];
  /** Frames and grounds but for those behind headlines. */
  readonly frames: readonly Area[];
  readonly rules: readonly Area[];
}

/**
 * Takes out what stands by articles without being their text, so that it is in no column's way: small print below pictures,
 * framed notices of a few words, running heads and feet.
 */
export function setAside(all: readonly Line[], page: PdfPage, measure: PageMeasure): SetAside {
  const asides: PdfBlock[] = [];
  let lines = all;
  const take = (taken: readonly Line[], kind: PdfBlock['aside']): void => {
    if (taken.length === 0) return;
    asides.push(toAside(taken, kind, page.number, measure));
    lines = lines.filter((line) => !taken.includes(line));
  };
  take(
    all.filter((line) => line.runsOtherwise === 'askew'),
    'furniture',
  );
  for (let turn = 0; turn < mostFurniture; turn++) {
    const { top, bottom } = takeFurniture(lines, page, measure, turn === 0 ? 'any' : 'dated');
    take(top, 'furniture');
    take(bottom, 'furniture');
    if (top.length + bottom.length === 0) break;
  }
  const bare = findPictures(page, lines);
  for (const caption of findCaptions(bare, lines, measure)) take(caption, 'caption');
  const grounds = findHeadGrounds(page.frames, lines, measure);
  const frames = page.frames.filter((frame) => !grounds.includes(frame));
  const pictures = [...bare];
  for (const frame of frames) {
    const words = findWordsOn(frame, lines, measure);
    take(words, 'caption');
    if (words.length > 0) pictures.push(frame);
  }
  const notices = frames.filter((frame) => isNotice(frame, lines, measure));
  for (const frame of notices)
    take(
      lines.filter((line) => contains(frame, line)),
      'advert',
    );
  for (const line of lines.filter((other) => isRemark(other, measure)))
    take([line], pictures.some((picture) => isBy(line, picture, measure)) ? 'caption' : 'furniture');
  for (const label of page.labels) take(findLabel(label, lines, measure), 'furniture');
  const quotes = findQuotes(lines, page.rules, measure);
  for (const quote of quotes) take(quote, 'pull-quote');
  const kickers = findKickers(lines, measure);
  const boxes = frames.filter((frame) => {
    const held = lines.filter((line) => contains(frame, line)).length;
    return held > 0 && held < lines.length;
  });
  const set = asides.filter(({ aside }) => aside === 'caption' || aside === 'pull-quote');
  return {
    lines: lines.map((line) => (kickers.has(line) ? { ...line, isKicker: true } : line)),
    asides,
    pictures,
    frames,
    // The rules above and below a quote part nothing but it.
    rules: page.rules.filter((rule) => !quotes.some((quote) => isRuleOf(rule, quote, measure))),
    obstacles: [...pictures, ...set, ...notices, ...boxes, ...page.initials],
  };
}

/** A name plate, a row below it, and a running head may stand one below another. */
const mostFurniture = 3;

/** A word or two on a ground of their own, beside a headline: the name of a section. */
function findLabel(label: Area, lines: readonly Line[], { bodyPt }: PageMeasure): Line[] {
  const held = lines.filter((line) => contains(label, line));
  if (held.length === 0 || held.reduce((n, line) => n + line.text.length, 0) > longestLabel) return [];
  const isBeside = lines.some(
    (line) =>
      line.sizePt >= headRatio * bodyPt &&
      !held.includes(line) &&
      isLevel(label, line) &&
      !lines.some((other) => isLevel(label, other) && isBetween(other, label, line)),
  );
  return isBeside ? held : [];
}

const longestLabel = 16;

const isBetween = (area: Area, a: Area, b: Area): boolean =>
  area.leftPt > Math.min(a.rightPt, b.rightPt) - 1 && area.rightPt < Math.max(a.leftPt, b.leftPt) + 1;

/** A few words that run another way than the text: who took a picture, a page's own heading. */
const isRemark = (line: Line, { bodyPt }: PageMeasure): boolean =>
  line.runsOtherwise === 'askew' ||
  (line.runsOtherwise === 'turned' && line.sizePt < 1.2 * bodyPt && line.text.length <= 60);

const isBy = (line: Area, picture: Area, { bodyPt }: PageMeasure): boolean =>
  line.leftPt < picture.rightPt + 2 * bodyPt &&
  line.rightPt > picture.leftPt - 2 * bodyPt &&
  line.topPt < picture.bottomPt + 2 * bodyPt &&
  line.bottomPt > picture.topPt - 2 * bodyPt;

/** Images, and painted grounds with nothing on them. */
function findPictures(page: PdfPage, lines: readonly Line[]): Area[] {
  const isLarge = (area: Area): boolean => area.rightPt - area.leftPt > 24 && area.bottomPt - area.topPt > 16;
  const painted = page.frames.filter((frame) => !lines.some((line) => overlaps(frame, line) && isLevel(frame, line)));
  const images = page.pictures.filter((picture) => isLarge(picture) && !lines.some((line) => contains(picture, line)));
  return [...images, ...painted].sort((a, b) => a.topPt - b.topPt || a.leftPt - b.leftPt);
}

const isLevel = (frame: Area, line: Area): boolean =>
  line.topPt < frame.bottomPt - 2 && line.bottomPt > frame.topPt + 2;

const isRuleOf = (rule: Area, quote: readonly Line[], { bodyPt }: PageMeasure): boolean =>
  quote.some(
    (line) =>
      overlaps(rule, line) &&
      rule.rightPt - rule.leftPt > rule.bottomPt - rule.topPt &&
      rule.rightPt - rule.leftPt < 4 * (line.rightPt - line.leftPt) &&
      (Math.abs(rule.bottomPt - line.topPt) < 1.2 * bodyPt || Math.abs(rule.topPt - line.bottomPt) < 1.2 * bodyPt),
  );

/** Small print at the foot of a ground with nothing else on it: the words of a picture. */
function findWordsOn(frame: Area, lines: readonly Line[], { bodyPt }: PageMeasure): readonly Line[] {
  const held = lines.filter((line) => contains(frame, line));
  const height = frame.bottomPt - frame.topPt;
  const top = Math.min(...held.map((line) => line.topPt));
  const isSmall = held.every((line) => line.sizePt < 0.95 * bodyPt && !line.isBold);
  return isSmall && held.length <= mostWordsOn && top > frame.topPt + 0.5 * height && height > 5 * bodyPt ? held : [];
}

const mostWordsOn = 6;

/** A frame around a few words only, none of them running text. */
function isNotice(frame: Area, lines: readonly Line[], measure: PageMeasure): boolean {
  const held = lines.filter((line) => contains(frame, line));
  const words = held.reduce((n, line) => n + line.text.length, 0);
  if (held.length === 0 || words > 90) return false;
  const widest = Math.max(...held.map((line) => line.rightPt - line.leftPt));
  const isFilled =
    held.filter(
      (line) =>
        line.sizePt < headRatio * measure.bodyPt &&
        line.rightPt - line.leftPt > 0.9 * (frame.rightPt - frame.leftPt - 20),
    ).length >= 2;
  return widest > 0 && !isFilled;
}

function toAside(lines: readonly Line[], aside: PdfBlock['aside'], page: number, measure: PageMeasure): PdfBlock {
  const texts = lines.map((line) => line.text);
  return {
    page,
    text: aside === 'caption' ? joinLines(texts, measure.habits) : texts.join(' '),
    leftPt: Math.min(...lines.map((line) => line.leftPt)),
    rightPt: Math.max(...lines.map((line) => line.rightPt)),
    topPt: Math.min(...lines.map((line) => line.topPt)),
    bottomPt: Math.max(...lines.map((line) => line.bottomPt)),
    sizePt: Math.max(...lines.map((line) => line.sizePt)),
    isBold: lines.every((line) => line.isBold),
    isIndented: false,
    opensColumn: false,
    firstPt: 0,
    roomPt: Number.POSITIVE_INFINITY,
    isAtEdge: false,
    kind: 'body',
    aside: aside ?? 'advert',
  };
}
