import type { Nodes as HastNodes } from 'hast';
import type { Nodes as MdastNodes } from 'mdast';
import type { Article, Section } from '../../core/edition.ts';
import { htmlRules, isDropped } from './element-rules.ts';
import { cleanXml } from './xml.ts';

/** The first place where a file's text is not what it should be. */
export interface TextDifference {
  readonly found: string;
  readonly expected: string;
}

const around = 12;

/**
 * Reads a finished file again, as a reading system would, and holds its text against the section it was made from
 * (nothing lost, nothing added) and against the article itself (nothing lost, order kept). White space does not count.
 * `missing` are pictures that are not in the book. Null: all is there.
 */
export function findTextDifference(
  xhtml: string,
  section: Section,
  article: Article | null,
  missing: readonly string[] = [],
): TextDifference | null {
  const found = readXhtml(xhtml);
  const expected = squeeze(sectionText(section.hast, missing));
  if (found !== expected) {
    const at = firstDifference(found, expected);
    return { found: cut(found, at), expected: cut(expected, at) };
  }
  if (!article) return null;
  const wanted = squeeze(articleText(article));
  return isVerticalText(found) ? findLoss(foldQuotes(found), foldQuotes(wanted)) : findLoss(found, wanted);
}

/**
 * Vertical setting turns curly quotes into corner brackets (`render/typography/set-vertical.ts`): to an article they are
 * one. Such text has none of the curly ones left; in all other text a quote must be the quote that it was.
 */
const isVerticalText = (found: string): boolean => /[\u300c-\u300f]/.test(found) && !/[\u2018\u201c\u201d]/.test(found);
const foldQuotes = (text: string): string => text.replace(/[\u2018\u2019\u201c\u201d\u300c-\u300f]/g, '\u201c');

/** Text of an XHTML file's body, entities resolved, without white space. */
export function readXhtml(xhtml: string): string {
  const body = xhtml.slice(Math.max(0, xhtml.indexOf('<body')));
  const plain = body.replace(/<nav id="neighbours"[\s\S]*?<\/nav>/g, '').replace(/<[^>]*>/g, '');
  return squeeze(plain.replace(/&(#\d+|[a-z]+);/g, (whole, name: string) => entities[name] ?? numeric(name) ?? whole));
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const numeric = (name: string): string | null =>
  name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : null;

/** Boxes of task lists are characters here and none in the text. */
const squeeze = (text: string): string => cleanXml(text).replace(/[\s\u25a0\u25a1]+/g, '');

/** Text of a section as every medium shows it. */
function sectionText(node: HastNodes, missing: readonly string[], isForeign = false): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'element') {
    if (node.properties.dataPageOf !== undefined || isDropped(node.tagName, isForeign)) return '';
    // The description of a picture that is not in the book stands in its place.
    if (node.tagName === 'img' && missing.includes(String(node.properties.src ?? '')))
      return String(node.properties.alt ?? '');
    if (htmlRules.get(node.tagName)?.holds === 'void' || node.tagName === 'input') return '';
  }
  if (!('children' in node)) return '';
  let text = '';
  const inside = isForeign || (node.type === 'element' && (node.tagName === 'svg' || node.tagName === 'math'));
  for (const child of node.children) text += sectionText(child as HastNodes, missing, inside);
  return text;
}

/** Title, credit and body of an article, from the article itself. Raw HTML is judged by the section alone. */
function articleText(article: Article): string {
  const { title, body, authors, office } = article;
  const credit = authors.length > 0 || office !== '' ? `${office}${article.author}` : article.byline;
  return [title.text, title.subtitle, credit, bodyText(body)].join('');
}

function bodyText(node: MdastNodes): string {
  if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') return node.value;
  if (node.type === 'footnoteDefinition' || !('children' in node)) return '';
  let text = '';
  let isBracket = false;
  for (const child of node.children) {
    // What stands between <rp> and </rp> is not shown.
    if (child.type === 'html') isBracket = /<rp\b/i.test(child.value) || (isBracket && !/<\/rp\b/i.test(child.value));
    else if (!isBracket) text += bodyText(child as MdastNodes);
  }
  return text;
}

/** Every expected character must come, in order; what stands between (numbers of notes, captions) is no loss. */
function findLoss(found: string, expected: string): TextDifference | null {
  let at = 0;
  for (let i = 0; i < expected.length; i++) {
    const next = found.indexOf(expected.charAt(i), at);
    if (next < 0) return { found: cut(found, at), expected: cut(expected, i) };
    at = next + 1;
  }
  return null;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

const cut = (text: string, at: number): string => text.slice(Math.max(0, at - around), at + around);
