import type { Element, ElementContent, Root, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import type { PageLayout, Rendered, Section } from '../../core/edition.ts';
import { writeHtml } from './write-html.ts';

/** How printed pages point at a section of another shard: an address that the binder turns into a place. */
export const sectionUrl = (id: string): string => `https://edition.invalid/#${id}`;

/** The page that a browser prints for some sections: every section on a page of its own, set as a recto. */
export function makeShardHtml(sections: readonly Section[], rendered: Rendered, further = ''): string {
  const htmlOf = createSectionHtml(rendered);
  return joinShardHtml(sections, sections.map(htmlOf), rendered, further);
}

/** The HTML of one section, as it stands in any shard. */
export function createSectionHtml(rendered: Rendered): (section: Section) => string {
  const ids = new Set(rendered.sections.map(({ id }) => id));
  const hrefOf = (href: string): string => targetOf(href, ids);
  return ({ hast }) => writeHtml(hast, hrefOf) ?? toHtml(prepare(hast, ids));
}

/** The page for sections whose HTML is there; `further` is CSS besides. */
export function joinShardHtml(
  sections: readonly Section[],
  htmls: readonly string[],
  rendered: Rendered,
  further = '',
): string {
  const { edition, layout, styles } = rendered;
  const bare = sections.filter(({ role }) => role === 'cover' || role === 'back-cover').map(({ id }) => `#${id}`);
  const runOn = sections.filter(({ start }) => start === 'run-on').map(({ id }) => `#${id}`);
  const css =
    `${pageRule(layout)}\n${styles.print}\nbody>*{break-before:page}\n` +
    (runOn.length > 0 ? `${runOn.join(',')}{break-before:auto!important}\n` : '') +
    (bare.length > 0 ? `@page bare{margin:0}\n${bare.join(',')}{page:bare}\n` : '') +
    further;
  return (
    `<!doctype html>\n<html lang="${edition.lang}"><head><meta charset="utf-8"><title>-</title>` +
    `<style>${css.replace(/<\//g, '<\\/')}</style></head><body>${htmls.join('\n')}</body></html>`
  );
}

/** The same sections with the labels of pages filled in, and what no label belongs to taken away. */
export function fillPageLabels(sections: readonly Section[], labelOf: (id: string) => string): readonly Section[] {
  return sections.map((section) => ({
    ...section,
    hast: mapElements(section.hast, (node) => fillLabel(node, labelOf)),
  }));
}

function fillLabel(node: Element, labelOf: (id: string) => string): Element {
  const id = node.properties.dataPageOf;
  if (typeof id !== 'string') return node;
  const { dataPageOf: _, ...properties } = node.properties;
  return { ...node, properties, children: [{ type: 'text', value: labelOf(id) }] };
}

const slackMm = 0.3;

/**
 * The type area is a whole number of ems and lines. The browser rounds page margins to pixels, so the area gets a little
 * more than it needs at its far sides; the styles set the measure itself.
 */
function pageRule(layout: PageLayout): string {
  const areaMm = layout.widthMm - layout.innerMm - layout.outerMm;
  const left = layout.binding === 'left' ? layout.innerMm : layout.outerMm;
  const right = Math.max(0, layout.widthMm - left - areaMm - slackMm);
  const bottom = Math.max(0, layout.bottomMm - slackMm);
  const mm = (value: number): string => `${Math.round(value * 1000) / 1000}mm`;
  return (
    `@page{size:${mm(layout.widthMm)} ${mm(layout.heightMm)};` +
    `margin:${mm(layout.topMm)} ${mm(right)} ${mm(bottom)} ${mm(left)}}\n` +
    // A one-letter mi would become a mathematical italic letter, which text fonts do not have.
    `html,body{margin:0}body{width:${mm(areaMm)}}mi{text-transform:none}` +
    // Pages made by us (footnotes): text cut between two pages is justified before the cut and not indented after it;
    // notes stand at the foot of the type area, which in lines that run down is its left end.
    '[data-cut~=end]{text-align-last:justify!important}[data-cut~=start]{text-indent:0!important}' +
    'li[data-goes-on]{list-style:none}' +
    '[data-page]{display:flow-root;position:relative}' +
    // Ruby above the first line of a page must not reach into the page before.
    ':is([data-page],[data-page]>div)>p:first-child:has(ruby),' +
    ':is([data-page],[data-page]>div)>:first-child p:first-child:has(ruby)' +
    '{margin-block-start:0!important;padding-block-start:0!important}' +
    '[data-foot]{inline-size:100%}[data-page] [data-foot]{position:absolute;inset-inline-start:0}' +
    '[data-foot=further]{padding-block-start:0!important;background:none!important}'
  );
}

/**
 * What only printing needs: links to sections become addresses, since their targets may stand in another shard; ruby
 * text gets a span of its own and an empty cell a space, without which the browser leaves them out of the structure.
 */
function prepare(root: Root, ids: ReadonlySet<string>): Root {
  return mapElements(root, (node) => {
    if (node.tagName === 'rt')
      return { ...node, children: [{ type: 'element', tagName: 'span', properties: {}, children: node.children }] };
    if ((node.tagName === 'td' || node.tagName === 'th') && node.children.length === 0)
      return { ...node, children: [{ type: 'text', value: '\u00a0' }] };
    const { href } = node.properties;
    if (typeof href !== 'string' || targetOf(href, ids) === href) return node;
    return { ...node, properties: { ...node.properties, href: targetOf(href, ids) } };
  });
}

/** The address of what a link leads to. */
const targetOf = (href: string, ids: ReadonlySet<string>): string =>
  href.startsWith('#') && ids.has(href.slice(1)) ? sectionUrl(href.slice(1)) : href;

function mapElements(root: Root, change: (node: Element) => Element): Root {
  const mapNode = (node: RootContent): RootContent => {
    if (node.type !== 'element') return node;
    const changed = change(node);
    let children: ElementContent[] | null = null;
    for (const [i, child] of changed.children.entries()) {
      const mapped = mapNode(child) as ElementContent;
      if (mapped === child) continue;
      children ??= [...changed.children];
      children[i] = mapped;
    }
    return children ? { ...changed, children } : changed;
  };
  return { ...root, children: root.children.map(mapNode) };
}
