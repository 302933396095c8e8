import type { Root, RootContent } from 'hast';
import type { PageLayout, Section } from '../../core/edition.ts';
import type { PrintedPage } from './printed-shard.ts';
import type { TracedSection } from './trace-text.ts';

/** An article whose last page is all but empty. */
export interface ShortTail {
  readonly title: string;
  readonly lines: number;
}

/** What is asked of a shard: its pages, and where its sections stand on them. */
export interface TracedPages {
  readonly printed: { readonly pages: readonly Pick<PrintedPage, 'lines'>[] };
  readonly sections: readonly Section[];
  readonly traced: readonly TracedSection[];
}

/** A last page with fewer lines is worth a look (theme `meeting`: an article a page). */
const shortTailLines = 5;

/**
 * Articles that go over to a further page for the sake of a few lines. Where the next one runs on below, nothing is left
 * empty. In vertical setting lines are estimated from the characters: base lines of glyphs that stand upright tell nothing.
 */
export function findShortTails(
  shards: readonly TracedPages[],
  { writing, charactersPerLine }: Pick<PageLayout, 'writing' | 'charactersPerLine'>,
): ShortTail[] {
  return shards.flatMap(({ printed, sections, traced }) => {
    const firstOnPage = new Map<number, number>();
    traced.forEach(({ page }, i) => {
      if (!firstOnPage.has(page)) firstOnPage.set(page, i);
    });
    return traced.flatMap(({ page, stretches }, i): ShortTail[] => {
      const section = sections[i];
      const last = stretches.reduce((most, stretch) => Math.max(most, stretch.page), page);
      if (section?.role !== 'article' || last === page || (firstOnPage.get(last) ?? i) > i) return [];
      const lines =
        writing === 'vertical'
          ? countLines(section, stretches, last, charactersPerLine)
          : (printed.pages[last]?.lines ?? 0);
      return lines < shortTailLines ? [{ title: section.title, lines }] : [];
    });
  });
}

function countLines(
  { hast }: Section,
  stretches: TracedSection['stretches'],
  page: number,
  charactersPerLine: number,
): number {
  const lengths = new Map<number, number>();
  let block = -1;
  const visit = (node: Root | RootContent): void => {
    if (node.type === 'element' && node.properties.dataBlock !== undefined) block = Number(node.properties.dataBlock);
    if (node.type === 'text') lengths.set(block, (lengths.get(block) ?? 0) + node.value.length);
    if ('children' in node) node.children.forEach(visit);
  };
  visit(hast);
  return stretches
    .filter((stretch) => stretch.page === page)
    .reduce(
      (sum, { block: own, offset }) =>
        sum + Math.max(1, Math.ceil(((lengths.get(own) ?? offset) - offset) / charactersPerLine)),
      0,
    );
}
