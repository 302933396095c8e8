import { locate, pageOf } from '../core/locate.ts';
import type { Place, PlacedText, Reading, Span } from '../core/text.ts';

/** From offsets in placed texts to places in the sources. Made for many questions in order: each goes on from the last. */
export class PlaceFinder {
  readonly #readings: ReadonlyMap<string, Reading>;
  readonly #last = new Map<string, { readonly line: number; readonly offset: number; readonly column: number }>();

  constructor(readings: readonly Reading[]) {
    this.#readings = new Map(readings.map((reading) => [reading.source, reading]));
  }

  readingOf(text: PlacedText): Reading | null {
    const span = text.seams[0]?.span;
    return span ? (this.#readings.get(span.source) ?? null) : null;
  }

  placeOf(text: PlacedText, at: number): Place | null {
    const span = locate(text, at);
    return span ? this.placeOfSpan(span) : null;
  }

  placeOfSpan(span: Span): Place | null {
    const reading = this.#readings.get(span.source);
    if (!reading) return null;
    const line = findLine(reading.lineStarts, span.start);
    const last = this.#last.get(span.source);
    const goesOn = last !== undefined && last.line === line && last.offset <= span.start;
    let column = goesOn ? last.column : 1;
    const from = goesOn ? last.offset : (reading.lineStarts[line] ?? 0);
    column += countCharacters(reading.transcript, from, span.start);
    this.#last.set(span.source, { line, offset: span.start, column });
    return { path: reading.path, line: reading.firstLine + line, column, ...pageOf(reading, span.start) };
  }
}

/** Characters in [from, to): the second half of a pair is none of its own, unless the first stands before the stretch. */
function countCharacters(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const isSecond = (text.charCodeAt(i) & 0xfc00) === 0xdc00;
    if (!isSecond || i === from || (text.charCodeAt(i - 1) & 0xfc00) !== 0xd800) count++;
  }
  return count;
}

function findLine(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
