import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type KeptShard, packShard, unpackShard } from '../../../pipeline/write/print/pack-shard.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));
const kept: KeptShard = {
  printed: {
    key: 'what it was made of',
    elementCount: 1,
    pages: [
      {
        content: bytes('one'),
        heightPt: 595.2,
        resources: '<</ExtGState<</G3 0 0 R>>>>',
        fonts: [['/F4', 'NotoSerifSC-Regular']],
        annotations: [0],
        lines: 12,
      },
      { content: bytes(''), heightPt: 595.2, resources: '<<>>', fonts: [['/F5', 1]], annotations: [], lines: 0 },
    ],
    elements: [
      {
        role: 'P',
        lang: { bytes: 'zh' },
        alt: { bytes: '' },
        attributes: null,
        kids: [
          { page: 0, mcid: 3 },
          { page: 0, annotation: 0 },
        ],
      },
    ],
    annotations: [{ rect: [1, 2, 3, 4], target: { kind: 'section', id: 'a1' }, words: '\u5de5\u4f1a' }],
    objects: [
      { text: '<</ca 1>>', stream: null },
      { text: '<</Type/XObject>>', stream: bytes('stream') },
    ],
    fonts: [{ name: 'NotoSerifSC-Regular', glyphs: [7], uses: [3], texts: ['\u5de5'], actual: [''] }],
    numbers: [{ page: 0, mcid: 3, annotations: [0] }],
  },
  traced: [{ id: 'a1', page: 0, stretches: [{ block: 0, offset: 0, page: 0 }] }],
};

test('what is packed comes out as it was', () => {
  const out = unpackShard(packShard(kept));
  const read = (stream: Uint8Array | null) => stream && Buffer.from(stream).toString('utf8');
  const plain = ({ printed, traced }: KeptShard) => ({
    ...printed,
    pages: printed.pages.map((page) => ({ ...page, content: read(page.content) })),
    objects: printed.objects.map((object) => ({ ...object, stream: read(object.stream) })),
    traced,
  });
  expect(out && plain(out)).toEqual(plain(kept));
});

test('anything else is nothing, and no fault', () => {
  const packed = packShard(kept);
  for (let length = 0; length < packed.length; length++) expect(unpackShard(packed.subarray(0, length))).toBeNull();
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (garbage) => unpackShard(garbage) === null));
});
