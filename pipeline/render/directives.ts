import type { Element, ElementContent } from 'hast';
import type { Nodes, Parents } from 'mdast';
import { makeElement } from '../../templates/element.ts';
import type { ClassName } from '../../templates/vocabulary.ts';

/** The part of the converter's state that a handler needs. */
interface State {
  readonly all: (node: Parents) => ElementContent[];
}

/** A directive as the parser gives it. */
interface Directive {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | null | undefined>> | null;
}

/**
 * Directives of known name: `:ruby[han]{rt=…}`, `:dots[…]`, `:::poem`, `:::center`, `:::right` (`signature`). Unknown ones
 * were given back their source text before this stage; one that comes through all the same keeps its words.
 */
export function directiveHandlers(lang: string) {
  return {
    textDirective: (state: State, node: Nodes): ElementContent | ElementContent[] => makeInline(state, node),
    leafDirective: (state: State, node: Nodes): Element => makeElement('p', null, {}, state.all(node as Parents)),
    containerDirective: (state: State, node: Nodes): Element | ElementContent[] => makeContainer(state, node),
    emphasis: (state: State, node: Nodes): Element =>
      lang.startsWith('zh')
        ? makeEmphasis(state.all(node as Parents))
        : makeElement('em', null, {}, state.all(node as Parents)),
  };
}

function makeInline(state: State, node: Nodes): ElementContent | ElementContent[] {
  const { name, attributes } = node as unknown as Directive;
  const children = state.all(node as Parents);
  if (name === 'ruby') {
    const reading = attributes?.rt ?? '';
    return makeElement('ruby', null, {}, children, makeElement('rt', null, {}, reading));
  }
  if (name === 'dots' || name === 'em') return makeDots(children);
  return children;
}

const containers: Readonly<Record<string, ClassName>> = {
  poem: 'poem',
  center: 'aligned-center',
  right: 'aligned-end',
  signature: 'aligned-end',
};

function makeContainer(state: State, node: Nodes): Element | ElementContent[] {
  const { name } = node as unknown as Directive;
  const children = state.all(node as Parents);
  const className = containers[name];
  if (!className) return children;
  return makeElement('div', className, {}, children);
}

/** Han characters have dots; a title in Latin letters leans, as it would in its own language. */
function makeEmphasis(children: ElementContent[]): Element {
  const text = children.map((child) => toText(child)).join('');
  return !/\p{Script=Han}/u.test(text) && /\p{Script=Latin}/u.test(text)
    ? makeElement('em', 'latin', {}, children)
    : makeDots(children);
}

function toText(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map((child) => toText(child)).join('') : '';
}

/**
 * Emphasis dots (GB/T 15834 4.16): each Han character in a box of its own, under which print draws the dot as a shape. The
 * browser's own marks would stand in the text layer as bullets.
 */
function makeDots(children: ElementContent[]): Element {
  return makeElement('em', 'dots', {}, children.flatMap(dotted));
}

function dotted(node: ElementContent): ElementContent[] {
  if (node.type === 'element') return [{ ...node, children: node.children.flatMap(dotted) }];
  if (node.type !== 'text') return [node];
  return [...node.value.matchAll(/\p{Script=Han}|[^\p{Script=Han}]+/gu)].map(([piece]) =>
    /^\p{Script=Han}$/u.test(piece) ? makeElement('span', 'dot', {}, piece) : { type: 'text', value: piece },
  );
}
