import type { Element, ElementContent, Root } from 'hast';
import type { Browser, MeasuredBlock } from '../../core/contracts.ts';
import type { PageLayout, Rendered, Section } from '../../core/edition.ts';
import { pxFromPt } from '../../core/units.ts';
import { buildFeet, columnWidth } from './build-feet.ts';
import { findNotes } from './find-notes.ts';
import { type FootPage, type FootPiece, paginateFeet } from './foot-pages.ts';
import type { FootSection, TextPlace } from './foot-units.ts';
import { makeShardHtml } from './shard-html.ts';
import { findCalls } from './split-tree.ts';

/** A line of space with a short rule in it, between text and notes. */
const ruleLines = 1;
const measureTimeoutMs = 180_000;

/**
 * Footnotes at the foot of the page that calls them: of the column, where there are two, and at the left end of the page,
 * where lines run down. The browser has no such thing, so sections with notes, and what shares their pages, are laid out
 * once without pages, measured from outside, cut into pages by us and handed on as pages, notes at their feet. After the
 * last page with notes the browser goes on by itself. Sections without notes are passed on as they are.
 */
export async function setFeet(
  sections: readonly Section[],
  rendered: Rendered,
  browser: Browser,
  signal: AbortSignal,
): Promise<readonly Section[]> {
  const { layout } = rendered;
  const chains = listChains(sections, layout).map((chain) => chain.map(numberPictures));
  if (chains.length === 0) return sections;
  const blocks = new Map<string, MeasuredBlock[]>();
  for (const measured of await Promise.all(
    listBatches(chains).map((batch) => measure(batch, rendered, browser, signal)),
  ))
    for (const block of measured) {
      const own = blocks.get(block.section) ?? [];
      blocks.set(block.section, own);
      own.push(block);
    }
  const set = new Map<string, Section>();
  for (const chain of chains) {
    const isLast = sections.at(-1)?.id === chain.at(-1)?.id;
    for (const section of setChain(chain, blocks, layout, isLast)) set.set(section.id, section);
  }
  return sections.map((section) => set.get(section.id) ?? section);
}

/** So many characters are measured in one go: enough to be worth a page, and few enough to keep all processes busy. */
const batchCharacters = 60_000;

function listBatches(chains: readonly Section[][]): Section[][] {
  const batches: Section[][] = [];
  let room = 0;
  for (const chain of chains) {
    if (room <= 0) {
      batches.push([]);
      room = batchCharacters;
    }
    batches.at(-1)?.push(...chain);
    room -= chain.reduce((sum, { hast }) => sum + countCharacters(hast), 0);
  }
  return batches;
}

async function measure(
  sections: readonly Section[],
  rendered: Rendered,
  browser: Browser,
  signal: AbortSignal,
): Promise<readonly MeasuredBlock[]> {
  const { layout, edition } = rendered;
  const { widthMm, heightMm } = layout;
  const marked = sections.map((section) => forMeasuring(section, layout));
  const html = makeShardHtml(marked, rendered, measuringRules(layout));
  const assets = new Map(edition.assets.map(({ id, mediaType, bytes }) => [id, { mediaType, bytes }]));
  return browser.measure({ html, widthMm, heightMm, assets, timeoutMs: measureTimeoutMs }, signal);
}

/**
 * Sections that have to be cut into pages together: from one that begins on a new page to the last that has notes and runs
 * on after it, and as much after that as may stand on the same page.
 */
function listChains(sections: readonly Section[], layout: PageLayout): Section[][] {
  const chains: Section[][] = [];
  let chain: Section[] = [];
  for (const [i, section] of sections.entries()) {
    // The body begins with a page of its own, whatever is said of its first article.
    if (section.start !== 'run-on' || section.matter !== sections[i - 1]?.matter) {
      chains.push(chain);
      chain = [];
    }
    chain.push(section);
  }
  // No page holds more characters, and none of them is narrower than half an em.
  const pageful = 2 * layout.charactersPerLine * layout.linesPerPage;
  return [...chains, chain].flatMap((whole) => {
    const noted = whole.findLastIndex(({ hast }) => findNotes(hast) !== null);
    if (noted < 0) return [];
    let after = 0;
    const end = whole.findIndex((section, i) => {
      if (i > noted) after += countCharacters(section.hast);
      return after > pageful;
    });
    return [end < 0 ? whole : whole.slice(0, end + 1)];
  });
}

function countCharacters(node: Root | Root['children'][number]): number {
  if (node.type === 'text') return node.value.length;
  return 'children' in node ? node.children.reduce((sum, child) => sum + countCharacters(child), 0) : 0;
}

/** Only for measuring: notes are out of the way, in the dress in which they will stand at the foot. */
const measuringRules = ({ charactersPerLine, sizePt }: PageLayout): string =>
  '[data-foot]{position:absolute;block-size:auto}[data-measure]{position:relative;columns:auto}' +
  '.opening{padding-block-end:0!important;margin-block-end:0!important}' +
  `.wide-table:not(.turned-table){width:${charactersPerLine * sizePt}pt}`;

/** The text as wide as a column, openings as wide as all of them; what has no blocks is one. */
function forMeasuring(section: Section, layout: PageLayout): Section {
  const [root] = section.hast.children;
  if (root?.type !== 'element') return section;
  if (section.role !== 'article') {
    const properties = { ...root.properties, dataBlock: '0', dataWhole: '' };
    return { ...section, hast: { ...section.hast, children: [{ ...root, properties }] } };
  }
  const notes = findNotes(section.hast);
  const foot: Element[] = notes ? [{ ...notes, properties: { ...notes.properties, dataFoot: '' } }] : [];
  const text = root.children.filter((child) => child !== notes);
  const opening = layout.columns > 1 ? text.filter(isOpening) : [];
  const column: Element = {
    type: 'element',
    tagName: 'div',
    properties: { dataMeasure: '', style: `inline-size:${columnWidth(layout)}` },
    children: [...text.filter((child) => !opening.includes(child)), ...foot],
  };
  const properties = { ...root.properties, style: 'columns:auto' };
  return { ...section, hast: { ...section.hast, children: [{ ...root, properties, children: [...opening, column] }] } };
}

const isOpening = (node: ElementContent): boolean => node.type === 'element' && node.tagName === 'header';

/** A stretch of a section that flows through columns, after what goes over all of them. */
interface Flow extends FootSection {
  readonly owner: number;
  /** Where the next stretch of the section begins; null when it ends with this one. */
  readonly end: TextPlace | null;
}

function listFlows({ hast }: Section, owner: number, blocks: readonly MeasuredBlock[], columns: number): Flow[] {
  const calls = findCalls(hast);
  const followers = findFollowers(hast);
  const starts = columns > 1 ? findSpanning(hast) : [];
  const notes = blocks.filter(({ noteId }) => noteId !== '');
  return [0, ...starts].map((from, i): Flow => {
    const to = starts[i] ?? Number.POSITIVE_INFINITY;
    const text = blocks.filter(({ block, noteId }) => noteId === '' && block >= from && block < to);
    const end = to < Number.POSITIVE_INFINITY ? { block: to, offset: 0 } : null;
    return { blocks: [...text, ...notes], calls, followers, isSpanned: i > 0 || isOpened(hast), owner, end };
  });
}

const isOpened = ({ children }: Root): boolean =>
  children.some((root) => root.type === 'element' && (root.tagName !== 'article' || root.children.some(isOpening)));

/** Numbers of the first blocks of tables that go over all columns (`templates/vocabulary.ts`). */
function findSpanning({ children: [root] }: Root): number[] {
  if (root?.type !== 'element') return [];
  return root.children.flatMap((child) => {
    if (child.type !== 'element' || !String(child.properties.className).includes('wide-table')) return [];
    const block = firstBlock(child);
    return block === null ? [] : [block];
  });
}

function firstBlock(element: Element): number | null {
  const { dataBlock } = element.properties;
  if (dataBlock !== undefined && dataBlock !== null) return Number(dataBlock);
  for (const child of element.children) {
    const found = child.type === 'element' ? firstBlock(child) : null;
    if (found !== null) return found;
  }
  return null;
}

/** A chain cut into pages; those of its sections that the browser may set by itself are left as they are. */
function setChain(
  chain: readonly Section[],
  blocks: ReadonlyMap<string, readonly MeasuredBlock[]>,
  layout: PageLayout,
  isLast: boolean,
): readonly Section[] {
  const pitch = pxFromPt(layout.pitchPt);
  const flows = chain.flatMap((section, i) => listFlows(section, i, blocks.get(section.id) ?? [], layout.columns));
  const pages = paginateFeet(flows, {
    pageHeight: pitch * layout.linesPerPage,
    linePitch: pitch,
    ruleHeight: pitch * ruleLines,
    columns: layout.columns,
  }).map(({ pieces }): FootPage => ({ pieces: pieces.map((piece) => toSection(piece, flows[piece.section])) }));
  const noted = pages.findLastIndex(hasNotes);
  return buildFeet(chain, pages.slice(0, noted + 1), pages[noted + 1] ?? null, layout, isLast);
}

/** A piece of a flow as one of its section. */
function toSection(piece: FootPiece, flow: Flow | undefined): FootPiece {
  const columns = piece.columns.map((column) => ({ ...column, end: column.end ?? flow?.end ?? null }));
  return { ...piece, section: flow?.owner ?? 0, columns };
}

const hasNotes = ({ pieces }: FootPage): boolean =>
  pieces.some(({ columns }) => columns.some(({ notes }) => notes.length > 0));

/**
 * A picture without a caption has no text that is numbered: it gets a number between its neighbours', so that it can be
 * measured and pages can begin with it. A paragraph with a picture among its words is never cut.
 */
function numberPictures(section: Section): Section {
  let last = -1;
  const visit = (node: Element): Element => {
    const own = node.properties.dataBlock;
    if (own !== undefined && own !== null) last = Number(own);
    if (node.tagName === 'figure' && !holds(node, ({ properties }) => 'dataBlock' in properties)) {
      last += 1 / 64;
      return { ...node, properties: { ...node.properties, dataBlock: String(last) } };
    }
    const isMixed = node.tagName === 'p' && holds(node, ({ properties }) => 'dataRows' in properties);
    const children = node.children.map((child) => (child.type === 'element' ? visit(child) : child));
    return isMixed ? { ...node, properties: { ...node.properties, dataWhole: '' }, children } : { ...node, children };
  };
  const children = section.hast.children.map((child) => (child.type === 'element' ? visit(child) : child));
  return { ...section, hast: { ...section.hast, children } };
}

const holds = (element: Element, is: (element: Element) => boolean): boolean =>
  element.children.some((child) => child.type === 'element' && (is(child) || holds(child, is)));

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
      const isCell = child.tagName === 'td' || child.tagName === 'th';
      const closes = isClosing || (isNamed && !isCell) || child.tagName === 'dd';
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
