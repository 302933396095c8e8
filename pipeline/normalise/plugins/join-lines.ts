import type { Root } from 'mdast';
import { findInlineBlocks, readInline } from '../inline-text.ts';

const tight = /[\p{Script=Han}\u3001-\u303f\uff01-\uff60\u201c\u201d\u2018\u2019\u2014\u2026]/u;

/** A line of the source that ends between two Chinese characters ends nothing: it must not become a space. */
export function joinLines() {
  return (tree: Root): void => {
    for (const block of findInlineBlocks(tree)) {
      const { text, pieces } = readInline(block);
      if (!text.includes('\n')) continue;
      for (const { node, start } of pieces) {
        if (!node.value.includes('\n')) continue;
        node.value = node.value.replace(/[ \t]*\n[ \t]*/g, (gap, at: number) => {
          const before = charBefore(text, start + at);
          const behind = String.fromCodePoint(text.codePointAt(start + at + gap.length) ?? 0x20);
          return tight.test(before) && tight.test(behind) ? '' : '\n';
        });
      }
    }
  };
}

function charBefore(text: string, at: number): string {
  const code = text.charCodeAt(at - 1);
  return code >= 0xdc00 && code <= 0xdfff ? text.slice(at - 2, at) : text.slice(at - 1, at);
}
