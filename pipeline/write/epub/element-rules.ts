/**
 * Which elements and attributes a content document may hold, after the EPUB 3.3 schemas (XHTML5, SVG, MathML). Whatever
 * is not listed is written without its tag: its text stays. Looks that HTML 4 had as attributes become styles.
 */

/** `phrasing`: holds text and inline elements only. `flow`: holds blocks too. `parts`: holds named children only. */
export type ContentModel = 'phrasing' | 'flow' | 'parts' | 'void';

export interface ElementRule {
  readonly holds: ContentModel;
  /** May stand inside phrasing content. */
  readonly isPhrasing: boolean;
  /** Attributes beyond the global ones. */
  readonly attributes: ReadonlySet<string>;
  /** Only these children, when it holds parts; anything else is wrapped in the first of them. */
  readonly parts: readonly string[];
  /** Only inside one of these; elsewhere it is written as `div` or `span`. Empty: anywhere. */
  readonly within: readonly string[];
}

const rule = (
  holds: ContentModel,
  isPhrasing: boolean,
  attributes: readonly string[] = [],
  parts: readonly string[] = [],
  within: readonly string[] = [],
): ElementRule => ({ holds, isPhrasing, attributes: new Set(attributes), parts, within });

const inline = rule('phrasing', true);
const block = rule('flow', false);
const cell = ['colspan', 'rowspan', 'headers'];
const rowGroup = rule('parts', false, [], ['tr'], ['table']);

export const htmlRules: ReadonlyMap<string, ElementRule> = new Map<string, ElementRule>([
  ...['em strong b i u s small cite dfn abbr code var samp kbd sub sup mark span bdi q'.split(' ')]
    .flat()
    .map((name): [string, ElementRule] => [name, inline]),
  ...['section article aside header footer nav div main blockquote address figure hgroup'.split(' ')]
    .flat()
    .map((name): [string, ElementRule] => [name, block]),
  ...['p h1 h2 h3 h4 h5 h6 pre'.split(' ')]
    .flat()
    .map((name): [string, ElementRule] => [name, rule('phrasing', false)]),
  ['a', rule('phrasing', true, ['href', 'hreflang'])],
  ['bdo', inline],
  ['ins', rule('phrasing', true, ['datetime'])],
  ['del', rule('phrasing', true, ['datetime'])],
  ['ruby', rule('phrasing', true)],
  ['rb', rule('phrasing', true, [], [], ['ruby'])],
  ['rt', rule('phrasing', true, [], [], ['ruby', 'rtc'])],
  ['br', rule('void', true)],
  ['wbr', rule('void', true)],
  ['img', rule('void', true, ['src', 'alt', 'width', 'height'])],
  ['hr', rule('void', false)],
  ['ul', rule('parts', false, [], ['li'])],
  ['ol', rule('parts', false, ['start', 'reversed', 'type'], ['li'])],
  ['li', rule('flow', false, ['value'], [], ['ul', 'ol'])],
  ['dl', rule('parts', false, [], ['dd', 'dt'])],
  ['dt', rule('flow', false, [], [], ['dl'])],
  ['dd', rule('flow', false, [], [], ['dl'])],
  ['figcaption', rule('flow', false, [], [], ['figure'])],
  ['table', rule('parts', false, [], ['tbody', 'caption', 'thead', 'tfoot', 'tr'])],
  ['caption', rule('flow', false, [], [], ['table'])],
  ['thead', rowGroup],
  ['tbody', rowGroup],
  ['tfoot', rowGroup],
  ['tr', rule('parts', false, [], ['td', 'th'], ['table', 'thead', 'tbody', 'tfoot'])],
  ['td', rule('flow', false, cell, [], ['tr'])],
  ['th', rule('flow', false, [...cell, 'scope', 'abbr'], [], ['tr'])],
]);

/** Elements of older HTML, by what says the same today. */
export const renamed: ReadonlyMap<string, string> = new Map([
  ['strike', 's'],
  ['tt', 'code'],
  ['acronym', 'abbr'],
  ['big', 'span'],
  ['font', 'span'],
  ['center', 'div'],
  ['picture', 'span'],
  ['rtc', 'span'],
  // What folds away on a screen is read in a book.
  ['details', 'div'],
  ['summary', 'div'],
  // The schema checks their values, which nobody reads.
  ['data', 'span'],
  ['time', 'span'],
]);

/**
 * Elements whose content is not text of the article: gone with all they hold. (`rp` is for systems without ruby, which
 * an e-book does not meet: EPUBCheck, HTM-055.)
 */
export const dropped: ReadonlySet<string> = new Set(
  (
    'script style template noscript iframe object embed applet frame frameset noframes audio video canvas map area ' +
    'base link meta head title param source track textarea select datalist rp'
  ).split(' '),
);

/**
 * Whether an element goes with all it holds; in drawings and formulas other names than in text. (Annotations say a
 * formula again, in a notation that is not for reading.)
 */
export const isDropped = (name: string, isForeign: boolean): boolean =>
  isForeign ? droppedSvg.has(name) || name.startsWith('annotation') : dropped.has(name);

/** Hold what their parent may hold. */
export const transparent: ReadonlySet<string> = new Set(['a', 'ins', 'del']);

export const globalAttributes: ReadonlySet<string> = new Set([
  'id',
  'class',
  'lang',
  'dir',
  'title',
  'role',
  'hidden',
  'epub:type',
]);

/** ARIA attributes that point at ids of the same file. */
export const idReferences: ReadonlySet<string> = new Set([
  'headers',
  'aria-labelledby',
  'aria-describedby',
  'aria-details',
  'aria-controls',
  'aria-owns',
  'aria-flowto',
]);

/** Drawing elements that run, move or fetch: gone with all they hold. */
const droppedSvg: ReadonlySet<string> = new Set(
  'script foreignObject animate animateMotion animateTransform animateColor set handler listener discard audio video iframe canvas mpath feImage font font-face cursor'.split(
    ' ',
  ),
);

/** Presentation MathML, as EPUB has it. `semantics` gives its first child; annotations are not for reading. */
export const mathElements: ReadonlySet<string> = new Set(
  'math mi mn mo ms mspace mtext mrow mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup munder mover munderover mtable mtr mtd'.split(
    ' ',
  ),
);

/** What shapes, text and paint of a drawing may say of themselves. */
export const svgAttributes: ReadonlySet<string> = new Set(
  (
    'id class role href xlink:href style viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d points dx dy rotate ' +
    'transform fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin ' +
    'stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color display visibility clip-path clip-rule mask ' +
    'marker-start marker-mid marker-end font-family font-size font-style font-weight letter-spacing word-spacing ' +
    'text-anchor text-decoration dominant-baseline baseline-shift writing-mode preserveAspectRatio gradientUnits ' +
    'gradientTransform fx fy offset stop-color stop-opacity patternUnits patternContentUnits patternTransform ' +
    'clipPathUnits maskUnits maskContentUnits markerWidth markerHeight markerUnits refX refY orient textLength ' +
    'lengthAdjust spreadMethod'
  ).split(' '),
);
