import type { Fragment, Reading, Span } from '../core/text.ts';
import { findContents } from './find-contents.ts';
import { findMastheads } from './find-mastheads.ts';
import { readLabels } from './read-labels.ts';
import { readLineSigns } from './read-line-signs.ts';
import { isEndless } from './split-pages.ts';

/** Readings as they are put together, and stretches of them that are marks and belong to no article. */
export interface PreparedReadings {
  /** As many as were given, in their order. */
  readonly readings: readonly Reading[];
  readonly marks: readonly Span[];
}

/** Reads what a text says of its own lines: signs before all of them, labels, lists of what stands in it, the names of papers. Pages alone say such things. */
export function prepareReadings(given: readonly Reading[]): PreparedReadings {
  const marks: Span[] = [];
  const isPage = (reading: Reading): boolean => reading.kind === 'page' && !isEndless(reading);
  const labelled = given.map((reading) => {
    if (!isPage(reading)) return reading;
    const bare = readLineSigns(reading);
    const read = readLabels(bare.reading);
    for (const span of bare.signs) marks.push(span);
    for (const span of read.labels) marks.push(span);
    return read.reading;
  });
  const pages = labelled.filter(isPage);
  const aside = new Set([...findContents(pages), ...pages.flatMap(findMastheads)]);
  if (aside.size === 0) return { readings: labelled, marks };
  const setAside = (fragment: Fragment): Fragment =>
    aside.has(fragment) ? { ...fragment, hints: { ...fragment.hints, headingDepth: 0, aside: 'furniture' } } : fragment;
  const readings = labelled.map((reading) =>
    isPage(reading) ? { ...reading, fragments: reading.fragments.map(setAside) } : reading,
  );
  return { readings, marks };
}
