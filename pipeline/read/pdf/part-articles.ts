import { parseByline } from '../../core/byline.ts';
import { isFinished } from './is-finished.ts';
import { hasIndents, type LongBlock } from './join-columns.ts';
import { isJump, isJumpIn } from './read-jump.ts';

/**
 * Blocks in stretches that need not be looked at together: one for each headline with what stands under it. A stretch that
 * breaks off, while another goes on from nowhere, may have to change text with it: these stay in one piece, for the solver.
 *
 *     head  body body。 │ head  body body。      two stretches
 *     head  body bo     │ head  dy body。        one
 */
export function partArticles(blocks: readonly LongBlock[]): readonly (readonly LongBlock[])[] {
  const parts: LongBlock[][] = [];
  let last: LongBlock | undefined;
  const asides: LongBlock[] = [];
  for (const block of blocks) {
    if (block.aside !== undefined) {
      asides.push(block);
      continue;
    }
    // A continuation from another page begins at its headline, or at the line that says so.
    const opens = (block.kind === 'head' && !isUnder(last, block)) || (isJumpIn(block.text) && last?.kind !== 'head');
    if (parts.length === 0 || opens) {
      // What stands at a page's top is by itself where no article goes on across it.
      if (asides.length > 0) parts.push(asides.splice(0));
      parts.push([]);
    }
    parts.at(-1)?.push(...asides.splice(0), block);
    last = block;
  }
  if (asides.length > 0) parts.push(asides);
  const usesIndents = hasIndents(blocks) && firstsAreIndented(parts);
  const open = parts.filter(breaksOff);
  const orphans = parts.filter((part) => startsInside(part, usesIndents));
  const sound = parts.map(setNoticesAside).map(settle);
  if (open.length === 0 || orphans.every((part) => open.includes(part) && open.length === 1)) return sound;
  if (orphans.length === 0) return sound;
  const loose = new Set([...open, ...orphans]);
  const first = parts.findIndex((part) => loose.has(part));
  // What may belong together stands where the first of it stood.
  return sound.flatMap((part, i) =>
    i === first ? [parts.filter((other) => loose.has(other)).flat()] : loose.has(parts[i] ?? []) ? [] : [part],
  );
}

/** A headline right under another is one with it (a kicker, a second deck). */
function isUnder(above: LongBlock | undefined, block: LongBlock): boolean {
  if (above?.kind !== 'head') return false;
  const overlap = Math.min(above.rightPt, block.rightPt) - Math.max(above.leftPt, block.leftPt);
  const gap = block.topPt - above.bottomPt;
  return above.page === block.page && overlap > 0 && gap > -2 && gap < 2 * block.sizePt;
}

const runningText = (part: readonly LongBlock[]): readonly LongBlock[] =>
  part.filter((block) => block.kind === 'body' && block.aside === undefined && !block.isStandfirst);

/** Where first paragraphs have no indent (or an initial instead), one without does not come from elsewhere. */
function firstsAreIndented(parts: readonly (readonly LongBlock[])[]): boolean {
  const firsts = parts
    .filter((part) => part.some((block) => block.kind === 'head'))
    .flatMap((part) => runningText(part).find((block) => isFinished(block.text)) ?? []);
  return firsts.filter((block) => block.isIndented).length >= 0.5 * firsts.length;
}

/** The last line is full, and no sentence ends with it. */
function breaksOff(part: readonly LongBlock[]): boolean {
  const last = runningText(part).at(-1);
  return (
    last !== undefined &&
    !last.isSignature &&
    (last.isAtEdge || last.roomPt < last.sizePt) &&
    !isFinished(last.text) &&
    !isJump(last.text)
  );
}

/** The first text under a headline begins as no paragraph does. */
function startsInside(part: readonly LongBlock[], usesIndents: boolean): boolean {
  const text = runningText(part);
  if (text.some(({ text: words }) => isJumpIn(words))) return false;
  const first = text.find((block) => block.text.length > 40 || isFinished(block.text));
  if (!first) return false;
  if (/^[a-z\u3001\u3002\uff0c\uff1a\uff1b\uff01\uff1f\uff09\u300b\u300d\u300f\u201d]/.test(first.text)) return true;
  return usesIndents && !first.isIndented && /^\p{Script=Han}/u.test(first.text) && text.length > 1;
}

/** Says what each block of a whole article is: its headlines, the byline below them, its text. */
function settle(part: readonly LongBlock[]): LongBlock[] {
  const own = part.filter((block) => block.aside === undefined);
  const titles = own.findIndex((block) => block.kind !== 'head');
  const isOneArticle = titles > 0 ? own.slice(titles).every((block) => block.kind !== 'head') : false;
  if (!isOneArticle && !isJumpIn(own[0]?.text ?? '')) return [...part];
  const deck = own[titles];
  if (titles > 0 && deck !== undefined && isDeck(deck, own[titles + 1]))
    return settle(part.map((block) => (block === deck ? { ...block, kind: 'head' } : block)));
  const byline = own.find((_, i) => i >= titles && isBylineAt(own, titles, i));
  const last = own.at(-1);
  if (!byline && titles > 0 && last?.isSignature && last.text.length <= longestByline)
    return settle(signAbove(part, last));
  // Sentences between headline and byline are the first of the text.
  if (byline && byline !== own[titles]) return settle(signAbove(part, byline));
  return part.map((block) => {
    if (block.aside !== undefined) return block;
    if (block.kind === 'head') return { ...block, settled: 'title' };
    return { ...block, settled: block === byline ? 'byline' : 'text' };
  });
}

/** Whether one of the first blocks below the headlines is the byline: nothing stands before it but a sentence or two. */
function isBylineAt(own: readonly LongBlock[], titles: number, at: number): boolean {
  const [block, next] = [own[at], own[at + 1]];
  if (!block || !isByline(block, next, at === titles)) return false;
  const before = own.slice(titles, at);
  return before.length <= 2 && before.every((other) => isFinished(other.text) && other.text.length <= longestByline);
}

/** A line right below a headline that is a second part of it: with a dash before it, or larger than the byline below it. */
function isDeck(block: LongBlock, next: LongBlock | undefined): boolean {
  if (!next || block.kind === 'head' || isFinished(block.text) || block.text.length > longestDeck) return false;
  if (block.bottomPt - block.topPt > 3 * block.sizePt || isJump(block.text)) return false;
  if (/^[\u2014\u2500]{2}/.test(block.text)) return parseByline(block.text).authors.length === 0;
  const isSmaller = next.sizePt < 0.97 * block.sizePt && parseByline(next.text).authors.length > 0;
  return isSmaller && !isFinished(next.text) && next.text.length < 80 && !/^[^\p{L}]*by\s/iu.test(block.text);
}

const longestDeck = 60;

/** Who signed below is named where others are: behind the headlines. */
function signAbove(part: readonly LongBlock[], signature: LongBlock): LongBlock[] {
  const rest = part.filter((block) => block !== signature);
  const at = rest.findIndex((block) => block.aside === undefined && block.kind !== 'head');
  return [...rest.slice(0, at), signature, ...rest.slice(at)];
}

const longestByline = 180;

/** A short line below a headline that says no sentence, set otherwise than the text below it. */
function isByline(block: LongBlock, next: LongBlock | undefined, isFirst: boolean): boolean {
  if (!next || isJump(next.text) || isJump(block.text) || block.text.length > longestByline) return false;
  if (isFinished(block.text) && !/^by\s/i.test(block.text)) return false;
  const isOther =
    Math.abs(block.sizePt - next.sizePt) > 0.03 * next.sizePt ||
    block.isBold !== next.isBold ||
    block.isSlanted !== next.isSlanted;
  // In bold it could be a subhead: it must name somebody.
  if (block.kind === 'subhead') return isOther && namesSomebody(block, next, isFirst);
  if (block.kind !== 'body') return false;
  const isLine = block.bottomPt - block.topPt < 1.5 * block.sizePt;
  if (!isFirst)
    return (
      isOther && block.bottomPt - block.topPt < 2.8 * block.sizePt && block.text.length < 100 && !block.isStandfirst
    );
  if (block.isSignature) return true;
  return isOther || (!block.isIndented && isLine && block.roomPt > 2 * block.sizePt);
}

/** Whether a line in bold is no subhead: it says so, or it is set in another size than the text; a Chinese name tells by itself. */
function namesSomebody(block: LongBlock, next: LongBlock, isFirst: boolean): boolean {
  if (/^[^\p{L}]*by\s/iu.test(block.text)) return true;
  if (parseByline(block.text).authors.length === 0) return false;
  return block.sizePt < 0.97 * next.sizePt || (isFirst && /\p{Script=Han}/u.test(block.text));
}

/** Large letters over nothing are no headline: a notice. */
function setNoticesAside(part: readonly LongBlock[], _: number, parts: readonly (readonly LongBlock[])[]): LongBlock[] {
  const words = runningText(part).reduce((n, block) => n + block.text.length, 0);
  if (words >= 24 || parts.length === 1 || part[0]?.kind !== 'head') return [...part];
  return part.map((block) => ({ ...block, kind: 'body', aside: block.aside ?? 'advert' }));
}
