import type { Fragment, Reading, Span } from '../core/text.ts';
import { measureLength } from './characters.ts';

/** A reading with the labels of its lines read for what they say, and where they stand: they belong to no article. */
export interface LabelledReading {
  readonly reading: Reading;
  readonly labels: readonly Span[];
}

/**
 * Text that says of its lines what they are, as forms and exports of web sites do. One word before a colon is no form: a title
 * stands among other labels, or there are several.
 *
 *     标题：西桥今起封闭大修      a headline
 *     来源：江城日报              about the article: left over
 *     作者：谢东平                its byline
 *     正文：记者昨天从……            its text
 */
export function readLabels(reading: Reading): LabelledReading {
  const none = { reading, labels: [] };
  if (reading.kind !== 'page') return none;
  const found = reading.fragments.map((fragment) => ({ fragment, label: labelOf(fragment) }));
  const titles = found.filter(({ label }) => label?.role === 'title').length;
  const others = found.filter(({ label }) => label && label.role !== 'title').length;
  if (titles === 0 || titles + others < 2) return none;
  const labels: Span[] = [];
  const fragments: Fragment[] = [];
  // A label that stands alone speaks of the line below it.
  let waiting: Role | null = null;
  let inHead = false;
  let mayOpen = false;
  for (const [at, { fragment, label }] of found.entries()) {
    const role: Role | null = label?.role ?? waiting;
    if (label?.role === 'title') mayOpen = true;
    inHead = label ? inHead || standsInHead(found, at) : waiting !== null && waiting !== 'body' && inHead;
    const isRead = role !== null && (role === 'body' ? mayOpen : inHead);
    if (!isRead) {
      fragments.push(fragment);
      waiting = null;
      // Behind the text of an article no label opens it any more.
      if (measureLength(fragment.text) > longestHeadLine) mayOpen = false;
      continue;
    }
    if (role === 'body') mayOpen = false;
    if (label && role === 'about') {
      fragments.push({ ...fragment, hints: { ...fragment.hints, aside: 'furniture' } });
      waiting = null;
      continue;
    }
    const start = fragment.span.start + (label?.length ?? 0);
    if (label) labels.push({ ...fragment.span, end: start });
    waiting = label && start === fragment.span.end ? role : null;
    if (start === fragment.span.end) continue;
    const headingDepth = role === 'title' || role === 'subtitle' ? 1 : 0;
    fragments.push({
      ...fragment,
      text: fragment.text.slice(label?.length ?? 0),
      span: { ...fragment.span, start },
      hints: { ...fragment.hints, headingDepth },
    });
  }
  return { reading: { ...reading, fragments }, labels };
}

type Role = 'title' | 'subtitle' | 'byline' | 'about' | 'body';

interface Label {
  readonly role: Role;
  /** Code units, with the white space behind it. */
  readonly length: number;
}

type Labelled = readonly { readonly fragment: Fragment; readonly label: Label | null }[];

/** Whether the labels right above and below a line, each on its own, lead to one of a title. */
function standsInHead(found: Labelled, at: number): boolean {
  for (const step of [-1, 1])
    for (let i = at; found[i]?.label && found[i]?.label?.role !== 'body'; i += step)
      if (found[i]?.label?.role === 'title') return true;
  return false;
}

function labelOf({ text, hints }: Fragment): Label | null {
  if (hints.verbatim || hints.settled || hints.aside) return null;
  const match = anyLabel.exec(text.slice(0, longestLabel));
  const word = match?.groups?.bracketed ?? match?.groups?.plain;
  if (!match || word === undefined) return null;
  const role = roles.find(([, words]) => words.test(word))?.[0];
  return role ? { role, length: match[0].length } : null;
}

/** Code units. */
const longestLabel = 24;
const longestHeadLine = 40;

/** A word in brackets, or before a colon. */
const anyLabel =
  /^(?:[\u3010[\uff3b](?<bracketed>[\p{L}\s]{2,16})[\u3011\]\uff3d]\s*[:\uff1a]?|(?<plain>[\p{L}\s]{2,16}?)\s*[:\uff1a])\s*/u;

const roles: readonly (readonly [Role, RegExp])[] = [
  [
    'title',
    /^(?:\u6807\s*\u9898|\u6a19\s*\u984c|\u9898\s*\u76ee|\u984c\s*\u76ee|\u4e3b\u9898|\u4e3b\u6a19\u984c|\u4e3b\u6807\u9898|title|headline)$/iu,
  ],
  [
    'subtitle',
    /^(?:\u526f\s*\u6807\s*\u9898|\u526f\s*\u6a19\s*\u984c|\u526f\u9898|\u526f\u984c|subtitle|subheadline)$/iu,
  ],
  [
    'byline',
    /^(?:\u4f5c\s*\u8005|\u7f72\s*\u540d|\u8bb0\u8005|\u8a18\u8005|\u64b0\u6587|\u64b0\u7a3f|authors?|by|byline|writer|written by)$/iu,
  ],
  [
    'about',
    /^(?:\u6765\s*\u6e90|\u4f86\s*\u6e90|\u51fa\u5904|\u51fa\u8655|\u8f6c\u8f7d|\u65e5\s*\u671f|\u65f6\s*\u95f4|\u6642\s*\u9593|\u53d1\u5e03\u65f6\u95f4|\u767c\u5e03\u6642\u9593|\u53d1\u5e03\u65e5\u671f|\u767c\u5e03\u65e5\u671f|\u520a\u53d1\u65e5\u671f|\u89c1\u62a5\u65e5\u671f|\u7248\s*\u6b21|\u7248\s*\u9762|\u7248\s*\u522b|\u680f\s*\u76ee|\u6b04\s*\u76ee|\u7f16\s*\u8f91|\u7de8\s*\u8f2f|\u8d23\u4efb\u7f16\u8f91|\u8cac\u4efb\u7de8\u8f2f|\u8d23\u7f16|\u5b57\s*\u6570|\u5b57\s*\u6578|\u5e8f\s*\u53f7|\u5e8f\s*\u865f|\u7f16\s*\u53f7|\u7de8\s*\u865f|\u94fe\s*\u63a5|\u93c8\s*\u63a5|\u7f51\s*\u5740|\u7db2\s*\u5740|\u5173\u952e\u8bcd|\u95dc\u9375\u8a5e|source|date|published|section|column|page|editor|keywords|url|link|words)$/iu,
  ],
  ['body', /^(?:\u6b63\s*\u6587|\u5185\s*\u5bb9|\u5167\s*\u5bb9|\u5168\s*\u6587|text|body|content|story)$/iu],
];
