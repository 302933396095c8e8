import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCli, makeFolder, runCli } from '../support/run-cli.ts';
import { projectRoot } from '../support/source-files.ts';
import { twoHalves } from '../support/two-halves.ts';

const folder = makeFolder();
const sample = `${projectRoot}tests/corpus/union-congress/raw.txt`;
const bytes = readFileSync(sample);
beforeAll(compileCli);
afterAll(folder.remove);

interface Json {
  readonly articles: readonly { id: string; title: string; paragraphs: string[] }[];
  readonly leftovers: readonly { text: string }[];
}
const lay = (name: string): string => {
  const place = join(folder.path, name);
  mkdirSync(place);
  writeFileSync(join(place, 'raw.txt'), bytes);
  return place;
};
const title = '\u5fe0\u8bda\u515a\u7684\u4e8b\u4e1a \u7aed\u8bda\u670d\u52a1\u804c\u5de5';

describe('what the editor is told', () => {
  it('is how many articles, joins, and joins to look at; these with both sides and what else could follow', () => {
    const { code, said } = runCli(['reassemble', sample, '--min-confidence', '1', '--lang', 'zh']);
    expect(code).toBe(0);
    expect(said).toMatch(
      /12 \u7bc7\u6587\u7ae0\uff0c12 \u5904\u63a5\u7f1d\uff0c\u5176\u4e2d 12 \u5904\u8bf7\u6838\u5bf9\u3002/,
    );
    const doubts = said.match(/\u201c[^\u201d]*\uff5c.*\u201d.*reassemble\/(?:doubtful|undecidable)-join/g);
    expect(doubts).toHaveLength(12);
    expect(said).toMatch(/\u4e5f\u53ef\u80fd\u662f\u201c[^\u201d]*\uff5c/);
    expect(said.match(/\u53e6\u4e00\u5904\uff1a raw\.txt|\u53e6\u4e00\u5904\uff1a .*raw\.txt:\d+/g)).toHaveLength(12);
    const sure = runCli(['reassemble', sample, '--min-confidence', '0', '--lang', 'zh']).said;
    expect(sure).not.toMatch(/-join$/m);
    expect(sure).toMatch(
      /12 \u7bc7\u6587\u7ae0\uff0c12 \u5904\u63a5\u7f1d\uff0c\u5176\u4e2d 0 \u5904\u8bf7\u6838\u5bf9\u3002\n$/,
    );
    // A slip of the source is asked about, with its place, and changed by nobody.
    expect(sure).toMatch(/raw\.txt:151:121 .*\u4e0a\u4e0a\u4e0b\u4e0b.*reassemble\/doubled/);
  });

  it('fails under --strict when a join is less sure than asked, and only then', () => {
    expect(runCli(['reassemble', sample, '--strict', '--min-confidence', '1', '--json']).code).toBe(1);
    expect(runCli(['reassemble', sample, '--strict', '--min-confidence', '0', '--json']).code).toBe(0);
  });
});

describe('--seams', () => {
  it('takes decisions from the file that is named, in place of the one beside the input, and writes that one', () => {
    const place = lay('seams');
    const [input, mine] = [join(place, 'raw.txt'), join(place, 'mine.yaml')];
    writeFileSync(`${input}.seams.yaml`, 'decisions:\n  - furniture: "no such words"\n');
    expect(runCli(['reassemble', input, '--seams', mine]).said).toMatch(/mine\.yaml.*read\/not-found/);
    expect(runCli(['reassemble', input, '--seams', mine, '--explain']).code).toBe(0);
    const written = readFileSync(mine, 'utf8');
    expect(written.match(/confidence: /g)?.length).toBeGreaterThanOrEqual(12);
    writeFileSync(
      mine,
      written.replace('# decisions:', `decisions:\n  - furniture: "${title}"\n  - title: "not there"`),
    );
    const result = runCli(['reassemble', input, '--seams', mine, '--json']);
    const { articles, leftovers } = JSON.parse(result.out) as Json;
    expect(articles.map((article) => article.title)).not.toContain(title);
    expect(leftovers.map(({ text }) => text)).toContain(title);
    expect(result.said).toMatch(/mine\.yaml:4:\d+ .*reassemble\/unfit-decision/);
    expect(result.said).not.toContain('no such words');
    expect(readFileSync(`${input}.seams.yaml`, 'utf8')).toBe('decisions:\n  - furniture: "no such words"\n');
  });

  it('never asks again about a join that was settled', () => {
    const place = join(folder.path, 'settled');
    mkdirSync(place);
    const input = join(place, 'raw.txt');
    writeFileSync(input, twoHalves);
    const first = runCli(['reassemble', input, '--min-confidence', '1', '--explain']);
    const asked = first.said.match(/-join$/gm)?.length ?? 0;
    expect(asked).toBeGreaterThan(0);
    const path = `${input}.seams.yaml`;
    const found = [...readFileSync(path, 'utf8').matchAll(/(join|next): (\{before: .*\}),$/gm)];
    expect(found).toHaveLength(asked);
    const decisions = found.map(([, how, sides]) => `  - ${how}: ${sides}\n`).join('');
    writeFileSync(path, readFileSync(path, 'utf8').replace('# decisions:', `decisions:\n${decisions}`));
    const again = runCli(['reassemble', input, '--min-confidence', '1']);
    expect(again.said).not.toMatch(/-join$/m);
    expect(again.said).not.toMatch(/unfit-decision/);
  });
});

describe('a folder of articles for correction', () => {
  it('is built from, with her words, her repairs apart from ours; and is never written over', () => {
    const place = lay('out');
    const out = join(place, 'articles');
    expect(runCli(['reassemble', join(place, 'raw.txt'), '--out', out]).code).toBe(0);
    const names = readdirSync(out)
      .filter((name) => name.endsWith('.md'))
      .sort();
    const [first = '', second = ''] = names;
    const edited = readFileSync(join(out, first), 'utf8').replace(
      /\n---\n\n/,
      '\n---\n\n\u7f16\u8005\u52a0\u4e86\u8fd9\u4e00\u53e5,\u4e0d\u662f\u539f\u6587\u3002\n\n',
    );
    writeFileSync(join(out, first), edited);
    // A file of her own, and one that she threw away.
    writeFileSync(join(out, 'mine.md'), '---\ntitle: \u540e\u8bb0\n---\n\n\u6b63\u6587\u3002\n');
    writeFileSync(join(out, second), '---\ntitle: \u5168\u65b0\n---\n\n\u53e6\u5199\u7684\u6b63\u6587\u3002\n');
    const again = runCli(['reassemble', join(place, 'raw.txt'), '--out', out]);
    expect(again.said.match(/was edited and is left as it is/g)).toHaveLength(2);
    expect(readFileSync(join(out, first), 'utf8')).toBe(edited);
    expect(readFileSync(join(out, second), 'utf8')).toContain('\u53e6\u5199');
    expect(existsSync(join(out, 'mine.md'))).toBe(true);

    const built = join(place, 'built');
    const result = runCli(['build', out, '--out', built, '--formats', 'epub']);
    expect(result.said).not.toMatch(/(^| )error /m);
    const { articles } = JSON.parse(readFileSync(join(built, 'report.json'), 'utf8')) as {
      articles: { title: string; edits: { before: string; after: string }[]; repairs: { place: { path: string } }[] }[];
    };
    expect(articles).toHaveLength(13);
    // What she changed is told apart from what we repaired, in her words as in the page's.
    const added = '\u7f16\u8005\u52a0\u4e86\u8fd9\u4e00\u53e5,\u4e0d\u662f\u539f\u6587\u3002';
    expect(articles[0]?.edits).toEqual([{ before: '', after: added }]);
    expect(articles[1]?.edits.map(({ before }) => before).join('')).toContain(title);
    expect(articles[2]?.edits).toEqual([]);
    expect(
      articles.find((article) => article.title === '\u540e\u8bb0')?.edits.every(({ before }) => before === ''),
    ).toBe(true);
    expect(articles[0]?.repairs.length).toBeGreaterThan(0);
    expect(readFileSync(join(out, first), 'utf8')).toBe(edited);
  });
});
