import { endingOf, measureLength } from './characters.ts';
import type { Piece } from './cut.ts';
import { isNotice } from './is-notice.ts';
import { scoreByline } from './score-byline.ts';

/** Whether a line is page furniture: a page number, a running head, a staff line. It belongs to no article. */
export function isFurniture(
  piece: Pick<Piece, 'text' | 'headingDepth' | 'verbatim' | 'jump'>,
  repeats: number,
): boolean {
  if (piece.jump !== 'none') return true;
  const { text } = piece;
  if (piece.headingDepth > 0 || piece.verbatim || text.length > 90) return false;
  if (pageNumber.test(text)) return true;
  if (!/[\p{L}]/u.test(text)) return /^[\d\s\p{P}\p{S}]*$/u.test(text);
  if (rights.test(text) || isButtons(text) || isNotice(text)) return true;
  if (endingOf(text) === 'full') return false;
  if (staffLine.test(text)) return true;
  const dated = zhDate.test(text) || enDate.test(text);
  const weekday =
    /\u661f\u671f[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u65e5\u5929]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i.test(
      text,
    );
  const paged =
    /\u7b2c\s*[0-9A-Z\u4e00-\u9fff]{1,4}\s*[\u7248\u9801\u9875]|\bpage\s+[A-Z]?\d+|\b[A-Z]?\d{1,2}\s*\u7248|^\d{1,3}\s|\s\d{1,3}$/i.test(
      text,
    );
  const loose = measureLength(text) <= 45 && !/[\uff0c\u3002\uff1b]/.test(text);
  if (loose && dated && (weekday || paged)) return true;
  if (loose && weekday && paged) return true;
  if (loose && dated && text.replace(zhDate, '').replace(enDate, '').trim().length <= 14) return true;
  // A salutation or a call that comes back ends with a mark; a running head does not.
  if (/[,:;!?\uff0c\uff1a\uff1b\uff01\uff1f\u3001\u201d]$/.test(text)) return false;
  return repeats >= 3 && measureLength(text) <= 30 && (dated || paged || scoreByline(text) < 0);
}

/** What pages on the web offer to press. */
const button =
  /\u4e0a\u4e00\u7248|\u4e0b\u4e00\u7248|\u4e0a\u4e00\u7bc7|\u4e0b\u4e00\u7bc7|\u4e0a\u4e00[\u9875\u9801]|\u4e0b\u4e00[\u9875\u9801]|\u8fd4\u56de(?:\u76ee[\u5f55\u9304]|\u9996[\u9875\u9801]|[\u9876\u9802]\u90e8|\u5217\u8868)?|\u7248\u9762(?:\u76ee[\u5f55\u9304]|\u5bfc\u822a|\u6982[\u89c8\u89bd])|\u6253\u5370(?:\u672c\u9875|\u6b64\u6587)?|\u5217\u5370|[\u5173\u95dc][\u95ed\u9589](?:\u7a97\u53e3)?|\u5206\u4eab(?:[\u5230\u81f3])?|\u5fae\u4fe1|\u5fae\u535a|\u670b\u53cb\u5708|\u6536\u85cf(?:\u672c\u6587)?|\u5168\u6587[\u590d\u8907][\u5236\u88fd]|[\u590d\u8907][\u5236\u88fd][\u94fe\u93c8]\u63a5|\u653e\u5927|[\u7f29\u7e2e]\u5c0f|\u9ed8[\u8ba4\u8a8d]|\u5b57[\u53f7\u865f\u4f53\u9ad4]|[\u5927\u4e2d\u5c0f]|[\u9605\u95b1][\u8bfb\u8b80]\u539f\u6587|\u626b\u4e00\u626b|\u56de[\u9876\u9802]\u90e8|\u6211\u8981[\u8bc4\u8a55][\u8bba\u8ad6]|\b(?:print|share|e-?mail|save|tweet|facebook|(?:previous|next)(?: page| article| story)?|back to (?:top|contents|home|index)|a|zoom in|zoom out|read more|close)\b/giu;

/** Whether a line is nothing but such words, two and more. */
const isButtons = (text: string): boolean =>
  (text.match(button)?.length ?? 0) >= 2 && !/[\p{L}\d]/u.test(text.replace(button, ''));

const pageNumber =
  /^(?:[-\u2014\u2013\u00b7.\s]*\d{1,4}[-\u2014\u2013\u00b7.\s]*|\u7b2c?\s*[0-9A-Z\u4e00-\u9fff]{1,4}\s*[\u7248\u9801\u9875](?:\s*[:\uff1a\s]\s*\p{Script=Han}{1,8})?|page\s+[A-Z]?\d{1,4}(?:\s*[:|\u2013\u2014-]\s*[\p{L} ]{2,20})?|[A-Z]\d{1,2}|[A-Z]?\d{1,3}\s*\u7248)$/iu;
const zhDate =
  /\d{4}\s*[\u5e74./-]\s*\d{1,2}\s*[\u6708./-]\s*\d{1,2}\s*\u65e5?|[\u3007\u25cb\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d]{4}\u5e74[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}\u6708[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}\u65e5/;
const enDate = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+\d{4}\b/i;
const staffLine =
  /^[\uff08(\u3010[]?(?:\u8d23\u4efb\u7f16\u8f91|\u8cac\u4efb\u7de8\u8f2f|\u672c\u7248\u8d23\u7f16|\u8d23\u7f16|\u7248\u5f0f|\u7248\u5f0f\u8bbe\u8ba1|\u7248\u9762\u8bbe\u8ba1|\u7f8e\u7f16|\u6821\u5bf9|\u8054\u7cfb\u7535\u8bdd|\u6295\u7a3f\u90ae\u7bb1|\u672c\u7248\u7f16\u8f91|\u503c\u73ed\u7f16\u59d4|\u7edf\u7b79)[:\uff1a\s]|^[([]?(?:(?:copy |managing |page |news |duty )?editors?|edited by|layout|page design|proofread(?:er|ing)?(?: by)?)(?:\s*[:\uff1a]|(?<=by)\s)/i;

/** What papers say below a page of whose it is. */
const rights =
  /\u7248\u6743\u6240\u6709|\u7248\u6b0a\u6240\u6709|\u672a\u7ecf(?:\u8bb8\u53ef|\u6388\u6743|\u4e66\u9762\u6388\u6743|\u5141\u8bb8).{0,6}(?:\u4e0d\u5f97|\u7981\u6b62|\u4e25\u7981)|\u672a\u7d93(?:\u8a31\u53ef|\u6388\u6b0a).{0,6}(?:\u4e0d\u5f97|\u7981\u6b62|\u56b4\u7981)|\u7ffb\u5370\u5fc5\u7a76|\ball rights reserved\b|^(?:copyright|\u00a9|\(c\))\s/iu;
