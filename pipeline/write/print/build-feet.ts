import type { Element, ElementContent } from 'hast';
import type { PageLayout, Section } from '../../core/edition.ts';
import { pxFromPt } from '../../core/units.ts';
import type { FootNote } from './fill-column.ts';
import { findNotes } from './find-notes.ts';
import type { FootColumn, FootPage, FootPiece } from './foot-pages.ts';
import type { TextPlace } from './foot-units.ts';
import { splitTree } from './split-tree.ts';

/** The width of a column, as CSS, within what is as wide as all of them. */
export const columnWidth = ({ columns, columnGapEm, sizePt }: PageLayout): string =>
  columns > 1 ? `calc((100% - ${round((columns - 1) * columnGapEm * sizePt)}pt)/${columns})` : '100%';

/** A piece of a section with its place: on which page, how far down, and whether another one comes after it there. */
interface PlacedPiece extends FootPiece {
  readonly top: number;
  readonly breaks: boolean;
}

/**
 * Sections with their pages made: each has a box for every page that it stands on, as high as it is there, with its notes
 * at the foot of the page. From `open` on, the first page that has no notes any more, the browser cuts the pages.
 */
export function buildFeet(
  chain: readonly Section[],
  pages: readonly FootPage[],
  open: FootPage | null,
  layout: PageLayout,
  isLast: boolean,
): readonly Section[] {
  const opened = open?.pieces[0]?.section ?? chain.length;
  const placed = chain.map((): PlacedPiece[] => []);
  for (const [i, { pieces }] of pages.entries()) {
    let y = 0;
    for (const [k, piece] of pieces.entries()) {
      const ends = k === pieces.length - 1 && !(isLast && open === null && i === pages.length - 1);
      placed[piece.section]?.push({ ...piece, top: y + piece.above, breaks: ends });
      y += piece.above + piece.height;
    }
  }
  return chain.flatMap((section, i) => {
    const own = placed[i] ?? [];
    if (i > opened) return [];
    if (section.role !== 'article') return [breakAfter(section, own)];
    if (own.length === 0) return [withStyle(section, 'margin-block-start:0')];
    return [buildSection(section, own, i === opened, layout)];
  });
}

const breakAfter = (section: Section, pieces: readonly PlacedPiece[]): Section =>
  pieces.some(({ breaks }) => breaks) ? withStyle(section, 'break-after:page') : section;

function withStyle(section: Section, style: string): Section {
  const children = section.hast.children.map((child) =>
    child.type === 'element' ? { ...child, properties: { ...child.properties, style } } : child,
  );
  return withTree(section, { ...section.hast, children });
}

/** The section with another tree, which is no longer that of its digest. */
const withTree = ({ digest: _, ...section }: Section, hast: Section['hast']): Section => ({ ...section, hast });

function buildSection(section: Section, pieces: readonly PlacedPiece[], isOpen: boolean, layout: PageLayout): Section {
  const root = section.hast.children.find((child): child is Element => child.type === 'element');
  if (!root) return section;
  const notes = findNotes(section.hast);
  const remaining = new Map((notes ? listNotes(notes) : []).map((note) => [String(note.properties.id ?? ''), note]));
  let rest: ElementContent[] = root.children.filter((child) => child !== notes);
  const take = (end: TextPlace | null): ElementContent[] => {
    const [here, after] = end ? splitTree(rest, end) : [rest, []];
    rest = after;
    return here;
  };
  const made = pieces.map((piece, nth): Element => {
    const opening = piece.opening > 0 ? rest.slice(0, 1).map(withoutRoom) : [];
    rest = rest.slice(opening.length);
    const columns = piece.columns.map((column, i): ElementContent[] => {
      const text = take(column.end);
      const foot = notes ? makeFoot(column, piece, notes, remaining, layout) : [];
      return layout.columns > 1 ? [makeColumn(i, piece, layout, [...text, ...foot])] : [...text, ...foot];
    });
    const size = piece.isTall ? '' : `block-size:${px(piece.height)};`;
    const gap = nth > 0 && piece.above > 0 ? `margin-block-start:${px(piece.above)};` : '';
    const style = `${size}${gap}${piece.breaks ? 'break-after:page' : ''}`;
    return makeElement('div', { ...noMeaning, dataPage: '', style }, [...opening, ...columns.flat()]);
  });
  if (isOpen && rest.length > 0) {
    const gap = round(layout.columnGapEm * layout.sizePt);
    const style = layout.columns > 1 ? `columns:${layout.columns};column-gap:${gap}pt` : '';
    made.push(makeElement('div', { ...noMeaning, ...(style ? { style } : {}) }, rest));
  }
  // Pages of our own stand in no column: a container of columns would cut them again.
  const style = `columns:auto;margin-block-start:${px(pieces[0]?.above ?? 0)}`;
  const properties = { ...root.properties, style };
  return withTree(section, { ...section.hast, children: [{ ...root, properties, children: made }] });
}

/** What an opening over columns has below it is room that only the browser needs. */
function withoutRoom(opening: ElementContent): ElementContent {
  if (opening.type !== 'element' || opening.tagName !== 'header') return opening;
  const style = 'padding-block-end:0;margin-block-end:0';
  return { ...opening, properties: { ...opening.properties, style } };
}

function makeColumn(index: number, piece: PlacedPiece, layout: PageLayout, children: ElementContent[]): Element {
  const width = columnWidth(layout);
  const gap = round(layout.columnGapEm * layout.sizePt);
  // What the browser cuts it cuts into columns too.
  if (piece.isTall) {
    const style = `columns:${layout.columns};column-gap:${gap}pt`;
    return makeElement('div', { ...noMeaning, style }, children);
  }
  const style =
    `position:absolute;inset-block-start:${px(piece.opening)};block-size:${px(piece.height - piece.opening)};` +
    `inset-inline-start:calc(${index}*(${width.replace(/^calc/, '')} + ${gap}pt));inline-size:${width}`;
  return makeElement('div', { ...noMeaning, style }, children);
}

function makeFoot(
  { notes: wanted, below, hasRule, fillsPage }: FootColumn,
  { top, height }: PlacedPiece,
  notes: Element,
  remaining: Map<string, Element>,
  layout: PageLayout,
): Element[] {
  const items = wanted.flatMap((note) => takeNote(note, remaining));
  if (items.length === 0) return [];
  const pageHeight = pxFromPt(layout.pitchPt) * layout.linesPerPage;
  const { id: _, ...properties } = notes.properties;
  // Hung up at its foot, a box as high as the page may begin a hair above it, and the browser would cut off its top.
  const style = fillsPage ? 'inset-block-start:0' : `inset-block-end:${px(top + height + below - pageHeight)}`;
  const dataFoot = hasRule ? '' : 'further';
  return [{ ...notes, properties: { ...properties, dataFoot, style }, children: [makeElement('ol', {}, items)] }];
}

function takeNote({ noteId, end }: FootNote, remaining: Map<string, Element>): Element[] {
  const note = remaining.get(noteId);
  if (!note) return [];
  const [left, right] = end ? splitTree([note], end) : [[note], []];
  const [first, second] = [left[0], right[0]];
  if (second?.type === 'element') remaining.set(noteId, second);
  else remaining.delete(noteId);
  return first?.type === 'element' ? [first] : [];
}

function listNotes(notes: Element): Element[] {
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
}

/** Boxes that are only places: nothing of them is read aloud. */
const noMeaning = { role: 'presentation' };

const makeElement = (tagName: string, properties: Element['properties'], children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
});

const round = (value: number): number => Math.round(value * 1000) / 1000;
const px = (value: number): string => `${round(value)}px`;
