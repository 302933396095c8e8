import type { Element, ElementContent, Root } from 'hast';
import type { Browser, MeasuredBlock } from '../../core/contracts.ts';
import type { PageLayout, Rendered, Section } from '../../core/edition.ts';
import { pxFromPt } from '../../core/units.ts';
import { type FootPage, paginateFeet, type TextPlace } from './foot-pages.ts';
import { makeShardHtml } from './shard-html.ts';
import { findCalls, splitTree } from './split-tree.ts';

/** A line of space with a short rule in it, between text and notes. */
const ruleLines = 1;
const measureTimeoutMs = 60_000;

/**
 * Footnotes at the foot of the page that calls them. The browser has no such thing, so sections with notes are laid out
 * once without pages, measured from outside, cut into pages by us and handed on as pages: each as high as the type area,
 * its notes at the bottom. Sections without notes are passed on as they are.
 */
export async function setFeet(
  sections: readonly Section[],
  rendered: Rendered,
  browser: Browser,
  signal: AbortSignal,
): Promise<readonly Section[]> {
  const noted = sections.filter(({ hast, start }) => start !== 'run-on' && findNotes(hast) !== null);
  // In columns and in vertical setting notes stay behind the article: their pages are cut by the browser.
  if (noted.length === 0 || rendered.layout.columns > 1 || rendered.layout.writing === 'vertical') return sections;
  const { widthMm, heightMm } = rendered.layout;
  const html = makeShardHtml(noted.map(withFootStyle), rendered);
  const assets = new Map(rendered.edition.assets.map(({ id, mediaType, bytes }) => [id, { mediaType, bytes }]));
  const measured = await browser.measure({ html, widthMm, heightMm, assets, timeoutMs: measureTimeoutMs }, signal);
  return sections.map((section) => {
    if (!noted.includes(section)) return section;
    const blocks = measured.filter((block) => block.section === section.id);
    return { ...section, hast: setSection(section.hast, blocks, rendered.layout) };
  });
}

/** The section of notes in a tree, or null. */
function findNotes(root: Root): Element | null {
  for (const child of root.children) {
    const found = child.type === 'element' ? findIn(child) : null;
    if (found) return found;
  }
  return null;
}

function findIn(element: Element): Element | null {
  if (element.properties.role === 'doc-endnotes') return element;
  for (const child of element.children) {
    const found = child.type === 'element' ? findIn(child) : null;
    if (found) return found;
  }
  return null;
}

/** For measuring, notes stand behind everything else, in the dress in which they will stand at the foot. */
function withFootStyle(section: Section): Section {
  const notes = findNotes(section.hast);
  if (!notes) return section;
  const foot: Element = { ...notes, properties: { ...notes.properties, dataFoot: '' } };
  const children = section.hast.children.map((child) =>
    child.type === 'element' && child.children.includes(notes)
      ? { ...child, children: [...child.children.filter((node) => node !== notes), foot] }
      : child,
  );
  return { ...section, hast: { ...section.hast, children } };
}

function setSection(root: Root, blocks: readonly MeasuredBlock[], layout: PageLayout): Root {
  const article = root.children.find((child): child is Element => child.type === 'element');
  const notes = findNotes(root);
  if (!article || !notes) return root;
  const pitch = pxFromPt(layout.pitchPt);
  const pageHeight = pitch * layout.linesPerPage;
  const pages = paginateFeet(blocks, {
    pageHeight,
    linePitch: pitch,
    ruleHeight: pitch * ruleLines,
    calls: findCalls(root),
    followers: findFollowers(root),
  });
  const body = article.children.filter((child) => child !== notes);
  const remaining = new Map(listNotes(notes).map((note) => [String(note.properties.id ?? ''), note]));
  let rest: ElementContent[] = body;
  const made = pages.map((page, i): Element => {
    const [here, after] = page.bodyEnd ? splitTree(rest, page.bodyEnd) : [rest, []];
    rest = after;
    const style = `position:relative;height:${pageHeight}px;${i < pages.length - 1 ? 'break-after:page' : ''}`;
    return makeElement('div', { style }, [...here, ...makeFoot(page, notes, remaining)]);
  });
  // Pages of our own stand in no column: a container of columns would cut them again.
  const properties = { ...article.properties, style: 'columns:auto' };
  return { ...root, children: [{ ...article, properties, children: made }] };
}

/** Classes of what closes an article and is never alone on a page (see styles/media/print-articles.css). */
const following = ['provenance', 'aligned-end'];

/** Numbers of the first blocks of what never begins a page; an explanation stays with its word. */
function findFollowers(root: Root): number[] {
  const blocks: number[] = [];
  const visit = (node: Root | Element, isClosing: boolean): boolean => {
    for (const child of node.children) {
      if (child.type !== 'element') continue;
      const { dataBlock, className } = child.properties;
      const isNamed = Array.isArray(className) && following.some((name) => className.includes(name));
      const closes = isClosing || isNamed || child.tagName === 'dd';
      const isFound = closes && dataBlock !== undefined && dataBlock !== null;
      if (isFound) blocks.push(Number(dataBlock));
      // The first block of such an element is enough.
      if ((isFound || visit(child, closes)) && isClosing) return true;
    }
    return false;
  };
  visit(root, false);
  return blocks;
}

const listNotes = (notes: Element): Element[] => {
  const items: Element[] = [];
  const visit = (element: Element): void => {
    for (const child of element.children)
      if (child.type === 'element') {
        if (child.tagName === 'li' && typeof child.properties.id === 'string') items.push(child);
        else visit(child);
      }
  };
  visit(notes);
  return items;
};

function makeFoot(page: FootPage, notes: Element, remaining: Map<string, Element>): Element[] {
  const items: Element[] = [];
  for (const { noteId, end } of page.notes) {
    const note = remaining.get(noteId);
    if (!note) continue;
    const [here, after] = end ? splitItem(note, end) : [note, null];
    items.push(here);
    if (after) remaining.set(noteId, after);
    else remaining.delete(noteId);
  }
  if (items.length === 0) return [];
  const { id: _, ...properties } = notes.properties;
  const list = makeElement('ol', {}, items);
  return [{ ...notes, properties: { ...properties, role: 'doc-endnotes', dataFoot: '' }, children: [list] }];
}

function splitItem(note: Element, at: TextPlace): [Element, Element | null] {
  const [left, right] = splitTree([note], at);
  const [first, second] = [left[0], right[0]];
  return [first?.type === 'element' ? first : note, second?.type === 'element' ? second : null];
}

function makeElement(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}
