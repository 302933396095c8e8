import type { Section } from '../../core/edition.ts';
import type { TracedSection } from './trace-text.ts';

/** A run of pages of one shard, and the sections that stand on them. Runs come in the order in which they are bound. */
export interface PageRun {
  readonly shard: number;
  readonly from: number;
  /** One past the last page. */
  readonly to: number;
  readonly sections: readonly Section[];
  readonly traced: readonly TracedSection[];
}

/** One page of the finished book: a printed one, or a real blank that carries nothing. */
export interface BookPage {
  readonly shard: number;
  /** Index into the shard's pages; -1 for a blank. */
  readonly page: number;
  /** The section that the page belongs to; null for a blank. */
  readonly section: Section | null;
  readonly isFirst: boolean;
  readonly label: string;
  readonly matter: 'front' | 'body' | 'back';
}

/**
 * Puts printed pages in book order: blanks where a section must start on a recto and after front matter of odd length
 * (page 1 is a right-hand page), and labels: front matter in roman numerals, everything after it arabic from 1.
 */
export function orderPages(runs: readonly PageRun[]): readonly BookPage[] {
  const pages: BookPage[] = [];
  let front = 0;
  let body = 0;
  const push = (page: Omit<BookPage, 'label'>): void => {
    const label = page.matter === 'front' ? toRoman(++front) : String(++body);
    pages.push({ ...page, label });
  };
  for (const { shard, from, to, sections, traced } of runs) {
    for (let page = from; page < to; page++) {
      const starting = sections.findIndex((_, i) => traced[i]?.page === page);
      // The title of a part with an article below it makes a page of that article.
      const isShared = sections[starting]?.role === 'part' && traced[starting + 1]?.page === page;
      const shown = isShared ? starting + 1 : starting;
      const section = sections[shown >= 0 ? shown : findOwner(traced, page)] ?? null;
      const matter = section?.matter ?? 'body';
      const isRectoNext = pages.length % 2 === 0;
      const isBodyStart = matter === 'body' && body === 0;
      const wantsRecto = starting >= 0 && (isBodyStart || sections[starting]?.start === 'recto');
      if (wantsRecto && !isRectoNext)
        push({ shard, page: -1, section: null, isFirst: false, matter: isBodyStart ? 'front' : matter });
      push({ shard, page, section, isFirst: starting >= 0, matter });
    }
  }
  return pages;
}

/** Where a section begins: physical page from 1, and label. */
export interface SectionPlace {
  readonly physical: number;
  readonly label: string;
}

/** The first page of every section, of those too that begin on a page on which another does. */
export function placeSections(runs: readonly PageRun[], pages: readonly BookPage[]): ReadonlyMap<string, SectionPlace> {
  const byPrinted = new Map(pages.map(({ shard, page, label }, i) => [`${shard}/${page}`, { physical: i + 1, label }]));
  const places = new Map<string, SectionPlace>();
  for (const { shard, traced, from, to } of runs)
    for (const { id, page } of traced) {
      const place = page >= from && page < to ? byPrinted.get(`${shard}/${page}`) : undefined;
      if (place) places.set(id, place);
    }
  return places;
}

/** The last section that starts before the page. */
function findOwner(traced: readonly TracedSection[], page: number): number {
  let owner = 0;
  traced.forEach((section, i) => {
    if (section.page <= page) owner = i;
  });
  return owner;
}

const romans = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
] as const;

/** Lower-case roman numerals, as page labels of style r (ISO 32000-1, 12.4.2). */
export function toRoman(number: number): string {
  let rest = number;
  let text = '';
  for (const [value, letters] of romans) for (; rest >= value; rest -= value) text += letters;
  return text;
}
