import { describe, expect, it } from 'vitest';
import { commands } from '../../pipeline/cli/commands.ts';
import { cutToWidth, displayWidth, padToWidth } from '../../pipeline/cli/display-width.ts';
import { escapeText } from '../../pipeline/cli/escape-text.ts';
import { formatClosing, formatSize, formatTime } from '../../pipeline/cli/format-closing.ts';
import { formatIssues } from '../../pipeline/cli/format-issues.ts';
import { formatCommandHelp, formatHelp } from '../../pipeline/cli/help.ts';
import { showProgress } from '../../pipeline/cli/progress.ts';
import type { Terminal } from '../../pipeline/cli/run-command.ts';
import { makeIssue } from '../../pipeline/core/issues.ts';

const en = { lang: 'en', hasColour: false } as const;
const zh = { lang: 'zh', hasColour: false } as const;
const place = { path: 'raw.txt', line: 12, column: 3 };
const none: ReadonlySet<string> = new Set();
const summary = { articles: 12, characters: 11234, joins: 12, doubtfulJoins: 2, repairs: 135, leftovers: 0, pages: 16 };

describe('issues in the terminal', () => {
  it('stand as path:line:column severity message id, with what to do', () => {
    const issue = makeIssue('normalise/same-title', { title: 'T' }, place);
    expect(formatIssues([issue], none, en)).toBe(
      'raw.txt:12:3 warning Two articles have the same title: \u201cT\u201d normalise/same-title\n' +
        '    See whether one is a repeat.\n',
    );
  });

  it('show both sides of a doubtful join, and both places', () => {
    const other = { path: 'raw.txt', line: 40, column: 1 };
    const issue = makeIssue('reassemble/doubtful-join', { before: 'AB', after: 'CD', rival: 'EF' }, place, [other]);
    const text = formatIssues([issue], none, zh);
    expect(text).toContain('AB\uff5cCD');
    expect(text).toContain('raw.txt:12:3');
    expect(text).toContain('raw.txt:40:1');
  });

  it('come in order: notes, warnings, errors; without a place first, then as one reads', () => {
    const issues = [
      makeIssue('reassemble/text-lost', { count: 1 }, place),
      makeIssue('normalise/same-title', { title: 'b' }, { ...place, line: 20 }),
      makeIssue('normalise/same-title', { title: 'a' }, place),
      makeIssue('settings/no-title', { title: 'T' }),
      makeIssue('write/no-page-list'),
    ];
    const ids = [...formatIssues(issues, none, en).matchAll(/ (\w+\/[\w-]+)\n/g)].map((match) => match[1]);
    expect(ids).toEqual([
      'write/no-page-list',
      'settings/no-title',
      'normalise/same-title',
      'normalise/same-title',
      'reassemble/text-lost',
    ]);
    expect(formatIssues(issues, none, en).indexOf('\u201ca\u201d')).toBeLessThan(
      formatIssues(issues, none, en).indexOf('\u201cb\u201d'),
    );
  });

  it('are shown twenty of a kind', () => {
    const issues = Array.from({ length: 50 }, (_, i) => makeIssue('normalise/same-title', { title: `t${i}` }, place));
    const text = formatIssues(issues, none, en);
    expect(text.match(/same title/g)).toHaveLength(20);
    expect(text).toContain('30 more of normalise/same-title');
  });

  it('are left out when accepted, but never errors', () => {
    const issues = [makeIssue('settings/no-title', { title: 'T' }), makeIssue('reassemble/text-lost', { count: 1 })];
    const text = formatIssues(issues, new Set(['settings/no-title', 'reassemble/text-lost']), en);
    expect(text).not.toContain('settings/no-title');
    expect(text).toContain('reassemble/text-lost');
  });

  it('cannot speak with our voice', () => {
    const title = 'a\u001b[31mred\u0007\r\nerror: b\u202ec\u0000\ud800\u{e0041}';
    const text = formatIssues(
      [makeIssue('normalise/same-title', { title }, { ...place, path: 'x\u001b]0;y' })],
      none,
      en,
    );
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(text.split('\n')).toHaveLength(3);
    expect(text).toContain('<U+001B>[31mred<U+0007>');
    expect(text).toContain('<U+202E>');
  });

  it('are coloured only when colours are wanted', () => {
    const issues = [makeIssue('settings/no-title', { title: 'T' })];
    expect(formatIssues(issues, none, { lang: 'en', hasColour: true })).toContain('\u001b[33m');
    expect(formatIssues(issues, none, en)).not.toContain('\u001b');
  });
});

describe('the closing table', () => {
  const files = [
    { path: 'output/x/print.pdf', byteLength: 254_000, elapsedMs: 900 },
    { path: 'output/x/report.json', byteLength: 900, elapsedMs: null },
  ];
  const closing = {
    summary,
    issues: [makeIssue('settings/no-title', { title: 'T' })],
    accepted: none,
    files,
    elapsedMs: 2000,
  };

  it('tells what came together', () => {
    expect(formatClosing(closing, en)).toBe(
      [
        '',
        '  articles        12',
        '  pages           16',
        '  characters  11 234',
        '  joins made      12  (2 want a look)',
        '  repairs        135',
        '  warnings         1',
        '',
        '  output/x/print.pdf    254 KB  0.90 s',
        '  output/x/report.json   900 B',
        '',
      ].join('\n'),
    );
  });

  it('lines up in Chinese, where a character is two columns wide', () => {
    const rows = formatClosing(closing, zh).split('\n').slice(1, 7);
    const ends = rows.map((row) => displayWidth(row.replace(/\uff08.*$/, '').trimEnd()));
    expect(new Set(ends).size).toBe(1);
  });

  it('counts accepted warnings apart', () => {
    const text = formatClosing({ ...closing, accepted: new Set(['settings/no-title']) }, en);
    expect(text).toMatch(/warnings +0 +\(1 more accepted\)/);
  });

  it('says sizes and times as people do', () => {
    expect([0, 999, 1000, 254_321, 13_500_000].map(formatSize)).toEqual(['0 B', '999 B', '1 KB', '254 KB', '13.5 MB']);
    expect([5, 940, 12_345].map((ms) => formatTime(ms, 'en'))).toEqual(['0.01 s', '0.94 s', '12 s']);
  });
});

describe('widths', () => {
  it.each([
    ['abc', 3],
    ['\u6c47\u7f16', 4],
    ['\uff08a\uff09', 5],
    ['e\u0301', 1],
    ['\u{20bb7}', 2],
    ['\u201c\u2026', 2],
    ['', 0],
  ])('%j takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('are padded and cut by columns', () => {
    expect(padToWidth('\u9875', 4)).toBe('\u9875  ');
    expect(padToWidth('7', 3, 'start')).toBe('  7');
    expect(cutToWidth('\u6c47\u7f16\u6c47\u7f16', 5)).toBe('\u6c47\u7f16\u2026');
    expect(cutToWidth('abc', 3)).toBe('abc');
  });

  it('escape what hides or reorders', () => {
    expect(escapeText('a\u200bb\ufeffc\u2066d')).toBe('a<U+200B>b<U+FEFF>c<U+2066>d');
    expect(escapeText('\u6c47\u3000\u7f16 \u201c\u201d')).toBe('\u6c47\u3000\u7f16 \u201c\u201d');
  });
});

describe('help', () => {
  it.each(['zh', 'en'] as const)('names every command and option in %s, in lines that fit', (lang) => {
    const whole = formatHelp(lang);
    for (const row of commands) {
      expect(whole).toContain(row.name);
      const own = formatCommandHelp(row, lang, { formats: ['print', 'epub'] });
      for (const name of row.options) expect(own).toContain(`--${name}`);
      if (row.options.includes('formats')) expect(own).toMatch(/print(, |\u3001)epub/);
    }
    for (const line of whole.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(120);
  });
});

describe('progress', () => {
  const run = (how: string, isWatched: boolean, isQuiet = false): string => {
    let said = '';
    let now = 0;
    const terminal: Terminal = {
      out: () => {},
      say: (text) => {
        said += text;
      },
      isWatched,
      hasColour: false,
      columns: 40,
    };
    const display = showProgress(how, isQuiet, terminal, 'en', () => now);
    const tell = (
      stage: 'read' | 'write',
      kind: 'start' | 'step' | 'end',
      step: string,
      done: number,
      atMs: number,
    ): void => {
      now = atMs;
      display.onProgress({ stage, kind, step, done, total: kind === 'step' ? 10 : 0 });
    };
    tell('read', 'start', 'read', 0, 0);
    tell('read', 'end', 'read', 0, 100);
    tell('write', 'start', 'write', 0, 100);
    tell('write', 'step', 'print', 1, 200);
    tell('write', 'step', 'shard', 5, 3000);
    tell('write', 'step', 'epub', 1, 4200);
    tell('write', 'end', 'write', 0, 5100);
    display.stop();
    expect(display.timings.get('print')).toBe(4000);
    expect(display.timings.get('epub')).toBe(900);
    expect(display.timings.get('write')).toBe(5000);
    return said;
  };

  it('is numbered lines where nobody watches', () => {
    expect(run('auto', false)).toBe('1/6 read  0.10 s\n6/6 write: piece printed 5/10\n6/6 write  5.00 s\n');
  });

  it('is drawn again in place for a person', () => {
    const said = run('auto', true);
    expect(said).toContain('\r\u001b[K6/6 write: piece printed 5/10');
    expect(said.endsWith('6/6 write  5.00 s\n')).toBe(true);
  });

  it('is one JSON object a line for programs', () => {
    const events = run('json', false)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { stage: string; elapsedMs: number });
    expect(events).toHaveLength(7);
    expect(events.at(-1)).toMatchObject({ stage: 'write', kind: 'end', elapsedMs: 5100 });
  });

  it('is silent when asked', () => {
    expect(run('none', true)).toBe('');
    expect(run('auto', true, true)).toBe('');
  });
});
