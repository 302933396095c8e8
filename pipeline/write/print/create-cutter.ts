import type { Section } from '../../core/edition.ts';
import type { SectionHtml } from './prepare-sections.ts';

/**
 * Lengths of a shard's HTML, in characters (an A5 page is about 1,200). The browser has a cost for each shard and one that
 * grows with its length: measured on the sample's articles, 50 to 150 pages is where the sum is least, and short shards
 * keep all processes busy and leave little to print again when something changes.
 */
const least = 40_000;
const most = 160_000;
/** How far apart cuts lie on average, beyond the least. */
const spread = 50_000;

/**
 * Cuts body sections into runs that are printed apart. Told of one section after another, with its HTML, the function made
 * here says whether a run begins with it: because of what that section says, so that an article that changes or grows
 * leaves the cuts of others where they were. Depends on the edition only, never on the machine.
 */
export function createCutter(): (section: Section, html: Pick<SectionHtml, 'length' | 'digest'>) => boolean {
  let length = -1;
  return ({ start }, html) => {
    // What runs on stays on the page of what it follows.
    const mayCut = start !== 'run-on' && length >= least;
    const isStart = length < 0 || (mayCut && (length + html.length > most || isCut(html)));
    length = isStart ? html.length : length + html.length;
    return isStart;
  };
}

/** One in so many, by a hash: the longer a section, the more likely, so that cuts lie evenly in the text. */
function isCut({ length, digest }: Pick<SectionHtml, 'length' | 'digest'>): boolean {
  return Number.parseInt(digest.slice(0, 8), 16) / 2 ** 32 < length / spread;
}
