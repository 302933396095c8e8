import { locate } from '../core/locate.ts';
import type { Block, Manuscript, PlacedText, Span } from '../core/text.ts';
import { findNameQueries } from './name-queries.ts';
import { findNumberQueries } from './number-queries.ts';

/** Something that looks like a slip in the source. It is shown with its places and never changed by us. */
export interface Query {
  readonly kind: 'doubled' | 'unpaired' | 'name' | 'office' | 'number';
  readonly article: string;
  /** The words in question. */
  readonly words: string;
  readonly span: Span | null;
  /** What stands elsewhere in its place, where something does. */
  readonly other: string;
  readonly otherSpan: Span | null;
}

/** Looks for what an editor may want to ask about, article by article and between articles. */
export function findQueries(manuscripts: readonly Manuscript[]): Query[] {
  return [...lookForQueries(manuscripts)].filter((query) => query !== null);
}

/** The same piece by piece: null where whoever looks may do something else for a moment. */
export function* lookForQueries(manuscripts: readonly Manuscript[]): Generator<Query | null> {
  for (const [i, { id, blocks }] of manuscripts.entries()) {
    for (const { kind, text } of blocks) if (isProse(kind)) yield* findDoubled(id, text);
    yield* findUnpaired(id, blocks);
    if (i % articlesAtOnce === articlesAtOnce - 1) yield null;
  }
  yield* findNameQueries(manuscripts);
  yield* findNumberQueries(manuscripts);
}

const articlesAtOnce = 100;

const isProse = (kind: Block['kind']): boolean => kind !== 'table';

/**
 * Characters or words set twice:
 *
 *     工会所能的工作上上下下功夫      的的      the the
 *             ^^^^                ^^        ^^^^^^^
 *
 * Words that are doubled to be stronger (高高兴兴) stand alone or before 地, 的 and the like; a slip runs on into the next.
 */
function findDoubled(article: string, placed: PlacedText): Query[] {
  const { text } = placed;
  if (!mayBeDoubled(text)) return [];
  return [...text.matchAll(doubled)].flatMap((match) => {
    const [found, a = '', b = ''] = match;
    const at = match.index;
    if (a !== '' && (isMeant.test(found) || behindMeant.test(text.slice(at + found.length)))) return [];
    if (a === '' && b === '' && /^(?:that|had|is|bye|no|very|so|ha|blah|many|much|long)\b/i.test(found)) return [];
    const words = text.slice(Math.max(0, at - 4), at + found.length + 4);
    return [{ kind: 'doubled' as const, article, words, span: locate(placed, at), other: '', otherSpan: null }];
  });
}

/** Looks for what every such place has in it: tells most texts quickly in which nothing is doubled. */
function mayBeDoubled(text: string): boolean {
  let before = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === before && code >= 0x4e00 && code <= 0x9fff) {
      if (oftenDoubled.has(code) || text.charCodeAt(i + 1) === text.charCodeAt(i + 2)) return true;
    } else if (code === 0x20 && isLetter(before)) return true;
    before = code;
  }
  return false;
}

/** \u7684 \u4e86 \u548c \u4e0e \u53ca \u88ab */
const oftenDoubled: ReadonlySet<number> = new Set([0x7684, 0x4e86, 0x548c, 0x4e0e, 0x53ca, 0x88ab]);

/** Letters, with the two that are one of them in another size. */
const isLetter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x17f || code === 0x212a;

const doubled =
  /([\u4e00-\u9fff])\1([\u4e00-\u9fff])\2(?=[\u4e00-\u9fff])|(?<!\u76ee)\u7684\u7684(?!\u786e)|(?<![\u4e00\u6e05\u4e3a\u4e0d\u660e\u6709\u7232])\u4e86\u4e86(?=[\u4e00-\u9fff])(?![\u89e3\u5374\u4e4b\u4e0d\u5982\u7136\u65e0])|\u548c\u548c(?!\u7f8e|\u6c14|\u7766|\u5e73|\u8c10)|(?<!\u53c2)\u4e0e\u4e0e|\u53ca\u53ca|\u88ab\u88ab|\b(the|of|and|to|in|for|with|is|a|an) +\3\b/giu;
/** Doubled characters that are a word whatever comes behind them. */
const isMeant =
  /^(?:\u5927\u5927\u5c0f\u5c0f|\u65f6\u65f6\u523b\u523b|\u65b9\u65b9\u9762\u9762|\u65b9\u65b9\u6b63\u6b63|\u4e16\u4e16\u4ee3\u4ee3|\u5343\u5343\u4e07\u4e07|\u5b50\u5b50\u5b59\u5b59|\u524d\u524d\u540e\u540e|\u98ce\u98ce\u96e8\u96e8|\u5f62\u5f62\u8272\u8272|\u70b9\u70b9\u6ef4\u6ef4|\u5bb6\u5bb6\u6237\u6237|\u6751\u6751\u5be8\u5be8|\u5404\u5404\u79cd\u79cd|\u786e\u786e\u5b9e\u5b9e|\u771f\u771f\u6b63\u6b63|\u5b8c\u5b8c\u5168\u5168|\u5b9e\u5b9e\u5728\u5728|\u624e\u624e\u5b9e\u5b9e|\u8e0f\u8e0f\u5b9e\u5b9e|\u8f70\u8f70\u70c8\u70c8|\u5806\u5806\u6b63\u6b63|\u5802\u5802\u6b63\u6b63|\u517a\u517a\u4e1a\u4e1a|\u5162\u5162\u4e1a\u4e1a|\u6e05\u6e05\u695a\u695a|\u660e\u660e\u767d\u767d|\u5e72\u5e72\u51c0\u51c0|\u9ad8\u9ad8\u5174\u5174|\u7b80\u7b80\u5355\u5355|\u8ba4\u8ba4\u771f\u771f|\u53cd\u53cd\u590d\u590d|\u65ad\u65ad\u7eed\u7eed|\u96f6\u96f6\u6563\u6563|\u591a\u591a\u5c11\u5c11|\u6765\u6765\u56de\u56de|\u6765\u6765\u5f80\u5f80|\u65e5\u65e5\u591c\u591c|\u5c81\u5c81\u5e74\u5e74|\u5e74\u5e74\u5c81\u5c81|\u6708\u6708\u5e74\u5e74|\u5206\u5206\u79d2\u79d2|\u52e4\u52e4\u6073\u6073|\u84ec\u84ec\u52c3\u52c3|\u6761\u6761\u5757\u5757|\u6d69\u6d69\u8361\u8361|\u70ed\u70ed\u95f9\u95f9|\u7ea2\u7ea2\u706b\u706b|\u5e73\u5e73\u5b89\u5b89|\u5feb\u5feb\u4e50\u4e50|\u8001\u8001\u5b9e\u5b9e|\u539f\u539f\u672c\u672c|\u7a33\u7a33\u5f53\u5f53|\u5e73\u5e73\u6de1\u6de1|\u8f9b\u8f9b\u82e6\u82e6|\u5e72\u5e72\u51c0\u51c0|\u4e7e\u4e7e\u6de8\u6de8|\u786e\u786e\u5be6\u5be6|\u56db\u56db\u65b9\u65b9|\u5fc3\u5fc3\u5ff5\u5ff5|\u6e90\u6e90\u672c\u672c|\u9ed8\u9ed8\u65e0\u65e0|\u8fdb\u8fdb\u51fa\u51fa|\u53e3\u53e3\u58f0\u58f0|\u6e05\u6e05\u767d\u767d|\u91cc\u91cc\u5916\u5916|\u5185\u5185\u5916\u5916)$/;
/** What stands behind a word that was doubled to be stronger. */
const behindMeant =
  /^[\u7684\u5730\u5f97\u4e86\u7740\u90fd\u4e5f\u5c31\u662f\u5728\u6709\u548c\u4e0e\u4e00\u4e0d\u4eba\uff0c\u3002\u3001]/;

const pairOf: Readonly<Record<string, string>> = {
  '\u201d': '\u201c',
  '\u300b': '\u300a',
  '\u300d': '\u300c',
  '\u300f': '\u300e',
  '\u3011': '\u3010',
  '\uff09': '\uff08',
  ')': '(',
  ']': '[',
};
const openers = new Set(Object.values(pairOf));
/** A quotation that goes on has its mark again at each new paragraph. */
const reopened = new Set(['\u201c', '\u300c', '\u300e']);

/** The next mark of a pair, from a place on; -1 where there is none. */
function nextPaired(text: string, from: number): number {
  paired.lastIndex = from;
  return paired.test(text) ? paired.lastIndex - 1 : -1;
}

const paired = /[\u201c\u201d\u300a-\u300f\u3010\u3011\uff08\uff09()[\]]/g;

interface Mark {
  readonly mark: string;
  readonly placed: PlacedText;
  readonly at: number;
}

/** Marks that open and never close in their article, or close what was not opened: 增“三性、去“四化”. */
function findUnpaired(article: string, blocks: readonly Block[]): Query[] {
  const open = new Map<string, Mark[]>();
  const faults: Mark[] = [];
  for (const { kind, text: placed } of blocks) {
    if (!isProse(kind) || placed.text.length > longestBlock) continue;
    const { text } = placed;
    for (let at = 0; at < text.length; at++) {
      at = nextPaired(text, at);
      if (at < 0) break;
      const mark = text[at] ?? '';
      if (openers.has(mark)) {
        const stack = open.get(mark) ?? [];
        open.set(mark, stack);
        const last = stack.at(-1);
        // Quotes of one kind do not stand in one another.
        if (reopened.has(mark) && last) {
          if (at > 0) faults.push(last);
          stack.pop();
        }
        stack.push({ mark, placed, at });
        continue;
      }
      const opener = pairOf[mark];
      if (opener === undefined) continue;
      // A full-width bracket may close a half-width one, and the other way round.
      const other = opener === '(' ? '\uff08' : opener === '\uff08' ? '(' : '';
      if (open.get(opener)?.pop() ?? open.get(other)?.pop()) continue;
      if (!isListMark(placed.text, at)) faults.push({ mark, placed, at });
    }
  }
  return [...faults, ...[...open.values()].flat()].map(({ placed, at }) => ({
    kind: 'unpaired' as const,
    article,
    words: placed.text.slice(Math.max(0, at - 4), at + 10),
    span: locate(placed, at),
    other: '',
    otherSpan: null,
  }));
}

const longestBlock = 20_000;

/** `1)`, `a)`, `（1` and faces: a bracket that closes nothing because it was never meant to. */
const isListMark = (text: string, at: number): boolean =>
  /(?:^|[\s\u3000\uff1b;\u3002\uff0c,\uff1a:\u3001(\uff08>.])[0-9a-zA-Z\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}[)\uff09]$/.test(
    text.slice(Math.max(0, at - 5), at + 1),
  ) || /[:;=8\uff1a\uff1b][-^']?[)\uff09\]]$/.test(text.slice(Math.max(0, at - 3), at + 1));
