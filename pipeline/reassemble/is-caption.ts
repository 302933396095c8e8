import { measureLength } from './characters.ts';

/** Whether a paragraph tells what a picture shows. */
export const isCaption = (text: string): boolean => opening.test(text) && measureLength(text) <= longestCaption;

/**
 * Whether a line belongs to a picture and not to the text around it. The words above a picture in a manual ("the figure above
 * shows") are text, however they begin.
 *
 *     \u56fe\u4e3a\u4e09\u6708\u4e94\u65e5\u4f1a\u8bae\u73b0\u573a\u3002           \uff08\u672c\u62a5\u8bb0\u8005 \u738b\u4e94 \u6444\uff09           \u8d44\u6599\u56fe\u7247           Photo by Jane Doe
 */
export const isPictureLine = (text: string): boolean =>
  measureLength(text) <= longestCaption && (shows.test(text) || credit.test(text) || signed.test(text));

const longestCaption = 60;

const opening =
  /^(?:[\u25b2\u25bc\u25b6\u25c0\u25b3]|\u56fe(?:\u4e3a|[\u2460-\u2469\d\u4e00-\u5341]?[\uff1a:])|\u5716(?:\u70ba|[\d]?[\uff1a:])|(?:\u4e0a|\u4e0b|\u5de6|\u53f3)\u56fe|[\uff08(]?(?:\u8d44\u6599\u56fe\u7247|\u8cc7\u6599\u5716\u7247|photo(?: by|:)|\u6444\u5f71[\uff1a:]))/i;
const shows = /^[\u25b2\u25bc\u25b6\u25c0\u25b3\u2191\u2193\u2190\u2192]?\s*(?:\u56fe\u4e3a|\u5716\u70ba)/;
const credit =
  /^[\uff08(\u3010[]?(?:(?:\u8d44\u6599\u56fe\u7247|\u8d44\u6599\u7167\u7247|\u8d44\u6599\u56fe|\u8cc7\u6599\u5716\u7247|\u8cc7\u6599\u7167\u7247|\u8d44\u6599\u7247|\u65b0\u534e\u793e\u53d1|\u65b0\u83ef\u793e\u767c|\u4e2d\u65b0\u793e\u53d1|\u4e2d\u65b0\u793e\u767c|\u7f51\u7edc\u56fe\u7247|\u7db2\u7d61\u5716\u7247|\u4f5c\u8005\u4f9b\u56fe|\u4f5c\u8005\u4f9b\u5716|\u53d7\u8bbf\u8005\u4f9b\u56fe|\u53d7\u8a2a\u8005\u4f9b\u5716)|(?:\u56fe\u7247\u6765\u6e90|\u5716\u7247\u4f86\u6e90|\u56fe\u6e90|\u5716\u6e90|\u4f9b\u56fe|\u4f9b\u5716|\u6444\u5f71|\u651d\u5f71)[\uff1a:/\uff0f].{1,20}|(?:file )?photo(?:graph)?s?(?: by |: | courtesy ).{2,40}|file photo)[\uff09)\u3011\]]?$/iu;
/** The photographer's name and what he did, behind a sentence or alone. */
const signed =
  /(?:^|[\u3002\uff0c\s\uff08(])(?:\u672c\u62a5|\u672c\u5831|\u65b0\u534e\u793e|\u65b0\u83ef\u793e|\u4e2d\u65b0\u793e|\u8bb0\u8005|\u8a18\u8005|\u901a\u8baf\u5458|\u901a\u8a0a\u54e1|\u7279\u7ea6|[\p{Script=Han}]{2,4}\s*\u6444|[\p{Script=Han}]{2,4}\s*\u651d)[\p{Script=Han}\s\u00b7]{0,16}(?<=\u6444|\u651d|\u6444\u5f71|\u651d\u5f71)[\uff09)]?$/u;
