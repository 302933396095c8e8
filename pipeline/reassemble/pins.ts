import type { Decision } from '../core/decisions.ts';
import type { Piece } from './cut.ts';
import type { PairPins } from './pair-pins.ts';
import type { RolePins } from './problem.ts';

/** Decisions as the solver takes them for one page. */
export interface Pins {
  readonly roles: RolePins;
  /** Pairs, once the pieces that take part are known. */
  readonly pairsFor: (pieces: readonly Piece[]) => PairPins;
}

/** What is settled about one page, as plain data: numbers are places in the page's list of pieces. */
export interface PagePins {
  readonly title: readonly number[];
  readonly notTitle: readonly number[];
  readonly byline: readonly number[];
  readonly furniture: readonly number[];
  readonly must: readonly { readonly from: number; readonly to: number; readonly mode: 'join' | 'next' }[];
  readonly never: readonly { readonly from: number; readonly to: number }[];
  readonly under: readonly { readonly title: number; readonly to: number }[];
  /** Pieces behind which nothing of this page follows, and pieces before which nothing of it stands. */
  readonly lasts: readonly number[];
  readonly firsts: readonly number[];
}

export const noPagePins: PagePins = {
  title: [],
  notTitle: [],
  byline: [],
  furniture: [],
  must: [],
  never: [],
  under: [],
  lasts: [],
  firsts: [],
};

/** Two sets of pins for one page as one. */
export function addPins(a: PagePins, b: Partial<PagePins>): PagePins {
  const both = Object.entries(a).map(([key, own]) => [key, [...own, ...(b[key as keyof PagePins] ?? [])]] as const);
  return Object.fromEntries(both) as unknown as PagePins;
}

export const hasPins = (pins: PagePins): boolean => Object.values(pins).some((list) => list.length > 0);

/** A piece on some page: both are places in lists. */
export interface PiecePlace {
  readonly page: number;
  readonly piece: number;
}

/** Text of one page that an editor says goes on on another. */
export interface PinnedLink {
  readonly decision: Decision;
  readonly from: PiecePlace;
  readonly to: PiecePlace;
  readonly mode: 'join' | 'next';
}

export interface FoundPins {
  readonly pages: readonly PagePins[];
  readonly links: readonly PinnedLink[];
  readonly unfit: readonly Decision[];
}

/**
 * Finds what each decision speaks of by its words, white space aside. A decision whose words stand nowhere, or in several
 * places, is unfit: it is told, and kept in its file.
 */
export function findPins(decisions: readonly Decision[], pages: readonly (readonly Piece[])[]): FoundPins {
  const folded = pages.flatMap((pieces, page) => pieces.map(({ text }, piece) => ({ text: fold(text), page, piece })));
  const only = (test: (text: string) => boolean): PiecePlace | null => {
    const found = folded.filter(({ text }) => test(text));
    return found.length === 1 ? (found[0] ?? null) : null;
  };
  const whole = (words: string): PiecePlace | null =>
    only((text) => text === fold(words)) ?? only((text) => text.startsWith(fold(words)));
  const endsWith = (words: string): PiecePlace | null => only((text) => text.endsWith(fold(words)));
  const startsWith = (words: string): PiecePlace | null => only((text) => text.startsWith(fold(words)));
  const own: PagePins[] = pages.map(() => noPagePins);
  const add = (page: number, pins: Partial<PagePins>): void => {
    own[page] = addPins(own[page] ?? noPagePins, pins);
  };
  const links: PinnedLink[] = [];
  const unfit: Decision[] = [];
  for (const decision of decisions) {
    let fits = false;
    for (const role of ['title', 'notTitle', 'byline', 'furniture'] as const) {
      const words = (decision as Partial<Record<typeof role, string>>)[role];
      const place = words === undefined ? null : whole(words);
      if (!place) continue;
      add(place.page, { [role]: [place.piece] });
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
      const mode = 'join' in decision ? 'join' : 'next';
      // Text that was joined to something is no title, whatever it looks like.
      if (!('part' in decision)) add(to.page, { notTitle: [to.piece] });
      if ('part' in decision) {
        if (from.page === to.page) add(from.page, { never: [{ from: from.piece, to: to.piece }] });
      } else if (from.page === to.page) add(from.page, { must: [{ from: from.piece, to: to.piece, mode }] });
      else {
        add(from.page, { lasts: [from.piece] });
        add(to.page, { firsts: [to.piece] });
        links.push({ decision, from, to, mode });
      }
    }
    if ('under' in decision) {
      const title = whole(decision.under.title);
      const text = startsWith(decision.under.text);
      if (title && text && title.page === text.page) {
        fits = true;
        add(title.page, { title: [title.piece], under: [{ title: title.piece, to: text.piece }] });
      }
    }
    if (!fits) unfit.push(decision);
  }
  return { pages: own, links, unfit };
}

/** Pins of a page as the solver asks for them. */
export function toPins(pins: PagePins, pieces: readonly Piece[]): Pins {
  const piecesOf = (places: readonly number[]): Set<Piece> => new Set(places.flatMap((at) => pieces[at] ?? []));
  const pairsFor = (kept: readonly Piece[]): PairPins => {
    const at = new Map(kept.map((piece, i) => [piece, i]));
    const index = (place: number): number => {
      const piece = pieces[place];
      return piece === undefined ? -1 : (at.get(piece) ?? -1);
    };
    const never = new Set<number>();
    const forbid = (from: number, to: number): void => {
      if (from >= 0 && to >= 0 && from !== to) never.add(from * kept.length + to);
    };
    for (const { from, to } of pins.never) forbid(index(from), index(to));
    for (const place of pins.lasts) for (let to = 0; to < kept.length; to++) forbid(index(place), to);
    for (const place of pins.firsts) for (let from = 0; from < kept.length; from++) forbid(from, index(place));
    return {
      must: new Map(
        pins.must.flatMap(({ from, to, mode }) =>
          index(from) >= 0 && index(to) >= 0 ? [[index(to), { from: index(from), mode }] as const] : [],
        ),
      ),
      never,
      under: new Map(
        pins.under.flatMap(({ title, to }) =>
          index(title) >= 0 && index(to) >= 0 ? [[index(to), index(title)] as const] : [],
        ),
      ),
    };
  };
  const roles = {
    title: piecesOf(pins.title),
    notTitle: piecesOf(pins.notTitle),
    byline: piecesOf(pins.byline),
    furniture: piecesOf(pins.furniture),
  };
  return { roles, pairsFor };
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
