import type { Element } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import { breakLongWords } from '../../pipeline/render/typography/long-words.ts';
import { setVertical } from '../../pipeline/render/typography/set-vertical.ts';
import { makeElement } from '../../templates/element.ts';

const turned = (text: string, lang: string): string => {
  const root: Element = makeElement('p', null, {}, text);
  setVertical(root, lang);
  return toHtml(root.children).replace(/<span class="upright">(\d+)<\/span>/g, '[$1]');
};

describe('setVertical', () => {
  it('turns curly quotes into corner brackets, double outside in Simplified, single outside in Traditional', () => {
    const text = '\u201c\u5916\u2018\u5185\u2019\u201d';
    expect(turned(text, 'zh-CN')).toBe('\u300e\u5916\u300c\u5185\u300d\u300f');
    expect(turned(text, 'zh-TW')).toBe('\u300c\u5916\u300e\u5185\u300f\u300d');
  });

  it('leaves apostrophes and English as they are', () => {
    expect(turned('it\u2019s', 'zh-CN')).toBe('it\u2019s');
    expect(turned('\u201cit\u201d', 'en')).toBe('\u201cit\u201d');
  });

  it('stands numbers of one and two digits upright, longer ones and parts of numbers not', () => {
    expect(turned('2018\u5e7410\u67085\u65e5', 'zh-CN')).toBe('2018\u5e74[10]\u6708[5]\u65e5');
    expect(turned('25.5%\u30013:2\u30011,234', 'zh-CN')).toBe('25.5%\u30013:2\u30011,234');
  });

  it('leaves the numbers of an address alone, wherever it may be broken', () => {
    const root: Element = makeElement('p', null, {}, '\u89c1https://example.org/section/8?page=12&part=3\uff0c5\u5e74');
    breakLongWords(root);
    setVertical(root, 'zh-CN');
    const html = toHtml(root.children).replace(/<span class="upright">(\d+)<\/span>/g, '[$1]');
    expect(html.replace(/<wbr>|<\/?span[^>]*>/g, '')).toBe(
      '\u89c1https://example.org/section/8?page=12&#x26;part=3\uff0c[5]\u5e74',
    );
  });
});
