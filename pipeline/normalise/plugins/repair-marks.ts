import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { foldRadicals } from '../../core/radicals.ts';
import { alignText } from '../align.ts';
import { findMarkRepairs } from '../find-mark-repairs.ts';
import { findInlineBlocks, readInline, type TextPiece } from '../inline-text.ts';
import { type Work, workOf } from '../work.ts';

/** Marks of the wrong width inside Chinese sentences, across emphasis and links; each change is recorded. */
export function repairMarks() {
  return (tree: Root, file: VFile): void => {
    const work = workOf(file);
    if (!work.isChinese) return;
    for (const block of findInlineBlocks(tree)) {
      const { text, pieces } = readInline(block);
      const edits = findMarkRepairs(text, work.quotes);
      if (edits.length === 0) continue;
      const placer = makePlacer(pieces, work);
      for (const edit of edits)
        work.repairs.push({ ...edit, at: placer.placeOf(edit.at + leadingSpaces(edit.before)) });
      for (const { at, before, after } of [...edits].reverse()) placer.replace(at, at + before.length, after);
      placer.finish();
    }
  };
}

const leadingSpaces = (before: string): number => Math.max(0, before.search(/[^ ]/));

/** Changes text nodes by places in their block's text, last change first, and finds those places in the Markdown. */
function makePlacer(pieces: readonly TextPiece[], work: Work) {
  const values = pieces.map((piece) => piece.node.value);
  const parts: string[][] = pieces.map(() => []);
  const ends = values.map((value) => value.length);
  const aligned = new Map<number, readonly number[] | null>();
  const find = (at: number): number => {
    let [low, high] = [0, pieces.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((pieces[middle]?.start ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const placeOf = (at: number): number => {
    const i = find(at);
    const piece = pieces[i];
    const position = piece?.node.position;
    if (!piece || !position) return 0;
    const start = position.start.offset ?? 0;
    if (!aligned.has(i)) {
      const source = work.markdown.text.slice(start, position.end.offset ?? start);
      // Radicals have become characters by now, each one for one.
      aligned.set(i, alignText(piece.node.value, work.isUsual ? source : foldRadicals(source)));
    }
    const within = at - piece.start;
    return start + (aligned.get(i)?.[within] ?? within);
  };
  /** [from, to) may run over several nodes (a space before a bracket in emphasis): the mark stays where it stood. */
  const replace = (from: number, to: number, after: string): void => {
    let isPut = false;
    for (let i = find(to - 1); i >= 0 && (pieces[i]?.start ?? 0) + (values[i]?.length ?? 0) > from; i--) {
      const start = pieces[i]?.start ?? 0;
      const [a, b] = [Math.max(0, from - start), Math.min(values[i]?.length ?? 0, to - start)];
      if (b <= a) continue;
      const hasMark = /[^ ]/.test(values[i]?.slice(a, b) ?? '');
      parts[i]?.push(values[i]?.slice(b, ends[i]) ?? '', hasMark && !isPut ? after : '');
      isPut ||= hasMark;
      ends[i] = a;
    }
  };
  const finish = (): void => {
    for (const [i, piece] of pieces.entries()) {
      if ((parts[i]?.length ?? 0) === 0) continue;
      piece.node.value = (values[i] ?? '').slice(0, ends[i]) + [...(parts[i] ?? [])].reverse().join('');
    }
  };
  return { placeOf, replace, finish };
}
