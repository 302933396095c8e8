import type { Element, ElementContent, Text } from 'hast';
import { widthEm } from '../break-title.ts';
import { boxStretches, findStretches, findTail } from './glue.ts';
import { glueCode } from './glue-code.ts';
import { findEnglishStretches } from './glue-english.ts';
import { glueNoteCalls } from './glue-note-calls.ts';
import { glueShortEnd } from './glue-short-end.ts';
import { breakLongWords } from './long-words.ts';

/** Elements that hold lines of text rather than other blocks. */
const leaves = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'td',
  'th',
  'figcaption',
  'caption',
  'dt',
  'dd',
  'pre',
  'li',
]);
const blocks = new Set([...leaves, 'ul', 'ol', 'table', 'blockquote', 'figure', 'div', 'section', 'dl']);

/**
 * Prepares an article for the page: numbers its leaf blocks (`data-block`, see `Section`), and in Chinese text boxes what
 * must not be broken. Works on the tree in place: it was made for this section and nobody else holds it.
 */
export function setBlocks(root: Element, lang: string, measureEm: number): void {
  let next = 0;
  const isChinese = lang.startsWith('zh');
  let isBelowHeading = false;
  const visit = (element: Element): void => {
    if (isLeaf(element)) {
      element.properties.dataBlock = String(next++);
      if (element.tagName !== 'pre') breakLongWords(element, !isRagged(element));
      if (element.tagName !== 'pre') {
        if (isChinese) setText(element);
        else if (lang.startsWith('en')) setEnglish(element);
        glueCode(element);
      }
      glueNoteCalls(element);
      if (element.tagName === 'p' && hasThreeLines(element, measureEm)) addClass(element, 'unbroken');
      if (isBelowHeading && hasOneLine(element, measureEm)) addClass(element, 'lead-in');
      isBelowHeading = /^h[2-6]$/.test(element.tagName);
      if (element.tagName !== 'li') return;
    }
    for (const child of element.children) if (child.type === 'element') visit(child);
  };
  visit(root);
}

/** Numbers the leaf blocks of what is not set like an article: lists of contents, of authors, of sources. */
export function numberBlocks(root: Element): void {
  let next = 0;
  const visit = (element: Element): void => {
    if (isLeaf(element)) {
      element.properties.dataBlock = String(next++);
      if (element.tagName !== 'li') return;
    }
    for (const child of element.children) if (child.type === 'element') visit(child);
  };
  visit(root);
}

/**
 * A paragraph of three lines cannot have two of them on each of two pages; the browser then leaves one alone. So it stays
 * whole. Widths are estimates: a little more on both sides does no harm.
 */
function hasThreeLines(block: Element, measureEm: number): boolean {
  const text = textOf(block);
  // Letters are a third of an em at least: longer texts need not be measured.
  if (text.length > 3.05 * 3 * measureEm || text.length < measureEm) return false;
  const lines = (widthEm(text) + indentEm) / measureEm;
  return lines > 1.9 && lines < 3.05;
}

/** One line, and certainly not more. */
const hasOneLine = (block: Element, measureEm: number): boolean =>
  (block.tagName === 'p' || block.tagName === 'li') && widthEm(textOf(block)) + indentEm < 0.95 * measureEm;

const indentEm = 2;

const textOf = (node: ElementContent): string =>
  node.type === 'text' ? node.value : node.type === 'element' ? node.children.map(textOf).join('') : '';

const isRagged = ({ properties }: Element): boolean =>
  Array.isArray(properties.className) && properties.className.includes('provenance');

/** A list item is a leaf when text stands in it directly; the lists inside it are visited all the same. */
function isLeaf(element: Element): boolean {
  if (!leaves.has(element.tagName)) return false;
  if (element.tagName === 'td' || element.tagName === 'th' || element.tagName === 'li' || element.tagName === 'dd')
    return !element.children.some((c) => c.type === 'element' && c.tagName === 'p');
  return true;
}

/** What has lines enough that its last one may be too short. */
const endsWell = /^(?:p|li|figcaption|dd|h[2-6])$/;

/** Boxes for one block of Chinese text. */
export function setText(block: Element): void {
  const isProse = endsWell.test(block.tagName);
  if (isProse && block.children.length > 1) glueShortEnd(block);
  const texts = collectTexts(block, []);
  // A mark alone after an element never starts a line: the words that must stay together end before it.
  const ending = isProse ? texts.findLast(({ node }) => /\p{Script=Han}/u.test(node.value)) : undefined;
  for (const { parent, node } of texts) {
    const stretches = findStretches(node.value);
    const tail = node === ending?.node ? findTail(node.value) : null;
    if (tail) stretches.push(tail);
    if (stretches.length > 0) replace(parent, node, boxStretches(node.value, stretches));
  }
  if (block.tagName === 'p' && startsWithOpening(block)) addClass(block, 'opens-with-mark');
}

/** Boxes for one block of English text. */
function setEnglish(block: Element): void {
  for (const { parent, node } of collectTexts(block, [])) {
    const stretches = findEnglishStretches(node.value);
    if (stretches.length > 0) replace(parent, node, boxStretches(node.value, stretches));
  }
}

interface Placed {
  readonly parent: Element;
  readonly node: Text;
}

/** Text nodes of a block, not of blocks inside it, nor of what layout already set. */
function collectTexts(element: Element, found: Placed[]): Placed[] {
  for (const node of element.children) {
    if (node.type === 'text') {
      if (node.value.trim() !== '') found.push({ parent: element, node });
    } else if (node.type === 'element' && !blocks.has(node.tagName) && !isSet(node)) collectTexts(node, found);
  }
  return found;
}

const isSet = (element: Element): boolean => {
  if (['code', 'ruby', 'rt', 'svg', 'math'].includes(element.tagName)) return true;
  const classes = element.properties.className;
  return (
    Array.isArray(classes) &&
    classes.some((c) => ['nowrap', 'name', 'title-part', 'dots', 'note-call', 'gap'].includes(String(c)))
  );
};

function replace(parent: Element, node: Text, by: ElementContent[]): void {
  const at = parent.children.indexOf(node);
  parent.children.splice(at, 1, ...by);
}

/** A paragraph that begins with an opening mark: its blank half goes into the indent. */
function startsWithOpening(block: Element): boolean {
  let node: ElementContent | undefined = block.children[0];
  while (node?.type === 'element') node = node.children[0];
  return (
    node?.type === 'text' &&
    /^[\u2018\u201c\u3008\u300a\u300c\u300e\u3010\u3014\u3016\uff08\uff3b\uff5b]/.test(node.value)
  );
}

function addClass(element: Element, name: 'opens-with-mark' | 'unbroken' | 'lead-in'): void {
  const classes = element.properties.className;
  element.properties.className = [...(Array.isArray(classes) ? classes : []), name];
}
