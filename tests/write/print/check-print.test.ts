import { expect, test } from 'vitest';
import { checkPrint } from '../../../pipeline/write/print/check-print.ts';
import { dict } from '../../../pipeline/write/print/pdf-value.ts';
import { createPdfWriter } from '../../../pipeline/write/print/pdf-writer.ts';
import { printRendered } from '../../support/print-rendered.ts';
import { makeRendered } from '../../support/rendered-sample.ts';

test('finds no fault in what we bind', async () => {
  const { pdf } = await printRendered(makeRendered(3));
  expect(await checkPrint(pdf)).toEqual([]);
});

test('names what an ordinary PDF lacks', async () => {
  const writer = createPdfWriter();
  const content = writer.addDeflated(dict({}), Buffer.from('0 0 10 10 re f'));
  const pages = writer.reserve();
  const page = writer.add(dict({ Type: '/Page', Parent: { ref: pages }, Contents: { ref: content } }));
  writer.set(pages, dict({ Type: '/Pages', Count: 1, Kids: [{ ref: page }] }));
  const root = writer.add(dict({ Type: '/Catalog', Pages: { ref: pages } }));
  const bytes = Buffer.concat(await writer.finish({ root, info: writer.add(dict({})) }));
  const details = (await checkPrint(bytes)).map(({ params }) => params.detail);
  expect(details).toEqual(
    expect.arrayContaining([
      'not tagged',
      'no language',
      'no title',
      'no output intent',
      'not declared as PDF/UA-1',
      'page 1: no trim box',
      'page 1: something is painted outside the structure',
      'no structure tree',
    ]),
  );
});

test('a file that is no PDF, or half of one, is one fault', async () => {
  const { pdf } = await printRendered(makeRendered(1));
  for (const bytes of [Buffer.from('hello'), pdf.subarray(0, pdf.length / 2)])
    expect(await checkPrint(bytes)).toHaveLength(1);
});
