import { isHanCode, isMostlyHan } from '../reassemble/characters.ts';
import { makeSubhead } from './make-subhead.ts';
import { makeRandom, type Random } from './random.ts';
import type { TrueArticle } from './scramble.ts';
import type { Written } from './write-lines.ts';

/**
 * What real pages carry besides scattered articles. Each is a share (0: none, 1: wherever it can stand) but the width of
 * hard wraps, which counts Han characters (twice as many columns of other letters; 0: lines are not wrapped).
 */
export interface Dressing {
  readonly wrapWidth: number;
  /** Headlines cut into two lines, between any two characters or words. */
  readonly twoLineTitles: number;
  /** Headlines of two parts with a gap between, or a dash at the second. */
  readonly twoPartTitles: number;
  readonly subheads: number;
  /** A sentence of an article set again, large, anywhere on the page. */
  readonly pullQuotes: number;
  readonly captions: number;
  /** An editor's note in a box, below the headline of its article. */
  readonly notes: number;
  /** The paper's name, date and page at the top, the page's number at the foot. */
  readonly runningHeads: number;
}

export const noDressing: Dressing = {
  wrapWidth: 0,
  twoLineTitles: 0,
  twoPartTitles: 0,
  subheads: 0,
  pullQuotes: 0,
  captions: 0,
  notes: 0,
  runningHeads: 0,
};

/** Dressings one by one, and all of them together: what figures are given for and tests run over. */
export const dressings = {
  'hard-wraps': { ...noDressing, wrapWidth: 17 },
  'wide-wraps': { ...noDressing, wrapWidth: 38 },
  'two-line-titles': { ...noDressing, twoLineTitles: 0.6 },
  'two-part-titles': { ...noDressing, twoPartTitles: 0.6 },
  subheads: { ...noDressing, subheads: 0.4 },
  'pull-quotes': { ...noDressing, pullQuotes: 0.3 },
  captions: { ...noDressing, captions: 0.3 },
  notes: { ...noDressing, notes: 0.3 },
  'running-heads': { ...noDressing, runningHeads: 1 },
  all: {
    wrapWidth: 22,
    twoLineTitles: 0.2,
    twoPartTitles: 0.2,
    subheads: 0.15,
    pullQuotes: 0.1,
    captions: 0.1,
    notes: 0.1,
    runningHeads: 1,
  },
} as const satisfies Readonly<Record<string, Dressing>>;

/** Numbers of its own, so that a page without dressing is the same whatever dressings there are. */
export const makeDressingRandom = (seed: number): Random => makeRandom(seed ^ 0x5eed_0f0f);

/** Second parts for headlines, and subheads for bodies: they belong to the articles, and so to the truth. */
export function dressArticles(
  articles: readonly TrueArticle[],
  dressing: Dressing,
  english: boolean,
  random: Random,
): readonly TrueArticle[] {
  if (dressing.twoPartTitles === 0 && dressing.subheads === 0) return articles;
  return articles.map((article) => {
    const hasParts = dressing.twoPartTitles > 0 && random.chance(dressing.twoPartTitles);
    const title =
      hasParts && !/[ \u3000]/.test(article.title) ? addPart(article.title, english, random) : article.title;
    const paragraphs = article.paragraphs.flatMap((paragraph, i) =>
      i > 0 && dressing.subheads > 0 && random.chance(dressing.subheads)
        ? [makeSubhead(i, english, random), paragraph]
        : [paragraph],
    );
    return { ...article, title, paragraphs };
  });
}

function addPart(title: string, english: boolean, random: Random): string {
  if (english) return `${title}: ${random.pick(['A Closer Look', 'What Comes Next', 'Ten Years On'])}`;
  const part = random.pick([
    '\u4e3a\u6539\u9769\u53d1\u5c55\u63d0\u4f9b\u6709\u529b\u4fdd\u8bc1',
    '\u8fc8\u51fa\u65b0\u7684\u4e00\u6b65',
    '\u5341\u5e74\u56de\u671b',
    '\u8fd8\u8981\u8d70\u591a\u8fdc',
  ]);
  return random.chance(0.7) ? `${title} ${part}` : `${title} \u2014\u2014${part}`;
}

/** Headlines cut, and quotes, captions, notes and running heads put in. Lines that were there keep their order. */
export function dressLines(
  lines: readonly Written[],
  articles: readonly TrueArticle[],
  dressing: Dressing,
  english: boolean,
  random: Random,
): readonly Written[] {
  const out: Written[] = [];
  for (const [i, written] of lines.entries()) {
    const { line } = written;
    const parts =
      line.role === 'title' && dressing.twoLineTitles > 0 && random.chance(dressing.twoLineTitles)
        ? cutTitle(written, english, random)
        : [written];
    out.push(...parts);
    const source = articles[line.article];
    if (!source) continue;
    const isHead = line.role === 'byline' || (line.role === 'title' && source.byline === '');
    if (isHead && dressing.notes > 0 && random.chance(dressing.notes))
      out.push(aside('note', makeNote(english, random), line.article));
    // What is set in the column's way stands between two pieces, never in the middle of a headline.
    const next = lines[i + 1]?.line.role;
    if (line.role !== 'body' || next === 'title-more') continue;
    if (dressing.pullQuotes > 0 && random.chance(dressing.pullQuotes)) {
      const quote = pickSentence(source, english, random);
      if (quote !== '') out.push(aside('pull-quote', quote, line.article));
    }
    if (dressing.captions > 0 && random.chance(dressing.captions))
      out.push(aside('caption', makeCaption(english, random), line.article));
  }
  if (dressing.runningHeads > 0 && random.chance(dressing.runningHeads)) {
    const page = random.between(1, 16);
    out.unshift(furniture(makeRunningHead(page, english, random)));
    if (random.chance(0.6)) out.push(furniture(english ? String(page) : `\u2014 ${page} \u2014`));
  }
  return out;
}

/** A line at the top of a page that names the paper, the day and the page. */
export function makeRunningHead(page: number, english: boolean, random: Random): string {
  if (english)
    return random.pick([
      `The Evening Record  Wednesday, October 24, 2018  Page ${page}`,
      `Page ${page}   The County Gazette   October 24, 2018`,
    ]);
  return random.pick([
    `\u6668\u62a5\u30002018\u5e7410\u670824\u65e5\u3000\u661f\u671f\u4e09\u3000\u7b2c${page}\u7248`,
    `\u7b2c${page}\u7248\u30002018\u5e7410\u670824\u65e5 \u661f\u671f\u4e09\u3000\u8981\u95fb`,
  ]);
}

const furniture = (text: string): Written => ({
  marked: text,
  line: { text, role: 'furniture', article: -1, order: -1, mode: 'next', soft: false },
});
const aside = (role: 'pull-quote' | 'caption' | 'note', text: string, article: number): Written => ({
  marked: text,
  line: { text, role, article, order: -1, mode: 'next', soft: false },
});

/** A headline over two lines, each with its mark; between words where it has them. */
function cutTitle(written: Written, english: boolean, random: Random): Written[] {
  const { text } = written.line;
  const mark = written.marked.slice(0, written.marked.length - text.length);
  const middle = Math.round(text.length * (0.35 + random.next() * 0.3));
  const at = english || text.includes(' ') ? text.indexOf(' ', middle) : middle;
  const parts = [text.slice(0, at).trim(), text.slice(at).trim()];
  if (at < 4 || text.length < 10 || parts.some((part) => part.length < 3)) return [written];
  return parts.map((part, k) => ({
    marked: `${mark}${part}`,
    line: { ...written.line, text: part, role: k === 0 ? 'title' : 'title-more' },
  }));
}

function pickSentence(article: TrueArticle, english: boolean, random: Random): string {
  const sentences = article.paragraphs.flatMap((paragraph) => paragraph.match(/[^\u3002.!?\uff01\uff1f]+/gu) ?? []);
  const fitting = sentences
    .map((sentence) => sentence.trim())
    .filter((sentence) =>
      english ? sentence.length > 30 && sentence.length < 110 : sentence.length > 9 && sentence.length < 32,
    );
  if (fitting.length === 0) return '';
  const sentence = random.pick(fitting);
  return english ? `\u201c${sentence}.\u201d` : random.pick([`\u201c${sentence}\u3002\u201d`, sentence]);
}

function makeCaption(english: boolean, random: Random): string {
  if (english) return random.pick(['Photo by Helen Young', 'Photo: Workers at the new depot last week', 'File photo']);
  return random.pick([
    '\u56fe\u4e3a\u65bd\u5de5\u73b0\u573a\u3002\u5218\u5f3a \u6444',
    '\u25b2\u6e38\u5ba2\u5728\u516c\u56ed\u91cc\u8d4f\u82b1\u3002\u674e\u654f \u6444',
    '\u4e0a\u56fe\uff1a\u5de5\u4eba\u6b63\u5728\u68c0\u4fee\u8bbe\u5907\u3002',
    '\uff08\u8d44\u6599\u56fe\u7247\uff09',
  ]);
}

function makeNote(english: boolean, random: Random): string {
  if (english) return 'Editor\u2019s note: This is the third of five reports on the same question.';
  return random.pick([
    '\u7f16\u8005\u6309\uff1a\u672c\u62a5\u4eca\u5929\u8d77\u5f00\u8bbe\u4e13\u680f\uff0c\u8bf7\u5404\u65b9\u9762\u8c08\u8c08\u770b\u6cd5\u3002',
    '\u3010\u7f16\u8005\u6309\u3011\u8fd9\u662f\u672c\u62a5\u7cfb\u5217\u62a5\u9053\u7684\u7b2c\u4e09\u7bc7\u3002',
    '\u7f16\u8f91\u7684\u8bdd \u6b22\u8fce\u8bfb\u8005\u6765\u4fe1\u8ba8\u8bba\u3002',
  ]);
}

/**
 * A line wrapped by force: Chinese after so many characters wherever that is, other text between words.
 *
 *     城市图书馆昨天重新开放，读者      城市图书馆昨天
 *                                       重新开放，读者
 */
export function wrapLine(line: string, width: number): string {
  if (width <= 0) return line;
  if (isMostlyHan(line) || isHanCode(line.charCodeAt(0)))
    return line.match(new RegExp(`.{1,${width}}`, 'gu'))?.join('\n') ?? line;
  const rows: string[] = [];
  for (const word of line.split(' ')) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width * 2) rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows.join('\n');
}
