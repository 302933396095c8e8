import { describe, expect, it } from 'vitest';
import { findLang, parseArgs, suggest } from '../../pipeline/cli/args.ts';
import { commands } from '../../pipeline/cli/commands.ts';
import { options } from '../../pipeline/cli/options.ts';

const parse = (line: string) => parseArgs(line.split(' ').filter(Boolean), 'en');
const refusal = (line: string): string => {
  const parsed = parse(line);
  return parsed.kind === 'refused' ? parsed.sentence : `not refused: ${parsed.kind}`;
};

describe('arguments', () => {
  it('are inputs and options in any order', () => {
    const parsed = parse('build --title T a.txt --formats=print,epub --strict b.md -q');
    if (parsed.kind !== 'run') throw new Error(parsed.kind);
    expect(parsed.row.name).toBe('build');
    expect(parsed.asked.inputs).toEqual(['a.txt', 'b.md']);
    expect(parsed.asked.text('title')).toBe('T');
    expect(parsed.asked.list('formats')).toEqual(['print', 'epub']);
    expect(parsed.asked.has('strict')).toBe(true);
    expect(parsed.asked.has('quiet')).toBe(true);
    expect(parsed.asked.has('keep-going')).toBe(false);
  });

  it('take a lone - as standard input, and everything after -- as inputs', () => {
    const parsed = parse('build - -- --odd-name.txt');
    expect(parsed.kind === 'run' && parsed.asked.inputs).toEqual(['-', '--odd-name.txt']);
  });

  it('gather lists, and let the last of other options win', () => {
    const parsed = parse('build a --formats print --formats epub --title A --title B');
    if (parsed.kind !== 'run') throw new Error(parsed.kind);
    expect(parsed.asked.list('formats')).toEqual(['print', 'epub']);
    expect(parsed.asked.text('title')).toBe('B');
  });

  it('allow common options before the command', () => {
    expect(parse('--lang zh build a').kind).toBe('run');
    expect(parse('--quiet doctor').kind).toBe('run');
  });

  it.each([
    ['bild a', /no command bild; did you mean build\?/],
    ['build a --fromats print', /no option --fromats; did you mean --formats\?/],
    ['build a --form print', /no option --form; did you mean --formats\?/],
    ['build a -x', /no option -x/],
    ['build', /huibian build wants <input/],
    ['check a b', /does not take .b./],
    ['doctor extra', /does not take .extra./],
    ['build a --title', /--title wants T after it/],
    ['build a --title=', /--title wants T/],
    ['build a --out --strict', /--out wants DIR/],
    ['build a --strict=yes', /--strict takes no value/],
    ['build a --lang fr', /--lang cannot be .fr.; it can be: zh, en/],
    ['build a --progress jsn', /did you mean json\?/],
    ['build a --min-confidence 2', /a number from 0 to 1, not .2./],
    ['build a --min-confidence nan', /a number from 0 to 1/],
    ['check a --strict', /huibian check has no option --strict/],
    ['build a --__proto__ x', /no option --__proto__/],
    ['build a --constructor', /no option --constructor/],
    ['toString', /no command toString/],
  ])('%s is refused', (line, sentence) => {
    expect(refusal(line)).toMatch(sentence);
  });

  it('ask for help and version from anywhere', () => {
    expect(parse('--help').kind).toBe('help');
    expect(parse('help').kind).toBe('help');
    expect(parse('build --help')).toMatchObject({ kind: 'help', row: { name: 'build' } });
    expect(parse('help build')).toMatchObject({ kind: 'help', row: { name: 'build' } });
    expect(parse('-h build --nonsense').kind).toBe('help');
    expect(parse('--version').kind).toBe('version');
    expect(parse('-V').kind).toBe('version');
    expect(parse('').kind).toBe('refused');
  });

  it('name the language of refusals', () => {
    expect(findLang(['bild', '--lang', 'zh'], 'en')).toBe('zh');
    expect(findLang(['--lang=en'], 'zh')).toBe('en');
    expect(findLang(['--lang', 'fr'], 'zh')).toBe('zh');
    const parsed = parseArgs(['bild'], 'zh');
    expect(parsed.kind === 'refused' && parsed.sentence).toMatch(/\u662f\u4e0d\u662f\u60f3\u5199 build/);
  });
});

describe('the tables', () => {
  it('use every option, and only options that there are', () => {
    const used = new Set(commands.flatMap((row) => row.options));
    const common = ['lang', 'quiet', 'progress', 'help', 'version'];
    expect(
      Object.keys(options).filter((name) => !used.has(name as keyof typeof options) && !common.includes(name)),
    ).toEqual([]);
  });

  it('load every command', async () => {
    for (const row of commands) expect(typeof (await row.load()), row.name).toBe('function');
  });

  it('suggest nothing when nothing is near', () => {
    expect(suggest('--xyzzy', ['--formats', '--out'], 'en')).toBe('');
  });
});
