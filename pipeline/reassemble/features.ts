/**
 * What the solver looks at. Each group is one kind of event in putting a page together; a group's score is the sum of its
 * features times their weights (`model/weights.json`), on one scale of log odds for all groups.
 */
export const featureNames = {
  /** A piece goes on in the middle of a paragraph. */
  join: [
    'bias',
    'adjacent',
    'page-words',
    'page-length',
    'model',
    'either',
    'model-seen',
    'model-start',
    'model-end',
    'link',
    'words',
    'pair-close',
    'pair-break',
    'ends-full',
    'ends-colon',
    'ends-comma',
    'closer-start',
    'capital-start',
    'lower-start',
    'letters',
    'digits',
    'hyphen',
    'indent',
    'goes-on',
    'comes-from',
    'affinity',
    'topic',
    'near',
    'named',
    'short-before',
    'to-block',
    'from-head',
    'to-head',
  ],
  /** A piece is the next paragraph of the same article. */
  next: [
    'bias',
    'adjacent',
    'ends-full',
    'ends-colon',
    'ends-comma',
    'ends-open',
    'closer-start',
    'lower-start',
    'pair-open',
    'pair-close',
    'indent',
    'no-indent',
    'goes-on',
    'comes-from',
    'affinity',
    'far-affinity',
    'topic',
    'far-topic',
    'near',
    'far-near',
    'named',
    'far-named',
    'from-head',
    'far-from-head',
    'to-head',
    'far-to-head',
    'to-marked',
    'far-from-last',
    'link',
    'enumeration',
    'model-start',
    'model-end',
  ],
  /** A piece opens an article's body. */
  start: [
    'bias',
    'untitled',
    'closer-start',
    'lower-start',
    'pair-close',
    'no-indent',
    'comes-from',
    'list-start',
    'model-start',
    'affinity-title',
  ],
  /** A piece is the last of its article. */
  end: ['bias', 'ends-full', 'ends-colon', 'ends-comma', 'goes-on', 'pair-open', 'model-end', 'hyphen', 'head'],
  /** How the reading order goes on: suspended articles queue up and go on from the front. */
  flow: [
    'title',
    'title-more',
    'title-more-gap',
    'byline',
    'byline-fit',
    'not-byline',
    'same',
    'break-clean',
    'break-open',
    'resume',
    'resume-front',
    'resume-back',
    'skip-open',
    'pass-first',
    'pass-second',
    'pass-more',
    'pass-continued',
    'resume-passed',
    'adopt',
    'adopt-front',
    'adopt-near',
    'adopt-near-byline',
    'adopt-none-waiting',
    'start-open-waiting',
    'start-untitled',
    'start-untitled-after-title',
    'start-untitled-after-resume',
    'resume-after-start',
    'title-without-text',
    'no-title',
    'no-title-open',
    'untitled-resumed',
    'page-end-open',
  ],
  /** What only a whole reading of the page tells (`whole-reading.ts`). */
  whole: ['topic', 'topic-across', 'topic-title', 'crossings', 'odd-parts', 'uneven-parts', 'mixed-titles'],
} as const;

export type FeatureGroup = keyof typeof featureNames;
export type PairGroup = 'join' | 'next' | 'start' | 'end';

/** Weights by group and name, as the file has them; what it does not name weighs nothing. */
export type WeightTable = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Weights of one group in the order of its names. */
export function weightsOf(table: WeightTable, group: FeatureGroup): Float64Array {
  const given = table[group] ?? {};
  return Float64Array.from(featureNames[group], (name) => given[name] ?? 0);
}

/** Index of every feature of a group by its name. */
export function indexOf<G extends FeatureGroup>(group: G): Readonly<Record<(typeof featureNames)[G][number], number>> {
  const names: readonly string[] = featureNames[group];
  return Object.fromEntries(names.map((name, i) => [name, i])) as Readonly<
    Record<(typeof featureNames)[G][number], number>
  >;
}
