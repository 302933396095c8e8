import type { Nodes } from 'hast';
import type { PageMap, PageStretch, Rendered } from '../../pipeline/core/edition.ts';
import { hashTexts } from '../../pipeline/core/page-map.ts';

/**
 * A page map as a printer would make it: every section begins a page, and what has numbered blocks goes over to the next one
 * after so many characters, wherever that falls. Front matter has Roman labels, as in print.
 */
export function makeUpPages(rendered: Rendered, charactersPerPage: number): PageMap {
  const pages: { physical: number; label: string }[] = [];
  const sections: PageMap['sections'][number][] = [];
  const articles: { id: string; stretches: PageMap['articles'][number]['stretches'] }[] = [];
  let bodyPages = 0;
  const turn = (matter: 'front' | 'body' | 'back'): { physical: number; label: string } => {
    const label = matter === 'front' ? writeRoman(pages.length + 1) : String(++bodyPages);
    const page = { physical: pages.length + 1, label };
    pages.push(page);
    return page;
  };
  for (const { id, role, matter, hast } of rendered.sections) {
    let page = turn(matter);
    const first = page;
    const stretches: PageStretch[] = [];
    // Lists and notes are short here: their pages are too, so that there are several.
    const perPage = role === 'article' ? charactersPerPage : Math.min(charactersPerPage, 40);
    let room = perPage;
    for (const [block, text] of textByBlock(hast)) {
      let offset = 0;
      let isNew = true;
      for (const _ of text) {
        if (room === 0) {
          page = turn(matter);
          room = perPage;
          isNew = true;
        }
        if (isNew) stretches.push({ block, offset, ...page });
        isNew = false;
        room--;
        offset++;
      }
    }
    if (role === 'article') articles.push({ id, stretches });
    const begun = stretches.filter(({ physical }, i) => physical !== stretches[i - 1]?.physical);
    const isOver = role !== 'article' && begun.length > 1;
    sections.push({ id, ...first, ...(isOver ? { stretches: begun } : {}) });
  }
  const { edition } = rendered;
  return { schema: 1, edition: edition.id, textHash: hashTexts(edition.articles), pages, sections, articles };
}

/** Small Roman numerals, however many. */
function writeRoman(number: number): string {
  const signs: readonly (readonly [number, string])[] = [
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
  ];
  const [value, sign] = signs.find(([least]) => number >= least) ?? [0, ''];
  return value === 0 ? '' : sign + writeRoman(number - value);
}

/** Text of each numbered block, without the blocks inside it. */
function textByBlock(root: Nodes): ReadonlyMap<number, string> {
  const blocks = new Map<number, string>();
  const visit = (node: Nodes, block: number): void => {
    if (node.type === 'text' && block >= 0) blocks.set(block, (blocks.get(block) ?? '') + node.value);
    if (!('children' in node)) return;
    const own = node.type === 'element' ? node.properties.dataBlock : undefined;
    const inner = own === undefined ? block : Number(own);
    if (own !== undefined && !blocks.has(inner)) blocks.set(inner, '');
    for (const child of node.children) visit(child as Nodes, inner);
  };
  visit(root, -1);
  return blocks;
}
