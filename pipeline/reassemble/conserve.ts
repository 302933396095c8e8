import type { Context } from '../core/contracts.ts';
import { makeIssue } from '../core/issues.ts';
import { placeOf } from '../core/locate.ts';
import type { PlacedText, Reading, Reassembly, Span } from '../core/text.ts';
import { isSpaceCode } from './characters.ts';

/**
 * Reports `reassemble/text-lost` and `reassemble/text-added` unless every non-space character of every transcript is in
 * exactly one of: an article's title, byline or blocks; leftovers; removed. It is checked twice over and trusts no solver:
 * each character's place must be taken exactly once, and each text must say what stands at its places.
 */
export function checkConservation(reassembly: Reassembly, readings: readonly Reading[], context: Context): void {
  for (const fault of findConservationFaults(reassembly, readings)) {
    const id = fault.kind === 'lost' ? 'reassemble/text-lost' : 'reassemble/text-added';
    const place = fault.reading && fault.offset !== null ? placeOf(fault.reading, fault.offset) : null;
    context.report(makeIssue(id, { count: fault.count }, place));
  }
}

/** Text that was lost from a reading, or that stands in the result without a place of its own in one. */
export interface ConservationFault {
  readonly kind: 'lost' | 'added';
  readonly reading: Reading | null;
  readonly count: number;
  /** The first place, in the reading's transcript; null where there is none. */
  readonly offset: number | null;
}

export function findConservationFaults(reassembly: Reassembly, readings: readonly Reading[]): ConservationFault[] {
  const taken = new Map(readings.map((reading) => [reading.source, new Uint8Array(reading.transcript.length)]));
  const bySource = new Map(readings.map((reading) => [reading.source, reading]));
  const added = new Map<Reading | null, { count: number; offset: number | null }>();
  const addFault = (reading: Reading | null, offset: number | null, count: number): void => {
    const known = added.get(reading);
    if (known) known.count += count;
    else added.set(reading, { count, offset });
  };
  /** Takes the places of one stretch; `text` must say what the transcript says there, white space aside. */
  const take = (text: string, span: Span): void => {
    const reading = bySource.get(span.source);
    const marks = taken.get(span.source);
    if (!reading || !marks) {
      addFault(null, null, countCharacters(text));
      return;
    }
    // Most stretches say what stands at their places to the letter, and nobody has taken any of it.
    const isWhole = text.length === span.end - span.start && reading.transcript.startsWith(text, span.start);
    if (isWhole && !marks.subarray(span.start, span.end).includes(1)) {
      marks.fill(1, span.start, span.end);
      return;
    }
    let at = span.start;
    let extra = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (isSpaceCode(code)) continue;
      while (at < span.end && isSpaceCode(reading.transcript.charCodeAt(at))) at++;
      if (at >= span.end || reading.transcript.charCodeAt(at) !== code || marks[at] === 1) extra++;
      else marks[at] = 1;
      at++;
    }
    if (extra > 0) addFault(reading, span.start, extra);
  };
  const takePlaced = (placed: PlacedText): void => {
    const { text, seams } = placed;
    const head = text.slice(0, seams[0]?.at ?? text.length);
    if (countCharacters(head) > 0) addFault(null, null, countCharacters(head));
    for (const [i, seam] of seams.entries()) take(text.slice(seam.at, seams[i + 1]?.at ?? text.length), seam.span);
  };
  for (const { title, byline, blocks } of reassembly.manuscripts) {
    if (title) takePlaced(title);
    if (byline) takePlaced(byline);
    for (const block of blocks) takePlaced(block.text);
  }
  for (const { text, span } of reassembly.leftovers) take(text, span);
  for (const { text, span } of reassembly.removed) take(text, span);
  const faults: ConservationFault[] = readings.flatMap((reading) => findLost(reading, taken.get(reading.source)));
  for (const [reading, { count, offset }] of added) faults.push({ kind: 'added', reading, count, offset });
  return faults;
}

function findLost(reading: Reading, marks: Uint8Array | undefined): ConservationFault[] {
  const { transcript } = reading;
  let count = 0;
  let first: number | null = null;
  const next = (from: number): number => {
    const at = marks ? marks.indexOf(0, from) : from;
    return at < 0 ? transcript.length : at;
  };
  for (let at = next(0); at < transcript.length; at = next(at + 1)) {
    if (isSpaceCode(transcript.charCodeAt(at))) continue;
    first ??= at;
    count++;
  }
  return count > 0 ? [{ kind: 'lost', reading, count, offset: first }] : [];
}

function countCharacters(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if (!isSpaceCode(text.charCodeAt(i))) count++;
  return count;
}
