import type { PageMap, Section } from '../../core/edition.ts';
import { toXmlId, writeAttributes } from './xml.ts';

/** The beginning of one printed page inside the e-book. */
export interface PageBreak {
  readonly physical: number;
  readonly label: string;
  /** The marker's id, unique in the edition. */
  readonly id: string;
  /** Where it stands: before all, after all, or in a block before its character number `offset` (code points). */
  readonly at: 'start' | 'end' | { readonly block: number; readonly offset: number };
}

/**
 * Gives every printed page its place in the sections that the e-book has. A page that holds nothing of these (a blank) begins
 * where what stands before it ends, so that the list of pages has no holes.
 *
 *   print   … | 11 ……… | 12 (blank) | 13 article …
 *   e-book  … ^11 ……… ^12            ^13 article …
 */
export function planPageBreaks(
  pageMap: PageMap,
  sections: readonly Section[],
): ReadonlyMap<string, readonly PageBreak[]> {
  const plan = new Map<string, PageBreak[]>(sections.map((section) => [section.id, []]));
  const starts = new Map(pageMap.sections.map((section) => [section.id, section]));
  const stretches = new Map(
    [...pageMap.sections, ...pageMap.articles].map((section) => [section.id, section.stretches ?? []]),
  );
  const pages = [...pageMap.pages].sort((a, b) => a.physical - b.physical);
  const ids = new Set<string>();
  let next = 0;
  let before: PageBreak[] | undefined;

  /** Pages from the next one up to (not with) `physical`, all at one place. */
  const fill = (breaks: PageBreak[], physical: number, at: PageBreak['at']): void => {
    for (let page = pages[next]; page && page.physical < physical; page = pages[++next])
      breaks.push({ ...page, id: nameMarker(page.label, page.physical, ids), at });
  };
  for (const section of sections) {
    const own = plan.get(section.id) ?? [];
    const start = starts.get(section.id);
    if (start) {
      fill(before ?? own, start.physical, before ? 'end' : 'start');
      fill(own, start.physical + 1, 'start');
    }
    for (const { block, offset, physical } of stretches.get(section.id) ?? [])
      fill(own, physical + 1, { block, offset });
    before = own;
  }
  if (before) fill(before, Number.POSITIVE_INFINITY, 'end');
  return plan;
}

/** `page-7`, `page-iv`; by its place when the label is no plain name or was used before. */
function nameMarker(label: string, physical: number, used: Set<string>): string {
  const plain = /^[A-Za-z0-9-]{1,20}$/.test(label) ? toXmlId(`page-${label}`) : `page-at-${physical}`;
  const id = used.has(plain) ? `page-at-${physical}` : plain;
  used.add(id);
  return id;
}

/** The marker of a page: nothing to see, a place to go to, a name to be read out. */
export function writePageBreak({ id, label }: PageBreak): string {
  return `<span${writeAttributes({ id, 'epub:type': 'pagebreak', role: 'doc-pagebreak', 'aria-label': label })}></span>`;
}

/** Breaks inside blocks, by the block. */
export function groupByBlock(breaks: readonly PageBreak[]): ReadonlyMap<number, readonly PageBreak[]> {
  const groups = new Map<number, PageBreak[]>();
  for (const page of breaks) {
    if (typeof page.at === 'string') continue;
    const group = groups.get(page.at.block);
    if (group) group.push(page);
    else groups.set(page.at.block, [page]);
  }
  return groups;
}
