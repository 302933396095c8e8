import type { Element, Root } from 'hast';
import { raw } from 'hast-util-raw';
import { type Schema, sanitize } from 'hast-util-sanitize';

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

const schema: Schema = {
  tagNames: Object.keys(allowed),
  attributes: {
    ...Object.fromEntries(Object.entries(allowed).map(([tag, names]) => [tag, [...names]])),
    '*': everywhere,
  },
  protocols: { href: ['http', 'https', 'mailto'], cite: ['http', 'https'], src: [] },
  // Nothing is dropped with its text: what was written is what an editor will look for.
  strip: [],
  clobber: [],
  allowComments: false,
  allowDoctypes: false,
};

/** Parses raw HTML nodes of a body and keeps what is allowed. `unsafe` names what was taken out. */
export function parseRaw(tree: Root): { readonly tree: Root; readonly unsafe: readonly string[] } {
  const parsed = raw(tree) as Root;
  const unsafe = new Set<string>();
  findUnsafe(parsed, unsafe);
  const clean = sanitize(parsed, schema);
  return { tree: clean.type === 'root' ? clean : { type: 'root', children: [] }, unsafe: [...unsafe].sort() };
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

function findUnsafe(node: Root | Element, unsafe: Set<string>): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    const names = allowed[child.tagName];
    if (!names) unsafe.add(child.tagName);
    else
      for (const name of Object.keys(child.properties)) {
        // Classes and what the converter sets itself are not worth a word.
        if (/^on|^style$|^srcDoc$|^formAction$/i.test(name)) unsafe.add(`${child.tagName} ${name.toLowerCase()}`);
      }
    const scheme = unsafeScheme(child.properties.href);
    if (scheme) unsafe.add(scheme);
    findUnsafe(child, unsafe);
  }
}
