import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliResult, compileCli, makeFolder, runCli } from '../support/run-cli.ts';

const folder = makeFolder();
beforeAll(compileCli);
afterAll(folder.remove);

const body = '\u8fd9\u662f\u6b63\u6587\u7684\u7b2c\u4e00\u6bb5\uff0c\u8bf4\u7684\u662f\u4e00\u4ef6\u5c0f\u4e8b\u3002';
let count = 0;

/** A folder with these files in it; gives its path. */
function lay(files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = join(folder.path, `case-${++count}`);
  mkdirSync(path);
  for (const [name, value] of Object.entries(files)) writeFileSync(join(path, name), value);
  return path;
}

/** Builds in a folder of its own; whatever comes of it, there is no stack trace and no half-made file. */
function build(path: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): CliResult {
  const result = runCli(['build', path, '--out', join(path, 'out'), '--formats', 'epub', ...args], { env });
  expect(result.said).not.toMatch(/\n {4}at |node:internal|Error:/);
  expect(result.out).toBe('');
  const made = existsSync(join(path, 'out')) ? readdirSync(join(path, 'out')) : [];
  expect(made.filter((name) => !['book.epub', 'print.pdf', 'page-map.json', 'report.json'].includes(name))).toEqual([]);
  return result;
}

const article = (title: string, text = body): string => `---\ntitle: ${JSON.stringify(title)}\n---\n\n${text}\n`;
const hasBook = (path: string): boolean => existsSync(join(path, 'out/book.epub'));

describe('input that gives no edition', () => {
  it.each<[string, Readonly<Record<string, string | Uint8Array>>, RegExp]>([
    ['an empty file', { 'a.txt': '' }, /error .*a\.txt is empty.* read\/empty/],
    ['a file of blanks', { 'a.txt': ' \n\u3000\n' }, /read\/empty|compose\/no-articles/],
    ['a binary file', { 'a.txt': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 3, 0, 0, 0]) }, /read\/binary/],
    [
      'bytes of no encoding',
      { 'a.txt': new Uint8Array([0xe6, 0xb1, 0x87, 0xff, 0xff, 0xff, 0x41]) },
      /a\.txt:1:\d+ error .*read\/(invalid-bytes|encoding)/,
    ],
    ['a folder with nothing readable', { 'a.docx': 'x' }, /Nothing readable in .*read\/nothing-readable/],
    [
      'an unknown key',
      { 'a.md': article('T'), 'edition.yaml': 'titel: T\n' },
      /edition\.yaml:1:1 error titel: .*settings\/invalid/,
    ],
    [
      'a wrong type',
      { 'a.md': article('T'), 'edition.yaml': 'title: T\nbleed: much\n' },
      /edition\.yaml:2:\d+ error bleed: .*settings\/invalid/,
    ],
    [
      'broken YAML',
      { 'a.md': article('T'), 'edition.yaml': 'title: [T\n' },
      /edition\.yaml:\d+:\d+ error .*settings\/invalid/,
    ],
    [
      'an unknown theme',
      { 'a.md': article('T'), 'edition.yaml': 'title: T\ntheme: nowhere\n' },
      /no theme nowhere.*render\/unknown-theme/,
    ],
  ])('%s', (_, files, sentence) => {
    const path = lay(files);
    const result = build(path);
    expect(result.said).toMatch(sentence);
    expect(result.code).toBe(1);
    expect(hasBook(path)).toBe(false);
  });

  it('a path that is not there', () => {
    const result = runCli(['build', join(folder.path, 'nowhere.txt'), '--out', join(folder.path, 'never')]);
    expect(result.code).toBe(1);
    expect(result.said).toMatch(/read\/not-found/);
    expect(existsSync(join(folder.path, 'never'))).toBe(false);
  });

  it('an edition file that is not there', () => {
    const result = build(lay({ 'a.md': article('T') }), ['--edition', 'nowhere.yaml']);
    expect(result.code).toBe(1);
    expect(result.said).toMatch(/no nowhere\.yaml/);
  });
});

describe('what is asked wrongly', () => {
  it.each<[readonly string[], RegExp]>([
    [['build', 'a', '--fromats', 'x'], /did you mean --formats\?/],
    [['build', 'a', '--formats', 'pdf'], /--formats cannot be .pdf.; it can be: .*print/],
    [['build', 'a', '--formats', 'ebup'], /did you mean epub\?/],
    [['build', 'a', '--formats', ','], /--formats wants/],
    [['build', 'a', '--size', 'a9'], /--size cannot be .a9./],
    [['bild'], /did you mean build\?/],
    [['build'], /wants <input/],
    [[], /Usage: huibian/],
    [['reassemble', 'a', '--json', '--out', 'b'], /cannot be used together/],
  ])('%j', (args, sentence) => {
    const result = runCli(args);
    expect(result.code).toBe(2);
    expect(result.said).toMatch(sentence);
    expect(result.out).toBe('');
  });
});

describe('input that gives a safe and whole edition', () => {
  const sound = (path: string, args: readonly string[] = []): CliResult => {
    const result = build(path, args);
    expect(result.said).not.toMatch(/ error /);
    expect(result.code).toBe(0);
    expect(hasBook(path)).toBe(true);
    return result;
  };

  it('a missing picture', () => {
    const result = sound(lay({ 'a.md': article('T', `${body}\n\n![\u56fe](gone.png)`) }));
    expect(result.said).toMatch(/a\.md:\d+:\d+ warning There is no picture .*gone\.png normalise\/missing-image/);
  });

  it('an article without a title', () => {
    expect(sound(lay({ 'a.txt': `${body}\n\n${body}\n` })).said).toMatch(/normalise\/no-title|reassemble\/no-titles/);
  });

  it('two articles with one title', () => {
    const path = lay({ 'a.md': article('T'), 'b.md': article('T', body + body) });
    expect(sound(path).said).toMatch(/normalise\/same-title/);
    expect(JSON.parse(readFileSync(join(path, 'out/report.json'), 'utf8')).articles).toHaveLength(2);
  });

  it('a title of 300 characters', () => {
    expect(sound(lay({ 'a.md': article('\u9898'.repeat(300)) })).said).toMatch(/300 characters.*normalise\/long-title/);
  });

  it('markup in titles', () => {
    const title = `<script>alert(1)</script></style><b>$${'{x}'}<%= y %>{{z}}&amp;"'`;
    const path = lay({ 'a.md': article(title), 'edition.yaml': `title: ${JSON.stringify(title)}\n` });
    sound(path, ['--formats', 'print']);
    const report = JSON.parse(readFileSync(join(path, 'out/report.json'), 'utf8')) as { edition: { title: string } };
    expect(report.edition.title).toBe(title);
  });

  it('control characters and lone surrogates', () => {
    const text = Buffer.concat([
      Buffer.from(`${body}\u0007\u001b[31m\u0000`.replace('\u0000', '')),
      Buffer.from('\u202e\u200b\n'),
    ]);
    const result = sound(lay({ 'a.md': Buffer.concat([Buffer.from(article('T', '')), text]) }));
    expect(result.said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    const surrogate = lay({ 'a.md': Buffer.concat([Buffer.from(article('T')), Buffer.from([0xed, 0xa0, 0x80])]) });
    expect(build(surrogate)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/a\.md:\d+:\d+ error .*read\/invalid-bytes/),
    });
  });

  it('standard input', () => {
    const path = lay({});
    const result = runCli(['build', '-', '--out', join(path, 'out'), '--formats', 'epub', '--title', 'T'], {
      input: `# \u6807\u9898\n\n${body}\n`,
    });
    expect(result.code).toBe(0);
    expect(hasBook(path)).toBe(true);
  });
});

describe('strict and accepted', () => {
  it('warnings count when strict, unless accepted with a reason', () => {
    const files = { 'a.md': article('T'), 'b.md': article('T', body + body) };
    expect(build(lay({ ...files, 'edition.yaml': 'title: E\n' }), ['--strict']).code).toBe(1);
    const accept = 'title: E\naccept:\n  - { id: normalise/same-title, reason: two parts }\n';
    const accepted = build(lay({ ...files, 'edition.yaml': accept }), ['--strict']);
    expect(accepted.said).toMatch(/warnings +0 +\(1 more accepted\)/);
    expect(accepted.code).toBe(0);
  });

  it('an article at fault holds the edition back, unless told to keep going', () => {
    const files = {
      'a.md': article('T'),
      'b.md': '---\ntitle: U\nnonsense: 1\n---\n\nx\n',
      'edition.yaml': 'title: E\n',
    };
    const held = lay(files);
    expect(build(held).code).toBe(1);
    expect(hasBook(held)).toBe(false);
    const kept = lay(files);
    const result = build(kept, ['--keep-going']);
    expect(result.code).toBe(1);
    expect(result.said).toMatch(/b\.md:\d+:\d+ error .*nonsense/);
    expect(hasBook(kept)).toBe(true);
  });
});

describe('places that cannot be written', () => {
  it.each([
    [
      'a file in place of the folder',
      (path: string) => writeFileSync(join(path, 'out'), 'x'),
      /cannot be used as a folder/,
    ],
    [
      'a link that leads nowhere',
      (path: string) => symlinkSync(join(path, 'gone'), join(path, 'out')),
      /cannot be used as a folder/,
    ],
    [
      'a link in place of a file',
      (path: string) => {
        mkdirSync(join(path, 'out'));
        writeFileSync(join(path, 'kept.txt'), 'kept');
        symlinkSync(join(path, 'kept.txt'), join(path, 'out/book.epub'));
      },
      /is a link/,
    ],
  ])('%s', (_, prepare, sentence) => {
    const path = lay({ 'a.md': article('T') });
    prepare(path);
    const result = runCli(['build', path, '--out', join(path, 'out'), '--formats', 'epub']);
    expect(result.said).toMatch(sentence);
    expect(result.said).not.toMatch(/\n {4}at /);
    expect(result.code).toBe(1);
    if (existsSync(join(path, 'kept.txt'))) expect(readFileSync(join(path, 'kept.txt'), 'utf8')).toBe('kept');
  });

  it('an unwritable system folder', () => {
    const result = runCli(['build', lay({ 'a.md': article('T') }), '--out', '/proc/huibian', '--formats', 'epub']);
    expect(result.code).toBe(1);
    expect(result.said).toMatch(/\/proc\/huibian/);
  });
});

describe('no browser', () => {
  it('is exit code 4, with what to do, in both languages', () => {
    const path = lay({ 'a.md': article('T') });
    const env = { PUPPETEER_EXECUTABLE_PATH: join(path, 'no-such-browser') };
    const result = build(path, ['--formats', 'print'], env);
    expect(result.code).toBe(4);
    expect(result.said).toMatch(/no browser to print with.*\n.*huibian doctor/);
    expect(existsSync(join(path, 'out'))).toBe(false);
    const chinese = build(path, ['--formats', 'print', '--lang', 'zh'], env);
    expect(chinese.said).toMatch(/\u6ca1\u6709\u53ef\u7528\u7684\u6d4f\u89c8\u5668/);
    const doctor = runCli(['doctor'], { env, cwd: path });
    expect(doctor.code).toBe(1);
    expect(doctor.out).toMatch(/\u2717 browser/);
  });

  it('that only pretends to be one is told apart from our fault', () => {
    const path = lay({ 'a.md': article('T'), fake: '#!/bin/sh\nexit 1\n' });
    const result = build(path, ['--formats', 'print'], { PUPPETEER_EXECUTABLE_PATH: join(path, 'fake') });
    expect(result.code).toBe(4);
  });
});
