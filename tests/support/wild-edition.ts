import fc from 'fast-check';
import type { ElementContent } from 'hast';
import type { Rendered, Section } from '../../pipeline/core/edition.ts';
import { makeRendered } from './rendered-sample.ts';

/**
 * An edition whose articles are trees of anything: elements that may not stand where they stand, attributes of any value,
 * text of any characters. The same for the same count.
 */
export function makeWildEdition(count: number): Rendered {
  const trees = fc.sample(fc.array(node, { minLength: 1, maxLength: 4 }), { seed: 20181024, numRuns: count });
  const base = makeRendered(0);
  const sections = trees.map(
    (children, i): Section => ({
      id: `t${i}`,
      role: 'article',
      matter: 'body',
      title: `t${i}`,
      lang: 'zh-CN',
      start: 'new-page',
      hast: { type: 'root', children },
    }),
  );
  const contents = sections.map(({ id, title }) => ({
    id,
    kind: 'article' as const,
    title: { text: title, parts: [title], subtitle: '' },
    author: '',
    office: '',
    children: [],
  }));
  return { ...base, sections, edition: { ...base.edition, contents } };
}

const element = (tagName: string, properties: Record<string, unknown>, children: ElementContent[]): ElementContent => ({
  type: 'element',
  tagName,
  // Values of any type: whoever writes them must cope.
  properties: properties as never,
  children,
});

const names = [
  'p div span a em strong b i u s small sub sup code pre q cite abbr mark ins del ruby rt rp rb br wbr hr ul ol li dl dt dd',
  'table caption colgroup col thead tbody tfoot tr td th figure figcaption h1 h2 h3 h4 h5 h6 blockquote section article',
  'aside header footer nav main address details summary center font big tt strike input img svg math mi mo semantics',
  'circle title script style template iframe object form button label time data bdo video picture unknown-element',
]
  .join(' ')
  .split(' ');

/** No parser gives these children. */
const isVoid = (name: string): boolean => /^(br|wbr|hr|img|input|col)$/.test(name);

const text = fc.string({ unit: 'grapheme', maxLength: 8 }).map((value): ElementContent => ({ type: 'text', value }));
const wild = fc.string({ unit: 'binary', maxLength: 6 });
const properties = fc.record(
  {
    id: wild,
    href: fc.oneof(wild, fc.constantFrom('#a', 'javascript:1', 'http://[', 'https://example.org/\u4e2d?a&b', '//x')),
    src: wild,
    alt: wild,
    title: wild,
    lang: fc.oneof(wild, fc.constant('en')),
    dir: wild,
    className: fc.array(fc.constantFrom('note', 'a', 'dots')),
    colSpan: fc.integer(),
    rowSpan: wild,
    headers: fc.array(wild),
    scope: wild,
    start: fc.oneof(fc.integer(), wild),
    reversed: fc.boolean(),
    type: fc.constantFrom('checkbox', 'a', 'text'),
    value: wild,
    width: wild,
    dateTime: wild,
    align: fc.constantFrom('left', 'middle'),
    style: fc.constantFrom('color:red', 'background:url(x)', '}'),
    ariaLabelledBy: fc.array(wild),
    onClick: wild,
    dataFoo: wild,
    hidden: fc.boolean(),
    viewBox: fc.constant('0 0 1 1'),
  },
  { requiredKeys: [] },
);
const { node } = fc.letrec<{ node: ElementContent }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    text,
    fc
      .tuple(fc.constantFrom(...names), properties, fc.array(tie('node'), { maxLength: 4 }))
      .map(([name, props, children]) => element(name, props, isVoid(name) ? [] : (children as ElementContent[]))),
  ),
}));
