import { describe, expect, it } from 'vitest';
import { scoreByline } from '../../pipeline/reassemble/score-byline.ts';
import { readPage, reassemblePages, toPlain } from './support.ts';

describe('a line behind a headline', () => {
  it.each([
    '\u3014\u8a18\u8005\u5468\u67cf\u5b87\uff0f\u65b0\u5317\u5831\u5c0e\u3015',
    '\u7279\u6d3e\u54e1 \u8cf4\u5b97\u7ff0\uff0f\u99ac\u7956\u5831\u5c0e',
    '\u57fa\u9686\uff0f\u6e38\u6625\u679d\uff08\u9000\u4f11\u8b77\u7406\u5e2b\uff09',
    '\u65b9\u514b\u79ae\uff08\u6587\u5b57\u5de5\u4f5c\u8005\uff0c\u9ad8\u6e2f\uff09',
    '\u25ce\u7c21\u79cb\u84ee',
    '\u63a1\u8a2a\u6574\u7406\uff0f\u8607\u4ee5\u5b89',
    '\u5e02\u53e3\u8154\u533b\u9662\u4e3b\u6cbb\u533b\u5e08 \u90ac \u654f',
    '\u3010\u672c\u5831\u8a0a\u3011',
    '\u6587\u5e76\u6444\u5f71 \u9a86\u9a7c',
    'Reviewed by Simon Achebe',
    'As told to Marcus Oyelaran',
  ])('is read as a byline: %s', (line) => {
    expect(scoreByline(line)).toBeGreaterThan(1);
  });

  it.each([
    '\u2014\u2014\u5728\u5168\u5e02\u7ecf\u6d4e\u5de5\u4f5c\u4f1a\u8bae\u4e0a\u7684\u8bb2\u8bdd',
    '\uff08\u4e00\uff09',
    '\u3010\u7279\u5199\u3011\u6cb3\u8fb9\u7684\u706f',
    '\u9ad8\u5c71\u6d41\u6c34',
    '\u5341\u4e8c\u4e07\u4eba\u6b21\uff08\u53bb\u5e74\u540c\u671f\u4e3a\u4e5d\u4e07\uff09\u8d70\u8fdb\u9986\u91cc',
    'Rivers run high again',
  ])('is none: %s', (line) => {
    expect(scoreByline(line)).toBeLessThanOrEqual(0.5);
  });

  const text =
    '\u6cb3\u5cb8\u4e0a\u7684\u8001\u69d0\u6811\u5df2\u7ecf\u7ad9\u4e86\u4e24\u767e\u5e74\uff0c\u9547\u4e0a\u7684\u4eba\u8bf4\u8d77\u5b83\u6765\uff0c\u603b\u8981\u5148\u8bf4\u4e00\u8bf4\u90a3\u573a\u5927\u6c34\u3002\u6c34\u9000\u4ee5\u540e\uff0c\u6811\u8fd8\u5728\u3002';
  it('is one by its place alone where headlines are marked: no second line of the headline, no text', async () => {
    const page = `# \u591c\u91cc\u7684\u6d41\u6c34\n\n\u8001\u69d0\n\n${text}\n\n# \u8336\u9986\u8981\u642c\u5bb6\n\n${text.replace('\u8001\u69d0\u6811', '\u8336\u9986')}\n`;
    const { reassembly } = await reassemblePages([readPage(page)]);
    expect(toPlain(reassembly).map(({ title, byline }) => [title, byline])).toEqual([
      ['\u591c\u91cc\u7684\u6d41\u6c34', '\u8001\u69d0'],
      ['\u8336\u9986\u8981\u642c\u5bb6', ''],
    ]);
  });
});
