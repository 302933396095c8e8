import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleInput, exampleSettings } from '../../pipeline/cli/examples.ts';
import { editionSchema, parseEdition } from '../../pipeline/core/settings.ts';
import { parsePlainYaml } from '../../pipeline/core/yaml.ts';
import { compileCli, makeFolder, runCli } from '../support/run-cli.ts';
import { projectRoot } from '../support/source-files.ts';

const folder = makeFolder();
const sample = `${projectRoot}tests/corpus/union-congress/raw.txt`;
beforeAll(compileCli);
afterAll(folder.remove);

interface Report {
  readonly files: readonly { path: string; sha256: string }[];
  readonly articles: readonly { id: string; title: string }[];
}
const readReport = (path: string): Report => JSON.parse(readFileSync(join(path, 'report.json'), 'utf8')) as Report;

describe('init', () => {
  it.each(['zh', 'en'] as const)('writes in %s what can be built at once, and overwrites nothing', (lang) => {
    const place = join(folder.path, `init-${lang}`);
    expect(runCli(['init', place, '--lang', lang]).code).toBe(0);
    expect(readdirSync(place).sort()).toEqual(['edition.schema.json', 'edition.yaml', 'raw.txt']);
    const built = runCli(['build', join(place, 'raw.txt'), '--out', join(place, 'out'), '--formats', 'epub']);
    expect(built.said).not.toMatch(/(^| )error /m);
    expect(built.code).toBe(0);
    expect(readReport(join(place, 'out')).articles).toHaveLength(2);

    writeFileSync(join(place, 'raw.txt'), 'mine');
    const again = runCli(['init', place]);
    expect(again.code).toBe(0);
    expect(again.said).toMatch(/raw\.txt is there already/);
    expect(readFileSync(join(place, 'raw.txt'), 'utf8')).toBe('mine');
  });

  it.each(['zh', 'en'] as const)('explains every key, in %s', (lang) => {
    const uncommented = exampleSettings[lang].replace(/^#(?=\S| {2})/gm, '');
    const parsed = parsePlainYaml(uncommented);
    if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
    expect(parseEdition(parsed.yaml.value)).toHaveProperty('edition');
    const explained = Object.keys(parsed.yaml.value as object);
    expect(Object.keys(editionSchema.shape).filter((key) => !explained.includes(key))).toEqual([]);
    expect(exampleInput[lang].match(/^# /gm)).toHaveLength(2);
  });
});

describe('doctor', () => {
  it('looks at each thing by using it, and leaves nothing', () => {
    const place = join(folder.path, 'doctor');
    mkdirSync(place);
    const result = runCli(['doctor'], { cwd: place });
    expect(result.code).toBe(0);
    expect(result.out).toMatch(/\u2713 Node\.js +\d+\./);
    expect(result.out).toMatch(/\u2713 browser +\S*Chrom/);
    expect(result.out).toMatch(/\u2713 fonts/);
    expect(result.out).toMatch(/[\u2713\u2013] judges +.*veraPDF|[\u2713\u2013] judges +EPUBCheck/);
    expect(result.out).toMatch(/Ready to build\.\n$/);
    expect(readdirSync(place)).toEqual([]);
  });
});

describe('reassemble', () => {
  it('gives JSON whose three sets hold every character of the input', () => {
    const result = runCli(['reassemble', sample, '--json']);
    expect(result.code).toBe(0);
    const json = JSON.parse(result.out) as {
      schema: number;
      articles: { title: string; byline: string; paragraphs: string[]; blocks: { text: string }[] }[];
      leftovers: { text: string }[];
      removed: { text: string }[];
      seams: unknown[];
    };
    expect(Object.keys(json)).toEqual(['schema', 'articles', 'leftovers', 'removed', 'seams']);
    expect(json.schema).toBe(1);
    const given = [
      ...json.articles.flatMap(({ title, byline, paragraphs }) => [title, byline, ...paragraphs]),
      ...[...json.leftovers, ...json.removed].map(({ text }) => text),
    ];
    const sorted = (text: string): string => [...text.replace(/\s/gu, '')].sort().join('');
    expect(sorted(given.join(''))).toBe(sorted(readFileSync(sample, 'utf8')));
  });

  it('gives Markdown that builds the same articles', () => {
    const place = join(folder.path, 'again.md');
    const markdown = runCli(['reassemble', sample]);
    writeFileSync(place, markdown.out);
    const [first, second] = [sample, place].map(
      (input) => JSON.parse(runCli(['reassemble', input, '--json']).out).articles,
    );
    const bare = (articles: { title: string; byline: string; paragraphs: string[] }[]) =>
      articles.map(({ title, byline, paragraphs }) => ({ title, byline, paragraphs }));
    expect(bare(second)).toEqual(bare(first));
  });

  it('writes one file an article, and never over one that was edited', () => {
    const place = join(folder.path, 'articles');
    expect(runCli(['reassemble', sample, '--out', place]).code).toBe(0);
    const names = readdirSync(place).filter((name) => name.endsWith('.md'));
    expect(names).toHaveLength(12);
    const [first = '', second = ''] = names;
    writeFileSync(join(place, first), `${readFileSync(join(place, first), 'utf8')}\nMine.\n`);
    writeFileSync(join(place, second), readFileSync(join(place, second), 'utf8'));
    const again = runCli(['reassemble', sample, '--out', place]);
    expect(again.said).toContain(`${join(place, first)} was edited and is left as it is`);
    expect(again.said).not.toContain(`${join(place, second)} was edited`);
    expect(readFileSync(join(place, first), 'utf8')).toMatch(/Mine\.\n$/);
    const built = runCli(['reassemble', place, '--json']);
    expect(JSON.parse(built.out).articles).toHaveLength(12);
    expect(built.out).toContain('Mine.');
  });
});

describe('reassemble --explain', () => {
  it('shows every join, and writes a file whose decisions are obeyed and kept', () => {
    const place = join(folder.path, 'explained');
    mkdirSync(place);
    writeFileSync(join(place, 'raw.txt'), readFileSync(sample));
    const first = runCli(['reassemble', join(place, 'raw.txt'), '--explain']);
    expect(first.code).toBe(0);
    expect(first.out.match(/ \u2192 /g)).toHaveLength(12);
    const file = join(place, 'raw.txt.seams.yaml');
    const title = '\u5fe0\u8bda\u515a\u7684\u4e8b\u4e1a \u7aed\u8bda\u670d\u52a1\u804c\u5de5';
    const decided = readFileSync(file, 'utf8').replace('# decisions:', `decisions:\n  - furniture: "${title}"  # mine`);
    writeFileSync(file, decided);
    const again = runCli(['reassemble', join(place, 'raw.txt'), '--explain']);
    expect(again.code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain(`- furniture: "${title}"  # mine`);
    const { articles } = JSON.parse(runCli(['reassemble', join(place, 'raw.txt'), '--json']).out) as {
      articles: { title: string }[];
    };
    expect(articles.map((article) => article.title)).not.toContain(title);
    expect(runCli(['reassemble', sample, '--explain', '--json']).code).toBe(2);
  });
});

describe('check', () => {
  it('finds a sound edition sound, and a byte that was changed', () => {
    const place = join(folder.path, 'checked');
    expect(runCli(['build', sample, '--out', place, '--quiet']).code).toBe(0);
    const sound = runCli(['check', place]);
    expect(sound.said).toMatch(/every file is sound/);
    expect(sound.code).toBe(0);
    const bytes = readFileSync(join(place, 'print.pdf'));
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    writeFileSync(join(place, 'print.pdf'), bytes);
    const faulty = runCli(['check', place]);
    expect(faulty.said).toMatch(/print\.pdf is not what report\.json says check\/changed-file/);
    expect(faulty.code).toBe(1);
  });
});

describe('build', () => {
  it('lists its files in report.json, and with --inspect what each stage made', () => {
    const place = join(folder.path, 'inspected');
    expect(runCli(['build', sample, '--out', place, '--inspect', '--formats', 'epub', '--quiet']).code).toBe(0);
    expect(readReport(place).files.map((file) => file.path)).toEqual(['book.epub']);
    expect(readdirSync(join(place, 'stages'))).toEqual([
      '1-read.json',
      '2-reassemble.json',
      '3-normalise.json',
      '4-compose.json',
      '5-render.json',
    ]);
  });

  it('names an edition after its folder, wherever it is called from', () => {
    const place = join(folder.path, 'named-folder');
    mkdirSync(place);
    writeFileSync(join(place, 'raw.txt'), '# T\n\nA text.\n');
    const args = ['--formats', 'epub', '--quiet'];
    expect(runCli(['build', 'raw.txt', ...args], { cwd: place }).code).toBe(0);
    expect(runCli(['build', '.', ...args], { cwd: place }).code).toBe(0);
    expect(runCli(['build', join(place, 'raw.txt'), ...args], { cwd: place }).code).toBe(0);
    expect(readdirSync(join(place, 'output'))).toEqual(['named-folder']);
  });

  it('gives the same bytes wherever it runs and whatever surrounds it', () => {
    const [here, there] = [join(folder.path, 'here'), join(folder.path, 'there/deeper')];
    const text = readFileSync(sample);
    for (const place of [here, there]) {
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'raw.txt'), text);
      writeFileSync(join(place, 'edition.yaml'), 'id: same\ntitle: T\n');
    }
    const first = runCli(['build', 'raw.txt', '--out', 'o', '--lang', 'en'], { cwd: here, env: { TZ: 'UTC' } });
    const env = { TZ: 'Asia/Shanghai', LC_ALL: 'zh_CN.UTF-8', LANG: 'C' };
    const second = runCli(['build', join(there, 'raw.txt'), '--out', join(there, 'o'), '--no-cache'], {
      cwd: folder.path,
      env,
    });
    expect([first.code, second.code]).toEqual([0, 0]);
    for (const name of ['print.pdf', 'book.epub', 'page-map.json', 'report.json'])
      expect(readFileSync(join(there, 'o', name)).equals(readFileSync(join(here, 'o', name))), name).toBe(true);
  });

  it('hands over files under names for people', () => {
    const place = join(folder.path, 'hand');
    const result = runCli([
      'build',
      sample,
      '--out',
      join(place, 'o'),
      '--hand-over',
      join(place, 'h'),
      '--formats',
      'epub',
    ]);
    expect(result.code).toBe(0);
    expect(readdirSync(join(place, 'h'))).toEqual([
      '\u4e2d\u56fd\u5de5\u4f1a\u5341\u4e03\u5927\u7f72\u540d\u6587\u7ae0\u6c47\u7f16.epub',
    ]);
    expect(existsSync(join(place, 'o/book.epub'))).toBe(true);
  });
});

describe('--writing', () => {
  it('sets lines that run down, as the key of edition.yaml does', () => {
    const rich = `${projectRoot}tests/editions/rich/1-text.md`;
    const build = (name: string, ...more: string[]): string | undefined => {
      const out = join(folder.path, name);
      const made = runCli(['build', rich, '--formats', 'print', '--out', out, ...more]);
      expect(made.code).toBe(0);
      return readReport(out).files.find(({ path }) => path === 'print.pdf')?.sha256;
    };
    const settings = join(folder.path, 'vertical.yaml');
    writeFileSync(settings, 'writing: vertical\n');
    const plain = join(folder.path, 'plain.yaml');
    writeFileSync(plain, 'writing: horizontal\n');
    const down = build('down', '--edition', settings);
    expect(build('asked-down', '--edition', plain, '--writing', 'vertical')).toBe(down);
    expect(build('across', '--edition', plain)).not.toBe(down);
  });
});
