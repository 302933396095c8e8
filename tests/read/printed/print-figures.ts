import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeWorld } from '../../../pipeline/world/node.ts';
import { makeArticles, sampleArticles } from '../../support/article-pools.ts';
import type { KnownArticle } from '../newspaper.ts';
import { isLayout, type Layout, layouts, otherLayouts } from './layouts.ts';
import { makePrinter } from './printer.ts';
import { type Made, type Rating, rateFile, ratePages } from './rate-pages.ts';
import type { Script } from './typography.ts';

// How many articles come back exactly from printed pages, a layout and a kind of text a line. Arguments:
// `--seeds FROM COUNT` (pages a layout and kind), `--layouts NAME,NAME` (`all`: the seven for which the reader was made;
// `others`: the rest made by hand; `drawn`: one that is another for each seed), `--keep FOLDER` (pages that lie there are not printed again),
// `--through 'PROGRAM {in} {out}'` (with --keep: pages that another program has saved again), `--files FOLDER` (instead: pages that
// others have set, each NAME.pdf with what it was made of in NAME.json, counted by what stands before the name's last hyphen),
// `NAME SCRIPT FILE.json+FILE.json` (other articles: title, byline, paragraphs).
const args = process.argv.slice(2);
const take = (flag: string, count: number): string[] => {
  const at = args.indexOf(flag);
  return at < 0 ? [] : args.splice(at, count + 1).slice(1);
};
const [from = 1, count = 1] = take('--seeds', 2).map(Number);
const [named = 'all'] = take('--layouts', 1);
const [folder] = take('--keep', 1);
const [through] = take('--through', 1);
const [files] = take('--files', 1);
const chosen: readonly Layout[] =
  named === 'all' ? layouts : named === 'others' ? otherLayouts : named.split(',').filter(isLayout);

/** What fonts have no shape for, or one shape for two: it is on no page. */
const isDrawn = (article: KnownArticle): boolean =>
  !/[\u{10000}-\u{10ffff}\u2600-\u27bf\u2022\u2027\u223c]|\ufe0f/u.test(JSON.stringify(article));

const pools: [string, Script, readonly KnownArticle[]][] = [];
for (let i = 0; i + 2 < args.length; i += 3) {
  const [name = '', script = '', files = ''] = args.slice(i, i + 3);
  const articles = files.split('+').flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as KnownArticle[]);
  pools.push([name, script as Script, articles.filter(isDrawn)]);
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
const saveAgain = (file: string): string => {
  const [program = '', ...words] = (through ?? '').split(' ');
  const out = `${file}.${words.join(' ').replace(/[^a-z0-9]+/gi, '-')}.${program.replace(/\W+/g, '-')}`;
  if (!existsSync(out))
    execFileSync(
      program,
      words.map((word) => word.replace('{in}', file).replace('{out}', out)),
      { stdio: 'ignore' },
    );
  return out;
};
const printer = makePrinter(world, folder, through && folder ? saveAgain : undefined);
const sums = new Map<
  string,
  { articles: number; exact: number; exactButSpaces: number; extra: number; pages: number }
>();
const countIn = (rating: Rating, name: string, keys: readonly string[]): void => {
  for (const key of [...keys, 'all']) {
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
};
if (files !== undefined)
  for (const file of readdirSync(files)
    .filter((name) => name.endsWith('.pdf'))
    .sort()) {
    const name = file.replace(/\.pdf$/, '');
    const made = JSON.parse(readFileSync(join(files, `${name}.json`), 'utf8')) as Made;
    const bytes = new Uint8Array(readFileSync(join(files, file)));
    const kind = name.replace(/-[^-]*$/, '');
    countIn(await rateFile(bytes, made, name, world), '', [kind, kind.replace(/-.*/, '')]);
  }
else
  for (const [name, script, pool] of pools)
    for (const layout of chosen)
      for (let seed = from; seed < from + count; seed++) {
        const rating = await ratePages(layout, pool, script, seed * 100 + name.charCodeAt(0), world, printer);
        countIn(rating, name, [name, layout, `${name} ${layout}`]);
      }
await world.close();
const share = (n: number, of: number): string => (n / Math.max(1, of)).toFixed(3);
for (const [key, { articles, exact, exactButSpaces, extra, pages }] of sums)
  console.log(
    `${key.padEnd(22)} pages ${String(pages).padStart(4)}  articles ${String(articles).padStart(5)}  exact ${share(exact, articles)}  but for spaces ${share(exactButSpaces, articles)}  too many ${extra}`,
  );
