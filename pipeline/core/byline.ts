import { isSurname } from './surnames.ts';

/** Who wrote an article, and in what office. Names are unspaced where they are Chinese; layout spaces them. */
export interface Byline {
  readonly office: string;
  readonly authors: readonly string[];
}

/**
 * A byline taken apart. What names nobody (本报评论员, an organisation) is all office.
 *
 *     北京市人大常委会副主任、市总工会主席 刘 伟   →   北京市人大常委会副主任、市总工会主席 + 刘伟
 *                                      ^^^
 *     本报记者 张三 李四      By Mary Smith and Ann Lee      作者：王五 译者：赵六
 */
export function parseByline(byline: string): Byline {
  const text = withoutDateline(stripOrnaments(byline));
  if (text === '') return { office: '', authors: [] };
  const labelled = parseLabels(text);
  if (labelled) return labelled;
  return hasHan.test(text) ? parseChinese(text) : parseEnglish(text);
}

/** A byline without where the news is from and what was done there: `X\uff0fY\u5831\u5c0e`. */
export const withoutDateline = (byline: string): string => byline.replace(dateline, '');

const dateline =
  /[/\uff0f][^/\uff0f]{1,10}(?:\u96fb|\u7535|\u5831\u5c0e|\u5831\u9053|\u62a5\u9053|\u651d\u5f71|\u6444\u5f71|\u5c08\u8a2a|\u4e13\u8bbf)$/u;

/** Names as an editor gives them in one field: `张三、李四`, `Mary Smith and Ann Lee`. */
export function splitNames(names: string): string[] {
  const pieces = names.split(hasHan.test(names) ? nameSeparators : /\s*(?:,|;|&|\band\b)\s*/);
  return pieces.map((piece) => closeName(piece)).filter((piece) => piece !== '');
}

/** Several names as one text, joined as their language joins names. */
export function joinNames(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  if (names.some((name) => hasHan.test(name))) return names.join('\u3001');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const hasHan = /\p{Script=Han}/u;
const nameSeparators =
  /[\u3001,\uff0c;\uff1b/\uff0f&|\uff5c]|\s+(?:and|with)\s+|\s*[\u548c\u4e0e]\s*(?=\p{Script=Han}{2,4}$)/u;

/** A byline without the marks that set it off: brackets around it, dashes and dots before it. */
export function stripOrnaments(byline: string): string {
  const text = byline
    .replace(/[\s\u3000]+/gu, ' ')
    .replace(/^[ \u2014\u2013\u2500\-\u25a0\u25a1\u25cf\u25cb\u25ce\u25b2\u25b3\u2605\u2606\u25c6\u25c7\u00b7*]+/u, '')
    .replace(/ +$/, '');
  const wrapped = /^[(\uff08[\u3010\u3014](.*)[)\uff09\]\u3011\u3015]$/u.exec(text)?.[1];
  return wrapped !== undefined && !/[()\uff08\uff09]/u.test(wrapped) ? wrapped.trim() : text;
}

/** Labels that stand before names. Those who only helped are named when nobody else is. */
const label =
  /(?:^|[ ,\uff0c;\uff1b])(\u4f5c\u8005|\u64b0\u6587|\u6587|\u64b0\u7a3f|\u64b0\u5199|\u6267\u7b14|\u7b14\u8005|\u8457|\u53e3\u8ff0|\u6574\u7406|\u63a1\u8a2a\u6574\u7406|\u91c7\u8bbf\u6574\u7406|\u63a1\u8a2a|\u91c7\u8bbf|\u8bd1\u8005|\u7f16\u8bd1|\u8bd1|\u6821\u5bf9|\u56fe|\u6444\u5f71|\u6444|\u7f16\u8f91|\u8d23\u7f16|\u56fe\u7247|[Aa]uthor|[Tt]ext|[Tt]ranslator|[Pp]hotos?)\s*[:\uff1a/\uff0f|\uff5c]\s*/gu;
const writers =
  /^(?:\u4f5c\u8005|\u64b0\u6587|\u6587|\u64b0\u7a3f|\u64b0\u5199|\u6267\u7b14|\u7b14\u8005|\u8457|[Aa]uthor|[Tt]ext)$/u;

/** What stands behind every label. */
const behindLabel = /[:\uff1a/\uff0f|\uff5c]/;

function parseLabels(text: string): Byline | null {
  if (!behindLabel.test(text)) return null;
  const found = [...text.matchAll(label)];
  if (found[0]?.index !== 0) return null;
  const parts = found.map((match, i) => {
    const rest = text.slice(match.index + match[0].length, found[i + 1]?.index ?? text.length).trim();
    const inner = hasHan.test(rest) ? parseChinese(rest) : parseEnglish(rest);
    return { role: match[1] ?? '', ...inner };
  });
  const main = parts.filter((part) => writers.test(part.role) && part.authors.length > 0);
  const chosen = main.length > 0 ? main : parts;
  return {
    office: chosen
      .map((part) => part.office)
      .filter((office) => office !== '')
      .join('\u3001'),
    authors: chosen.flatMap((part) => part.authors),
  };
}

/** Words that end an office, and words that are one. */
const officeEndings =
  /(?:\u4e3b\u5e2d|\u4e66\u8bb0|\u4e3b\u4efb|\u90e8\u957f|\u5c40\u957f|\u5385\u957f|\u53f8\u957f|\u5904\u957f|\u79d1\u957f|\u7701\u957f|\u5e02\u957f|\u53bf\u957f|\u533a\u957f|\u9547\u957f|\u4e61\u957f|\u6821\u957f|\u9662\u957f|\u6240\u957f|\u56e2\u957f|\u4f1a\u957f|\u793e\u957f|\u884c\u957f|\u7ec4\u957f|\u79d8\u4e66\u957f|\u7406\u4e8b\u957f|\u8463\u4e8b\u957f|\u603b\u88c1|\u603b\u7ecf\u7406|\u7ecf\u7406|\u59d4\u5458|\u4ee3\u8868|\u8bb0\u8005|\u901a\u8baf\u5458|\u8bc4\u8bba\u5458|\u5458|\u54e1|\u533b\u5e08|\u91ab\u5e2b|\u5f8b\u5e08|\u5f8b\u5e2b|\u6559\u5e08|\u6559\u5e2b|\u7279\u7ea6\u64b0\u7a3f\u4eba|\u6559\u6388|\u7814\u7a76\u5458|\u5de5\u7a0b\u5e08|\u9662\u58eb|\u535a\u58eb|\u603b\u7406|\u5e38\u59d4|\u90e8|\u5385|\u5c40|\u59d4|\u4f1a|\u793e|\u9662|\u6240|\u515a\u7ec4|\u7f16\u8f91\u90e8|\u8bb0\u8005\u7ad9|\u9867\u95ee|\u987e\u95ee|\u4e3b\u7f16|\u7f16\u8f91|\u5b66\u8005|\u66f8\u8a18|\u59d4\u54e1|\u8a18\u8005|\u8a55\u8ad6\u54e1|\u6703\u9577|\u9662\u9577|\u90e8\u9577|\u5c40\u9577|\u5e02\u9577|\u7701\u9577|\u9577)$/u;
/** Looks at the end alone: none of those words is longer, and a pattern would be tried at every character before it. */
const endsWith = (endings: RegExp, text: string): boolean => endings.test(text.slice(-longestEnding));
const longestEnding = 5;
const officeStart =
  /^(?:(?:\u672c\u62a5|\u672c\u520a|\u672c\u7f51|\u672c\u53f0|\u672c\u5831|\u65b0\u534e\u793e|\u65b0\u83ef\u793e|\u4e2d\u65b0\u793e|\u4eba\u6c11\u7f51|\u7279\u7ea6|\u7279\u6d3e|\u89c1\u4e60|\u5b9e\u4e60|\u9996\u5e2d|\u9a7b\p{Script=Han}{1,4}?)*(?:\u5168\u5a92\u4f53)?(?:\u8bb0\u8005|\u8a18\u8005|\u901a\u8baf\u5458|\u901a\u8a0a\u54e1|\u64b0\u7a3f\u4eba))/u;

function parseChinese(text: string): Byline {
  const behind =
    /^(?:\p{Script=Han}{2,6}[/\uff0f])?(\p{Script=Han}{2,4}|\p{Script=Han} \p{Script=Han})\s?[(\uff08](.+)[)\uff09]$/u.exec(
      text,
    );
  if (behind && isName(closeName(behind[1] ?? ''), 'strict'))
    return { office: (behind[2] ?? '').trim(), authors: [closeName(behind[1] ?? '')] };

  const tokens = text.split(' ');
  const authors: string[] = [];
  const offices: string[] = [];
  let at = tokens.length - 1;
  while (at >= 0) {
    const token = tokens[at] ?? '';
    const before = tokens[at - 1] ?? '';
    if (isSingle(token) && isSingle(before) && (authors.length === 0 || isSurname(before))) {
      authors.unshift(before + token);
      at -= 2;
    } else if (isOffice(token)) {
      // 记者 张三 通讯员 李四: an office between names ends nothing.
      if (authors.length === 0 && at < tokens.length - 1) break;
      offices.unshift(token);
      at -= 1;
      if (!/^(?:\S*\u8bb0\u8005|\S*\u901a\u8baf\u5458|\S*\u8a18\u8005|\S*\u901a\u8a0a\u54e1)$/u.test(token)) break;
    } else {
      const names = namesOf(token, authors.length === 0 && at > 0);
      if (!names) break;
      authors.unshift(...names);
      at -= 1;
    }
  }
  const rest = tokens.slice(0, at + 1).join(' ');
  if (authors.length === 0) return parseUnspaced(text);
  const nameFirst = rest === '' ? null : parseNameFirst(text);
  return (
    nameFirst ?? { office: [rest, ...offices].filter((o) => o !== '').join(rest === '' ? '\u3001' : ' '), authors }
  );
}

/** `刘伟 北京市总工会主席`, and an office with the name run on: `本报记者张三`, `北京市总工会主席刘伟`. */
function parseUnspaced(text: string): Byline {
  const nameFirst = parseNameFirst(text);
  if (nameFirst) return nameFirst;
  const reporter = officeStart.exec(text)?.[0];
  if (reporter) {
    const names = splitNames(text.slice(reporter.length));
    if (names.length > 0 && names.every((name) => isName(name, 'loose'))) return { office: reporter, authors: names };
  }
  for (const length of [3, 2, 4]) {
    const [office, name] = [text.slice(0, -length), text.slice(-length)];
    if (!hasSpace.test(name) && isName(name, 'strict') && endsWith(titleEnd, office))
      return { office, authors: [name] };
  }
  const names = splitNames(text);
  if (names.length > 0 && names.every((name) => isName(name, 'strict'))) return { office: '', authors: names };
  return penName.test(text) ? { office: '', authors: [text] } : { office: text, authors: [] };
}

/**
 * Two or three characters that are nothing else: \u8001\u69d0, \u963f\u5b9d. Not those of a paper or a body (\u672c\u62a5\u8baf, \u7f16\u8005, \u56e2\u59d4), and not of what stands for a
 * name that is not told (\u4f5a\u540d).
 */
const penName =
  /^(?![\u672c\u7f16\u7de8\u65b0\u4f5a\u533f])\p{Script=Han}{2,3}(?<![\u793e\u90e8\u4f1a\u6703\u5c40\u7f51\u7db2\u53f0\u62a5\u5831\u520a\u5ba4\u7ec4\u7d44\u9662\u5385\u5ef3\u6240\u59d4\u529e\u8fa6\u56e2\u5718\u961f\u968a\u7ad9\u8baf\u8a0a\u8005\u7535\u96fb\u8bc4\u8a55\u8bba\u8ad6])$/u;

const hasSpace = /\s/;
/** Offices that a person holds, as against bodies: only after these can a name be run on. */
const titleEnd =
  /(?:\u4e3b\u5e2d|\u4e66\u8bb0|\u4e3b\u4efb|[\u90e8\u5c40\u5385\u53f8\u5904\u7701\u5e02\u53bf\u533a\u6821\u9662\u6240\u4f1a\u793e\u884c]\u957f|\u79d8\u4e66\u957f|\u7406\u4e8b\u957f|\u8463\u4e8b\u957f|\u603b\u7ecf\u7406|\u59d4\u5458|\u4ee3\u8868|\u6559\u6388|\u7814\u7a76\u5458|\u603b\u7406)$/u;

function parseNameFirst(text: string): Byline | null {
  const found = /^(\p{Script=Han} \p{Script=Han}|\p{Script=Han}{2,4}) (.+)$/u.exec(text);
  const name = closeName(found?.[1] ?? '');
  const office = found?.[2] ?? '';
  return found && isName(name, 'strict') && office.length > 4 && endsWith(officeEndings, office)
    ? { office, authors: [name] }
    : null;
}

function namesOf(token: string, hasOffice: boolean): string[] | null {
  const names = splitNames(token);
  if (names.length === 0) return null;
  const isKnown =
    names.length === 1 && hasOffice ? isName(names[0] ?? '', 'loose') : names.every((n) => isName(n, 'strict'));
  return isKnown ? names : null;
}

const isSingle = (token: string): boolean => /^\p{Script=Han}$/u.test(token);
const isOffice = (token: string): boolean => endsWith(officeEndings, token) && [...token].length > 2;
const closeName = (name: string): string => name.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '').trim();

/** Loose: after an office, where minority and foreign names stand too. Strict: by surname and length alone. */
function isName(name: string, how: 'loose' | 'strict'): boolean {
  if (/^\p{Script=Han}+(?:[\u00b7\u2022\u30fb.]\p{Script=Han}+)+$/u.test(name)) return true;
  if (!hasHan.test(name)) return /^[A-Z][\w.'\u2019-]*(?: [A-Z][\w.'\u2019-]*)*$|^[A-Za-z][\w.-]+$/u.test(name);
  const length = [...name].length;
  if (!/^\p{Script=Han}+$/u.test(name) || isOffice(name)) return false;
  if (how === 'loose') return length >= 2 && length <= 6;
  return length >= 2 && length <= 4 && isSurname(name, length === 4);
}

/** Words that no name has: an English piece with one of them is an office. */
const englishOffice =
  /\b(?:of|for|the|at|in|staff|writers?|editors?|reporters?|correspondents?|director|president|secretary|minister|professor|chair(?:man|woman|person)?|chief|head|team|press|agency|university|institute|department)\b/i;

function parseEnglish(text: string): Byline {
  const body = text.replace(
    /^(?:(?:reviewed|written|compiled|reported|translated|edited|story|words|text) )?by[: ]\s*/i,
    '',
  );
  const authors: string[] = [];
  const offices: string[] = [];
  for (const piece of body.split(/\s*(?:[,;|]|&|\band\b|\u2014|\u2013)\s*/)) {
    if (piece === '') continue;
    if (englishOffice.test(piece) || (!/^by\b/i.test(text) && !/^[A-Z\u00c0-\u00de]/.test(piece))) offices.push(piece);
    else authors.push(piece);
  }
  return authors.length > 0 ? { office: offices.join(', '), authors } : { office: body, authors: [] };
}
