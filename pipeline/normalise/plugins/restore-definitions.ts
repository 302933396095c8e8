import type { Nodes, Parents, Root, RootContent } from 'mdast';
import type { VFile } from 'vfile';
import { visitNodes } from '../inline-text.ts';
import { workOf } from '../work.ts';

/**
 * `[注]: 说明` at a line's start is, to Markdown, the address of a link, and is not shown. Where nothing links to it and no
 * address could look so, it is words, and returns as a paragraph.
 */
export function restoreDefinitions() {
  return (tree: Root, file: VFile): void => {
    const { isLiteral, markdown } = workOf(file);
    if (isLiteral || !markdown.text.includes(']:')) return;
    const called = new Set<string>();
    visitNodes(tree, (node) => {
      if (node.type === 'linkReference' || node.type === 'imageReference') called.add(node.identifier);
    });
    restore(tree, called, markdown.text);
  };
}

function restore(parent: Parents, called: ReadonlySet<string>, source: string): void {
  const children = (parent.children as Nodes[]).map((node): Nodes => {
    if ('children' in node) restore(node, called, source);
    const isWords = node.type === 'definition' && !called.has(node.identifier) && /[^\u0000-\u024f]/u.test(node.url);
    if (!isWords || !node.position) return node;
    const { position } = node;
    const value = source.slice(position.start.offset, position.end.offset);
    return { type: 'paragraph', children: [{ type: 'text', value, position }], position };
  });
  parent.children = children as typeof parent.children & RootContent[];
}
