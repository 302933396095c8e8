import type { Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';
import { foldRadicals } from '../../core/radicals.ts';
import { tell, workOf } from '../work.ts';

const radical = /[\u2e80-\u2fdf]/g;
const unusual =
  /[\ue000-\uf8ff\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufad9\uf900-\ufa0d\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]|[\u{2f800}-\u{2fa1f}\u{f0000}-\u{10fffd}]/gu;

/**
 * Radicals that PDF readers put in the place of characters (U+2F00–2FDF: ⼯ for 工) become those characters. Others that
 * come out of scans and old fonts (private use, compatibility forms, full-width letters) are only told: they may be meant.
 */
export function restoreRadicals() {
  return (tree: Root, file: VFile): void => {
    const work = workOf(file);
    if (work.isUsual) return;
    let [count, code, kind, at] = [0, '', '', 0];
    const visit = (node: Nodes): void => {
      if (node.type === 'text') {
        const start = node.position?.start.offset ?? 0;
        if (/[\u2e80-\u2fdf]/.test(node.value)) {
          node.value = node.value.replace(radical, (before: string, index: number) => {
            const after = foldRadicals(before);
            if (after !== before) work.repairs.push({ at: start + index, rule: 'radical', before, after });
            return after;
          });
        }
        for (const found of node.value.matchAll(unusual)) {
          if (count++ > 0) continue;
          const point = found[0].codePointAt(0) ?? 0;
          [code, kind, at] = [`U+${point.toString(16).toUpperCase()}`, kindOf(point), start + found.index];
        }
      }
      if ('children' in node) for (const child of node.children) visit(child);
    };
    visit(tree);
    if (count > 0) tell(file, 'normalise/unusual-characters', { count, code, kind }, at);
  };
}

function kindOf(point: number): string {
  if (point >= 0xff00 && point <= 0xffef) return 'full-width';
  return (point >= 0xe000 && point <= 0xf8ff) || point >= 0xf0000 ? 'private use' : 'compatibility';
}
