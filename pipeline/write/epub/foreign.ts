import type { Element, ElementContent } from 'hast';
import { nameOfSvg } from './attributes.ts';
import { isDropped, mathElements, svgAttributes } from './element-rules.ts';
import { escapeText, toXmlId, writeAttributes } from './xml.ts';

/** A drawing as XML. What runs, moves or fetches is left out; links inside it stay within it. */
export function writeSvg(node: Element, claimId: (id: string) => string | null): string {
  const isRoot = node.tagName === 'svg';
  if (isDropped(node.tagName, true)) return '';
  const attributes: Record<string, string> = isRoot ? { xmlns: 'http://www.w3.org/2000/svg' } : {};
  for (const key in node.properties) {
    const value = node.properties[key];
    const name = nameOfSvg(key);
    if (value === null || value === undefined || value === false) continue;
    if (!svgAttributes.has(name) && !name.startsWith('aria-')) continue;
    const text = Array.isArray(value) ? value.join(name === 'class' ? ' ' : ',') : String(value);
    if (name === 'href' || name === 'xlink:href') {
      if (!/^#./.test(text)) continue;
      attributes['xmlns:xlink'] = 'http://www.w3.org/1999/xlink';
      attributes['xlink:href'] = `#${toXmlId(text.slice(1))}`;
    } else if (name === 'id') {
      const id = claimId(text);
      if (id) attributes.id = id;
    } else if (/url\s*\(/i.test(text)) {
      const target = /^url\(\s*["']?#([^"')\s]+)["']?\s*\)$/i.exec(text)?.[1];
      if (target) attributes[name] = `url(#${toXmlId(target)})`;
    } else if (name !== 'style' || !/import|expression|\\/i.test(text)) attributes[name] = text;
  }
  // A title makes the drawing one picture with a name; without one it stays a group of what it holds.
  if (isRoot && !attributes.role && node.children.some((c) => c.type === 'element' && c.tagName === 'title'))
    attributes.role = 'img';
  return writeForeign(node, attributes, (child) => writeSvg(child, claimId));
}

/** How many parts an element of a formula has; with another number of them it is no such thing. */
const arity: Readonly<Record<string, number>> = {
  mfrac: 2,
  mroot: 2,
  msub: 2,
  msup: 2,
  munder: 2,
  mover: 2,
  msubsup: 3,
  munderover: 3,
};
const rowsOf: Readonly<Record<string, string>> = { mtable: 'mtr', mtr: 'mtd' };
const tokens: ReadonlySet<string> = new Set(['mi', 'mn', 'mo', 'ms', 'mtext']);

/** A formula as presentation MathML; what is no formula of this kind is written as a row of its parts. */
export function writeMath(node: Element, parent = ''): string {
  const { tagName, children } = node;
  if (isDropped(tagName, true)) return '';
  if (tagName === 'math' && textOf(node).trim() === '') return '';
  if (tokens.has(tagName)) return `<${tagName}${mathAttributesOf(node)}>${escapeText(textOf(node))}</${tagName}>`;
  let inner = '';
  for (const child of children) {
    if (child.type === 'element') inner += writeMath(child, tagName);
    else if (child.type === 'text' && child.value.trim() !== '') inner += `<mtext>${escapeText(child.value)}</mtext>`;
  }
  if (!mathElements.has(tagName)) return inner;
  const parts = children.filter((child) => child.type === 'element');
  const isWhole =
    (arity[tagName] === undefined || (parts.length === arity[tagName] && !hasText(children))) &&
    (rowsOf[tagName] === undefined || parts.every((part) => part.tagName === rowsOf[tagName])) &&
    Object.entries(rowsOf).every(([outer, row]) => tagName !== row || parent === outer) &&
    (tagName !== 'math' || parent === '');
  if (!isWhole) return `<mrow>${inner}</mrow>`;
  return tagName === 'mspace'
    ? `<mspace${mathAttributesOf(node)}/>`
    : `<${tagName}${mathAttributesOf(node)}>${inner}</${tagName}>`;
}

const hasText = (children: readonly ElementContent[]): boolean =>
  children.some((child) => child.type === 'text' && child.value.trim() !== '');

function mathAttributesOf(node: Element): string {
  const isRoot = node.tagName === 'math';
  const attributes: Record<string, string> = isRoot ? { xmlns: 'http://www.w3.org/1998/Math/MathML' } : {};
  for (const key in node.properties) {
    const value = node.properties[key];
    const name = key.toLowerCase();
    if (value === null || value === undefined || value === false) continue;
    const pattern = mathValues[name];
    if (pattern?.test(String(value)) && (!isRoot || rootNames.has(name))) attributes[name] = String(value);
  }
  // What is said of a formula that says nothing of itself: its own signs in order.
  if (isRoot) attributes.alttext ??= textOf(node).replace(/\s+/g, ' ').trim();
  return writeAttributes(attributes);
}

const rootNames: ReadonlySet<string> = new Set(['display', 'alttext', 'dir', 'mathvariant']);

const length = /^-?\d+(\.\d+)?(em|ex|px|in|cm|mm|pt|pc|%)?$/;
const yesOrNo = /^(true|false)$/;
const words = /^[a-z-]+( [a-z-]+)*$/;

/** Attributes of formulas with the values that they take. */
const mathValues: Readonly<Record<string, RegExp>> = {
  alttext: /\S/,
  display: /^(block|inline)$/,
  dir: /^(ltr|rtl)$/,
  mathvariant: words,
  displaystyle: yesOrNo,
  scriptlevel: /^[+-]?\d+$/,
  stretchy: yesOrNo,
  symmetric: yesOrNo,
  fence: yesOrNo,
  separator: yesOrNo,
  largeop: yesOrNo,
  movablelimits: yesOrNo,
  accent: yesOrNo,
  accentunder: yesOrNo,
  form: /^(prefix|infix|postfix)$/,
  lspace: length,
  rspace: length,
  linethickness: length,
  width: length,
  height: length,
  depth: length,
  columnalign: /^(left|center|right)( (left|center|right))*$/,
  rowalign: /^(top|bottom|center|baseline|axis)( (top|bottom|center|baseline|axis))*$/,
  columnspan: /^[1-9]\d*$/,
  rowspan: /^[1-9]\d*$/,
};

function writeForeign(
  node: Element,
  attributes: Record<string, string>,
  writeChild: (child: Element) => string,
): string {
  const { tagName } = node;
  let inner = '';
  for (const child of node.children) inner += writeNode(child, writeChild);
  const start = `<${tagName}${writeAttributes(attributes)}`;
  return inner === '' ? `${start}/>` : `${start}>${inner}</${tagName}>`;
}

function writeNode(node: ElementContent, writeChild: (child: Element) => string): string {
  if (node.type === 'text') return escapeText(node.value);
  return node.type === 'element' ? writeChild(node) : '';
}

const textOf = (node: ElementContent): string =>
  node.type === 'text' ? node.value : node.type === 'element' ? node.children.map(textOf).join('') : '';
