import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCli, makeFolder, runCli } from '../support/run-cli.ts';
import { makeSamplePdf } from '../write/booklet-sample.ts';

const folder = makeFolder();
const input = join(folder.path, 'in.pdf');
const sample = makeSamplePdf(Array.from({ length: 6 }, () => ({})));
beforeAll(() => {
  compileCli();
  writeFileSync(input, sample);
});
afterAll(folder.remove);

const impose = (...args: string[]) => runCli(['impose', ...args], { cwd: folder.path });

describe('impose', () => {
  it('lays pages on sheets and says how many', () => {
    const { code, said, out } = impose(input, '--out', 'sheets.pdf');
    expect([code, out]).toEqual([0, '']);
    expect(said).toBe('6 pages and 2 added on 2 sheets: sheets.pdf\n');
    expect(readFileSync(join(folder.path, 'sheets.pdf')).toString('latin1', 0, 5)).toBe('%PDF-');
  });

  it('never writes the sheets over the pages, by whatever name', () => {
    symlinkSync('in.pdf', join(folder.path, 'link.pdf'));
    for (const [from, to] of [
      ['in.pdf', 'in.pdf'],
      ['in.pdf', './in.pdf'],
      [input, 'in.pdf'],
      ['link.pdf', 'in.pdf'],
    ] as const) {
      const { code, said } = impose(from, '--out', to);
      expect([code, said.split('\n')[0]]).toEqual([2, `--out cannot be the input itself, ${to}`]);
      expect(readFileSync(input).equals(Buffer.from(sample))).toBe(true);
    }
  });

  it('takes every key of booklet in edition.yaml as an option', () => {
    writeFileSync(join(folder.path, 'own.pdf'), makeSamplePdf([{}, {}]));
    const args =
      '--fill-from own.pdf --blanks at-end --cover separate --cover-sheet a3 --marks signature,crop --slug --sheet a3';
    const { code, said } = impose('in.pdf', '--out', 'all.pdf', ...args.split(' '));
    expect([code, said]).toEqual([0, expect.stringMatching(/^6 pages and 2 added on 2 sheets/)]);
    const plain = '--fill notes --method perfect --per-side 4 --binding right --flip long --printing odd-then-even';
    expect(impose('in.pdf', '--out', 'b.pdf', ...plain.split(' ')).code).toBe(0);
    const rest = '--signature 1 --paper 0.2 --creep 1 --scale fit --sheet a4';
    expect(impose('in.pdf', '--out', 'c.pdf', ...rest.split(' ')).code).toBe(0);
  });

  it.each([
    [['--sheet', 'a9'], /^--sheet: should be one of/],
    [['--cover-sheet', 'a9'], /^--cover-sheet: should be one of/],
    [['--per-side', '3'], /^--per-side: /],
    [['--creep', '-1'], /^--creep: /],
    [['--marks', 'crop,cop'], /^--marks: should be one of/],
    [['--blanks', 'first'], /^--blanks: should be one of/],
  ])('%j is refused by its name, and nothing is written', (args, words) => {
    const { code, said } = impose('in.pdf', '--out', 'wrong.pdf', ...args);
    expect(code).toBe(2);
    expect(said).toMatch(words);
    expect(existsSync(join(folder.path, 'wrong.pdf'))).toBe(false);
  });

  it('of what is missing, damaged or protected is one sentence, and makes no folder', () => {
    writeFileSync(join(folder.path, 'cut.pdf'), sample.subarray(0, 900));
    writeFileSync(join(folder.path, 'locked.pdf'), makeSamplePdf([{}], { trailer: '/Encrypt 3 0 R' }));
    for (const [name, words] of [
      ['gone.pdf', /^There is no gone\.pdf\n$/],
      ['cut.pdf', /cut\.pdf is damaged/],
      ['locked.pdf', /locked\.pdf is protected by a password/],
      ['.', /is not an ordinary file/],
    ] as const) {
      const { code, said } = impose(name, '--out', 'new/deep/x.pdf');
      expect([name, code]).toEqual([name, 1]);
      expect(said).toMatch(words);
      expect(readdirSync(folder.path)).not.toContain('new');
    }
    expect(impose('in.pdf').said).toMatch(/^--out wants out\.pdf after it/);
    expect(impose('--out', 'x.pdf').code).toBe(2);
  });

  it('makes a sheet that shows how a printer flips', () => {
    expect(impose('--test-sheet', '--out', 'test.pdf').code).toBe(0);
    expect(existsSync(join(folder.path, 'test.pdf'))).toBe(true);
  });
});
