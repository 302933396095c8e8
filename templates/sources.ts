import type { Element } from 'hast';
import { makeEntryLines } from './contents.ts';
import { makeElement } from './element.ts';
import type { SetTitle } from './title.ts';

export interface SourceLine {
  readonly id: string;
  readonly title: SetTitle;
  readonly source: string;
}

export interface SourcesProps {
  readonly id: string;
  readonly heading: string;
  readonly lines: readonly SourceLine[];
}

/** The appendix that says where each article first stood. */
export function makeSources(props: SourcesProps): Element {
  return makeElement(
    'section',
    'sources',
    { id: props.id, role: 'doc-appendix' },
    makeElement('h1', 'section-title', {}, props.heading),
    makeElement(
      'ol',
      'entries',
      {},
      props.lines.map((line) =>
        makeElement(
          'li',
          'entry',
          {},
          makeElement('a', null, { href: `#${line.id}` }, makeEntryLines(line.id, line.title, null)),
          makeElement('span', ['entry-line', 'entry-credit'], {}, line.source),
        ),
      ),
    ),
  );
}
