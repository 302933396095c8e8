import type { Nodes } from 'hast';
import type { PageMap, PageStretch, Rendered } from '../../pipeline/core/edition.ts';
import { hashTexts } from '../../pipeline/core/page-map.ts';
import { toRoman } from '../../pipeline/write/print/page-order.ts';

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
    const label = matter === 'front' ? toRoman(pages.length + 1) : String(++bodyPages);
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
