import type { Nodes, Paragraph, Parents, PhrasingContent, Root, RootContent, Text } from 'mdast';
import type { VFile } from 'vfile';
import { joinTexts } from '../join-texts.ts';
import { workOf } from '../work.ts';

/**
 * The directives that mean something; any other is words that happened to look like one.
 *
 *     :ruby[漢]{rt=hàn}   :dots[着重]   :em[着重]        :::poem … :::   center, right, signature
 */
const known = {
  textDirective: new Set(['ruby', 'dots', 'em']),
  leafDirective: new Set<string>(),
  containerDirective: new Set(['poem', 'center', 'right', 'signature']),
};

/** Unknown directives return to their exact source text: `会议强调:要坚持` keeps its words. */
export function restoreDirectives() {
  return (tree: Root, file: VFile): void => restore(tree, workOf(file).markdown.text);
}

function restore(parent: Parents, source: string): void {
  let isChanged = false;
  const children = (parent.children as Nodes[]).flatMap((node): Nodes[] => {
    if (node.type === 'textDirective' && !known.textDirective.has(node.name)) {
      isChanged = true;
      return [textOf(node, source)];
    }
    if (node.type === 'leafDirective' && !known.leafDirective.has(node.name)) {
      isChanged = true;
      return [paragraphOf(textOf(node, source))];
    }
    if ('children' in node) restore(node, source);
    if (node.type === 'containerDirective' && !known.containerDirective.has(node.name)) {
      isChanged = true;
      return unwrap(node, source);
    }
    return [node];
  });
  if (!isChanged) return;
  const isInline = children.every((child) => child.type !== 'paragraph' && child.type !== 'root');
  const joined = isInline ? joinTexts(children as PhrasingContent[]) : children;
  parent.children = joined as typeof parent.children & RootContent[];
}

function textOf(node: Nodes, source: string): Text {
  const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
  const text: Text = { type: 'text', value: source.slice(start, end) };
  return node.position ? { ...text, position: node.position } : text;
}

function paragraphOf(text: Text): Paragraph {
  return { type: 'paragraph', children: [text], ...(text.position ? { position: text.position } : {}) };
}

/** A block of unknown name: its first and last line as paragraphs, and what stands between them as it is. */
function unwrap(node: Extract<Nodes, { type: 'containerDirective' }>, source: string): Nodes[] {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  const lines = source.slice(start, end).split('\n');
  const children = node.children.filter((child) => !(child.data && 'directiveLabel' in child.data));
  const lineAt = (from: number, value: string): Paragraph => {
    const point = (offset: number) => ({ line: 1, column: 1, offset });
    return paragraphOf({ type: 'text', value, position: { start: point(from), end: point(from + value.length) } });
  };
  const first = lineAt(start, lines[0] ?? '');
  const last = lines.at(-1) ?? '';
  const isClosed = lines.length > 1 && /^\s*:{3,}\s*$/.test(last);
  return isClosed ? [first, ...children, lineAt(end - last.length, last)] : [first, ...children];
}
