import { placeOfSpan } from '../core/locate.ts';
import type { Join, Reading, Reassembly } from '../core/text.ts';
import { joinsOf } from '../texts.ts';
import { escapeText } from './escape-text.ts';
import { formatPlace } from './format-issues.ts';

const wordsShown = 14;

/** Widest line that evidence is set in. */
const evidenceColumns = 76;

/** Each article with the pieces it was made of: both places of every join, the words on both sides, how sure, and why. */
export function explainJoins(reassembly: Reassembly, readings: readonly Reading[], lang: 'zh' | 'en'): string {
  const lines: string[] = [];
  for (const manuscript of reassembly.manuscripts) {
    const title = manuscript.title?.text ?? (lang === 'zh' ? '（无题）' : '(no title)');
    lines.push(`${escapeText(title)}  ${formatSure(manuscript.confidence)}`);
    for (const join of joinsOf(manuscript)) lines.push(...explainJoin(join, readings, lang));
  }
  if (reassembly.leftovers.length > 0) lines.push(lang === 'zh' ? '未归入文字' : 'Left over');
  for (const leftover of reassembly.leftovers) {
    const place = placeOfSpan(readings, leftover.span);
    lines.push(`  ${place ? formatPlace(place) : ''}  ${escapeText(leftover.text.slice(0, 40))}  (${leftover.why})`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function explainJoin(join: Join, readings: readonly Reading[], lang: 'zh' | 'en'): string[] {
  const [before, after] = [placeOfSpan(readings, join.before), placeOfSpan(readings, join.after)];
  const textOf = (source: string): string => readings.find((reading) => reading.source === source)?.transcript ?? '';
  const left = textOf(join.before.source).slice(Math.max(0, join.before.end - wordsShown), join.before.end);
  const right = textOf(join.after.source).slice(join.after.start, join.after.start + wordsShown);
  const places = `${before ? formatPlace(before) : ''} \u2192 ${after ? formatPlace(after) : ''}`;
  const others = join.alternatives.map(
    ({ line, confidence }) => `${line} (${formatSure(confidence)}${quoteLine(line, join.after.source, readings)})`,
  );
  const or = lang === 'zh' ? '也可能接第 ' : 'or line ';
  return [
    `  ${places}  ${formatSure(join.confidence)}`,
    `    ${escapeText(left)}\uff5c${escapeText(right)}`,
    ...wrapList(join.evidence.map(({ kind, value }) => `${escapeText(kind)} ${value}`)),
    ...others.map((other) => `    ${or}${other}${lang === 'zh' ? ' 行' : ''}`),
  ];
}

/** How a line begins, so that one need not look it up. */
function quoteLine(line: number, source: string, readings: readonly Reading[]): string {
  const reading = readings.find((one) => one.source === source);
  const start = reading?.lineStarts[line - reading.firstLine];
  if (!reading || start === undefined) return '';
  const words = reading.transcript.slice(start, start + wordsShown * 2).split(/[\r\n]/)[0] ?? '';
  return ` ${escapeText([...words.trimStart()].slice(0, wordsShown).join(''))}`;
}

function wrapList(items: readonly string[]): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length + 2 <= evidenceColumns)
      lines[lines.length - 1] = `${last}, ${item}`;
    else lines.push(`    ${item}`);
  }
  return lines;
}

/** Only what an editor settled is certain: what was found out is never shown as that. */
const formatSure = (confidence: number): string =>
  `${confidence < 1 ? Math.min(99, Math.round(confidence * 100)) : 100} %`;
