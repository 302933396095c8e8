import type { Element, ElementContent, Root, Text } from 'hast';
import type { TextPlace } from './foot-units.ts';

interface Counter {
  block: number;
  seen: number;
}

/**
 * Cuts a tree in two at a place in its text. Elements that stand on both sides are on both sides: the second has no id
 * (an id is one place). The block whose text is cut says so, that styles neither indent it again nor end its first half
 * short, and how much of it stands before, so that it can be cut once more; lists go on counting where they were cut, and an item that goes on has no number again.
 *
 *     <p>one two</p>   cut before "two"   <p data-cut="end">one </p> | <p data-cut="start">two</p>
 *            ^
 */
export function splitTree(nodes: readonly ElementContent[], at: TextPlace): [ElementContent[], ElementContent[]] {
  return splitNodes(nodes, at, { block: -1, seen: 0 });
}

function splitNodes(
  nodes: readonly ElementContent[],
  at: TextPlace,
  counter: Counter,
): [ElementContent[], ElementContent[]] {
  const left: ElementContent[] = [];
  const right: ElementContent[] = [];
  for (const node of nodes) {
    if (node.type === 'text') {
      const [a, b] = splitText(node, at, counter);
      if (a) left.push(a);
      if (b) right.push(b);
    } else if (node.type === 'element') {
      const [a, b] = splitElement(node, at, counter);
      if (a) left.push(a);
      if (b) right.push(b);
    } else (isPast(at, counter) ? right : left).push(node);
  }
  return [left, right];
}

function splitElement(node: Element, at: TextPlace, counter: Counter): [Element | null, Element | null] {
  const own = node.properties.dataBlock;
  // Blocks are numbered in reading order: text that follows one without a number of its own counts as its end.
  const isBlock = own !== undefined && own !== null;
  if (isBlock) Object.assign(counter, { block: Number(own), seen: Number(node.properties.dataFrom ?? 0) });
  if (node.children.length === 0) return isPast(at, counter) ? [null, node] : [node, null];
  // What begins with that place is on the other side whole: a picture stands above its caption and has no number.
  if (!isBlock && at.offset === 0 && firstBlock(node) === at.block) {
    Object.assign(counter, { block: at.block, seen: 0 });
    return [null, node];
  }
  const [left, right] = splitNodes(node.children, at, counter);
  if (right.length === 0) return [{ ...node, children: left }, null];
  if (left.length === 0) return [null, { ...node, children: right }];
  const { id: _, ...properties } = node.properties;
  const isCut = isBlock && Number(own) === at.block;
  const further = {
    ...(isCut ? { dataCut: 'start', dataFrom: String(at.offset) } : {}),
    ...(node.tagName === 'li' ? { dataGoesOn: '' } : {}),
    ...(node.tagName === 'ol' ? { start: countOn(node, left, right) } : {}),
  };
  return [
    { ...node, properties: { ...node.properties, ...(isCut ? { dataCut: endOf(node) } : {}) }, children: left },
    { ...node, properties: { ...properties, ...further }, children: right },
  ];
}

/** The number of the first block in an element that is none itself; null when there is none. */
function firstBlock(node: Element): number | null {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    const own = child.properties.dataBlock;
    const found = own !== undefined && own !== null ? Number(own) : firstBlock(child);
    if (found !== null) return found;
  }
  return null;
}

/** A block that began before and ends later is cut at both ends. */
const endOf = ({ properties }: Element): string => (properties.dataCut === 'start' ? 'start end' : 'end');

/** The number at which the second half of a list begins: that of the item that goes on, or the next one. */
function countOn(list: Element, left: readonly ElementContent[], right: readonly ElementContent[]): number {
  const isItem = (node: ElementContent): node is Element => node.type === 'element' && node.tagName === 'li';
  const isDown = list.properties.reversed === true || list.properties.reversed === '';
  const step = isDown ? -1 : 1;
  let next = Number(list.properties.start ?? (isDown ? list.children.filter(isItem).length : 1));
  for (const item of left.filter(isItem)) next = Number(item.properties.value ?? next) + step;
  return right.find(isItem)?.properties.dataGoesOn === '' ? next - step : next;
}

function splitText(node: Text, at: TextPlace, counter: Counter): [Text | null, Text | null] {
  if (counter.block !== at.block) return isPast(at, counter) ? [null, node] : [node, null];
  const cut = at.offset - counter.seen;
  counter.seen += node.value.length;
  if (cut <= 0) return [null, node];
  if (cut >= node.value.length) return [node, null];
  return [
    { type: 'text', value: node.value.slice(0, cut) },
    { type: 'text', value: node.value.slice(cut) },
  ];
}

/** Whether the counter stands at or behind the place. */
const isPast = (at: TextPlace, { block, seen }: Counter): boolean =>
  block > at.block || (block === at.block && seen >= at.offset);

/** Offsets of note calls in the text of their blocks, and the notes that they call. */
export function findCalls(root: Root): { readonly block: number; readonly offset: number; readonly noteId: string }[] {
  const calls: { block: number; offset: number; noteId: string }[] = [];
  let block = -1;
  let seen = 0;
  const visit = (node: Root | ElementContent | Root['children'][number]): void => {
    if (node.type === 'text') seen += node.value.length;
    if (node.type === 'element') {
      const own = node.properties.dataBlock;
      if (own !== undefined && own !== null) {
        block = Number(own);
        seen = 0;
      }
      const { href, role } = node.properties;
      if (role === 'doc-noteref' && typeof href === 'string')
        calls.push({ block, offset: seen, noteId: href.slice(1) });
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(root);
  return calls;
}
