import type { Place, PlacedText, Reading, Span } from './text.ts';

/** From an offset in a placed text to the offset in the source it came from; null when the text has no seams. */
export function locate(placed: PlacedText, at: number): Span | null {
  const { seams } = placed;
  let low = 0;
  let high = seams.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((seams[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const seam = seams[low];
  if (!seam) return null;
  const start = Math.min(seam.span.start + Math.max(0, at - seam.at), seam.span.end);
  return { source: seam.span.source, start, end: Math.min(start + 1, seam.span.end) };
}

/** From an offset in a transcript to the line and column a person is told. */
export function placeOf(reading: Reading, offset: number): Place {
  const { lineStarts } = reading;
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  let column = 1;
  for (const _ of reading.transcript.slice(lineStarts[low] ?? 0, offset)) column++;
  return { path: reading.path, line: reading.firstLine + low, column, ...pageOf(reading, offset) };
}

/** The page of an offset, from 1; nothing where the source has no pages. */
export function pageOf({ pageStarts }: Reading, offset: number): { readonly page?: number } {
  if (!pageStarts) return {};
  const next = pageStarts.findIndex((start) => start > offset);
  return { page: next < 0 ? pageStarts.length : Math.max(1, next) };
}

/** From a span of any reading to a place; null when the reading is not among those given. */
export function placeOfSpan(readings: readonly Reading[], span: Span | null): Place | null {
  const reading = span && bySource(readings).get(span.source);
  return reading ? placeOf(reading, span.start) : null;
}

const known = new WeakMap<readonly Reading[], ReadonlyMap<string, Reading>>();

/** Readings by their source; of two the first. Made once for a list, which may be long and is asked often. */
function bySource(readings: readonly Reading[]): ReadonlyMap<string, Reading> {
  const found = known.get(readings);
  if (found) return found;
  const map = new Map([...readings].reverse().map((reading) => [reading.source, reading]));
  known.set(readings, map);
  return map;
}

/** Offsets at which the lines of a text start: LF, CRLF and CR end a line. */
export function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 13 && text.charCodeAt(i + 1) === 10) i++;
    if (code === 10 || code === 13) starts.push(i + 1);
  }
  return starts;
}
