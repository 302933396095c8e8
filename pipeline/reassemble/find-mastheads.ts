import type { Fragment, Reading } from '../core/text.ts';
import { measureLength } from './characters.ts';
import { isFurniture } from './is-furniture.ts';

/**
 * Names of papers, on lines of their own: beside a line that gives their date or page, at the top of a page or its foot.
 *
 *     江城日报                       its name
 *     2024年03月05日 星期二
 *     第04版：要闻
 */
export function findMastheads({ fragments }: Reading): readonly Fragment[] {
  const stands = (fragment: Fragment | undefined): boolean =>
    fragment !== undefined && isFurniture({ text: fragment.text, ...fragment.hints, jump: 'none' }, 1);
  return fragments.filter(
    ({ text, hints }, at) =>
      hints.headingDepth === 0 &&
      !hints.verbatim &&
      !hints.settled &&
      text.length <= 2 * longestName &&
      measureLength(text) <= longestName &&
      paper.test(text) &&
      (stands(fragments[at + 1]) || stands(fragments[at - 1])),
  );
}

const longestName = 20;

/** Words by which papers are called; nothing follows them but what else the line of a name has. */
const paper =
  /^[\p{Script=Han}\s]{1,10}(?:\u62a5|\u5831|\u5468\u520a|\u9031\u520a|\u6708\u520a|\u6742\u5fd7|\u96dc\u8a8c|\u65b0\u95fb\u7f51|\u65b0\u805e\u7db2|\u901a\u8baf|\u901a\u8a0a|\u7b80\u62a5|\u7c21\u5831)$|^(?:the )?[\p{L}\s.&-]{2,30}\b(?:times|post|news|gazette|herald|tribune|journal|daily|weekly|observer|guardian|chronicle|courier|star|sun|mirror|review|express|record|press|bulletin|examiner|sentinel|standard|telegraph|globe|mail|monitor|argus|echo|advertiser|register)$/iu;
