import type { Element, ElementContent } from 'hast';
import type { ClassName } from '../../../templates/vocabulary.ts';
import { makeFigure } from '../make-figure.ts';

/**
 * A picture of several lines that stands among the words of a paragraph becomes a figure behind the sentence that it stands
 * in: a sentence is never torn, and no line begins with the comma after a picture. The rest of the paragraph goes on below.
 *
 *     before  | the house [picture], as it was. Later …
 *     after   | the house, as it was.
 *             | [picture]
 *             | Later …
 */
export function partPictures(root: Element, isLarge: (image: Element) => boolean): void {
  root.children = root.children.flatMap((child): ElementContent[] => {
    if (child.type !== 'element' || child.tagName === 'table') return [child];
    if (child.tagName !== 'p') partPictures(child, isLarge);
    else if (child.children.some((inner) => isPicture(inner, isLarge))) return partParagraph(child, isLarge);
    return [child];
  });
}

const isPicture = (node: ElementContent, isLarge: (image: Element) => boolean): node is Element =>
  node.type === 'element' && node.tagName === 'img' && isLarge(node);

const goesOn: ClassName = 'goes-on';

function partParagraph(paragraph: Element, isLarge: (image: Element) => boolean): ElementContent[] {
  const parts: Element[] = [];
  let words: ElementContent[] = [];
  let pictures: Element[] = [];
  let begun = false;
  const close = (): void => {
    if (textOf(words).trim() !== '' || words.some(({ type }) => type === 'element')) {
      const { id: _, ...further } = paragraph.properties;
      const className = [...(Array.isArray(further.className) ? further.className : []), goesOn];
      parts.push({
        ...paragraph,
        properties: begun ? { ...further, className } : paragraph.properties,
        children: words,
      });
      begun = true;
    }
    parts.push(...pictures.map(makeFigure));
    words = [];
    pictures = [];
  };
  for (const child of paragraph.children) {
    if (isPicture(child, isLarge)) {
      pictures.push(child);
      continue;
    }
    if (pictures.length === 0 || child.type !== 'text') {
      words.push(child);
      continue;
    }
    const end = findEnd(textOf(words), child.value);
    if (end > 0) words.push({ type: 'text', value: child.value.slice(0, end).trimEnd() });
    if (end < child.value.length || end === 0) close();
    const rest = child.value.slice(end);
    if (rest !== '') words.push({ type: 'text', value: begun && words.length === 0 ? rest.trimStart() : rest });
  }
  close();
  return parts;
}

const closers = '[\\u2019\\u201d\\u3009\\u300b\\u300d\\u300f\\u3011\\uff09"\')\\]]*';
const chineseEnd = new RegExp(`[\\u3002\\uff01\\uff1f\\uff1a\\uff1b\\u2026]${closers}`, 'u');
const englishEnd = new RegExp(`[.!?:;]${closers}(?=\\s|$)`, 'u');

/** How much of the text behind a picture belongs to the sentence before it: all of it when no sentence ends in it. */
function findEnd(before: string, after: string): number {
  const done =
    before.trim() === '' || new RegExp(`(?:${chineseEnd.source}|${englishEnd.source})\\s*$`, 'u').test(before);
  if (done && !/^\s*[\p{Pe}\p{Pf}\p{Po}]/u.test(after)) return 0;
  const found = new RegExp(`${chineseEnd.source}|${englishEnd.source}`, 'u').exec(after);
  return found ? found.index + found[0].length : after.length;
}

const textOf = (nodes: readonly ElementContent[]): string =>
  nodes
    .map((node) => (node.type === 'text' ? node.value : node.type === 'element' ? textOf(node.children) : ''))
    .join('');
