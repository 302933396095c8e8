/** One place at which two texts differ: what stood there, what stands there, and a little of what surrounds it. */
export interface TextChange {
  /** Which block it is in, from 0: of the earlier text, or of the later where something was only added. */
  readonly block: number;
  /** Where in that block, in characters. */
  readonly offset: number;
  readonly before: string;
  readonly after: string;
  readonly left: string;
  readonly right: string;
}

/** Words of context on each side, white space counted. */
const contextLength = 8;

/** Beyond so many edits two texts are told as one replaced by the other: a list of crumbs helps nobody. */
const mostEdits = 1500;

/** Where two texts differ, block by block and then word by word (a Han character is a word). */
export function diffBlocks(before: readonly string[], after: readonly string[]): readonly TextChange[] {
  const changes: TextChange[] = [];
  for (const edit of diffLists(before, after)) {
    const olds = before.slice(edit.oldStart, edit.oldEnd);
    const news = after.slice(edit.newStart, edit.newEnd);
    // Blocks changed side by side are most likely the same ones, reworded.
    for (let i = 0; i < Math.max(olds.length, news.length); i++) {
      const block = i < olds.length ? edit.oldStart + i : edit.newStart + i;
      changes.push(...diffWords(olds[i] ?? '', news[i] ?? '', block));
    }
  }
  return changes;
}

/** How alike two texts are, from 0 to 1, by the words they share; for finding an article that was renamed. */
export function measureLikeness(a: readonly string[], b: readonly string[]): number {
  const count = (blocks: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    const words = toWords(blocks.join('\n'));
    words.forEach((word, i) => {
      const pair = word + (words[i + 1] ?? '');
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    });
    return counts;
  };
  const [left, right] = [count(a), count(b)];
  const total = (counts: Map<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0);
  let shared = 0;
  for (const [pair, n] of left) shared += Math.min(n, right.get(pair) ?? 0);
  const all = total(left) + total(right);
  return all === 0 ? 1 : (2 * shared) / all;
}

function diffWords(before: string, after: string, block: number): TextChange[] {
  const [olds, news] = [toWords(before), toWords(after)];
  const edits = joinNear(diffLists(olds, news));
  return edits.map((edit) => {
    const start = olds.slice(0, edit.oldStart).join('');
    return {
      block,
      offset: [...start].length,
      before: olds.slice(edit.oldStart, edit.oldEnd).join(''),
      after: news.slice(edit.newStart, edit.newEnd).join(''),
      left: olds.slice(Math.max(0, edit.oldStart - contextLength), edit.oldStart).join(''),
      right: olds.slice(edit.oldEnd, edit.oldEnd + contextLength).join(''),
    };
  });
}

/** A Latin word or a number is one word, so is white space; of anything else each character. */
const toWords = (text: string): string[] =>
  text.match(/[\p{Script=Latin}\p{N}](?:[.'\u2019-]?[\p{Script=Latin}\p{M}\p{N}])*|\s+|./gsu) ?? [];

interface Edit {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Edits with a single word between them read better as one. */
function joinNear(edits: readonly Edit[]): Edit[] {
  const joined: Edit[] = [];
  for (const edit of edits) {
    const last = joined.at(-1);
    if (last && edit.oldStart - last.oldEnd <= 1) {
      joined[joined.length - 1] = { ...last, oldEnd: edit.oldEnd, newEnd: edit.newEnd };
    } else joined.push(edit);
  }
  return joined;
}

/** The fewest replacements that turn one list into the other (Myers 1986), in order. */
export function diffLists(olds: readonly string[], news: readonly string[]): readonly Edit[] {
  let head = 0;
  while (head < olds.length && head < news.length && olds[head] === news[head]) head++;
  let tail = 0;
  while (
    tail < olds.length - head &&
    tail < news.length - head &&
    olds[olds.length - 1 - tail] === news[news.length - 1 - tail]
  ) {
    tail++;
  }
  const a = olds.slice(head, olds.length - tail);
  const b = news.slice(head, news.length - tail);
  if (a.length === 0 && b.length === 0) return [];
  const whole = { oldStart: head, oldEnd: head + a.length, newStart: head, newEnd: head + b.length };
  if (a.length === 0 || b.length === 0) return [whole];
  const trace = findPath(a, b);
  return trace ? toEdits(trace, a.length, b.length, head) : [whole];
}

/** Furthest points reached, by number of edits; null when there are too many. */
function findPath(a: readonly string[], b: readonly string[]): Int32Array[] | null {
  const most = Math.min(a.length + b.length, mostEdits);
  const size = 2 * most + 3;
  const furthest = new Int32Array(size);
  const at = (k: number): number => k + most + 1;
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d++) {
    trace.push(furthest.slice(at(-d) - 1, at(d) + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (furthest[at(k - 1)] ?? 0) < (furthest[at(k + 1)] ?? 0));
      let x = down ? (furthest[at(k + 1)] ?? 0) : (furthest[at(k - 1)] ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest[at(k)] = x;
      if (x >= a.length && x - k >= b.length) return trace;
    }
  }
  return null;
}

/** Walks the trace back, and puts steps that touch together. */
function toEdits(trace: readonly Int32Array[], oldLength: number, newLength: number, head: number): Edit[] {
  const edits: Edit[] = [];
  let [x, y] = [oldLength, newLength];
  for (let d = trace.length - 1; d > 0; d--) {
    const row = trace[d] ?? new Int32Array();
    const value = (k: number): number => row[k + d + 1] ?? 0;
    const k = x - y;
    const down = k === -d || (k !== d && value(k - 1) < value(k + 1));
    const beforeK = down ? k + 1 : k - 1;
    const startX = value(beforeK);
    const startY = startX - beforeK;
    const endX = down ? startX : startX + 1;
    const endY = down ? startY + 1 : startY;
    const first = edits[0];
    if (first && first.oldStart === head + endX && first.newStart === head + endY) {
      edits[0] = { ...first, oldStart: head + startX, newStart: head + startY };
    } else {
      edits.unshift({ oldStart: head + startX, oldEnd: head + endX, newStart: head + startY, newEnd: head + endY });
    }
    [x, y] = [startX, startY];
  }
  return edits;
}
