import type { Root as HastRoot } from 'hast';
import type { Nodes } from 'mdast';

/** The parser of HTML is large, and few editions have any HTML: it is loaded for those alone. */
let parser: typeof import('hast-util-raw').raw | null = null;

/** Gets ready what raw HTML in these bodies needs; to be awaited before they are made into sections. */
export async function loadHtmlParser(bodies: readonly (Nodes | null)[]): Promise<void> {
  if (parser || !bodies.some((body) => body !== null && hasHtml(body))) return;
  parser = (await import('hast-util-raw')).raw;
}

/** A tree with pieces of raw HTML as the tree that a browser would make of it. */
export function parseHtml(tree: HastRoot): HastRoot {
  if (!parser) throw new Error('raw HTML in a body that nobody looked at beforehand');
  // A root goes in and comes out.
  return parser(tree) as HastRoot;
}

function hasHtml(node: Nodes): boolean {
  return node.type === 'html' || ('children' in node && node.children.some(hasHtml));
}
