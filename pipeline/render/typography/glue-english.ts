/** A stretch of text that must not be broken over lines: [start, end), code units. */
type Stretch = readonly [start: number, end: number];

const months = 'January|February|March|April|May|June|July|August|September|October|November|December';
const units = 'kg|g|km|m|cm|mm|t|kW|MW|GB|MB|TB|Hz|kHz|MHz|GHz|h|min|s|ms|\u00b0C|\u2103|a\\.m\\.|p\\.m\\.|per cent';

/**
 * What stays together in English (Chicago 7): a number and its unit, what is counted and its number (`Fig. 3`, `No. 17`,
 * `Section 4.2`), a day and its month, initials and their name, a title and the name's first word.
 */
const patterns = new RegExp(
  [
    `\\d[\\d.,]* (?:${units}|million|billion|${months})(?![A-Za-z])`,
    `\\b(?:Nos?|Figs?|pp?|[Vv]ol|[Cc]h|Sec|Eq|Section|Chapter|Figure|Table|Part|Page|Volume|Appendix)\\.? \\d[\\d.\u2013-]*`,
    `\\b(?:Dr|Mrs?|Ms|Prof|St)\\. [A-Z][\\w\u2019-]*`,
    `\\b(?!I\\. [A-Z][a-z])[A-Z]\\.(?: [A-Z]\\.){0,3} [A-Z][\\w\u2019-]+`,
  ].join('|'),
  'g',
);

/** A quick look whether the rules could apply at all. */
const mayApply = /\d |\. [A-Z\d]| \d/;

/** A longer stretch is broken all the same: kept whole it would leave a hole in the line before it. */
const longest = 20;

/** Stretches of an English text that stay on one line. */
export function findEnglishStretches(text: string): Stretch[] {
  if (!mayApply.test(text)) return [];
  return [...text.matchAll(patterns)].flatMap((match): Stretch[] =>
    match[0].length > longest ? [] : [[match.index, match.index + match[0].length]],
  );
}
