import { readFileSync } from 'node:fs';
import { nodeWorld } from '../../../pipeline/world/node.ts';
import { makeArticles, sampleArticles } from '../../support/article-pools.ts';
import type { KnownArticle } from '../newspaper.ts';
import { heldOutLayouts, type Layout, layouts } from './layouts.ts';
import { ratePages } from './rate-pages.ts';
import type { Script } from './typography.ts';

// How many articles come back exactly from printed pages, a layout and a kind of text a line. Arguments:
// `--seeds FROM COUNT` (pages a layout and kind), `--held-out` (the layout that the reader was not made with),
// `NAME SCRIPT FILE.json` (other articles: title, byline, paragraphs).
const args = process.argv.slice(2);
const at = args.indexOf('--seeds');
const [from, count] = at < 0 ? [1, 1] : args.splice(at, 3).slice(1).map(Number);
const held = args.indexOf('--held-out');
if (held >= 0) args.splice(held, 1);
const chosen: readonly Layout[] = held < 0 ? layouts : heldOutLayouts;

const pools: [string, Script, readonly KnownArticle[]][] = [];
for (let i = 0; i + 2 < args.length; i += 3) {
  const [name = '', script = '', file = ''] = args.slice(i, i + 3);
  pools.push([name, script as Script, JSON.parse(readFileSync(file, 'utf8')) as KnownArticle[]]);
}
if (pools.length === 0) {
  const english = makeArticles('a-blog.md', 2, 40);
  pools.push(
    ['sample', 'chinese', sampleArticles],
    ['reports', 'chinese', makeArticles('7-reports.md', 2, 12)],
    ['software', 'chinese', makeArticles('8-software.md', 3, 16)],
    ['encyclopedia', 'traditional', makeArticles('9-encyclopedia.md', 2, 12)],
    ['blog', 'english', english],
    ['mixed', 'chinese', [...sampleArticles, ...english]],
  );
}

const world = nodeWorld({ lang: 'en' });
const sums = new Map<
  string,
  { articles: number; exact: number; exactButSpaces: number; extra: number; pages: number }
>();
for (const [name, script, pool] of pools) {
  for (const layout of chosen) {
    for (let seed = from ?? 1; seed < (from ?? 1) + (count ?? 1); seed++) {
      const rating = await ratePages(layout, pool, script, seed * 100 + name.charCodeAt(0), world);
      for (const key of [name, layout, 'all']) {
        const sum = sums.get(key) ?? { articles: 0, exact: 0, exactButSpaces: 0, extra: 0, pages: 0 };
        sums.set(key, {
          articles: sum.articles + rating.articles,
          exact: sum.exact + rating.exact,
          exactButSpaces: sum.exactButSpaces + rating.exactButSpaces,
          extra: sum.extra + rating.extra,
          pages: sum.pages + 1,
        });
      }
      if (process.env.SHOW_WRONG) for (const line of rating.wrong) console.log(`${name} ${line}`);
    }
  }
}
await world.close();
const share = (n: number, of: number): string => (n / Math.max(1, of)).toFixed(3);
for (const [key, { articles, exact, exactButSpaces, extra, pages }] of sums)
  console.log(
    `${key.padEnd(14)} pages ${String(pages).padStart(4)}  articles ${String(articles).padStart(5)}  exact ${share(exact, articles)}  but for spaces ${share(exactButSpaces, articles)}  too many ${extra}`,
  );
