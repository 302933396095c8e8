import type { Element } from 'hast';
import type { Asset } from '../../core/edition.ts';
import { ptFromPx } from '../../core/units.ts';
import type { Layout } from '../layout.ts';
import { partPictures } from './part-pictures.ts';
import { mostTableRows } from './set-tables.ts';

/**
 * Parts large pictures from the words they stand among, and gives every picture the height of a whole number of lines
 * (`data-rows`), so that the text below it stands on the grid, or the width, where lines run down:
 * its own size at 96 pixels an inch, not wider than a column and not higher than a page with room for its caption. A
 * picture no higher than a line stays in its line.
 */
export function setPictures(root: Element, assets: ReadonlyMap<string, Asset>, layout: Layout): void {
  partPictures(root, ({ properties }) => {
    const asset = assets.get(String(properties.src ?? ''));
    return asset !== undefined && rowsOf(asset, layout) > 1;
  });
  const visit = (element: Element): void => {
    for (const child of element.children) {
      if (child.type !== 'element') continue;
      if (child.tagName === 'img') {
        const asset = assets.get(String(child.properties.src ?? ''));
        const rows = asset ? rowsOf(asset, layout) : 0;
        if (rows > 1) child.properties.dataRows = String(rows);
      } else visit(child);
    }
  };
  visit(root);
}

function rowsOf({ widthPx, heightPx }: Asset, layout: Layout): number {
  if (widthPx <= 0 || heightPx <= 0) return 0;
  if (layout.writing === 'vertical') return rowsAcross(widthPx, heightPx, layout);
  const gaps = (layout.columns - 1) * layout.columnGapEm;
  const columnPt = ((layout.charactersPerLine - gaps) / layout.columns) * layout.sizePt;
  const widthPt = Math.min(columnPt, ptFromPx(widthPx));
  const rows = (widthPt * heightPx) / widthPx / layout.pitchPt;
  if (rows <= 1.2) return 1;
  // As wide as the column, it stays so: what its last line has too much is white above it, never a hair's breadth beside it.
  const whole = widthPt >= columnPt ? Math.ceil(rows - 0.1) : Math.round(rows);
  return Math.max(2, Math.min(mostRows(layout), whole));
}

/** In vertical setting a picture takes the place of so many lines, and is no higher than they are long. */
function rowsAcross(widthPx: number, heightPx: number, layout: Layout): number {
  const heightPt = Math.min(ptFromPx(heightPx), (layout.charactersPerLine - captionEm) * layout.sizePt);
  const rows = (heightPt * widthPx) / heightPx / layout.pitchPt;
  return rows <= 1.2 ? 1 : Math.max(2, Math.min(mostRows(layout), Math.floor(rows)));
}

/** Room for three lines of a caption below a picture. */
const captionEm = 5;

/** The highest picture: a page less the lines for its caption and the room around it. */
export const mostRows = (layout: Layout): number => Math.max(2, layout.linesPerPage - 4);

/** Rules that give pictures, and tables of vertical pages, the sizes that `setPictures` and `setTables` chose. */
export function makePictureRules(layout: Layout): string {
  if (layout.writing === 'vertical')
    return Array.from({ length: mostTableRows(layout) - 1 }, (_, i) => {
      const width = `width:${Math.round((i + 2) * layout.pitchPt * 1000) / 1000}pt`;
      return `[data-rows="${i + 2}"]{${width}}`;
    }).join('\n');
  return Array.from({ length: mostRows(layout) - 1 }, (_, i) => {
    const rows = i + 2;
    return `img[data-rows="${rows}"]{height:${Math.round(rows * layout.pitchPt * 1000) / 1000}pt;max-height:none}`;
  }).join('\n');
}
