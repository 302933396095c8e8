import { expect, it } from 'vitest';
import { readPage, reassemblePages, toPlain } from './support.ts';

it('takes no rule below a headline for the rest of it, and gives it to nobody', async () => {
  const text =
    '\u6cb3\u5cb8\u4e0a\u7684\u8001\u69d0\u6811\u7ad9\u4e86\u4e24\u767e\u5e74\uff0c\u6c34\u9000\u4ee5\u540e\uff0c\u6811\u8fd8\u5728\u3002';
  const names = '\u7532\u4e59\u4e19\u4e01\u620a\u5df1';
  const titles = [...names].map((name) => `${name}\u5730\u7684\u6545\u4e8b`);
  const page = titles.map((title) => `${title}\n====================\n\n\u5468\u89c1\n\n${text}\n`).join('\n');
  const { reassembly } = await reassemblePages([readPage(page)]);
  expect(toPlain(reassembly)).toEqual(titles.map((title) => ({ title, byline: '\u5468\u89c1', paragraphs: [text] })));
  expect(reassembly.leftovers.map(({ why }) => why)).toEqual(titles.map(() => 'furniture'));
});
