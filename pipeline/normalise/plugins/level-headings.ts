import type { Heading, Nodes, Root } from 'mdast';

/**
 * Levels of headings made consistent: the article's title is level 1, so the first level in use is 2, and none is skipped on
 * the way down. Words and numbering are the author's.
 *
 *     # a   ### b   ### c   # d      →      ## a   ### b   ### c   ## d
 */
export function levelHeadings() {
  return (tree: Root): void => {
    const headings: Heading[] = [];
    const visit = (node: Nodes): void => {
      if (node.type === 'heading') headings.push(node);
      else if ('children' in node && node.type !== 'paragraph') for (const child of node.children) visit(child);
    };
    visit(tree);
    const open: { readonly given: number; readonly depth: number }[] = [];
    for (const heading of headings) {
      while (open.length > 0 && (open.at(-1)?.given ?? 0) >= heading.depth) open.pop();
      const given = heading.depth;
      const depth = Math.min(6, (open.at(-1)?.depth ?? 1) + 1);
      open.push({ given, depth });
      heading.depth = depth as Heading['depth'];
    }
  };
}
