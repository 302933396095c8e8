import type { Random } from './random.ts';
import type { PageOptions } from './scramble.ts';
import type { Fragmented } from './split-article.ts';

/** What stands at one place of a page: an article's title with its byline, or one of its pieces. */
export type Place =
  | { readonly kind: 'title'; readonly article: number }
  | { readonly kind: 'piece'; readonly article: number; readonly piece: number };

/** The order in which a page's titles and pieces are read off when its columns are lost. */
export function orderPage(split: readonly Fragmented[], random: Random, options: PageOptions): Place[] {
  const count = (article: number): number => split[article]?.pieces.length ?? 0;
  const out: Place[] = [];
  const loose: Place[][] = [];
  let at = 0;
  while (at < split.length) {
    const size = random.between(...options.band);
    const band = split.slice(at, at + size).map((_, k) => at + k);
    at += size;
    const order = random.pick(options.orders);
    const rows = Math.max(...band.map(count));
    if (order === 'whole') {
      for (const article of band) {
        out.push({ kind: 'title', article });
        for (let piece = 0; piece < count(article); piece++) out.push({ kind: 'piece', article, piece });
      }
    } else if (order === 'bands') {
      for (let piece = 0; piece < rows; piece++)
        for (const article of band) {
          if (piece >= count(article)) continue;
          if (piece === 0) out.push({ kind: 'title', article });
          out.push({ kind: 'piece', article, piece });
        }
    } else if (order === 'headless') {
      for (let piece = 0; piece < Math.max(rows, 2); piece++)
        for (const article of band) {
          // An article of one piece has its title above it.
          if ((piece === 1 && count(article) > 1) || (piece === 0 && count(article) === 1))
            out.push({ kind: 'title', article });
          if (piece < count(article)) out.push({ kind: 'piece', article, piece });
        }
    } else if (order === 'grid') out.push(...orderGrid(band, count, Math.max(rows, random.between(3, 6))));
    else {
      for (const article of band) {
        const floats = random.chance(options.floatingTitles);
        if (floats) loose.push([{ kind: 'title', article }]);
        for (let piece = 0; piece < count(article); piece++) {
          const own: Place[] = [{ kind: 'piece', article, piece }];
          loose.push(piece === 0 && !floats ? [{ kind: 'title', article }, ...own] : own);
        }
      }
    }
  }
  return [...out, ...random.shuffle(loose).flat()];
}

/** Rows of articles over columns, read column by column. */
function orderGrid(band: readonly number[], count: (article: number) => number, columns: number): Place[] {
  const rows: (Place | null)[][] = [];
  const queue = [...band];
  while (queue.length > 0) {
    const row: (Place | null)[] = Array.from({ length: columns }, () => null);
    let column = 0;
    while (queue.length > 0) {
      const article = queue[0] ?? 0;
      const width = count(article);
      if (column + width > columns) break;
      for (let piece = 0; piece < width; piece++) row[column + piece] = { kind: 'piece', article, piece };
      column += width;
      queue.shift();
    }
    rows.push(row);
  }
  const out: Place[] = [];
  for (let column = 0; column < columns; column++)
    for (const row of rows) {
      const place = row[column];
      if (place?.kind !== 'piece') continue;
      if (place.piece === 0) out.push({ kind: 'title', article: place.article });
      out.push(place);
    }
  return out;
}
