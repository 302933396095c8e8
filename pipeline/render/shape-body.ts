import type { Element, ElementContent, Root } from 'hast';
import type { ClassName } from '../../templates/vocabulary.ts';
import { makeFigure } from './make-figure.ts';
import { isSafeLink, unsafeScheme } from './safe-markup.ts';

export interface ShapeOptions {
  readonly sectionId: string;
  readonly lang: string;
  readonly topHeading: number;
  /** Collects what was taken out. */
  readonly unsafe: Set<string>;
}

/**
 * Gives a converted body the shape that all media share: ids of the section's own, headings from `topHeading` without
 * gaps, safe links, table heads with a scope, pictures that stand alone as figures, and no empty text between blocks.
 */
export function shapeBody(tree: Root, options: ShapeOptions): ElementContent[] {
  const ids = renameIds(tree, options.sectionId);
  const levels = rankHeadings(tree, options.topHeading);
  const shape = (node: ElementContent): ElementContent[] => {
    if (node.type === 'comment') return [];
    if (node.type === 'text') return [node.value.includes('\n') ? { ...node, value: joinLines(node.value) } : node];
    if (node.type !== 'element') return [];
    if (node.tagName === 'pre') return [node];
    const element: Element = { ...node, properties: { ...node.properties }, children: node.children.flatMap(shape) };
    const level = levels.get(element.tagName);
    if (level) element.tagName = `h${level}`;
    if (element.tagName === 'a') return shapeLink(element, ids, options);
    if (element.tagName === 'p') return shapeParagraph(element);
    if (element.tagName === 'table') shapeTable(element);
    if (Array.isArray(element.properties.headers))
      element.properties.headers = element.properties.headers.map((id) => ids.get(String(id)) ?? String(id));
    return [element];
  };
  return tree.children
    .flatMap((node) => (node.type === 'doctype' ? [] : shape(node)))
    .filter((node) => node.type !== 'text' || node.value.trim() !== '');
}

/** A line end of the source between Han characters or full-width marks is no word space. */
export function joinLines(text: string): string {
  if (!text.includes('\n')) return text;
  return text.replace(
    /(?<=[\p{Script=Han}\u2014\u2018-\u201d\u2026\u3001-\u3017\uff00-\uff60])[ \t]*\n[ \t]*(?=[\p{Script=Han}\u2014\u2018-\u201d\u2026\u3001-\u3017\uff00-\uff60])/gu,
    '',
  );
}

function renameIds(tree: Root, sectionId: string): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const visit = (node: Root | Element): void => {
    for (const child of node.children) {
      if (child.type !== 'element') continue;
      const { id } = child.properties;
      if (typeof id === 'string' && !id.startsWith(`${sectionId}-`)) {
        const known = ids.get(id);
        if (known) delete child.properties.id;
        else {
          const own = `${sectionId}-i${ids.size + 1}`;
          ids.set(id, own);
          child.properties.id = own;
        }
      }
      visit(child);
    }
  };
  visit(tree);
  return ids;
}

/** Heading tags in use, in order, to levels from `top` on: h2 and h4 become h2 and h3. */
function rankHeadings(tree: Root, top: number): ReadonlyMap<string, number> {
  const used = new Set<string>();
  const visit = (node: Root | Element): void => {
    for (const child of node.children) {
      if (child.type !== 'element') continue;
      if (/^h[1-6]$/.test(child.tagName)) used.add(child.tagName);
      visit(child);
    }
  };
  visit(tree);
  return new Map([...used].sort().map((tag, i) => [tag, Math.min(6, top + i)]));
}

function shapeLink(link: Element, ids: ReadonlyMap<string, string>, options: ShapeOptions): ElementContent[] {
  const { href } = link.properties;
  if (link.properties.role === 'doc-noteref' || link.properties.role === 'doc-backlink') return [link];
  if (typeof href !== 'string') return link.children;
  if (!isSafeLink(href)) {
    const scheme = unsafeScheme(href);
    if (scheme) options.unsafe.add(scheme);
    return link.children;
  }
  if (!href.startsWith('#')) return [link];
  const target = ids.get(decodeSafely(href.slice(1)));
  if (!target) return link.children;
  link.properties.href = `#${target}`;
  return [link];
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Pictures alone in a paragraph are figures, each with its title as caption. An empty paragraph is nothing. */
function shapeParagraph(paragraph: Element): ElementContent[] {
  const solid = paragraph.children.filter((c) => c.type !== 'text' || c.value.trim() !== '');
  if (solid.length === 0) return [];
  const images = solid.flatMap((c) => (c.type === 'element' && c.tagName === 'img' ? [c] : []));
  if (images.length < solid.length) return [paragraph];
  return images.map(makeFigure);
}

function shapeTable(table: Element): void {
  table.children = table.children.filter((c) => c.type !== 'text');
  for (const group of table.children) {
    if (group.type !== 'element' || !/^t(head|body|foot)$/.test(group.tagName)) continue;
    group.children = group.children.filter((c) => c.type !== 'text');
    for (const row of group.children) {
      if (row.type !== 'element') continue;
      row.children = row.children.filter((c) => c.type !== 'text');
      for (const cell of row.children) if (cell.type === 'element') alignCell(cell);
      if (group.tagName !== 'thead') continue;
      for (const cell of row.children)
        if (cell.type === 'element' && cell.tagName === 'th' && cell.properties.scope === undefined)
          cell.properties.scope = 'col';
    }
  }
}

/** How a cell is aligned is a class: the attribute left HTML long ago. */
function alignCell(cell: Element): void {
  const { align } = cell.properties;
  delete cell.properties.align;
  if (align === 'center') addClass(cell, 'aligned-center');
  if (align === 'right') addClass(cell, 'aligned-end');
}

function addClass(element: Element, name: ClassName): void {
  const { className } = element.properties;
  element.properties.className = [...(Array.isArray(className) ? className : []), name];
}
