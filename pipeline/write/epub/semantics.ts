import type { Element } from 'hast';
import type { SectionRole } from '../../core/edition.ts';

/** What an element is called and what it says of itself in an e-book, beyond what print needs. */
export interface Semantics {
  /** Another element's name, when this one cannot carry the role. */
  readonly name: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

const plain: Semantics = { name: null, attributes: {} };
const say = (type: string, role: string, name: string | null = null): Semantics => ({
  name,
  attributes: { 'epub:type': type, ...(role === '' ? {} : { role }) },
});

const bySection: Readonly<Record<SectionRole, Semantics>> = {
  cover: say('cover', ''),
  'title-page': say('titlepage', ''),
  note: say('foreword', 'doc-foreword', 'section'),
  // A nav of type toc is the navigation document's alone.
  contents: { name: null, attributes: { role: 'doc-toc' } },
  part: say('part', 'doc-part', 'section'),
  // An article element takes no role of a chapter.
  article: say('chapter', 'doc-chapter', 'section'),
  sources: say('appendix', 'doc-appendix', 'section'),
  'author-index': say('index', 'doc-index', 'section'),
  imprint: say('colophon', 'doc-colophon', 'section'),
  'notes-pages': plain,
  'back-cover': plain,
};

/** What a section's first element says. */
export const semanticsOfSection = (role: SectionRole): Semantics => bySection[role];

const noteRef = say('noteref', 'doc-noteref');
const backLink = say('backlink', 'doc-backlink');
const notes = say('footnotes', 'doc-endnotes');
const note = say('footnote', 'doc-footnote', 'aside');
const noteList: Semantics = { name: 'div', attributes: {} };

/** Notes get the roles by which reading systems pop them up and come back. */
export function semanticsOf(node: Element): Semantics {
  const { role } = node.properties;
  if (role === 'doc-noteref') return noteRef;
  if (role === 'doc-backlink') return backLink;
  if (role === 'doc-endnotes') return notes;
  if (isNote(node)) return note;
  // A list that holds notes holds them as asides: their numbers are links in their text.
  if (node.tagName === 'ol' && node.children.some((child) => child.type === 'element' && isNote(child)))
    return noteList;
  return plain;
}

const isNote = ({ properties: { className } }: Element): boolean =>
  Array.isArray(className) && className.includes('note');

/** Where a section stands in the book, as the body of its file says. */
export const matterTypes = { front: 'frontmatter', body: 'bodymatter', back: 'backmatter' } as const;
