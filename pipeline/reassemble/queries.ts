import { locate } from '../core/locate.ts';
import type { Manuscript, Span } from '../core/text.ts';
import { pairBalance } from './roles.ts';

/** Something that looks like a slip in the source. It is shown with its place and never changed by us. */
export interface Query {
  readonly kind: 'doubled' | 'unpaired';
  readonly article: string;
  readonly words: string;
  readonly span: Span | null;
}

/**
 * Looks for what an editor may want to ask about:
 *
 *     工会所能的工作上上下下功夫      ——重点      “三性、去“四化”
 *             ^^^^                            ^
 */
export function findQueries(manuscripts: readonly Manuscript[]): Query[] {
  const queries: Query[] = [];
  for (const { id, blocks } of manuscripts) {
    for (const { text: placed } of blocks) {
      const { text } = placed;
      for (const match of text.matchAll(doubled)) {
        const words = text.slice(Math.max(0, match.index - 4), match.index + match[0].length + 4);
        queries.push({ kind: 'doubled', article: id, words, span: locate(placed, match.index) });
      }
      const balance = text.length < 20_000 ? pairBalance(text) : { open: 0, closed: 0, marks: '', closes: '' };
      if (balance.open + balance.closed > 0) {
        const mark = balance.marks.charAt(0) || balance.closes.charAt(0);
        const at = Math.max(0, text.indexOf(mark));
        queries.push({ kind: 'unpaired', article: id, words: text.slice(at, at + 12), span: locate(placed, at) });
      }
    }
  }
  return queries;
}

/** Two characters doubled one after the other (上上下下), or three alike: seldom meant. */
const doubled = /([\u4e00-\u9fff])\1([\u4e00-\u9fff])\2(?=[\u4e00-\u9fff])|([\u4e00-\u9fff])\3\3/gu;
