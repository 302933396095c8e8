import type { Element, ElementContent } from 'hast';
import { nameOfSvg } from './attributes.ts';
import { isDropped, mathAttributes, mathElements } from './element-rules.ts';
import { escapeText, toXmlId, writeAttributes } from './xml.ts';

/** A drawing as XML. What runs, moves or fetches is left out; links inside it stay within it. */
export function writeSvg(node: Element, claimId: (id: string) => string | null): string {
  const isRoot = node.tagName === 'svg';
  if (isDropped(node.tagName, true)) return '';
  const attributes: Record<string, string> = isRoot ? { xmlns: 'http://www.w3.org/2000/svg' } : {};
  for (const key in node.properties) {
    const value = node.properties[key];
    const name = nameOfSvg(key);
    if (value === null || value === undefined || value === false || /^(on|data-|xml)/i.test(name)) continue;
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

/** A formula as presentation MathML. */
export function writeMath(node: Element): string {
  const { tagName } = node;
  if (isDropped(tagName, true)) return '';
  if (!mathElements.has(tagName)) return node.children.map((child) => writeNode(child, writeMath)).join('');
  const attributes: Record<string, string> = tagName === 'math' ? { xmlns: 'http://www.w3.org/1998/Math/MathML' } : {};
  for (const key in node.properties) {
    const value = node.properties[key];
    const name = key.toLowerCase();
    if (value !== null && value !== undefined && value !== false && mathAttributes.has(name))
      attributes[name] = String(value);
  }
  // What is said of a formula that says nothing of itself: its own signs in order.
  if (tagName === 'math') attributes.alttext ??= textOf(node).replace(/\s+/g, ' ').trim();
  return writeForeign(node, attributes, writeMath);
}

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
