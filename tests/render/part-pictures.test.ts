import type { Element } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { describe, expect, it } from 'vitest';
import { partPictures } from '../../pipeline/render/typography/part-pictures.ts';

const isLarge = ({ properties }: Element): boolean => properties.src === 'large';
const part = (...children: (Element | string)[]): string => {
  const root = h('article', [h('p', { id: 'p' }, children)]);
  partPictures(root, isLarge);
  return toHtml(root.children);
};
const large = () => h('img', { src: 'large', alt: 'a' });
const figure = '<figure class="figure"><img src="large" alt="a"></figure>';

describe('partPictures', () => {
  it('sets a picture behind the sentence it stands in, and lets the rest go on below', () => {
    expect(part('\u56fe\u89c1', large(), '\uff0c\u5982\u4e0a\u3002\u540e\u6587\u3002')).toBe(
      `<p id="p">\u56fe\u89c1\uff0c\u5982\u4e0a\u3002</p>${figure}<p class="goes-on">\u540e\u6587\u3002</p>`,
    );
    expect(part('See ', large(), ' the house. Later on.')).toBe(
      `<p id="p">See  the house.</p>${figure}<p class="goes-on">Later on.</p>`,
    );
  });

  it('leaves it where it is when a sentence ends there, or nothing comes after it', () => {
    expect(part('\u5982\u56fe\uff1a', large(), '\u540e\u6587\u3002')).toBe(
      `<p id="p">\u5982\u56fe\uff1a</p>${figure}<p class="goes-on">\u540e\u6587\u3002</p>`,
    );
    expect(part('\u5982\u56fe', large())).toBe(`<p id="p">\u5982\u56fe</p>${figure}`);
    expect(part(large(), '\u540e\u6587\u3002')).toBe(`${figure}<p id="p">\u540e\u6587\u3002</p>`);
  });

  it('looks through marked words for the end of the sentence', () => {
    expect(part('\u56fe', large(), h('b', '\u89c1'), '\u540e\u3002\u518d\u540e\u3002')).toBe(
      `<p id="p">\u56fe<b>\u89c1</b>\u540e\u3002</p>${figure}<p class="goes-on">\u518d\u540e\u3002</p>`,
    );
  });

  it('leaves small pictures and those of cells among their words', () => {
    expect(part('\u56fe', h('img', { src: 'small' }), '\u540e\u3002')).toBe(
      '<p id="p">\u56fe<img src="small">\u540e\u3002</p>',
    );
    const table = h('table', [h('tr', [h('td', [h('p', [large()])])])]);
    partPictures(h('article', [table]), isLarge);
    expect(toHtml(table)).not.toContain('figure');
  });
});
