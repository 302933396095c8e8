import { parseByline } from '../core/byline.ts';
import { locate } from '../core/locate.ts';
import type { Manuscript, PlacedText, Span } from '../core/text.ts';
import type { Query } from './queries.ts';

/** A person as a text names one. */
interface Mention {
  readonly article: string;
  readonly office: string;
  readonly name: string;
  readonly span: Span | null;
}

/**
 * One person or office written two ways: names of one office that differ in one character, a foreign name that does, and one
 * name whose office stands here long and there short.
 *
 *     省总工会主席王晓东 … 省总工会主席王小东      史蒂夫·乔布斯 … 斯蒂夫·乔布斯      北京市总工会主席 刘伟 … 市总工会主席 刘伟
 *                 ^                   ^
 */
export function* findNameQueries(manuscripts: readonly Manuscript[]): Generator<Query | null> {
  const mentions: Mention[] = [];
  for (const [i, manuscript] of manuscripts.entries()) {
    mentions.push(...listMentions(manuscript));
    if (i % articlesAtOnce === articlesAtOnce - 1) yield null;
  }
  yield* compareNames(mentions);
  yield* compareOffices(mentions);
  yield null;
  yield* compareForeign(manuscripts);
  yield null;
}

/** So many are looked at before somebody else may do something (`lookForQueries`). */
const articlesAtOnce = 200;

function compareNames(mentions: readonly Mention[]): Query[] {
  const byOffice = new Map<string, Mention[]>();
  for (const mention of mentions) {
    if (mention.office.length < leastOffice || isShared.test(mention.office)) continue;
    const known = byOffice.get(mention.office);
    if (!known) byOffice.set(mention.office, [mention]);
    else if (!known.some(({ name }) => name === mention.name)) known.push(mention);
  }
  return [...byOffice.values()].flatMap((same) =>
    same.flatMap((one, i) =>
      same.slice(i + 1).flatMap((other) => (differInOne(one.name, other.name) ? [ask('name', one, other)] : [])),
    ),
  );
}

/** One name under offices of which one is the other with something left out. */
function compareOffices(mentions: readonly Mention[]): Query[] {
  const byName = new Map<string, Mention[]>();
  for (const mention of mentions) {
    if (mention.office.length < 4) continue;
    const known = byName.get(mention.name);
    if (!known) byName.set(mention.name, [mention]);
    else if (!known.some(({ office }) => office === mention.office)) known.push(mention);
  }
  return [...byName.values()].flatMap((same) =>
    same.flatMap((one, i) =>
      same.slice(i + 1).flatMap((other) => {
        if (one.article === other.article) return [];
        const [short, long] = one.office.length < other.office.length ? [one, other] : [other, one];
        return isShortened(short.office, long.office)
          ? [{ ...ask('office', short, long), words: short.office, other: long.office }]
          : [];
      }),
    ),
  );
}

const ask = (kind: 'name' | 'office', one: Mention, other: Mention): Query => ({
  kind,
  article: other.article,
  words: other.name,
  span: other.span,
  other: one.name,
  otherSpan: one.span,
});

/** Offices that many hold at once say nothing of who it is. */
const isShared =
  /(?:\u8bb0\u8005|\u8a18\u8005|\u901a\u8baf\u5458|\u901a\u8a0a\u54e1|\u59d4\u5458|\u4ee3\u8868|\u6559\u6388|\u7814\u7a76\u5458|\u5de5\u7a0b\u5e08|\u9662\u58eb|\u535a\u58eb|\u526f[^\u3001\uff0c]{1,3}|\u7f16\u8f91|\u5b66\u8005|\u8001\u5e08|\u533b\u751f)$/;
/** A shorter office (\u4e3b\u5e2d, \u4e3b\u4efb) is held by many. */
const leastOffice = 5;

/** Names of one length and one surname that differ in one character. */
function differInOne(a: string, b: string): boolean {
  const [one, other] = [[...a], [...b]];
  if (one.length !== other.length || one.length < 3 || one[0] !== other[0]) return false;
  return one.filter((c, i) => c !== other[i]).length === 1;
}

/** Whether a short office is a long one with a part left out, its end kept: \u5e02\u603b\u5de5\u4f1a\u4e3b\u5e2d of \u5317\u4eac\u5e02\u603b\u5de5\u4f1a\u4e3b\u5e2d. */
function isShortened(short: string, long: string): boolean {
  if (short.slice(-2) !== long.slice(-2)) return false;
  let at = 0;
  for (const c of long) if (c === short.charAt(at)) at++;
  return at === short.length && short.length * 3 > long.length;
}

const officeWords =
  '\u4e3b\u5e2d|\u4e66\u8bb0|\u4e3b\u4efb|\u90e8\u957f|\u5c40\u957f|\u5385\u957f|\u7701\u957f|\u5e02\u957f|\u53bf\u957f|\u533a\u957f|\u6821\u957f|\u9662\u957f|\u4f1a\u957f|\u8463\u4e8b\u957f|\u7406\u4e8b\u957f|\u79d8\u4e66\u957f|\u603b\u88c1|\u603b\u7ecf\u7406|\u603b\u7406|\u603b\u7edf|\u4e3b\u7f16|\u66f8\u8a18|\u7701\u9577|\u5e02\u9577|\u90e8\u9577|\u5c40\u9577|\u6821\u9577|\u9662\u9577|\u6703\u9577|\u8463\u4e8b\u9577|\u7e3d\u7406|\u7e3d\u7d71';
const surnames =
  '\u738b\u674e\u5f20\u5f35\u5218\u5289\u9648\u9673\u6768\u694a\u9ec4\u9ec3\u8d75\u8d99\u5434\u5433\u5468\u5f90\u5b59\u5b6b\u9a6c\u99ac\u6731\u80e1\u90ed\u4f55\u6797\u7f57\u7f85\u90d1\u912d\u6881\u8c22\u8b1d\u5b8b\u5510\u8bb8\u8a31\u97e9\u97d3\u51af\u99ae\u9093\u9127\u66f9\u5f6d\u66fe\u8427\u856d\u7530\u8463\u6f58\u8881\u8521\u848b\u4f59\u675c\u53f6\u8449\u7a0b\u9b4f\u82cf\u8607\u5415\u5442\u4e01\u5362\u76e7\u59da\u6c88\u949f\u937e\u59dc\u5d14\u8c2d\u8b5a\u9646\u9678\u8303\u6c6a\u5ed6\u77f3\u8d3e\u8cc8\u590f\u97e6\u97cb\u5085\u90b9\u9112\u718a\u5b5f\u79e6\u90b1\u4faf\u5c39\u859b\u95eb\u6bb5\u96f7\u9f99\u9f8d\u53f2\u9676\u8d3a\u8cc0\u6bdb\u90dd\u987e\u9867\u9f9a\u9f94\u90b5\u8983\u94b1\u9322\u6234\u4e25\u56b4\u83ab\u6c64\u6e6f\u4e60\u7fd2';
/** A name ends where something stands that no name has in it: a mark, or a verb that people are followed by. */
const held = new RegExp(
  `([\\u4e00-\\u9fff]{2,14}(?:${officeWords}))([${surnames}][\\u4e00-\\u9fff]{2})(?=[\\uff0c\\u3002\\u3001\\uff1b\\uff1a,;:\\uff09\\u201d]|\\u8bf4|\\u8868\\u793a|\\u6307\\u51fa|\\u4ecb\\u7ecd|\\u5f3a\\u8c03|\\u8ba4\\u4e3a|\\u51fa\\u5e2d|\\u4e3b\\u6301|\\u5728|\\u4e3a|\\u7b49|$)`,
  'gu',
);
/** What every such place has in it: found quickly, and most texts have none. */
const mayHold = new RegExp(`(?:${officeWords})[${surnames}][\\u4e00-\\u9fff]`, 'u');

function listMentions({ id, byline, frontMatter, blocks }: Manuscript): Mention[] {
  const written = byline?.text ?? frontMatter.byline ?? '';
  const { office, authors } = parseByline(written);
  const own = authors.map((name) => ({
    article: id,
    office: fold(office),
    name,
    span: byline ? locate(byline, 0) : null,
  }));
  const inText = blocks.flatMap(({ text }) =>
    (mayHold.test(text.text) ? [...text.text.matchAll(held)] : []).map((match) => ({
      article: id,
      office: officeOf(match[1] ?? ''),
      name: match[2] ?? '',
      span: placeOfName(text, match),
    })),
  );
  return [...(authors.length === 1 ? own : []), ...inText];
}

const placeOfName = (text: PlacedText, match: RegExpMatchArray): Span | null =>
  locate(text, (match.index ?? 0) + (match[1]?.length ?? 0));

const fold = (office: string): string => office.replace(/\s/g, '');
/** What stands before an office in running text is cut off at the last word that no office has in it. */
const officeOf = (text: string): string =>
  text.replace(
    /^.*(?:\u7684|\u7531|\u548c|\u4e0e|\u5bf9|\u5411|\u662f|\u5728|\u4e86|\u7ecf|\u8bf7|\u6309\u7167|\u4ee5)/u,
    '',
  );

/** Foreign names in Chinese letters, with their dot: one that stands twice is known, one that differs in a character is asked. */
function compareForeign(manuscripts: readonly Manuscript[]): Query[] {
  const found = new Map<string, { count: number; article: string; span: Span | null }>();
  for (const { id, blocks } of manuscripts)
    for (const { text } of blocks)
      for (const match of text.text.includes('\u00b7') ? text.text.matchAll(foreign) : []) {
        const known = found.get(match[0]);
        if (known) known.count++;
        else found.set(match[0], { count: 1, article: id, span: locate(text, match.index) });
      }
  const names = [...found.entries()];
  return names.flatMap(([name, one], i) =>
    names.slice(i + 1).flatMap(([other, two]): Query[] => {
      if (!differInOneAnywhere(name, other)) return [];
      const [rare, usual] =
        one.count < two.count
          ? [
              { name, ...one },
              { name: other, ...two },
            ]
          : [
              { name: other, ...two },
              { name, ...one },
            ];
      return [
        {
          kind: 'name',
          article: rare.article,
          words: rare.name,
          span: rare.span,
          other: usual.name,
          otherSpan: usual.span,
        },
      ];
    }),
  );
}

const foreign = /(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,5}\u00b7[\u4e00-\u9fff]{2,5}(?![\u4e00-\u9fff\u00b7])/gu;

function differInOneAnywhere(a: string, b: string): boolean {
  const [one, other] = [[...a], [...b]];
  if (one.length !== other.length || one.length < 6) return false;
  return one.filter((c, i) => c !== other[i]).length === 1;
}
