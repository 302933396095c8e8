import type { Nodes, Parents, PhrasingContent, Root, Text } from 'mdast';

/** Blocks whose children are running text. */
export type InlineParent = Extract<Parents, { type: 'paragraph' | 'heading' | 'tableCell' }>;

/** Every block of running text, in reading order. */
export function findInlineBlocks(tree: Root): InlineParent[] {
  const found: InlineParent[] = [];
  const stack: Nodes[] = [tree];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') found.push(node);
    else if ('children' in node)
      for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as Nodes);
  }
  return found;
}

/** A text node, and where its value starts in the text of its block. */
export interface TextPiece {
  readonly node: Text;
  readonly start: number;
}

/** The running text of a block: U+FFFC for code and pictures, nothing for marks of markup, a line feed for a break. */
export function readInline(block: InlineParent): { readonly text: string; readonly pieces: readonly TextPiece[] } {
  const [only] = block.children;
  if (only?.type === 'text' && block.children.length === 1)
    return { text: only.value, pieces: [{ node: only, start: 0 }] };
  const pieces: TextPiece[] = [];
  let text = '';
  const visit = (node: PhrasingContent): void => {
    if (node.type === 'text') {
      pieces.push({ node, start: text.length });
      text += node.value;
    } else if (node.type === 'link' && isAddress(node)) text += '\ufffc';
    else if ('children' in node) for (const child of node.children) visit(child);
    else if (node.type === 'break') text += '\n';
    else if (node.type !== 'html' && node.type !== 'footnoteReference') text += '\ufffc';
  };
  for (const child of block.children) visit(child);
  return { text, pieces };
}

/** A link that shows its own address is an address, not words. */
function isAddress(link: Extract<PhrasingContent, { type: 'link' }>): boolean {
  const [only] = link.children;
  return (
    only?.type === 'text' && link.url.replace(/^(?:mailto:|https?:\/\/)/, '') === only.value.replace(/^https?:\/\//, '')
  );
}

/** Runs over every node with its parent, parents first. `run` may replace children; those are not visited again. */
export function visitNodes(tree: Root, run: (node: Nodes, parent: Parents, index: number) => void): void {
  const visit = (parent: Parents): void => {
    for (const [index, child] of [...parent.children].entries()) {
      run(child, parent, index);
      if ('children' in child) visit(child);
    }
  };
  visit(tree);
}
