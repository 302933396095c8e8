import type { FootnoteDefinition, Nodes, Paragraph, Parents, Root, RootContent } from 'mdast';
import type { VFile } from 'vfile';
import { findInlineBlocks, readInline, visitNodes } from '../inline-text.ts';
import { tell, workOf } from '../work.ts';

/**
 * Notes gathered behind the text in the order in which they are called. A call without a note stays as text and is told; a
 * note that nothing calls, or a second one of the same name, becomes a paragraph where it stands, so that it is read.
 */
export function gatherFootnotes() {
  return (tree: Root, file: VFile): void => {
    const { isLiteral, markdown } = workOf(file);
    if (isLiteral) return;
    const called: string[] = [];
    const definitions = new Map<string, FootnoteDefinition>();
    visitNodes(tree, (node) => {
      if (node.type === 'footnoteReference' && !called.includes(node.identifier)) called.push(node.identifier);
      if (node.type === 'footnoteDefinition' && !definitions.has(node.identifier))
        definitions.set(node.identifier, node);
    });
    if (markdown.text.includes('[^')) reportMissing(tree, file);
    if (definitions.size === 0) return;

    takeOut(tree, (node) => {
      const isKept = called.includes(node.identifier) && definitions.get(node.identifier) === node;
      if (isKept) return [];
      const label = node.label ?? node.identifier;
      tell(file, 'normalise/footnote-unused', { label }, node.position?.start.offset);
      return asText(node, label);
    });
    for (const identifier of called) {
      const definition = definitions.get(identifier);
      if (definition) tree.children.push(definition);
    }
  };
}

/** Replaces every definition, wherever it stands. */
function takeOut(parent: Parents, replace: (node: FootnoteDefinition) => RootContent[]): void {
  const children = (parent.children as Nodes[]).flatMap((node): Nodes[] => {
    if ('children' in node) takeOut(node, replace);
    return node.type === 'footnoteDefinition' ? replace(node) : [node];
  });
  parent.children = children as typeof parent.children & RootContent[];
}

function asText(node: FootnoteDefinition, label: string): RootContent[] {
  const [first, ...rest] = node.children;
  const opening = { type: 'text' as const, value: `[^${label}]: ` };
  if (first?.type !== 'paragraph') return [{ type: 'paragraph', children: [opening] }, ...node.children];
  const joined: Paragraph = { ...first, children: [opening, ...first.children] };
  return [joined, ...rest];
}

function reportMissing(tree: Root, file: VFile): void {
  for (const block of findInlineBlocks(tree)) {
    const { pieces } = readInline(block);
    for (const { node } of pieces) {
      for (const found of node.value.matchAll(/\[\^([^\]\s]{1,99})\]/g)) {
        const at = (node.position?.start.offset ?? 0) + found.index;
        tell(file, 'normalise/footnote-missing', { label: found[1] ?? '' }, at);
      }
    }
  }
}
