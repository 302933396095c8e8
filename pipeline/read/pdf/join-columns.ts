import { isFinished } from './is-finished.ts';
import { joinLines, measureNeed } from './join-lines.ts';
import type { PdfBlock } from './make-blocks.ts';
import { isJump } from './read-jump.ts';
import type { PageMeasure } from './region-item.ts';

/** A block of one or several columns, perhaps on several pages. */
export interface LongBlock extends PdfBlock {
  /** Where in its text further pages begin. */
  readonly breaks: readonly { readonly page: number; readonly at: number }[];
  /** It stands between headline and text. */
  readonly isStandfirst?: boolean;
}

/**
 * Paragraphs that run on from the foot of a column to the top of the next, made whole: what opens a column without an indent
 * goes on from a last line that is as full as lines that go on.
 *
 *     … the last line is full │ of words. The next par-      one paragraph
 *     … it ends here.         │ A new one begins.            two
 */
export function joinColumns(blocks: readonly PdfBlock[], measure: PageMeasure): LongBlock[] {
  const usesIndents = hasIndents(blocks);
  const joined: LongBlock[] = [];
  // What is set aside stands between columns without parting them.
  let open = -1;
  /** The part of a joined block that stands last. */
  const ends = new Map<number, PdfBlock>();
  for (const block of blocks) {
    const last = joined[open];
    const isByline = joined[open - 1]?.kind === 'head';
    const end = ends.get(open) ?? last;
    if (
      block.aside === undefined &&
      last &&
      end &&
      (runsOn(end, block, usesIndents, measure) || (isByline && bylineRunsOn(end, block, measure)))
    ) {
      const text = joinLines([last.text, block.text], measure.habits);
      const breaks =
        block.page > (last.breaks.at(-1)?.page ?? last.page)
          ? [...last.breaks, { page: block.page, at: text.length - block.text.length }]
          : last.breaks;
      ends.set(open, block);
      joined[open] = {
        ...last,
        text,
        breaks,
        roomPt: block.roomPt,
        isAtEdge: block.isAtEdge,
        bottomPt: Math.max(last.bottomPt, block.bottomPt),
      };
      continue;
    }
    joined.push({ ...block, breaks: [] });
    if (block.aside === undefined) open = joined.length - 1;
  }
  return joined;
}

/** Whether the paragraphs of these blocks begin with an indent. */
export function hasIndents(blocks: readonly PdfBlock[]): boolean {
  const body = blocks.filter((block) => block.kind === 'body' && block.aside === undefined && block.text.length > 12);
  return body.length > 0 && body.filter((block) => block.isIndented).length >= 0.35 * body.length;
}

function runsOn(last: PdfBlock, block: PdfBlock, usesIndents: boolean, measure: PageMeasure): boolean {
  const { bodyPt } = measure;
  // Text in bold may go on with a few words.
  const isText = block.kind === 'body' || (block.kind === 'subhead' && last.isBold && !isFinished(last.text));
  if (last.kind !== 'body' || !isText || !block.opensColumn) return false;
  if (block.isIndented || Math.abs(last.sizePt - block.sizePt) > 0.05 * block.sizePt) return false;
  if (Math.abs(last.sizePt - bodyPt) > 0.05 * bodyPt || last.isBold !== block.isBold) return false;
  if (last.isSlanted !== block.isSlanted) return false;
  if (isJump(last.text) || isJump(block.text) || last.isSignature) return false;
  if (isBelow(block, last)) return false;
  // Below a picture a paragraph may begin as well as behind one.
  if (isParted(block, last) && !usesIndents && isFinished(last.text)) return false;
  if (last.isShort) return false;
  // The first word would have had room on the last line: it ended there.
  if (!last.isAtEdge && measureNeed(last.text, block.text, block.firstPt, measure) < last.roomPt) return false;
  // One line alone does not tell how far it could have reached.
  const isShort = last.bottomPt - last.topPt < 1.5 * last.sizePt;
  if (!usesIndents && isShort && isFinished(last.text)) return false;
  // A paragraph's last line is not stretched: it only happens to end near the edge.
  return usesIndents || !isFinished(last.text) || !last.isAtEdge || last.roomPt < 0.008 * bodyPt;
}

/** A headline may stand so near a column's foot that its byline is parted too. */
const bylineRunsOn = (last: PdfBlock, block: PdfBlock, { bodyPt }: PageMeasure): boolean =>
  last.kind === 'body' &&
  block.kind === 'body' &&
  block.opensColumn &&
  Math.abs(last.sizePt - bodyPt) > 0.05 * bodyPt &&
  Math.abs(last.sizePt - block.sizePt) < 0.01 * bodyPt &&
  last.isBold === block.isBold &&
  !isJump(last.text) &&
  !isJump(block.text) &&
  !isBelow(block, last);

/** Something around which text runs stands between them. */
const isParted = (block: PdfBlock, last: PdfBlock): boolean =>
  block.page === last.page && block.under !== undefined && block.under.topPt > last.bottomPt - 2;

/** In one column what is one below another was parted for a reason, unless a picture or a quote stands between. */
const isBelow = (block: PdfBlock, last: PdfBlock): boolean =>
  block.page === last.page &&
  !isParted(block, last) &&
  block.topPt > last.bottomPt - 2 &&
  Math.min(block.rightPt, last.rightPt) - Math.max(block.leftPt, last.leftPt) > 0.5 * (block.rightPt - block.leftPt);
