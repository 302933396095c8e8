import type { Element, ElementContent } from 'hast';
import { makeElement } from './element.ts';
import { makeGap, makeNames } from './names.ts';
import type { SetTitle } from './title.ts';

/** One line of the contents. `office` is empty unless it is asked for. */
export interface ContentsLine {
  readonly id: string;
  readonly kind: 'part' | 'article';
  readonly title: SetTitle;
  readonly author: string;
  readonly authors: readonly string[];
  readonly office: string;
  /** Whether the names stand before the page number, or below the title: with an office, or when they are long. */
  readonly credit: 'beside' | 'below';
  readonly children: readonly ContentsLine[];
}

export interface ContentsProps {
  readonly id: string;
  readonly heading: string;
  /** `open` where entries have a blank line between them. */
  readonly spacing: 'open' | 'close';
  readonly lines: readonly ContentsLine[];
}

/** The contents: every part and article with its author and the page it starts on. */
export function makeContents(props: ContentsProps): Element {
  return makeElement(
    'nav',
    'contents',
    { id: props.id, role: 'doc-toc' },
    makeElement('h1', 'section-title', {}, props.heading),
    makeLines(props.lines, props.spacing),
  );
}

function makeLines(lines: readonly ContentsLine[], spacing: ContentsProps['spacing']): Element {
  return makeElement(
    'ol',
    spacing === 'open' ? ['entries', 'entries-open'] : 'entries',
    {},
    lines.map((line) =>
      makeElement(
        'li',
        line.kind === 'part' ? ['entry', 'entry-part'] : 'entry',
        {},
        makeElement('a', null, { href: `#${line.id}` }, makeEntry(line)),
        line.children.length > 0 ? makeLines(line.children, spacing) : null,
      ),
    ),
  );
}

function makeEntry(line: ContentsLine): ElementContent[] {
  if (line.credit === 'beside') return makeEntryLines(line.id, line.title, makeCredit(line, []));
  const before: ElementContent[] = line.office === '' ? [] : [{ type: 'text', value: line.office }, makeGap()];
  return [
    ...makeEntryLines(line.id, line.title, null),
    makeElement('span', 'entry-line', {}, makeCredit(line, before)),
  ];
}

/** The lines of a title that leads to a page: the last one carries leader, name and page number. */
export function makeEntryLines(id: string, title: SetTitle, credit: Element | null): Element[] {
  const { lines, joins } = title;
  return lines.map((parts, i): Element => {
    const text = parts.flatMap((part, j): ElementContent[] =>
      j === 0 ? [{ type: 'text', value: part }] : [makeGap(), { type: 'text', value: part }],
    );
    const words = makeElement('span', 'entry-title', {}, text, joins[i] ?? '');
    if (i < lines.length - 1) return makeElement('span', 'entry-line', {}, words);
    return makeElement('span', ['entry-line', 'entry-last'], {}, words, ' ', makeLeader(), credit, ' ', makePageOf(id));
  });
}

function makeCredit(line: ContentsLine, before: ElementContent[]): Element | null {
  if (line.author === '' && before.length === 0) return null;
  return makeElement('span', 'entry-credit', {}, before, makeNames(line.author, line.authors));
}

const makeLeader = (): Element => makeElement('span', 'leader', { ariaHidden: 'true' });

/** Stands for a page number: whoever has pages fills it in (see `Section` in core). */
const makePageOf = (id: string): Element => makeElement('span', 'page-of', { dataPageOf: id });
