import type { Element, ElementContent } from 'hast';
import { makeElement } from '../../../templates/element.ts';
import type { ClassName } from '../../../templates/vocabulary.ts';
import { widthEm } from '../break-title.ts';
import type { Layout } from '../layout.ts';

/** Room beside the text of a cell, both sides together, in ems of the table. */
const cellRoomEm = 1;
/** Widths are estimates, and columns have to be told apart. */
const slack = 1.15;

/**
 * Chooses how each table stands. On pages whose lines run across it is as wide as a column; one that needs more goes over
 * all columns, and is turned when it would find room along the page only. Numbers in cells are never broken.
 *
 * In vertical setting tables stand across, and how wide they are is how many lines they take the place of: as many whole
 * ones as their columns need (`data-rows`, as for pictures), one less than the page has at most. A table that would then be
 * higher than lines are long runs down like the text, a row to a line, over as many pages as it needs.
 */
export function setTables(root: Element, layout: Layout, sizePt: number): void {
  for (const [i, child] of root.children.entries()) {
    if (child.type !== 'element') continue;
    if (child.tagName !== 'table') {
      setTables(child, layout, sizePt);
      continue;
    }
    markNumbers(child);
    if (layout.writing === 'vertical') root.children[i] = setAcross(child, layout, sizePt);
    else {
      const names = listClasses(child, layout, sizePt);
      for (const name of names) addClass(child, name);
      keepShort(child, measureEm(names, layout, sizePt));
    }
  }
}

function markNumbers(table: Element): void {
  for (const row of listRows(table))
    for (const { cell } of row)
      if (/^[+\u2212-]?\d[\d.,:/%\u2030\u2013~-]{0,14}$/.test(textOf(cell).trim())) addClass(cell, 'number');
}

/** A table that stands across has a box of its own, in which it is a word: styles/media/print-vertical.css says why. */
function setAcross(table: Element, layout: Layout, sizePt: number): Element {
  const widths = listColumnsEm(table);
  const wanted = slack * sum(widths);
  const rows = Math.max(leastRows, Math.min(mostTableRows(layout), Math.ceil((wanted * sizePt) / layout.pitchPt)));
  const shrunk = Math.min(1, (rows * layout.pitchPt) / (wanted * sizePt));
  const heightPt = slack * countLines(table, widths, shrunk) * layout.pitchPt;
  if (heightPt > layout.charactersPerLine * layout.sizePt) {
    addClass(table, longTable);
    return table;
  }
  table.properties.dataRows = String(rows);
  keepShort(table, (rows * layout.pitchPt) / sizePt);
  return makeElement('div', 'across', {}, table);
}

/** Classes of a table whose columns would be narrower than a few characters, or than a word of theirs. */
function listClasses(table: Element, layout: Layout, sizePt: number): readonly ClassName[] {
  const { charactersPerLine, columns, columnGapEm, linesPerPage, pitchPt } = layout;
  const allPt = charactersPerLine * layout.sizePt;
  const columnPt = ((charactersPerLine - (columns - 1) * columnGapEm) / columns) * layout.sizePt;
  const downPt = linesPerPage * pitchPt;
  const leastPt = sum(listColumnsEm(table, leastOf)) * sizePt;
  if (leastPt <= columnPt) return [];
  const spanning: readonly ClassName[] = columns > 1 ? ['wide-table'] : [];
  if (leastPt <= allPt || leastPt > tolerance * downPt) return spanning;
  const widths = listColumnsEm(table);
  const shrunk = Math.min(1, downPt / (sum(widths) * sizePt));
  const isLow = slack * countLines(table, widths, shrunk) * pitchPt <= allPt;
  return isLow ? [...spanning, 'turned-table'] : spanning;
}

/** How wide the table may be, in its own ems. */
function measureEm(names: readonly ClassName[], layout: Layout, sizePt: number): number {
  const { charactersPerLine, columns, columnGapEm, linesPerPage, pitchPt } = layout;
  if (names.includes('turned-table')) return (linesPerPage * pitchPt) / sizePt;
  const gapsEm = names.includes('wide-table') ? 0 : (columns - 1) * columnGapEm;
  return ((charactersPerLine - gapsEm) * layout.sizePt) / sizePt / (names.includes('wide-table') ? 1 : columns);
}

/**
 * Up to which width (with the room of its cell) a name or a label is not broken, and what a column of longer text keeps
 * then at least, so that it is not broken into single words for the sake of labels: the first that there is room for.
 */
const keeping = [
  { shortEm: 7, leastTextEm: 9 },
  { shortEm: 7, leastTextEm: 6 },
  { shortEm: 5.5, leastTextEm: 6 },
  { shortEm: 4.5, leastTextEm: 4 },
];

/** Cells of columns that have short text only are never broken, as long as the other columns keep enough room. */
function keepShort(table: Element, roomEm: number): void {
  const widths = listColumnsEm(table, keptOf);
  if (slack * sum(listColumnsEm(table)) <= roomEm) return;
  const kept = keeping.find(
    ({ shortEm, leastTextEm }) =>
      tolerance * sum(widths.map((width) => (width <= shortEm ? width : Math.min(width, leastTextEm)))) <= roomEm,
  );
  if (!kept) return;
  for (const row of listRows(table))
    for (const { cell, column, span } of row) {
      if (span > 1 || (widths[column] ?? 0) > kept.shortEm) continue;
      if (!boxUnit(cell)) addClass(cell, 'nowrap');
    }
}

/** A label and the unit below it: `\u4f1a\u5458\u6570\uff08\u4e07\u4eba\uff09`. */
const labelWithUnit = /^([^\uff08(]+)([\uff08(][^\uff08(]+[\uff09)])$/;

/** The room that a cell wants: a label may stand above its unit. */
const keptOf = (text: string): number =>
  Math.max(...(labelWithUnit.exec(text)?.slice(1) ?? [text]).map((part) => widthEm(part.trim())));

/** Sets the unit below its label: as long as they may stand in one line, the browser keeps room for that. */
function boxUnit(cell: Element): boolean {
  const [only, ...more] = cell.children;
  const found = only?.type === 'text' && more.length === 0 ? labelWithUnit.exec(only.value) : null;
  if (!found) return false;
  cell.children = [
    makeElement('span', 'nowrap', {}, found[1] ?? ''),
    makeElement('span', ['nowrap', 'unit'], {}, found[2] ?? ''),
  ];
  return true;
}

const leastColumnEm = 2;
/** Widths of letters and digits are rounded up. */
const tolerance = 1.05;

/** The narrowest that a cell may be: a few characters, or a word or number that is not broken. */
function leastOf(text: string): number {
  const words = text.match(/[!-~]+[%\u2030\u4e07\u4ebf\u5143\u5e74\u6708\u65e5]?/g) ?? [];
  return Math.max(Math.min(leastColumnEm, widthEm(text)), ...words.map((word) => widthEm(word)));
}

const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);

function addClass(table: Element, name: ClassName): void {
  const { className } = table.properties;
  table.properties.className = [...(Array.isArray(className) ? className : []), name];
}

/** A table that runs down with the text. */
export const longTable: ClassName = 'long-table';

const leastRows = 4;

/** The widest table: a page less the room at its sides. */
export const mostTableRows = (layout: Layout): number => Math.max(leastRows, layout.linesPerPage - 1);

/** The widest cell of each column. What goes over several columns finds room there. */
function listColumnsEm(table: Element, measure: (text: string) => number = widthEm): number[] {
  const widest: number[] = [];
  for (const row of listRows(table))
    for (const { cell, column, span } of row)
      if (span === 1) widest[column] = Math.max(widest[column] ?? 0, measure(textOf(cell)) + cellRoomEm);
  return Array.from(widest, (width) => width ?? cellRoomEm);
}

/** How many lines all rows have together when columns are so much narrower than their widest cells; a caption has one. */
function countLines(table: Element, widths: readonly number[], shrunk: number): number {
  const lines = listRows(table).map((row) =>
    row.reduce((most, { cell, column, span }) => {
      const own = sum(widths.slice(column, column + span)) * shrunk - cellRoomEm;
      return Math.max(most, Math.ceil(widthEm(textOf(cell)) / Math.max(1, own) - 0.01));
    }, 1),
  );
  return sum([1, ...lines]);
}

interface PlacedCell {
  readonly cell: Element;
  readonly column: number;
  readonly span: number;
}

function listRows(element: Element): PlacedCell[][] {
  return element.children.flatMap((child): PlacedCell[][] => {
    if (child.type !== 'element') return [];
    if (child.tagName !== 'tr') return listRows(child);
    let column = 0;
    return [
      child.children.flatMap((cell): PlacedCell[] => {
        if (cell.type !== 'element' || !['td', 'th'].includes(cell.tagName)) return [];
        const span = Number(cell.properties.colSpan ?? 1);
        column += span;
        return [{ cell, column: column - span, span }];
      }),
    ];
  });
}

const textOf = (node: ElementContent): string =>
  node.type === 'text' ? node.value : node.type === 'element' ? node.children.map(textOf).join('') : '';
