import { createHash } from 'node:crypto';
import type { Nodes, Root } from 'mdast';
import type { Title } from '../core/edition.ts';

/** SHA-256 (hexadecimal) of what a reader sees of an article: title, byline, and the body without its places. */
export function hashContent(title: Title, byline: string, body: Root): string {
  const hash = createHash('sha256');
  const head = JSON.stringify([title.parts, title.subtitle, byline]);
  const parts: string[] = [];
  write(body, parts);
  return hash.update(head + parts.join('\u0000')).digest('hex');
}

/** Everything of a node but where it came from, in an order of its own. */
function write(node: Nodes, parts: string[]): void {
  parts.push(node.type);
  if ('value' in node) parts.push(node.value);
  if (node.type !== 'text' && node.type !== 'paragraph') {
    const own = Object.entries(node).filter(
      ([key]) => !['type', 'value', 'children', 'position', 'data'].includes(key),
    );
    if (own.length > 0) parts.push(JSON.stringify(own.sort(([a], [b]) => (a < b ? -1 : 1))));
  }
  if (!('children' in node)) return;
  for (const child of node.children) write(child, parts);
  parts.push('/');
}
