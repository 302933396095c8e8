import { stripOrnaments, withoutDateline } from '../core/byline.ts';
import { isSurname } from '../core/surnames.ts';
import { isHanCode, isMostlyHan, measureLength, startsList } from './characters.ts';
import type { Piece } from './cut.ts';

const surnames = new Set(
  '\u738b\u674e\u5f20\u5f35\u5218\u5289\u9648\u9673\u6768\u694a\u9ec4\u9ec3\u8d75\u8d99\u5434\u5433\u5468\u5f90\u5b59\u5b6b\u9a6c\u99ac\u6731\u80e1\u90ed\u4f55\u6797\u9ad8\u7f57\u7f85\u90d1\u912d\u6881\u8c22\u8b1d\u5b8b\u5510\u8bb8\u8a31\u97e9\u97d3\u51af\u99ae\u9093\u9127\u66f9\u5f6d\u66fe\u8427\u856d\u7530\u8463\u6f58\u8881\u8521\u848b\u848b\u4f59\u4e8e\u675c\u53f6\u8449\u7a0b\u9b4f\u82cf\u8607\u5415\u5442\u4e01\u4efb\u5362\u76e7\u59da\u6c88\u949f\u937e\u59dc\u5d14\u8c2d\u8b5a\u9646\u9678\u8303\u6c6a\u5ed6\u77f3\u91d1\u8d3e\u8cc8\u590f\u97e6\u97cb\u5085\u65b9\u90b9\u9112\u718a\u767d\u5b5f\u79e6\u90b1\u4faf\u6c5f\u5c39\u859b\u95eb\u6bb5\u96f7\u9f99\u9f8d\u53f2\u9676\u8d3a\u8cc0\u6bdb\u90dd\u987e\u9867\u9f9a\u9f94\u90b5\u4e07\u842c\u8983\u6b66\u94b1\u9322\u6234\u4e25\u56b4\u83ab\u5b54\u5411\u5e38\u6c64\u6e6f\u5eb7\u6613\u4e54\u55ac\u8d56\u8cf4\u6587\u5c24\u7ae5\u5b89\u51cc\u67f3\u90a2\u5170\u862d\u8f9b\u53f6\u66f2\u9f50\u9f4a\u9ece\u5b63\u8def\u53e4\u6b27\u9a86\u5ba3\u7518\u8ddd\u88f4\u7fdf\u5c48\u9c8d\u4f5f\u8d39\u6bd5\u7a46\u8c22',
);

const bylineWords =
  /(?:\u8bb0\u8005|\u8a18\u8005|\u901a\u8baf\u5458|\u901a\u8a0a\u54e1|\u4f5c\u8005|\u8bd1\u8005|\u8b6f\u8005|\u7f16\u8f91|\u7de8\u8f2f|\u8bc4\u8bba\u5458|\u8a55\u8ad6\u54e1|\u64b0\u6587|\u64b0\u7a3f|\u6267\u7b14|\u57f7\u7b46|\u4f9b\u7a3f|\u6574\u7406|\u6587[/\uff0f]|\u6444\u5f71|\u651d\u5f71|\u7279\u7ea6|\u672c\u62a5|\u672c\u5831|\u65b0\u534e\u793e|\u65b0\u83ef\u793e|\u5b9e\u4e60\u751f|\u5be6\u7fd2\u751f|\u7279\u6d3e|\u91c7\u8bbf|\u63a1\u8a2a|\u62a5\u9053|\u5831\u5c0e|\u5831\u9053|\u53e3\u8ff0|\u7f16\u8bd1|\u7de8\u8b6f)/;
const officeEnd =
  /(?:\u4e3b\u5e2d|\u4e66\u8bb0|\u66f8\u8a18|\u4e3b\u4efb|\u5c40\u957f|\u90e8\u957f|\u7701\u957f|\u5e02\u957f|\u53bf\u957f|\u533a\u957f|\u5385\u957f|\u59d4\u5458|\u4ee3\u8868|\u9662\u957f|\u6821\u957f|\u4f1a\u957f|\u7406\u4e8b\u957f|\u8463\u4e8b\u957f|\u7ecf\u7406|\u6559\u6388|\u7814\u7a76\u5458|\u603b\u7406|\u5c40\u9577|\u90e8\u9577|\u7701\u9577|\u5e02\u9577|\u9662\u9577|\u6821\u9577|\u6703\u9577|\u59d4\u54e1|\u7d93\u7406|\u7e3d\u7406|\u5b66\u8005|\u5c40|\u793e|\u9662|\u653f\u5e9c|\u79d1\u957f|\u5904\u957f|\u519b\u957f|\u53f8\u4ee4\u5458|\u653f\u59d4|\u5de5\u4eba|\u6559\u5e08|\u8001\u5e08|\u533b\u751f|\u961f\u957f|\u6751\u652f\u4e66|\u515a\u652f\u90e8\u4e66\u8bb0|\u533b\u5e08|\u91ab\u5e2b|\u5f8b\u5e08|\u5f8b\u5e2b|\u5de5\u7a0b\u5e08|\u5de5\u7a0b\u5e2b|\u8bbe\u8ba1\u5e08|\u8a2d\u8a08\u5e2b|\u4f5c\u5bb6|\u8bd7\u4eba|\u8a69\u4eba|\u5b66\u751f|\u5b78\u751f|\u540c\u5b66|\u5c45\u6c11|\u6751\u6c11|\u5e02\u6c11|\u8bfb\u8005|\u8b80\u8005|\u62a4\u58eb|\u8b77\u7406\u5e2b|\u9986\u957f|\u9928\u9577|\u56ed\u957f|\u5712\u9577|\u6559\u7ec3|\u6559\u7df4|\u8bb2\u5e08|\u8b1b\u5e2b|\u535a\u58eb|\u9662\u58eb|\u603b\u7f16\u8f91|\u7e3d\u7de8\u8f2f|\u4e3b\u7f16|\u4e3b\u7de8|\u603b\u76d1|\u7e3d\u76e3|\u603b\u88c1|\u7e3d\u88c1|\u79d8\u4e66\u957f|\u79d8\u66f8\u9577|\u519c\u6280\u5458|\u519c\u827a\u5e08|\u4e66\u8bc4\u4eba|\u66f8\u8a55\u4eba|\u8bc4\u8bba\u4eba|\u8a55\u8ad6\u4eba|\u5fd7\u613f\u8005|\u5fd7\u5de5|\u521b\u529e\u4eba|\u5275\u8fa6\u4eba|\u53d1\u8a00\u4eba|\u767c\u8a00\u4eba)$/;

/** How much a line looks like a byline (log odds); it is asked only of a line that could stand behind a title. */
export function scoreByline(text: string): number {
  const length = measureLength(text);
  if (length > 70 || text.length > 160) return -8;
  if (/[\u3002\uff01\uff1f]|[.!?]$/.test(text)) return -5;
  const plain = stripOrnaments(text);
  if (plain !== text && plain !== '') return Math.max(scorePlain(plain), isSetOff(text, plain) ? 3 : scorePlain(text));
  return scorePlain(text);
}

/** Whether a name or two stand behind a mark: what is set off so is signed. */
const isSetOff = (text: string, plain: string): boolean =>
  /^[\u25ce\u25a0\u25cf\u25c6\u25b2]/u.test(text) &&
  /^\p{Script=Han}{2,4}(?:[ \u3000\u3001]\p{Script=Han}{1,4}){0,2}$/u.test(plain);

function scorePlain(text: string): number {
  const length = measureLength(text);
  // "\u4f5c\u8005\uff1aSagar Sharma" is a Chinese byline whose names are not.
  if (isMostlyHan(text) || (/^\p{Script=Han}/u.test(text) && labelled.test(text))) return scoreHanByline(text, length);
  if (
    /^(?:(?:story|words|text|photos?|reviewed|written|compiled|reported|translated|edited|illustrated|interview|recipe|review|commentary|analysis) )?by[: ]\s*[\p{Lu}\d]/iu.test(
      text,
    ) ||
    /^as told to \p{Lu}/iu.test(text)
  )
    return text.split(/\s+/).length <= 40 ? 6 : 0;
  const words = text.split(/[\s,]+/).filter(Boolean);
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word) || word === 'and').length;
  if (/(?:staff (?:writer|reporter)|correspondent|reporter|editor|columnist|contributor)s?\b/i.test(text))
    return words.length <= 12 && capitals >= 2 ? 4 : -2;
  return words.length >= 2 && words.length <= 4 && capitals === words.length && !/\d/.test(text) ? -0.5 : -5;
}

/** Words that only a byline begins with. */
const labelled =
  /^[\uff08(\u3014\u3010]?(?:\u25a0|\u25cf|\u25c6|\u2014+|\u25b2)?\s*(?:\u672c\u62a5|\u672c\u5831|\u672c\u520a|\u672c\u7f51|\u672c\u7db2|\u65b0\u534e\u793e|\u65b0\u83ef\u793e|\u7279\u7ea6|\u4f5c\s*\u8005|\u8bb0\s*\u8005|\u8a18\s*\u8005|\u6587\s*[/\uff0f]|\u64b0\u6587|\u7f16\u8bd1|\u8bd1\u8005|\u6574\u7406|\u7279\u6d3e\u5458|\u7279\u6d3e\u54e1|\u901a\u8baf\u5458|\u901a\u8a0a\u54e1|\u91c7\u8bbf\u6574\u7406|\u63a1\u8a2a\u6574\u7406|\u91c7\u5199|\u63a1\u5beb|\u64b0\u7a3f|\u7f16\u8bd1|\u7de8\u8b6f|\u53e3\u8ff0|\u6587\u5e76\u6444\u5f71|\u5716\u6587|\u56fe\u6587|\u6821\u56ed\u8bb0\u8005|\u6821\u5712\u8a18\u8005|\u89c1\u4e60\u8bb0\u8005|\u5be6\u7fd2\u8a18\u8005|\u5b9e\u4e60\u8bb0\u8005)/;

function scoreHanByline(text: string, length: number): number {
  const name = findEndName(text);
  const marks = (text.match(/[,;\uff0c\uff1b\u3001:\uff1a]/g) ?? []).length;
  if (labelled.test(text) && length < 60 && !/[\u3002\uff1b]/.test(text)) return 5 - Math.max(0, marks - 3);
  // Taiwan and Hong Kong: the reporter, and where the news is from.
  if (withoutDateline(text) !== text && !/[\u3002\uff0c]/.test(text)) return 5;
  const signed = signature.exec(text)?.[1];
  if (signed !== undefined && isSurname(signed.charAt(0))) return 3;
  const spaced = /[ \u3000]/.test(text);
  if (name && spaced) {
    const office = text.slice(0, text.length - name.length).trim();
    if (office === '') return 0;
    if (officeEnd.test(office) || bylineWords.test(office)) return 6;
    return length <= 45 && marks <= 4 && !/[\u7684\u4e86\u662f\u5728]/.test(office) ? 2.5 : -1;
  }
  if (bylineWords.test(text) && length <= 30 && marks <= 2) return 2;
  if (
    /(?:\u4eba\u6c11\u653f\u5e9c|\u59d4\u5458\u4f1a|\u529e\u516c\u5ba4|\u7814\u7a76\u9662|\u5927\u5b66|\u8bfe\u9898\u7ec4|\u8ab2\u984c\u7d44)$/.test(
      text,
    ) &&
    length <= 30 &&
    marks <= 1
  )
    return 2;
  if (/^[\u2014\u25a0\u25cf\u25cb\u25c6\u25c7]/.test(text) && length <= 30) return 0.5;
  if (isHanName(text.replace(/[ \u3000]/g, '')) && length <= 6) return 0.5;
  return -5;
}

/** `Name\uff08who that is\uff09`, after a place and a stroke or without one: how letters and columns are signed. */
const signature =
  /^(?:\p{Script=Han}{2,6}[\uff0f/](?=\p{Script=Han})|(?=.*[\uff09)]$))(\p{Script=Han}{2,4})(?:\s?[\uff08(][^\uff08()\uff09\u3002]{2,24}[\uff09)])?$/u;

/** The name at the end of a line behind a space; names of two characters may be spaced for alignment. */
function findEndName(text: string): string {
  const spaced = /[ \u3000]([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])$/.exec(text);
  if (spaced && (isSurname(spaced[1] ?? '') || officeEnd.test(text.slice(0, spaced.index)))) return spaced[0].slice(1);
  const names = /[ \u3000]((?:[\u4e00-\u9fff\u00b7]{2,12})(?:[ \u3000\u3001][\u4e00-\u9fff\u00b7]{2,4}){0,3})$/.exec(
    text,
  );
  const found = names?.[1] ?? '';
  const first = found.split(/[ \u3000\u3001]/)[0] ?? '';
  if (found === '') return '';
  const office = text.slice(0, text.length - found.length).trim();
  // Names of other peoples are longer: behind an office they are names all the same.
  return isHanName(first) || first.includes('\u00b7') || first.length <= 3 || officeEnd.test(office) ? found : '';
}

const isHanName = (text: string): boolean =>
  surnames.has(text.charAt(0)) &&
  text.length >= 2 &&
  text.length <= 3 &&
  [...text].every((c) => isHanCode(c.charCodeAt(0)));

/**
 * Where headlines are marked, a short line without a mark, right behind one and before a paragraph, is no second line of the
 * headline: whatever it says (a pen name, `Science Notes`), it is signed so. Where they are not, so is a line of two to four
 * Han characters below the first of a page: a headline's second line has more of them.
 */
export function standsLikeByline(before: Piece | undefined, piece: Piece, after: Piece | undefined): boolean {
  if (!before || !after || piece.headingDepth > 0 || after.headingDepth > 0) return false;
  if (before.headingDepth === 0 && !(before.index === 0 && /^\p{Script=Han}{2,4}$/u.test(piece.text))) return false;
  const length = measureLength(piece.text);
  return (
    length <= longestSignature &&
    !/[\u3002\uff0c\uff1b\uff1a\uff01\uff1f\u201c\u201d;:!?]|[.,]$|^[\u2014\d\p{Ll}]/u.test(piece.text) &&
    /\p{L}/u.test(piece.text) &&
    !startsList(piece.text) &&
    measureLength(after.text) >= Math.max(leastParagraph, length * 3)
  );
}

/** Characters of a line that can be nothing but who wrote it, and of what is surely text. */
const longestSignature = 16;
const leastParagraph = 40;
