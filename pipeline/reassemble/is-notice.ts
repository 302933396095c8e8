import { measureLength } from './characters.ts';

/** Whether a line speaks of the paper, not of what happened: how to reach it, its number and price, its sections, adverts. Short, and no sentence. */
export function isNotice(text: string): boolean {
  if (measureLength(text) > longestNotice || /[\u3002\uff1b]/.test(text)) return false;
  return (
    contact.test(text) ||
    advert.test(text) ||
    invitation.test(text) ||
    imprint.test(text) ||
    weather.test(text) ||
    section.test(text) ||
    heading.test(text)
  );
}

const longestNotice = 45;

/** `\u65b0\u95fb\u70ed\u7ebf\uff1a010-65368888`, `E-mail: news@example.com`, `\u5fae\u4fe1\u516c\u4f17\u53f7\uff1a\u6c5f\u57ce\u65e5\u62a5`. */
const contact =
  /^[\p{L} ]{0,8}?(?:\u7535\u8bdd|\u96fb\u8a71|\u70ed\u7ebf|\u71b1\u7dda|\u90ae\u7bb1|\u90f5\u7bb1|\u4fe1\u7bb1|\u90ae\u7f16|\u90f5\u7de8|\u4f20\u771f|\u50b3\u771f|\u7f51\u5740|\u7db2\u5740|\u5fae\u4fe1|\u5fae\u535a|\u516c\u4f17\u53f7|\u516c\u773e\u865f|\u5ba2\u6237\u7aef|QQ\p{Script=Han}?|tel|telephone|phone|hotline|fax|e-?mail|wechat|website)(?:\u53f7|\u865f|\u516c\u4f17\u53f7)?\s*[:\uff1a]\s*(?:[\x21-\x7e\s\u3001\uff0c\uff08\uff09]{3,}|[\p{Script=Han}\w]{2,12})$/iu;

const advert =
  /^[\p{P}\p{S}\s]*(?:\u516c\u76ca\u5e7f\u544a|\u516c\u76ca\u5ee3\u544a|\u5e7f\u544a|\u5ee3\u544a|advertisements?|advertorial|sponsored content)[\p{P}\p{S}\s]*$/iu;

/** What is to be done with a code beside it, or a button. */
const invitation =
  /^[\p{P}\p{S}\s]*(?:\u8bf7|\u8acb|\u5fae\u4fe1|\u624b\u673a|\u624b\u6a5f)?(?:\u626b\u63cf|\u626b\u4e00\u626b|\u626b\u7801|\u6383\u63cf|\u6383\u4e00\u6383|\u6383\u78bc|\u957f\u6309|\u9577\u6309).{0,10}(?:\u4e8c\u7ef4\u7801|\u4e8c\u7dad\u78bc|\u5173\u6ce8|\u95dc\u6ce8|\u9605\u8bfb\u5168\u6587|\u95b1\u8b80\u5168\u6587|\u89c2\u770b|\u89c0\u770b|\u67e5\u770b|\u6536\u542c|\u6536\u807d|\u4e0b\u8f7d|\u4e0b\u8f09|\u66f4\u591a)|^(?:\u5173\u6ce8\u6211\u4eec|\u95dc\u6ce8\u6211\u5011|\u66f4\u591a\u7cbe\u5f69)|(?:\u5173\u6ce8|\u95dc\u6ce8).{0,8}(?:\u516c\u4f17\u53f7|\u516c\u773e\u865f)|\bscan (?:the|this) (?:qr )?code\b|^follow us (?:on|at)\b/iu;

const imprint =
  /\u56fd\u5185\u7edf\u4e00(?:\u8fde\u7eed\u51fa\u7248\u7269|\u520a)|\u570b\u5167\u7d71\u4e00(?:\u9023\u7e8c\u51fa\u7248\u7269|\u520a)|\u90ae\u53d1\u4ee3\u53f7|\u90f5\u767c\u4ee3\u865f|\bCN\s?\d{2}-\d{4}\b|\bISSN\b|(?:\u96f6\u552e\u4ef7|\u96f6\u552e\u50f9|\u6bcf\u4efd\u5b9a\u4ef7|\u6bcf\u4efd\u5b9a\u50f9).{0,4}\d|\u603b\u7b2c\s*\d+\s*\u671f|\u7e3d\u7b2c\s*\d+\s*\u671f|\u4eca\u65e5\s*\d+\s*\u7248|\b(?:vol|no)\.\s?\d+,? no\.\s?\d+/iu;

const weather =
  /^(?:\u4eca\u65e5|\u4eca\u5929|\u4eca\u665a|\u660e\u65e5|\u660e\u5929|\u5929\u6c14|\u5929\u6c23|\u672c\u5e02|weather|today).*\d\s*(?:\u2103|\u00b0\s?[CF]?)/iu;

/** A section's name beside a page's number. */
const sections =
  '(?:\u7efc\u5408|\u7d9c\u5408|\u8981\u95fb|\u8981\u805e|\u65b0\u95fb|\u65b0\u805e|\u56fd\u9645|\u570b\u969b|\u56fd\u5185|\u570b\u5167|\u65f6\u653f|\u6642\u653f|\u672c\u5730|\u5730\u65b9|\u7ecf\u6d4e|\u7d93\u6fdf|\u8d22\u7ecf|\u8ca1\u7d93|\u793e\u4f1a|\u793e\u6703|\u6c11\u751f|\u6cd5\u6cbb|\u6587\u5316|\u4f53\u80b2|\u9ad4\u80b2|\u526f\u520a|\u8bc4\u8bba|\u8a55\u8ad6|\u7406\u8bba|\u7406\u8ad6|\u6559\u80b2|\u79d1\u6280|\u5065\u5eb7|\u751f\u6d3b|\u5a31\u4e50|\u5a1b\u6a02|\u65c5\u6e38|\u65c5\u904a|\u4e13\u9898|\u5c08\u984c|\u4e13\u520a|\u5c08\u520a|\u89c6\u70b9|\u8996\u9ede|\u8bfb\u8005|\u8b80\u8005|\u5e7f\u544a|\u5ee3\u544a|\u58f0\u97f3|\u8072\u97f3|\u89c2\u70b9|\u89c0\u9ede|\u519c\u4e1a|\u8fb2\u696d|\u751f\u6001|\u751f\u614b){1,3}(?:\u7248|\u5468\u520a|\u9031\u520a)?';
const sectionsEn =
  '(?:news|sports?|business|opinion|world|local|national|features?|arts|culture|letters|city|metro|lifestyle|health|education|politics|science)';
const page = '[A-Z]?\\d{1,2}';
const section = new RegExp(
  `^(?:${sections}[\\s\u00b7|\uff5c/]*${page}|${page}[\\s\u00b7|\uff5c/]*${sections}|${sectionsEn}[\\s|/]+${page}|[A-Z]\\d{1,2}[\\s|/]+${sectionsEn})$`,
  'iu',
);

/** Names of sections that no article has for its own. */
const heading =
  /^(?:\u7efc\u5408\u65b0\u95fb|\u7d9c\u5408\u65b0\u805e|\u8981\u95fb|\u8981\u805e|\u65f6\u653f\u8981\u95fb|\u6642\u653f\u8981\u805e|\u4eca\u65e5\u8981\u95fb|\u4eca\u65e5\u8981\u805e|\u56fd\u9645\u65b0\u95fb|\u570b\u969b\u65b0\u805e|\u56fd\u5185\u65b0\u95fb|\u570b\u5167\u65b0\u805e|\u793e\u4f1a\u65b0\u95fb|\u793e\u6703\u65b0\u805e|\u7ecf\u6d4e\u65b0\u95fb|\u7d93\u6fdf\u65b0\u805e|\u4f53\u80b2\u65b0\u95fb|\u9ad4\u80b2\u65b0\u805e|\u6587\u5316\u65b0\u95fb|\u6587\u5316\u65b0\u805e|\u672c\u5730\u65b0\u95fb|\u672c\u5730\u65b0\u805e|\u7b80\u8baf|\u7c21\u8a0a|\u8bfb\u8005\u6765\u4fe1|\u8b80\u8005\u4f86\u4fe1|\u5bfc\u8bfb|\u5c0e\u8b80|(?:\u4eca\u65e5|\u672c\u671f|\u672c\u7248)(?:\u5bfc\u8bfb|\u5c0e\u8b80)|\u5185\u5bb9\u63d0\u8981|\u5167\u5bb9\u63d0\u8981|(?:news|business|sports?|local|world) (?:digest|briefs?)|(?:news )?in brief|inside (?:today|this issue)|letters to the editor)$/iu;
