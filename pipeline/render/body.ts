import type { Element, ElementContent, Root, RootContent } from 'hast';
import type { FootnoteDefinition, RootContent as MdastContent, Root as MdastRoot, Nodes } from 'mdast';
import remarkRehype, { type Options } from 'remark-rehype';
import { unified } from 'unified';
import { makeNoteCall, makeNotes } from '../../templates/notes.ts';
import { directiveHandlers } from './directives.ts';
import { parseRaw } from './safe-markup.ts';
import { joinLines, shapeBody } from './shape-body.ts';

/** What a body becomes: its blocks, its notes, and what was taken out of it for safety. */
export interface Body {
  readonly children: readonly ElementContent[];
  readonly notes: Element | null;
  readonly unsafe: readonly string[];
}

/**
 * A body as hast. Raw HTML is held to the allow-list; ids are the section's own (`<section>-…`), so that two articles
 * never meet; heading levels start below the title's and have no gaps; notes are gathered in the order they are called, and
 * counted on from `notesBefore`.
 */
export function makeBody(body: MdastRoot, sectionId: string, lang: string, notesBefore = 0): Body {
  if (isBareBody(body)) return { children: makeBareBody(body), notes: null, unsafe: [] };
  const definitions = collectNotes(body);
  const calls = new Map<string, { number: number; callIds: string[] }>();
  const options = makeOptions(sectionId, lang, definitions, calls, notesBefore);
  const unsafe = new Set<string>();
  const convert = (children: readonly MdastContent[]): ElementContent[] => {
    const tree: MdastRoot = { type: 'root', children: [...children] };
    let hast = unified().use(remarkRehype, options).runSync(tree) as Root;
    if (hasRaw(hast)) {
      const parsed = parseRaw(hast);
      hast = parsed.tree;
      for (const name of parsed.unsafe) unsafe.add(name);
    }
    return shapeBody(hast, { sectionId, lang, topHeading, unsafe });
  };
  const blocks = convert(body.children.filter((node) => node.type !== 'footnoteDefinition' && node.type !== 'yaml'));
  // Notes may call further notes: the list grows while it is read.
  const notes: { id: string; number: number; callIds: readonly string[]; body: ElementContent[] }[] = [];
  for (let i = 0; i < calls.size; i++) {
    const [label, call] = [...calls][i] ?? [];
    const definition = label === undefined ? undefined : definitions.get(label);
    if (!call || !definition) continue;
    notes.push({
      id: noteId(sectionId, call.number),
      number: call.number,
      callIds: call.callIds,
      body: convert(definition.children),
    });
  }
  return { children: blocks, notes: notes.length > 0 ? makeNotes(notes) : null, unsafe: [...unsafe] };
}

/** Paragraphs with nothing in them but text: most bodies of meetings and papers are so. */
export function isBareBody({ children }: MdastRoot): boolean {
  return children.every((node) => node.type === 'paragraph' && node.children.every((child) => child.type === 'text'));
}

/** A bare body needs no converter. */
function makeBareBody(body: MdastRoot): ElementContent[] {
  return body.children.map((node) => {
    const texts = node.type === 'paragraph' ? node.children : [];
    const children = texts.map((child): ElementContent => {
      return { type: 'text', value: child.type === 'text' ? joinLines(child.value) : '' };
    });
    return { type: 'element', tagName: 'p', properties: {}, children };
  });
}

/** Headings of the text stand below the article's title. */
const topHeading = 2;

/** How many notes a body has: those that are called in it, or in one another. */
export function countNotes(body: MdastRoot): number {
  const definitions = collectNotes(body);
  const called = new Set<string>();
  const visit = (node: Nodes): void => {
    if (node.type === 'footnoteReference' && definitions.has(node.identifier)) called.add(node.identifier);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  if (definitions.size > 0) visit(body);
  return called.size;
}

const noteId = (sectionId: string, number: number): string => `${sectionId}-n${number}`;

function collectNotes(body: MdastRoot): ReadonlyMap<string, FootnoteDefinition> {
  const found = new Map<string, FootnoteDefinition>();
  const visit = (node: Nodes): void => {
    if (node.type === 'footnoteDefinition' && !found.has(node.identifier)) found.set(node.identifier, node);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(body);
  return found;
}

function makeOptions(
  sectionId: string,
  lang: string,
  definitions: ReadonlyMap<string, FootnoteDefinition>,
  calls: Map<string, { number: number; callIds: string[] }>,
  notesBefore: number,
): Options {
  return {
    allowDangerousHtml: true,
    handlers: {
      ...directiveHandlers(lang),
      footnoteReference: (_state, node: { identifier: string; label?: string | null }) => {
        if (!definitions.has(node.identifier)) return { type: 'text', value: `[^${node.label ?? node.identifier}]` };
        const call = calls.get(node.identifier) ?? { number: notesBefore + calls.size + 1, callIds: [] };
        calls.set(node.identifier, call);
        const nth = call.callIds.length + 1;
        const callId = `${sectionId}-r${call.number}${nth === 1 ? '' : `-${nth}`}`;
        call.callIds.push(callId);
        return makeNoteCall({ id: callId, noteId: noteId(sectionId, call.number), number: call.number });
      },
      footnoteDefinition: () => undefined,
    },
  };
}

function hasRaw(node: Root | RootContent): boolean {
  if ((node.type as string) === 'raw') return true;
  return 'children' in node && node.children.some((child) => hasRaw(child as RootContent));
}
