import { helpOf, type Issue, messageOf, type Severity, severityOf } from '../core/issues.ts';
import type { Place } from '../core/text.ts';
import { escapeText } from './escape-text.ts';

/** How text for a person is to look. */
export interface Look {
  readonly lang: 'zh' | 'en';
  readonly hasColour: boolean;
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
} as const;

const word = (id: keyof typeof words, look: Look): string => words[id][look.lang];
