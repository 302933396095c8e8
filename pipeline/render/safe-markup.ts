import type { Element, Root } from 'hast';
import { type Schema, sanitize } from 'hast-util-sanitize';
import { parseHtml } from './parse-html.ts';
import { foreignAncestors, foreignAttributes, mathTags, svgTags } from './safe-foreign.ts';

/** What an author may write in HTML. Everything else goes, its text stays. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title'],
  abbr: ['title'],
  b: [],
  bdi: ['dir'],
  bdo: ['dir'],
  blockquote: ['cite'],
  br: [],
  caption: [],
  cite: [],
  code: [],
  col: ['span'],
  colgroup: ['span'],
  dd: [],
  del: [],
  dfn: [],
  div: [],
  dl: [],
  dt: [],
  em: [],
  figcaption: [],
  figure: [],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  hr: [],
  i: [],
  img: ['src', 'alt', 'title', 'width', 'height'],
  ins: [],
  kbd: [],
  li: ['value'],
  mark: [],
  ol: ['start', 'reversed', 'type'],
  p: [],
  pre: [],
  q: ['cite'],
  rp: [],
  rt: [],
  ruby: [],
  s: [],
  samp: [],
  small: [],
  span: [],
  strong: [],
  sub: [],
  sup: [],
  table: [],
  tbody: [],
  td: ['colSpan', 'rowSpan', 'headers', 'align'],
  tfoot: [],
  th: ['colSpan', 'rowSpan', 'headers', 'scope', 'abbr', 'align'],
  thead: [],
  time: ['dateTime'],
  tr: [],
  u: [],
  ul: [],
  var: [],
  wbr: [],
};

const everywhere = ['lang', 'dir', 'id', 'title'];

const makeSchema = (mark: string): Schema => ({
  // A box of a task list is the converter's own: one that an author wrote has no mark and goes.
  tagNames: [...Object.keys(allowed), ...Object.keys(mathTags), ...Object.keys(svgTags), 'input'],
  attributes: {
    ...Object.fromEntries(Object.entries(allowed).map(([tag, names]) => [tag, [...names]])),
    ...foreignAttributes,
    '*': [...everywhere, mark],
  },
  ancestors: { ...foreignAncestors },
  protocols: { href: ['http', 'https', 'mailto'], cite: ['http', 'https'], src: [] },
  // Nothing is dropped with its text: what was written is what an editor will look for.
  strip: [],
  clobber: [],
  allowComments: false,
  allowDoctypes: false,
});

/**
 * Parses raw HTML nodes of a body and keeps what is allowed. What the converter and the templates made around them
 * (calls of notes, emphasis dots, boxes of tasks) is theirs and comes back as it was. `unsafe` names what was taken out.
 */
export function parseRaw(tree: Root): { readonly tree: Root; readonly unsafe: readonly string[] } {
  const mark = findFreeName(tree);
  const kept: Element[] = [];
  const parsed = parseHtml(markOwn(tree, mark, kept));
  const unsafe = new Set<string>();
  findUnsafe(parsed, unsafe, mark);
  const clean = sanitize(parsed, makeSchema(mark));
  if (clean.type === 'root') giveBack(clean, mark, kept);
  return { tree: clean.type === 'root' ? clean : { type: 'root', children: [] }, unsafe: [...unsafe].sort() };
}

/** A property that no author has written: its attribute's name is nowhere in the raw HTML. */
function findFreeName(tree: Root): string {
  let text = '';
  const visit = (node: Root | Root['children'][number]): void => {
    if ('value' in node && (node.type as string) === 'raw') text += node.value.toLowerCase();
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  let n = 0;
  while (text.includes(`data-own${n}`)) n++;
  return `dataOwn${n}`;
}

/** The tree with each element's properties put away, a number in their place. */
function markOwn<T extends Root | Root['children'][number]>(node: T, mark: string, kept: Element[]): T {
  if (!('children' in node)) return node;
  const children = node.children.map((child) => markOwn(child, mark, kept));
  if (node.type !== 'element') return { ...node, children };
  kept.push(node);
  return { ...node, properties: { [mark]: String(kept.length - 1) }, children };
}

function giveBack(node: Root | Element, mark: string, kept: readonly Element[]): void {
  node.children = node.children.flatMap((child): typeof node.children => {
    if (child.type !== 'element') return [child];
    const own = kept[Number(child.properties[mark] ?? -1)];
    if (child.tagName === 'input' && own?.tagName !== 'input') return [];
    if (own?.tagName === child.tagName) child.properties = own.properties;
    else delete child.properties[mark];
    giveBack(child, mark, kept);
    return [child];
  });
}

/** Whether a link may stay: web and mail addresses, and places within the article. */
export function isSafeLink(href: string): boolean {
  // Browsers skip control characters when they read a scheme.
  const plain = href.replace(/[\u0000-\u0020\u007f-\u009f]/g, '');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(plain)?.[1]?.toLowerCase();
  if (scheme) return scheme === 'http' || scheme === 'https' || scheme === 'mailto';
  return plain.startsWith('#');
}

/** The scheme of a link that may not stay, as it is told to an editor; null for any other link. */
export function unsafeScheme(href: unknown): string | null {
  if (typeof href !== 'string' || isSafeLink(href)) return null;
  return /^[^a-z]*([a-z][a-z0-9+.-]*:)/i.exec(href)?.[1]?.toLowerCase() ?? null;
}

function findUnsafe(node: Root | Element, unsafe: Set<string>, mark: string): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    const { tagName, properties } = child;
    const isKnown = Object.hasOwn(allowed, tagName) || tagName in mathTags || tagName in svgTags;
    if (!isKnown && properties[mark] === undefined) unsafe.add(child.tagName);
    else
      for (const name of Object.keys(child.properties)) {
        // Classes and what the converter sets itself are not worth a word.
        if (/^on|^style$|^srcDoc$|^formAction$/i.test(name)) unsafe.add(`${child.tagName} ${name.toLowerCase()}`);
      }
    const scheme = unsafeScheme(child.properties.href);
    if (scheme) unsafe.add(scheme);
    findUnsafe(child, unsafe, mark);
  }
}
