import type { Decision } from '../core/decisions.ts';
import type { Piece } from './cut.ts';
import type { RolePins } from './problem.ts';
import type { PairPins } from './solve-queue.ts';

/** Decisions as the solver takes them, and those that no longer fit the text. */
export interface Pins {
  readonly roles: RolePins;
  /** Pairs, once the pieces that take part are known. */
  readonly pairsFor: (pieces: readonly Piece[]) => PairPins;
  readonly unfit: readonly Decision[];
}

/**
 * Finds what each decision speaks of by its words, white space aside. A decision whose words stand nowhere, or in several
 * places, is unfit: it is told, and kept in its file.
 */
export function findPins(decisions: readonly Decision[], pieces: readonly Piece[]): Pins {
  const folded = pieces.map((piece) => fold(piece.text));
  const only = (found: readonly number[]): Piece | null =>
    found.length === 1 ? (pieces[found[0] ?? -1] ?? null) : null;
  const search = (test: (text: string) => boolean): number[] => folded.flatMap((text, i) => (test(text) ? [i] : []));
  const whole = (words: string): Piece | null =>
    only(search((text) => text === fold(words))) ?? only(search((text) => text.startsWith(fold(words))));
  const endsWith = (words: string): Piece | null => only(search((text) => text.endsWith(fold(words))));
  const startsWith = (words: string): Piece | null => only(search((text) => text.startsWith(fold(words))));
  const roles = {
    title: new Set<Piece>(),
    notTitle: new Set<Piece>(),
    byline: new Set<Piece>(),
    furniture: new Set<Piece>(),
  };
  const must: { from: Piece; to: Piece; mode: 'join' | 'next' }[] = [];
  const never: { from: Piece; to: Piece }[] = [];
  const under: { title: Piece; to: Piece }[] = [];
  const unfit: Decision[] = [];
  for (const decision of decisions) {
    let fits = false;
    for (const role of ['title', 'notTitle', 'byline', 'furniture'] as const) {
      const words = (decision as Partial<Record<typeof role, string>>)[role];
      const piece = words === undefined ? null : whole(words);
      if (!piece) continue;
      roles[role].add(piece);
      fits = true;
    }
    const pair =
      'join' in decision
        ? decision.join
        : 'next' in decision
          ? decision.next
          : 'part' in decision
            ? decision.part
            : null;
    const from = pair && endsWith(pair.before);
    const to = pair && startsWith(pair.after);
    if (from && to) {
      fits = true;
      if ('part' in decision) never.push({ from, to });
      else must.push({ from, to, mode: 'join' in decision ? 'join' : 'next' });
    }
    if ('under' in decision) {
      const title = whole(decision.under.title);
      const text = startsWith(decision.under.text);
      if (title && text) {
        fits = true;
        roles.title.add(title);
        under.push({ title, to: text });
      }
    }
    if (!fits) unfit.push(decision);
  }
  // Text that was joined to something is no title, whatever it looks like.
  for (const { to } of must) roles.notTitle.add(to);
  const pairsFor = (kept: readonly Piece[]): PairPins => {
    const at = new Map(kept.map((piece, i) => [piece, i]));
    const index = (piece: Piece): number => at.get(piece) ?? -1;
    return {
      must: new Map(
        must.flatMap(({ from, to, mode }) =>
          index(from) >= 0 && index(to) >= 0 ? [[index(to), { from: index(from), mode }] as const] : [],
        ),
      ),
      never: new Set(
        never.flatMap(({ from, to }) =>
          index(from) >= 0 && index(to) >= 0 ? [index(from) * kept.length + index(to)] : [],
        ),
      ),
      under: new Map(
        under.flatMap(({ title, to }) =>
          index(title) >= 0 && index(to) >= 0 ? [[index(to), index(title)] as const] : [],
        ),
      ),
    };
  };
  return { roles, pairsFor, unfit };
}

const fold = (text: string): string => text.replace(/[\s\u3000]+/g, '');

/** The words of a decision, for telling an editor which one no longer fits. */
export function wordsOf(decision: Decision): string {
  if ('join' in decision) return `${decision.join.before} | ${decision.join.after}`;
  if ('next' in decision) return `${decision.next.before} | ${decision.next.after}`;
  if ('part' in decision) return `${decision.part.before} | ${decision.part.after}`;
  if ('under' in decision) return `${decision.under.title} | ${decision.under.text}`;
  if ('title' in decision) return decision.title;
  if ('notTitle' in decision) return decision.notTitle;
  return 'byline' in decision ? decision.byline : decision.furniture;
}
