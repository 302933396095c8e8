import { makeSubhead } from './make-subhead.ts';
import type { Random } from './random.ts';
import type { PageOptions, TrueArticle } from './scramble.ts';

/** Articles for a page, each shortened, given a byline where it has none, and in the marks that the page has. */
export function chooseArticles(
  pool: readonly TrueArticle[],
  random: Random,
  options: PageOptions,
  english: boolean,
): TrueArticle[] {
  const wanted = random.between(...options.articles);
  const seen = new Set<string>();
  const chosen: TrueArticle[] = [];
  for (const article of random.shuffle(pool)) {
    const title = article.title.replace(/\s+/g, ' ').trim();
    if (title.length > (english ? 90 : 34) || title === '' || seen.has(title)) continue;
    seen.add(title);
    const paragraphs: string[] = [];
    let length = 0;
    for (const [i, paragraph] of article.paragraphs.entries()) {
      if (length > options.shorten * (english ? 4 : 1)) break;
      const text = paragraph.replace(/\s+/g, ' ').trim();
      if (text === '') continue;
      if (i > 0 && options.subheads > 0 && random.chance(options.subheads * 0.3))
        paragraphs.push(makeSubhead(i, english, random));
      paragraphs.push(text);
      length += text.length;
    }
    if (paragraphs.length === 0) continue;
    let byline = article.byline;
    if (byline === '' && random.chance(options.bylines)) byline = makeByline(english, random);
    else if (options.bylines < 0.7 && !random.chance(options.bylines)) byline = '';
    if (options.spacedNames) byline = byline.replace(/^(.*[ \u3000])([\u4e00-\u9fff])([\u4e00-\u9fff])$/, '$1$2 $3');
    const narrow = options.halfWidth && !english;
    chosen.push({
      title: narrow ? toHalfWidth(title) : title,
      byline,
      paragraphs: narrow ? paragraphs.map(toHalfWidth) : paragraphs,
    });
    if (chosen.length === wanted) break;
  }
  return chosen;
}

const halfWidth: Readonly<Record<string, string>> = {
  '\uff0c': ',',
  '\uff1a': ':',
  '\uff1b': ';',
  '\uff01': '!',
  '\uff1f': '?',
  '\uff08': '(',
  '\uff09': ')',
};
const toHalfWidth = (text: string): string =>
  text.replace(/[\uff0c\uff1a\uff1b\uff01\uff1f\uff08\uff09]/g, (c) => halfWidth[c] ?? c);

function makeByline(english: boolean, random: Random): string {
  if (english) return `By ${random.pick(englishFirst)} ${random.pick(englishLast)}`;
  const name =
    random.pick(surnames) + Array.from({ length: random.pick([1, 2, 2]) }, () => random.pick(givenNames)).join('');
  return random.pick([
    `\u672c\u62a5\u8bb0\u8005 ${name}`,
    `\u672c\u62a5\u8bb0\u8005 ${name}`,
    `\u672c\u62a5\u901a\u8baf\u5458 ${name}`,
    `\u8bb0\u8005 ${name}`,
    `\u65b0\u534e\u793e\u8bb0\u8005 ${name}`,
    `\u672c\u5831\u8a18\u8005 ${name}`,
    `\u4f5c\u8005\uff1a${name}`,
    `\u5e02\u603b\u5de5\u4f1a\u4e3b\u5e2d ${name}`,
    `\u7701\u59d4\u5ba3\u4f20\u90e8\u526f\u90e8\u957f ${name}`,
  ]);
}

const surnames = [
  ...'\u738b\u674e\u5f20\u5218\u9648\u6768\u9ec4\u8d75\u5434\u5468\u5f90\u5b59\u9a6c\u6731\u80e1\u90ed\u4f55\u6797\u9ad8\u7f57\u90d1\u6881\u8c22\u5b8b\u5510\u8bb8\u97e9\u51af\u9093\u66f9',
];
const givenNames = [
  ...'\u4f1f\u82b3\u5a1c\u654f\u9759\u4e3d\u5f3a\u78ca\u519b\u6d0b\u52c7\u8273\u6770\u5a1f\u6d9b\u660e\u8d85\u79c0\u971e\u5e73\u521a\u6842\u82f1\u534e\u6587\u8f89\u529b\u5efa\u56fd\u4e1c\u6653\u6625',
];
const englishFirst = ['James', 'Mary', 'Robert', 'Linda', 'Michael', 'Susan', 'David', 'Karen', 'Helen', 'Paul'];
const englishLast = ['Smith', 'Johnson', 'Brown', 'Miller', 'Davis', 'Wilson', 'Moore', 'Taylor', 'Young', 'Clark'];
