/**
 * Every class name a template may give, listed once. Classes say what a thing is, never how it looks; a test holds this
 * list, the templates and `styles/` together.
 */
export const vocabulary = [
  // the sections themselves
  'cover',
  'title-page',
  'editors-note',
  'contents',
  'part',
  'article',
  'sources',
  'author-index',
  'imprint',
  'notes-page',
  'back-cover',
  // cover, title page
  'cover-head',
  'cover-middle',
  'cover-foot',
  'cover-title',
  'cover-subtitle',
  'series',
  'occasion',
  'issuer',
  'date',
  'permit',
  'ornament',
  // titles, names
  'section-title',
  'runs-on',
  'opening',
  'title',
  'title-even',
  'title-long',
  'title-part',
  'title-piece',
  'subtitle',
  'byline',
  'office',
  'name',
  'name-two',
  'named',
  'gap',
  // contents, indexes
  'entries',
  'entries-open',
  'entry',
  'entry-part',
  'entry-line',
  'entry-last',
  'entry-title',
  'entry-credit',
  'leader',
  'page-of',
  'letter',
  // body
  'opens-with-mark',
  'goes-on',
  'unbroken',
  'lead-in',
  'nowrap',
  'interpunct',
  'upright',
  'dots',
  'latin',
  'dot',
  'poem',
  'aligned-center',
  'aligned-end',
  'across',
  'long-table',
  'wide-table',
  'turned-table',
  'number',
  'unit',
  'figure',
  'caption',
  'note-call',
  'notes',
  'note',
  'note-number',
  'note-return',
  'provenance',
  // imprint
  'imprint-title',
  'field',
  'field-name',
  'field-value',
  'rule-line',
] as const;

export type ClassName = (typeof vocabulary)[number];

/** ARIA roles that templates give (DPUB-ARIA where there is one). */
export type RoleName =
  | 'doc-toc'
  | 'doc-part'
  | 'doc-chapter'
  | 'doc-foreword'
  | 'doc-colophon'
  | 'doc-index'
  | 'doc-appendix'
  | 'doc-noteref'
  | 'doc-endnotes'
  | 'doc-backlink'
  | 'doc-subtitle';
