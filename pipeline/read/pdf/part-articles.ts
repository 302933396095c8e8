import { joinLines, type PdfBlock } from './make-blocks.ts';
import type { PageMeasure } from './region-item.ts';

/**
 * A page's blocks in stretches that need not be looked at together: one for each headline with what stands under it. Where
 * geometry and text agree that every article is whole, each is a stretch of its own. Where they do not (a stretch breaks
 * off, or goes on under a headline that is not its own), the page stays in one piece, to be solved as one.
 *
 *     head  body body。 │ head  body body。      two stretches
 *     head  body bo     │ head  dy body。        one
 */
export function partArticles(blocks: readonly PdfBlock[], measure: PageMeasure): readonly (readonly PdfBlock[])[] {
  const parts: PdfBlock[][] = [];
  for (const [i, block] of blocks.entries()) {
    const opens = block.kind === 'head' && !isUnder(blocks[i - 1], block);
    if (parts.length === 0 || opens) parts.push([]);
    parts.at(-1)?.push(block);
  }
  const body = blocks.filter((block) => block.kind === 'body' && block.text.length > 12);
  const usesIndents = body.filter((block) => block.isIndented).length >= 0.4 * body.length;
  const withHead = parts.filter((part) => part[0]?.kind === 'head');
  if (withHead.length < 2 || !parts.every((part) => isWhole(part, usesIndents))) return [blocks];
  return parts.map(demote).map((part) => (usesIndents ? joinColumns(part, measure) : part));
}

/** A headline right under another is one with it (a kicker, a second deck). */
function isUnder(above: PdfBlock | undefined, block: PdfBlock): boolean {
  if (above?.kind !== 'head') return false;
  const overlap = Math.min(above.rightPt, block.rightPt) - Math.max(above.leftPt, block.leftPt);
  const gap = block.topPt - above.bottomPt;
  return overlap > 0 && gap > -2 && gap < 2 * block.sizePt;
}

/** A stretch is whole when it ends with a sentence, and no paragraph breaks off before another one starts. */
function isWhole(part: readonly PdfBlock[], usesIndents: boolean): boolean {
  const text = runningText(part);
  const [first] = text;
  // Furniture, adverts and the like: nothing that could have been cut.
  if (!first) return true;
  if (part[0]?.kind !== 'head') return false;
  if (usesIndents && !first.isIndented && text.length > 1 && isHan(first.text)) return false;
  return text.every((block, i) => {
    const next = text[i + 1];
    return isFinished(block.text) || (next !== undefined && !(usesIndents && next.isIndented));
  });
}

/** Where paragraphs are indented, what stands at a column's head without an indent goes on from the column before. */
function joinColumns(part: readonly PdfBlock[], measure: PageMeasure): readonly PdfBlock[] {
  const running = new Set(runningText(part));
  const joined: PdfBlock[] = [];
  for (const block of part) {
    const last = joined.at(-1);
    const goesOn =
      last &&
      running.has(block) &&
      !block.isIndented &&
      last.kind === 'body' &&
      block.topPt < last.bottomPt &&
      isRunningInto(last, block, running);
    if (!last || !goesOn) joined.push(block);
    else {
      const whole = {
        ...last,
        text: joinLines([last.text, block.text], measure),
        bottomPt: block.bottomPt,
        topPt: block.topPt,
      };
      joined[joined.length - 1] = whole;
      running.add(whole);
    }
  }
  return joined;
}

const isRunningInto = (last: PdfBlock, block: PdfBlock, running: ReadonlySet<PdfBlock>): boolean =>
  running.has(last) && Math.abs(last.sizePt - block.sizePt) < 0.05 * block.sizePt && block.leftPt > last.leftPt;

/** Paragraphs and their parts: not bylines, captions or other short lines between. */
function runningText(part: readonly PdfBlock[]): readonly PdfBlock[] {
  const bodies = part.filter((block) => block.kind === 'body');
  const largest = Math.max(...bodies.map((block) => block.sizePt));
  return bodies.filter(
    (block) => (block.text.length > 40 || isFinished(block.text) || !isShort(block)) && block.sizePt > 0.95 * largest,
  );
}

/** A line that stands alone in a column and says no sentence. */
const isShort = (block: PdfBlock): boolean => block.bottomPt - block.topPt < 2.2 * block.sizePt && !block.isIndented;

const isFinished = (text: string): boolean =>
  /[\u3002\uff01\uff1f\u2026.!?\uff1a:\uff1b;]["'\u201d\u2019\u300d\u300f\uff09)]*$/.test(text);
const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** Large letters over nothing (an advert) are no headline. */
function demote(part: readonly PdfBlock[]): readonly PdfBlock[] {
  const words = part.filter((block) => block.kind !== 'head').reduce((n, block) => n + block.text.length, 0);
  return words >= 24 ? part : part.map((block) => ({ ...block, kind: 'body' as const }));
}
