import type { Element, Root } from 'hast';

/** What may be set in a face of its own. */
export type Faced = 'heading' | 'code' | 'quote' | 'emphasis';

const byTag: Readonly<Record<string, Faced>> = {
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  code: 'code',
  pre: 'code',
  blockquote: 'quote',
  em: 'emphasis',
  i: 'emphasis',
  cite: 'emphasis',
  dfn: 'emphasis',
  var: 'emphasis',
};

/** What of it stands in a tree. */
export function findFaces(root: Root): readonly Faced[] {
  const found = new Set<Faced>();
  const visit = (node: Root | Element): void => {
    for (const child of node.children) {
      if (child.type !== 'element') continue;
      const face = byTag[child.tagName];
      if (face) found.add(face);
      visit(child);
    }
  };
  visit(root);
  return [...found];
}
