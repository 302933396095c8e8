import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { findInlineBlocks } from '../inline-text.ts';
import { readEscapes } from '../read-escapes.ts';
import { workOf } from '../work.ts';

/**
 * In literal text an address is text. GitHub's grammar makes links of addresses, escapes and all: where it did, the block's
 * words are read from its source again, since a literal block holds nothing but text.
 */
export function undoLiteralLinks() {
  return (tree: Root, file: VFile): void => {
    const { isLiteral, markdown } = workOf(file);
    if (!isLiteral) return;
    for (const block of findInlineBlocks(tree)) {
      if (!block.position || block.children.every((child) => child.type === 'text')) continue;
      const { start, end } = block.position;
      const whole = markdown.text.slice(start.offset, end.offset);
      const marks = block.type === 'heading' ? (/^#+ /.exec(whole)?.[0].length ?? 0) : 0;
      const from = { line: start.line, column: start.column + marks, offset: (start.offset ?? 0) + marks };
      block.children = [{ type: 'text', value: readEscapes(whole.slice(marks)), position: { start: from, end } }];
    }
  };
}
