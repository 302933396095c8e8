import type { Element } from 'hast';
import { makeTitle } from '../../../templates/title.ts';
import { breakTitle, widthEm } from '../break-title.ts';
import type { Layout } from '../layout.ts';
import { lengthPt, type Tokens, wordOf } from '../tokens.ts';

/** Headings of the text below those of articles stand in by two ems, as paragraphs do. */
const indentEm = 2;

/**
 * Breaks headings that are longer than a line by their sense, as titles are: between words, into lines of about one length.
 * Headings set like paragraphs (`--heading-turn: flush`) are filled like these; one with more in it than text is left to
 * the browser.
 */
export function setHeadings(root: Element, layout: Layout, tokens: Tokens): void {
  if (wordOf(tokens, '--heading-turn', ['hanging', 'flush']) === 'flush') return;
  const columnPt =
    ((layout.charactersPerLine - (layout.columns - 1) * layout.columnGapEm) / layout.columns) * layout.sizePt;
  const visit = (element: Element, insetPt: number): void => {
    for (const child of element.children) {
      if (child.type !== 'element') continue;
      if (!/^h[2-6]$/.test(child.tagName)) {
        // Headings within quotations have their narrower lines.
        visit(child, insetPt + (child.tagName === 'blockquote' ? 2 * indentEm * layout.sizePt : 0));
        continue;
      }
      const isFirst = child.tagName === 'h2';
      const sizePt = lengthPt(tokens, isFirst ? '--heading-size' : '--subheading-size') * layout.scale;
      setHeading(child, (columnPt - insetPt) / sizePt - (isFirst ? 0 : indentEm));
    }
  };
  visit(root, 0);
}

function setHeading(heading: Element, measureEm: number): void {
  const [only, ...more] = heading.children;
  if (only?.type !== 'text' || more.length > 0 || widthEm(only.value) <= measureEm || measureEm < 6) return;
  heading.children = makeTitle(breakTitle([only.value], { measureEm, singleEm: measureEm, leastEm: 4 }));
}
