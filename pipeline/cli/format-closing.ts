import type { Summary } from '../core/edition.ts';
import { type Issue, type Severity, severityOf } from '../core/issues.ts';
import { displayWidth, padToWidth } from './display-width.ts';
import { escapeText } from './escape-text.ts';
import type { Look } from './format-issues.ts';

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

const words = {
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
