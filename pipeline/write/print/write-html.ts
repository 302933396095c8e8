import type { Element, Root, RootContent } from 'hast';

/**
 * The HTML of a section that has nothing in it but plain elements of ours, in the very characters that the general writer
 * gives, in a sixth of its time: nearly all sections are so, and an edition has a hundred thousand elements. Null for any
 * other: then the general writer is asked. (A test holds the two against each other.) `hrefOf` gives links their address.
 */
export function writeHtml(root: Root, hrefOf: (href: string) => string): string | null {
  let html = '';
  for (const child of root.children) {
    const written = writeNode(child, hrefOf);
    if (written === null) return null;
    html += written;
  }
  return html;
}

/** Elements that have children, no marks of their own to be minded, and nothing that print changes in them. */
const plainTags: ReadonlySet<string> = new Set(
  'a article blockquote div em h1 h2 h3 h4 h5 h6 header i li nav ol p section span strong sup ul'.split(' '),
);

/** How properties are called in HTML. */
const attributeNames: Readonly<Record<string, string>> = {
  id: 'id',
  lang: 'lang',
  className: 'class',
  dataBlock: 'data-block',
  dataPageOf: 'data-page-of',
  ariaHidden: 'aria-hidden',
  role: 'role',
  href: 'href',
};

/** What an attribute may be without a character of it being written in another way. */
const plainValue = /^[A-Za-z0-9 #:/._-]*$/;

function writeNode(node: RootContent, hrefOf: (href: string) => string): string | null {
  if (node.type === 'text') return escapeText(node.value);
  if (node.type !== 'element' || !plainTags.has(node.tagName)) return null;
  const attributes = writeAttributes(node, hrefOf);
  if (attributes === null) return null;
  let inner = '';
  for (const child of node.children) {
    const written = writeNode(child, hrefOf);
    if (written === null) return null;
    inner += written;
  }
  return `<${node.tagName}${attributes}>${inner}</${node.tagName}>`;
}

function writeAttributes({ properties }: Element, hrefOf: (href: string) => string): string | null {
  let attributes = '';
  for (const key in properties) {
    const value = properties[key];
    if (value === null || value === undefined) continue;
    const name = attributeNames[key];
    const given = Array.isArray(value) ? value.join(' ') : value;
    if (name === undefined || typeof given !== 'string' || !plainValue.test(given)) return null;
    attributes += ` ${name}="${key === 'href' ? hrefOf(given) : given}"`;
  }
  return attributes;
}

const special = /[<&]/;

function escapeText(text: string): string {
  return special.test(text) ? text.replace(/&/g, '&#x26;').replace(/</g, '&#x3C;') : text;
}
