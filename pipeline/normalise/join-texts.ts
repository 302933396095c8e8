import type { PhrasingContent, Text } from 'mdast';

/** Neighbouring texts as one, so that a mark sees what stands beside it and places run on. */
export function joinTexts(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const joined: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text') joined[joined.length - 1] = joinPair(last, node);
    else joined.push(node);
  }
  return joined;
}

function joinPair(left: Text, right: Text): Text {
  const value = left.value + right.value;
  if (!left.position || !right.position) return { type: 'text', value };
  return { type: 'text', value, position: { start: left.position.start, end: right.position.end } };
}
