import type { Rendered, Section } from '../../core/edition.ts';
import { fillLabels, listPageNumbers, placeholderOf } from './fill-labels.ts';
import { finishShard } from './finish-shard.ts';
import type { OpenRun, Press, Shard } from './press.ts';
import { fillPageLabels } from './shard-html.ts';
import type { FontShelf } from './shared-fonts.ts';

/** What stands before and behind the body: the only pages that name numbers of others. */
export interface OuterMatter {
  /** Its pages without page numbers; null when there are none, or when they do not say what they should (told). */
  readonly print: () => Promise<OpenRun | null>;
  /** The same with the numbers of pages, in the place left for them; printed once more when they do not fit there. */
  readonly number: (run: OpenRun, labelOf: (id: string) => string, shelf: FontShelf) => Promise<Shard | null>;
}

/** `bodyHtmls` are those of the body's sections: from them comes how many digits its page numbers will have. */
export function createOuterMatter(
  sections: readonly Section[],
  bodyHtmls: readonly string[],
  rendered: Rendered,
  press: Press,
): OuterMatter {
  const placeholder = placeholderOf(expectDigits(bodyHtmls, rendered));
  const printWith = (labelOf: (id: string) => string, digits: number): Promise<OpenRun | null> =>
    press.printOpen(fillPageLabels(sections, labelOf), widthRule(digits));
  const finish = async ({ open, sections, traced }: OpenRun, edits?: Parameters<typeof finishShard>[3]) => ({
    printed: await finishShard(open, sections, traced, edits),
    sections,
    traced,
  });
  return {
    print: async () => (sections.length > 0 ? printWith(() => placeholder, placeholder.length) : null),
    number: async (run, labelOf, shelf) => {
      const labels = listPageNumbers(sections).map(labelOf);
      const edits = labels.length === 0 ? new Map() : fillLabels(run.open, placeholder, labels, shelf);
      if (edits) return finish(run, edits);
      const again = await printWith(labelOf, Math.max(...labels.map((label) => label.length)));
      return again && finish(again);
    },
  };
}

/** Characters of HTML that fill a page of so many characters of text, about. */
const htmlPerCharacter = 1.3;
const leastDigits = 3;

/** How many digits the last page number of the body is likely to have. */
function expectDigits(htmls: readonly string[], { layout }: Rendered): number {
  const onPage = layout.charactersPerLine * layout.linesPerPage * htmlPerCharacter;
  const pages = htmls.reduce((sum, html) => sum + Math.max(1, Math.round(html.length / onPage)), 0);
  return Math.max(leastDigits, String(pages).length);
}

/** Room for so many digits in every line of the contents, so that numbers do not decide where leaders end. */
const widthRule = (digits: number): string => (digits > leastDigits ? `.page-of{min-inline-size:${digits}ch}` : '');
