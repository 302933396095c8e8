import type { Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';
import { tell, workOf } from '../work.ts';

/** C0 and C1 controls but tab and line feed, halves of pairs, non-characters; directions, tags and the invisible fillers. */
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\ufff9-\ufffb\ufffe\uffff]|\p{Cs}/gu;
const directions =
  /[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u061c\u00ad\u2060-\u2064\u206a-\u206f]|[\u{e0000}-\u{e007f}]/gu;

/** A title or byline without them. */
export function cleanLine(text: string): string {
  return text.replace(control, '').replace(directions, '');
}

/**
 * Characters that are seen nowhere and do harm everywhere: XML forbids some, others turn the text around or hide in it. They
 * are taken out and told, once an article. Joiners (U+200C, U+200D) and variation selectors shape what is seen, and stay.
 */
export function removeHiddenCharacters() {
  return (tree: Root, file: VFile): void => {
    const work = workOf(file);
    if (work.isUsual) return;
    let controls = 0;
    const visit = (node: Nodes): void => {
      if ('value' in node && typeof node.value === 'string') {
        const at = node.position?.start.offset ?? 0;
        const cleaned = node.value
          .replace(control, () => {
            if (controls === 0) tell(file, 'normalise/control-characters', { count: 1 }, at);
            controls++;
            return '';
          })
          .replace(directions, (before) => {
            work.repairs.push({ at, rule: 'hidden-character', before, after: '' });
            return '';
          });
        if (cleaned !== node.value) node.value = cleaned;
      }
      if ('alt' in node && typeof node.alt === 'string')
        node.alt = node.alt.replace(control, '').replace(directions, '');
      if ('children' in node) for (const child of node.children) visit(child);
    };
    visit(tree);
  };
}
