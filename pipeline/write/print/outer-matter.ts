import type { Element, Root, RootContent } from 'hast';
import type { World } from '../../core/contracts.ts';
import type { Rendered, Section } from '../../core/edition.ts';
import { fillLabels, type OpenLabels, openLabels, placeholderOf } from './fill-labels.ts';
import type { Press, Printed } from './press.ts';
import { fillPageLabels } from './shard-html.ts';
import type { FontShelf } from './shared-fonts.ts';

/** What stands before and behind the body: the only pages that name numbers of others. Always one shard. */
export interface OuterMatter {
  /** Its pages with room for page numbers. */
  readonly print: () => Promise<Printed>;
  /** The same with the numbers in their places; printed once more when they do not fit there. */
  readonly number: (printed: Printed, labelOf: (id: string) => string, shelf: FontShelf) => Promise<Printed>;
}

/** `bodyLengths` are those of the body's sections (code units): from them comes how many digits page numbers will have. */
export function createOuterMatter(
  sections: readonly Section[],
  bodyLengths: readonly number[],
  rendered: Rendered,
  press: Press,
  cache: World['cache'],
): OuterMatter {
  const placeholder = placeholderOf(expectDigits(bodyLengths, rendered));
  const rule = widthRule(placeholder.length);
  const align = rendered.layout.writing === 'vertical' ? 'center' : 'end';
  let opened: Promise<OpenLabels> | null = null;
  return {
    print: async () => {
      if (sections.length === 0) return { shards: [], issues: [] };
      const fill = (given: readonly Section[]): readonly Section[] => fillPageLabels(given, () => placeholder);
      const printed = await press.printWhole(sections, placeholder, rule, fill);
      // The places of numbers are found while the body is printed; where pages may be kept with their numbers, not in vain.
      const [shard] = printed.shards ?? [];
      if (shard && cache.isOff) opened = openLabels(shard.printed);
      opened?.catch(() => {});
      return printed;
    },
    number: async (printed, labelOf, shelf) => {
      const [shard] = printed.shards ?? [];
      if (!shard) return printed;
      const labels = listPageNumbers(sections).map(labelOf);
      if (labels.length === 0) return printed;
      const filled = await fillLabels(shard.printed, placeholder, labels, shelf, align, cache, opened);
      if (filled) return { ...printed, shards: [{ ...shard, printed: filled }] };
      const digits = Math.max(...labels.map((label) => label.length));
      return press.printWhole(fillPageLabels(sections, labelOf), '', widthRule(digits), (filled) => filled);
    },
  };
}

/** Sections whose page numbers stand in a tree, in reading order. */
function listPageNumbers(sections: readonly Section[]): string[] {
  const ids: string[] = [];
  const visit = (node: Root | RootContent | Element): void => {
    if (node.type === 'element' && typeof node.properties.dataPageOf === 'string') ids.push(node.properties.dataPageOf);
    else if ('children' in node) for (const child of node.children) visit(child);
  };
  for (const { hast } of sections) visit(hast);
  return ids;
}

const leastDigits = 3;
/** Lines that end before the measure, white, headings: pages hold about this share of what they could. */
const filledShare = 0.8;

/** How many digits the last page number of the body is likely to have. */
function expectDigits(lengths: readonly number[], { layout }: Rendered): number {
  const onPage = layout.charactersPerLine * layout.linesPerPage * filledShare;
  const pages = lengths.reduce((sum, length) => sum + Math.max(1, Math.round(length / onPage)), 0);
  return Math.max(leastDigits, String(pages).length);
}

/**
 * Room for so many digits in every line of the contents, so that numbers do not decide where leaders end, and a gap before
 * them; the shortest leader gives way to it.
 */
const widthRule = (digits: number): string =>
  digits > leastDigits
    ? `.page-of{min-inline-size:calc(${digits}ch + .3em)!important}.leader{min-inline-size:1em!important}`
    : '';
