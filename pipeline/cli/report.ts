import type { Summary } from '../core/edition.ts';
import { helpOf, type Issue, messageOf, type Severity, severityOf } from '../core/issues.ts';
import type { Place } from '../core/text.ts';
import { displayWidth, padToWidth } from './display-width.ts';
import { escapeText } from './escape-text.ts';

/** How text for a person is to look. */
export interface Look {
  readonly lang: 'zh' | 'en';
  readonly hasColour: boolean;
}

/** A finished file, for the closing table. `elapsedMs` is null when its making was not timed by itself. */
export interface SavedFile {
  readonly path: string;
  readonly byteLength: number;
  readonly elapsedMs: number | null;
}

export interface Closing {
  readonly summary: Summary;
  readonly issues: readonly Issue[];
  readonly accepted: ReadonlySet<string>;
  readonly files: readonly SavedFile[];
  readonly elapsedMs: number;
}

/** Of one kind of issue so many are shown; report.json has them all. */
const mostOfAKind = 20;

/**
 * Issues as lines `path:line:column severity message id`, each with what to do about it, and with the other places that
 * belong to it (the far side of a doubtful join). Accepted ones are left out; the worst come last, where they are seen.
 */
export function formatIssues(issues: readonly Issue[], accepted: ReadonlySet<string>, look: Look): string {
  const rank: readonly Severity[] = ['info', 'warning', 'error'];
  const shown = issues
    .filter((issue) => !accepted.has(issue.id) || severityOf(issue) === 'error')
    .sort((a, b) => rank.indexOf(severityOf(a)) - rank.indexOf(severityOf(b)) || comparePlaces(a.place, b.place));
  const counts = new Map<string, number>();
  const lines: string[] = [];
  for (const issue of shown) {
    const count = (counts.get(issue.id) ?? 0) + 1;
    counts.set(issue.id, count);
    if (count <= mostOfAKind) lines.push(...formatIssue(issue, look));
  }
  for (const [id, count] of counts)
    if (count > mostOfAKind)
      lines.push(
        word('more', look)
          .replace('{count}', String(count - mostOfAKind))
          .replace('{id}', id),
      );
  return lines.map((line) => `${line}\n`).join('');
}

function formatIssue(issue: Issue, look: Look): string[] {
  const severity = severityOf(issue);
  const place = issue.place ? `${formatPlace(issue.place)} ` : '';
  const head = paint(words[severity][look.lang], colours[severity], look);
  const message = escapeText(messageOf(issue, look.lang));
  const lines = [`${place}${head} ${message} ${paint(issue.id, 'dim', look)}`];
  for (const other of issue.related) lines.push(`    ${word('other', look)} ${formatPlace(other)}`);
  const help = helpOf(issue, look.lang);
  if (help !== '') lines.push(`    ${escapeText(help)}`);
  return lines;
}

/** Issues without a place first, the others as one reads the source. */
function comparePlaces(a: Place | null, b: Place | null): number {
  if (!a || !b) return Number(a !== null) - Number(b !== null);
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

export const formatPlace = (place: Place): string => `${escapeText(place.path)}:${place.line}:${place.column}`;

/** The short table at the end of a build: what came together, what wants a look, which files there are. */
export function formatClosing(closing: Closing, look: Look): string {
  const { summary, issues, accepted, files } = closing;
  const ofKind = (severity: Severity): number =>
    issues.filter((i) => severityOf(i) === severity && (severity === 'error' || !accepted.has(i.id))).length;
  const look1 =
    summary.doubtfulJoins > 0 ? word('wantLook', look).replace('{count}', String(summary.doubtfulJoins)) : '';
  const acceptedCount = issues.filter((i) => severityOf(i) === 'warning' && accepted.has(i.id)).length;
  const acceptedNote = acceptedCount > 0 ? word('acceptedNote', look).replace('{count}', String(acceptedCount)) : '';
  const rows: [string, string, string][] = [
    [word('articles', look), String(summary.articles), ''],
    ...(summary.pages === null ? [] : [[word('pages', look), String(summary.pages), ''] as [string, string, string]]),
    [word('characters', look), group(summary.characters), ''],
    [word('joins', look), String(summary.joins), look1],
    [word('repairs', look), String(summary.repairs), ''],
    ...(summary.leftovers === 0
      ? []
      : [[word('leftovers', look), String(summary.leftovers), ''] as [string, string, string]]),
    [word('warnings', look), String(ofKind('warning')), acceptedNote],
    ...(ofKind('error') === 0 ? [] : [[word('errors', look), String(ofKind('error')), ''] as [string, string, string]]),
  ];
  const left = Math.max(...rows.map(([name]) => displayWidth(name)));
  const middle = Math.max(...rows.map(([, value]) => displayWidth(value)));
  const lines = rows.map(([name, value, note]) =>
    `  ${padToWidth(name, left)}  ${padToWidth(value, middle, 'start')}  ${note}`.trimEnd(),
  );
  return ['', ...lines, '', ...formatFiles(files, look), ''].join('\n');
}

function formatFiles(files: readonly SavedFile[], look: Look): string[] {
  const rows = files.map((file) => ({
    path: escapeText(file.path),
    size: formatSize(file.byteLength),
    time: file.elapsedMs === null ? '' : formatTime(file.elapsedMs, look.lang),
  }));
  const [path, size, time] = (['path', 'size', 'time'] as const).map((key) =>
    Math.max(0, ...rows.map((row) => displayWidth(row[key]))),
  );
  return rows.map((row) =>
    `  ${padToWidth(row.path, path ?? 0)}  ${padToWidth(row.size, size ?? 0, 'start')}  ${padToWidth(row.time, time ?? 0, 'start')}`.trimEnd(),
  );
}

/** Bytes as people say them: decimal, as file managers show them. */
export function formatSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function formatTime(elapsedMs: number, lang: 'zh' | 'en'): string {
  const unit = lang === 'zh' ? ' \u79d2' : ' s';
  return elapsedMs < 10_000 ? `${(elapsedMs / 1_000).toFixed(2)}${unit}` : `${Math.round(elapsedMs / 1_000)}${unit}`;
}

/** Thousands apart with a thin gap that every terminal has: a space. */
const group = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ' ');

const colours: Readonly<Record<Severity, 'red' | 'yellow' | 'blue'>> = {
  error: 'red',
  warning: 'yellow',
  info: 'blue',
};
const codes = { red: '31', yellow: '33', blue: '34', dim: '2', green: '32' } as const;

/** Text in a colour, when colours are wanted. */
export function paint(text: string, colour: keyof typeof codes, look: Look): string {
  return look.hasColour ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
}

const words = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '警告', en: 'warning' },
  info: { zh: '提示', en: 'note' },
  other: { zh: '另一处：', en: 'and' },
  more: { zh: '……还有 {count} 处 {id}，都在 report.json 中', en: '… and {count} more of {id}, all in report.json' },
  articles: { zh: '文章', en: 'articles' },
  pages: { zh: '页数', en: 'pages' },
  characters: { zh: '字数', en: 'characters' },
  joins: { zh: '接缝', en: 'joins made' },
  wantLook: { zh: '（{count} 处请核对）', en: '({count} want a look)' },
  repairs: { zh: '标点修正', en: 'repairs' },
  leftovers: { zh: '未归入文字', en: 'left over' },
  warnings: { zh: '警告', en: 'warnings' },
  acceptedNote: { zh: '（另有 {count} 处已接受）', en: '({count} more accepted)' },
  errors: { zh: '错误', en: 'errors' },
} as const;

const word = (id: keyof typeof words, look: Look): string => words[id][look.lang];
