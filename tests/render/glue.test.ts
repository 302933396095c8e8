import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import { boxStretches, findStretches, findTail } from '../../pipeline/render/typography/glue.ts';

/** Boxes shown as brackets: their edges stand where the browser would add no room between Han and Latin. */
const boxed = (text: string): string =>
  toHtml({ type: 'root', children: boxStretches(text, findStretches(text)) })
    .replace(/<span class="nowrap">/g, '[')
    .replace(/<span class="interpunct">(.)<\/span>/g, '$1')
    .replaceAll('</span>', ']');

describe('what stays on one line', () => {
  it.each([
    ['\u7b2c5\u6b21\u4f1a\u8bae', '[\u7b2c5\u6b21]\u4f1a\u8bae'],
    ['\u51712184.3\u4e07\u4eba\u53c2\u52a0', '[\u51712184.3\u4e07]\u4eba\u53c2\u52a0'],
    ['\u589e\u957f25.5%\uff0c', '\u589e[\u957f25.5%]\uff0c'],
    ['2025\u5e746\u670812\u65e5\u8d77', '[2025\u5e746\u670812\u65e5]\u8d77'],
    ['\u81ea2025\u5e746\u6708\u8d77', '[\u81ea2025\u5e746\u6708]\u8d77'],
    ['\u7b2c12\uff5e18\u9875', '[\u7b2c12\uff5e18\u9875]'],
    ['\u517160%\uff5e80%\uff0c', '[\u517160%\uff5e80%]\uff0c'],
    ['\u51715\u5e74\u95f4', '[\u51715\u5e74]\u95f4'],
    ['\u7f16\u53f7123456\u3002', '\u7f16\u53f7123456\u3002'],
    ['5\u2103\u4ee5\u4e0b', '[5\u2103]\u4ee5\u4e0b'],
    ['\u5361\u5c14\u00b7\u9a6c\u514b\u601d', '\u5361[\u5c14\u00b7]\u9a6c\u514b\u601d'],
    ['3\uff5e5\u5e74', '[3\uff5e5\u5e74]'],
    ['\u6625\uff0f\u590f\uff0f\u79cb\uff0c', '[\u6625\uff0f\u590f\uff0f\u79cb]\uff0c'],
    ['\u7532\uff0f\u4e59\u4e24', '[\u7532\uff0f\u4e59]\u4e24'],
    ['\u5317\u4eac\u2014\u4e0a\u6d77\u7ebf', '\u5317[\u4eac\u2014]\u4e0a\u6d77\u7ebf'],
    ['\u4ed6\u8bf4\u2014\u2014\u597d', '\u4ed6\u8bf4\u2014\u2014\u597d'],
    ['\u8bdd\u9898#\u6539\u9769#\u8bdd', '\u8bdd\u9898[#\u6539]\u9769[#\u8bdd]'],
  ])('%s', (text, expected) => {
    expect(boxed(text)).toBe(expected);
  });

  it('keeps two Han characters and their marks for the last line', () => {
    const tail = (text: string): string | null => {
      const found = findTail(text);
      return found && text.slice(found[0], found[1]);
    };
    expect(tail('\u63a8\u52a8\u5de5\u4f5c\u8fc8\u4e0a\u65b0\u53f0\u9636\u3002')).toBe('\u53f0\u9636\u3002');
    expect(tail('\u4ed6\u8bf4\uff1a\u201c\u597d\u5427\u3002\u201d')).toBe('\u597d\u5427\u3002\u201d');
    expect(tail('\u548c \u76ee\u6807\u503c Y\u3002')).toBe('\u6807\u503c Y\u3002');
    expect(tail('The end.')).toBe(null);
  });
});
