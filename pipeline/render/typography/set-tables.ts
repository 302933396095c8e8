import type { Element, ElementContent } from 'hast';
import { widthEm } from '../break-title.ts';
import type { Layout } from '../layout.ts';

/** Room beside the text of a cell, both sides together, in ems of the table. */
const cellRoomEm = 1;
/** Widths are estimates, and columns have to be told apart. */
const slack = 1.15;

/**
 * In vertical setting tables stand across, and how wide they are is how many lines they take the place of: as many whole
 * ones as their columns need (`data-rows`, as for pictures), one less than the page has at most.
 */
export function setTables(root: Element, layout: Layout, sizePt: number): void {
  for (const child of root.children) {
    if (child.type !== 'element') continue;
    if (child.tagName === 'table') {
      const lines = Math.ceil((slack * sumColumnsEm(child) * sizePt) / layout.pitchPt);
      child.properties.dataRows = String(Math.max(leastRows, Math.min(mostTableRows(layout), lines)));
    } else setTables(child, layout, sizePt);
  }
}

const leastRows = 4;

/** The widest table: a page less the room at its sides. */
export const mostTableRows = (layout: Layout): number => Math.max(leastRows, layout.linesPerPage - 1);

/** The widest cell of each column, together. What goes over several columns finds room there. */
function sumColumnsEm(table: Element): number {
  const widest: number[] = [];
  const visit = (element: Element): void => {
    if (element.tagName === 'tr') {
      let column = 0;
      for (const cell of element.children) {
        if (cell.type !== 'element' || !['td', 'th'].includes(cell.tagName)) continue;
        const span = Number(cell.properties.colSpan ?? 1);
        if (span === 1) widest[column] = Math.max(widest[column] ?? 0, widthEm(textOf(cell)) + cellRoomEm);
        column += span;
      }
      return;
    }
    for (const child of element.children) if (child.type === 'element') visit(child);
  };
  visit(table);
  return Array.from(widest, (width) => width ?? cellRoomEm).reduce((sum, width) => sum + width, 0);
}

const textOf = (node: ElementContent): string =>
  node.type === 'text' ? node.value : node.type === 'element' ? node.children.map(textOf).join('') : '';
