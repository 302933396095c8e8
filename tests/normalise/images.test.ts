import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { probeImage } from '../../pipeline/normalise/probe-image.ts';
import { normaliseAll, normaliseOne } from './sample.ts';

function makePng(width: number, height: number): Uint8Array {
  const chunk = (name: string, data: Uint8Array): Uint8Array => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(name, 4, 'latin1');
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  size[8] = 8;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(Buffer.alloc(9))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function makeJpeg(width: number, height: number, turn?: number): Uint8Array {
  const tiff = Buffer.from([
    0x49,
    0x49,
    42,
    0,
    8,
    0,
    0,
    0,
    2,
    0,
    0x12,
    1,
    3,
    0,
    1,
    0,
    0,
    0,
    turn ?? 1,
    0,
    0,
    0,
    0x25,
    0x88,
    4,
    0,
    1,
    0,
    0,
    0,
    99,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ]);
  const exif = Buffer.concat([Buffer.from('Exif\0\0GPS-here', 'latin1').subarray(0, 6), tiff]);
  const app1 = turn ? [Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif] : [];
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...app1,
    frame,
    Buffer.from([0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]),
  ]);
}

const svg = (inner = '', attributes = 'width="20mm" height="10mm"') =>
  Buffer.from(`<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inner}</svg>\n`);
const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.from([3, 0, 2, 0, 0, 0, 0, 0x3b])]);
const webp = Buffer.concat([
  Buffer.from('RIFF'),
  Buffer.from([22, 0, 0, 0]),
  Buffer.from('WEBPVP8X'),
  Buffer.from([10, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 4, 0, 0]),
]);

describe('a picture tells its kind and size', () => {
  it.each([
    ['PNG', makePng(5, 4), 'image/png', 5, 4],
    ['JPEG', makeJpeg(7, 3), 'image/jpeg', 7, 3],
    ['JPEG on its side', makeJpeg(7, 3, 6), 'image/jpeg', 3, 7],
    ['GIF', gif, 'image/gif', 3, 2],
    ['WebP', webp, 'image/webp', 10, 5],
    ['SVG in millimetres', svg(), 'image/svg+xml', 76, 38],
    ['SVG by its box', svg('', 'viewBox="0 0 30 20"'), 'image/svg+xml', 30, 20],
    ['SVG by width and box', svg('', 'width="60" viewBox="0 0 30 20"'), 'image/svg+xml', 60, 40],
  ])('%s', (_, bytes, mediaType, widthPx, heightPx) => {
    expect(probeImage(bytes)).toMatchObject({ mediaType, widthPx, heightPx });
  });

  it.each([
    ['not a picture', Buffer.from('hello'), 'unknown'],
    ['a web page', Buffer.from('<html><svg></svg></html>'), 'unknown'],
    ['a cut PNG', makePng(5, 4).subarray(0, -20), 'truncated'],
    ['a cut JPEG', makeJpeg(5, 4).subarray(0, -2), 'truncated'],
    ['a cut GIF', gif.subarray(0, 12), 'truncated'],
    ['a cut WebP', webp.subarray(0, 20), 'truncated'],
    ['a PNG without size', makePng(0, 4), 'empty'],
    ['a huge PNG', makePng(65_500, 65_500), 'too-large'],
    ['a cut SVG', svg().subarray(0, 80), 'truncated'],
    ['SVG with a script', svg('<script>1</script>'), 'script'],
    ['SVG with a handler', svg('<g onload="x()"/>'), 'script'],
    ['SVG with foreign content', svg('<foreignObject/>'), 'script'],
    ['SVG with a disguised link', svg('<a href="&#106;avascript:x"/>'), 'script'],
    ['SVG with entities', Buffer.from('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'), 'script'],
    ['SVG that fetches', svg('<image href="http://x/y.png"/>'), 'outside'],
    ['SVG that reads a file', svg('<use xlink:href="file:///etc/passwd#a"/>'), 'outside'],
    ['SVG with a style that fetches', svg('<style>a{fill:url(//x/y)}</style>'), 'outside'],
    ['SVG with an import', svg('<style>@import "x.css";</style>'), 'outside'],
    ['SVG that is not text', Buffer.concat([svg(), Buffer.from([0xff])]), 'broken'],
  ])('%s is refused', (_, bytes, fault) => {
    expect(probeImage(bytes)).toEqual({ fault });
  });

  it('keeps no GPS of a JPEG, but which side is up', () => {
    const found = probeImage(makeJpeg(7, 3, 6));
    if (!('bytes' in found)) throw new Error('refused');
    const kept = Buffer.from(found.bytes);
    expect(kept.includes(Buffer.from([0x25, 0x88]))).toBe(false);
    expect(probeImage(found.bytes)).toMatchObject({ widthPx: 3, heightPx: 7 });
    expect(kept.subarray(-9)).toEqual(Buffer.from(makeJpeg(7, 3)).subarray(-9));
  });

  it('never throws, whatever the bytes', () => {
    for (const whole of [makePng(5, 4), makeJpeg(7, 3, 6), gif, webp, svg()])
      for (let end = 0; end < whole.length; end++) expect(() => probeImage(whole.subarray(0, end))).not.toThrow();
  });
});

describe('pictures of an article', () => {
  const files = {
    'in/a.png': makePng(5, 4),
    'in/sub/b c.png': makePng(6, 4),
    'in/bad.png': 'x',
    'secret.png': makePng(9, 9),
    'in/copy.png': makePng(5, 4),
  };
  const run = (markdown: string) => normaliseOne({ markdown, frontMatter: { title: 'T', lang: 'en' } }, {}, files);

  it('become assets named after their bytes, each once', async () => {
    const { article, assets, told } = await run(
      '![A](a.png "t") ![B](sub/b%20c.png) ![C](./copy.png) ![D][d]\n\n[d]: a.png',
    );
    const id = `${createHash('sha256').update(files['in/a.png']).digest('hex').slice(0, 32)}.png`;
    expect(told).toEqual([]);
    expect(assets).toHaveLength(2);
    expect(article.assetIds).toEqual(assets.map((a) => a.id));
    const [paragraph] = article.body.children;
    const images = paragraph?.type === 'paragraph' ? paragraph.children.filter((c) => c.type === 'image') : [];
    expect(images.map((i) => [i.url === id, i.alt, i.title, i.data?.hProperties])).toEqual([
      [true, 'A', 't', { width: 5, height: 4 }],
      [false, 'B', undefined, { width: 6, height: 4 }],
      [true, 'C', undefined, { width: 5, height: 4 }],
      [true, 'D', undefined, { width: 5, height: 4 }],
    ]);
  });

  it.each([
    ['gone.png', 'missing-image'],
    ['bad.png', 'bad-image'],
    ['https://x.y/a.png', 'remote-image'],
    ['//x.y/a.png', 'remote-image'],
    ['HTTP://x/a', 'remote-image'],
    ['../secret.png', 'bad-image'],
    ['%2e%2e/secret.png', 'bad-image'],
    ['%252e%252e/secret.png', 'bad-image'],
    ['..%5csecret.png', 'bad-image'],
    ['/secret.png', 'bad-image'],
    ['file:///secret.png', 'bad-image'],
    ['data:image/png;base64,AA', 'bad-image'],
    ['javascript:x', 'bad-image'],
    ['C:/secret.png', 'bad-image'],
    ['sub', 'missing-image'],
  ])('%s: the description stands in, and the editor is told where', async (url, problem) => {
    const { article, assets, told } = await run(`x ![words](<${url}>) y`);
    expect(told).toEqual([`a1.txt:1:3 normalise/${problem}`]);
    expect(assets).toEqual([]);
    expect(JSON.stringify(article.body)).toContain('words');
  });

  it('in HTML are pictures like any other', async () => {
    const { article, assets, told } = await run(
      'x <img src="a.png" alt="A"> y\n\n<img alt=\'B\' title="t" src=a.png />\n\n<img src="../secret.png" alt="C">',
    );
    expect(assets).toHaveLength(1);
    expect(told).toEqual(['a1.txt:5:1 normalise/bad-image']);
    expect(
      article.body.children.map((c) =>
        'children' in c ? c.children.map((i) => (i.type === 'image' ? `${i.alt}|${i.title}` : i.type)) : c.type,
      ),
    ).toEqual([['text', 'A|undefined', 'text'], ['B|t'], ['text']]);
  });

  it('are read once for all articles', async () => {
    const { assets } = await normaliseAll(
      [
        { markdown: '![a](a.png)', title: 'A' },
        { markdown: '![a](a.png)', title: 'B' },
      ],
      {},
      files,
    );
    expect(assets).toHaveLength(1);
  });
});
