import { endingOf, measureLength } from './characters.ts';
import type { Piece } from './cut.ts';
import type { Problem } from './problem.ts';

/**
 * A page whose headlines stand all together, as some texts taken off a page have them, with each of them set down where its
 * text begins: the texts stand in the order of their headlines. Null for any other page. Whether the page reads better so is
 * for the solver to say.
 *
 *     # A        # B        # C        text of A        text of B        text of C        rest of A        rest of C
 */
export function setTitlesDown(problem: Problem): readonly Piece[] | null {
  const { pieces } = problem;
  const run = findRun(problem);
  if (!run) return null;
  const { heads, end } = run;
  let last = end;
  while (last < pieces.length && !isHead(problem, last)) last++;
  if (last - end < heads.length || last - end > mostBody) return null;
  const places = choosePlaces(problem, heads, end, last);
  const headAt = new Map(places.map((place, k) => [place, heads[k] ?? 0]));
  const order = Array.from({ length: heads[0] ?? 0 }, (_, i) => i);
  for (let i = end; i < last; i++) {
    const head = headAt.get(i);
    if (head !== undefined) {
      const next = heads.find((at) => at > head) ?? end;
      for (let at = head; at < next; at++) order.push(at);
    }
    order.push(i);
  }
  for (let i = last; i < pieces.length; i++) order.push(i);
  return order.flatMap((i) => pieces[i] ?? []);
}

/** Fewer headlines one below the other are a headline of several lines, or one whose text was lost. */
const leastHeads = 3;
/** Of all headlines: on a page without order some stand together by chance. */
const leastShare = 0.6;
/** All ways to set headlines down are weighed: more text is no page. */
const mostBody = 450;
/** Longer lines between headlines (Han characters) are text. */
const longestByline = 24;

const isHead = ({ title }: Problem, i: number): boolean => (title[i] ?? Number.NaN) > 0;

/** The first run of headlines that have nothing between them but who signed; and where the text behind it begins. */
function findRun(problem: Problem): { readonly heads: readonly number[]; readonly end: number } | null {
  const { pieces, byline } = problem;
  const isSmall = (i: number): boolean => {
    const text = pieces[i]?.text ?? '';
    return (byline[i] ?? -9) > 0 || (measureLength(text) <= longestByline && endingOf(text) !== 'full');
  };
  const count = pieces.filter((_, i) => isHead(problem, i)).length;
  for (let start = 0; start < pieces.length; start++) {
    if (!isHead(problem, start)) continue;
    const heads = [start];
    let at = start + 1;
    for (;;) {
      if (isHead(problem, at)) heads.push(at++);
      else if (isHead(problem, at - 1) && isSmall(at) && isHead(problem, at + 1)) at++;
      else break;
    }
    // Behind the last one stands who signed it, if not the text.
    if ((byline[at] ?? -9) > 0) at++;
    if (heads.length >= Math.max(leastHeads, count * leastShare)) return { heads, end: at };
    start = at - 1;
  }
  return null;
}

/** Where each headline's text begins: in their order, the first at the start of the text. */
function choosePlaces({ pairs }: Problem, heads: readonly number[], from: number, to: number): number[] {
  const count = to - from;
  /** What is won when the article before breaks off and that of this headline begins. */
  const open = (head: number, at: number): number =>
    pairs.start(at, head) +
    (at === from ? 0 : Math.max(pairs.end(at - 1), suspended) - Math.max(pairs.best(at - 1, at), suspended));
  let scores = Array.from({ length: count }, (_, i) =>
    i === 0 ? open(heads[0] ?? 0, from) : Number.NEGATIVE_INFINITY,
  );
  const before: Int32Array[] = [];
  for (const [k, head] of heads.entries()) {
    if (k === 0) continue;
    const above = heads[k - 1] ?? head;
    const back = new Int32Array(count).fill(-1);
    const next = new Array<number>(count).fill(Number.NEGATIVE_INFINITY);
    for (let i = 0; i < count; i++) {
      const start = scores[i] ?? Number.NEGATIVE_INFINITY;
      if (start === Number.NEGATIVE_INFINITY) continue;
      let own = 0;
      for (let j = i + 1; j < count; j++) {
        own += topicWeight * pairs.topic.between(above, from + j - 1);
        const score = start + own + open(head, from + j);
        if (score <= (next[j] ?? 0)) continue;
        next[j] = score;
        back[j] = i;
      }
    }
    scores = next;
    before.push(back);
  }
  const places = [scores.indexOf(Math.max(...scores))];
  for (const back of before.reverse()) places.unshift(back[places[0] ?? 0] ?? 0);
  return places.map((i) => from + i);
}

/** Log odds of text that breaks off, as of text that ends: no worse than this. */
const suspended = -3;
const topicWeight = 1.5;
