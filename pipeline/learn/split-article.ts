import type { Random } from './random.ts';
import type { PageOptions } from './scramble.ts';

/** An article cut into the stretches that stand in different columns. */
export interface Fragmented {
  readonly pieces: readonly (readonly { readonly text: string; readonly joined: boolean; readonly soft: boolean }[])[];
}

const openers = '\u201c\u2018\uff08\u300a\u300c\u300e\u3010\u3008([';
const closers =
  '\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01\u201d\u2019\uff09\u300b\u300d\u300f\u3011\u3009\u2026\u2014\u00b7,.;:?!)]%\uff05\u2103';
const latin = /[A-Za-z0-9.,%-]/;
const sentenceEnd = /[\u3002\uff01\uff1f.!?][\u201d\u300d\u300f"\u2019)\uff09]?\s*$/;

/** Cuts an article at up to `count - 1` places: in mid-line, at a sentence's end, at a paragraph's end. */
export function splitArticle(
  paragraphs: readonly string[],
  count: number,
  options: Pick<PageOptions, 'atParagraph' | 'atSentence' | 'jitter'>,
  english: boolean,
  random: Random,
): Fragmented {
  const starts = [0];
  for (const paragraph of paragraphs) starts.push((starts.at(-1) ?? 0) + paragraph.length);
  const total = starts.at(-1) ?? 0;
  const least = english ? 150 : 45;
  const cuts: number[] = [];
  let last = 0;
  for (let k = 1; k < count; k++) {
    const target = Math.trunc((total * k) / count + ((random.next() * 2 - 1) * options.jitter * total) / count);
    const cut = placeCut(paragraphs, starts, target, options, english, random);
    if (cut - last < least || total - cut < least) continue;
    cuts.push(cut);
    last = cut;
  }
  return { pieces: cutAt(paragraphs, starts, cuts) };
}

function placeCut(
  paragraphs: readonly string[],
  starts: readonly number[],
  target: number,
  options: Pick<PageOptions, 'atParagraph' | 'atSentence'>,
  english: boolean,
  random: Random,
): number {
  const kind = random.next();
  const total = starts.at(-1) ?? 0;
  if (kind < options.atParagraph && paragraphs.length > 1) {
    return starts.slice(1, -1).reduce((best, s) => (Math.abs(s - target) < Math.abs(best - target) ? s : best));
  }
  let index = 0;
  for (let i = 0; i < paragraphs.length; i++) if ((starts[i] ?? 0) <= Math.min(target, total - 1)) index = i;
  const text = paragraphs[index] ?? '';
  const start = starts[index] ?? 0;
  let offset = target - start;
  if (kind < options.atParagraph + options.atSentence) {
    const ends = [...text.matchAll(/[\u3002\uff01\uff1f][\u201d\u300d]?|[.!?] /g)]
      .map((m) => m.index + m[0].length)
      .filter((e) => e < text.length);
    if (ends.length > 0)
      return start + ends.reduce((best, e) => (Math.abs(e - offset) < Math.abs(best - offset) ? e : best));
  }
  if (english && random.chance(0.75)) {
    const gap = /\s/.exec(text.slice(Math.max(0, offset)));
    offset = gap ? Math.max(0, offset) + gap.index + 1 : text.length;
  }
  const moved = text.length > 8 ? findBreak(text, Math.max(3, Math.min(offset, text.length - 3)), english) : null;
  return moved === null || moved >= text.length ? (starts[index + 1] ?? total) : start + moved;
}

/** Moves a cut on to where a typesetter could have broken the line. */
function findBreak(text: string, from: number, english: boolean): number | null {
  let at = from;
  for (let turn = 0; turn < 60; turn++) {
    if (at <= 0 || at >= text.length) return null;
    const before = text.charAt(at - 1);
    const after = text.charAt(at);
    const clings = closers.includes(after) && !(english && '.,'.includes(after));
    if (clings || openers.includes(before) || (!english && latin.test(before) && latin.test(after)) || after === ' ')
      at++;
    else return at;
  }
  return null;
}

function cutAt(
  paragraphs: readonly string[],
  starts: readonly number[],
  cuts: readonly number[],
): Fragmented['pieces'] {
  const pieces: { text: string; joined: boolean; soft: boolean }[][] = [];
  let current: { text: string; joined: boolean; soft: boolean }[] = [];
  let next = 0;
  for (const [i, paragraph] of paragraphs.entries()) {
    const start = starts[i] ?? 0;
    let at = 0;
    let joined = false;
    let soft = false;
    while (next < cuts.length && (cuts[next] ?? 0) < (starts[i + 1] ?? 0)) {
      const offset = (cuts[next] ?? 0) - start;
      if (offset > 0) {
        const text = paragraph.slice(at, offset);
        current.push({ text, joined, soft });
        soft = sentenceEnd.test(text);
        joined = true;
        at = offset;
      }
      if (current.length > 0) pieces.push(current);
      current = [];
      next++;
    }
    current.push({ text: paragraph.slice(at), joined, soft });
  }
  if (current.length > 0) pieces.push(current);
  return pieces;
}
