import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Browser, type PrintJob, WorldError } from '../../../pipeline/core/contracts.ts';
import { shrinkPng } from '../../../pipeline/write/epub/shrink-png.ts';
import { crc32 } from '../../../pipeline/write/epub/zip.ts';
import { buildEpub, sampleFiles } from '../../support/build-epub.ts';
import { probeEpub } from '../../support/epub-probe.ts';
import { sampleArticles } from '../../support/rendered-sample.ts';

type Draw = Browser['draw'];

const browserThat = (draw: Draw): Browser => ({
  version: 'test',
  hashProgram: async () => '',
  isSandboxed: true,
  print: () => Promise.reject(new Error('nothing is printed here')),
  measure: () => Promise.reject(new Error('nothing is measured here')),
  draw,
  close: async () => {},
});

const input = {
  files: sampleFiles(sampleArticles),
  edition: { title: '\u4e66\u540d', subtitle: '\u526f\u9898', issuer: '\u5355\u4f4d' },
};
const white = encode(16, 16, () => [255, 255, 255]);

describe('the cover', () => {
  test('is drawn from the section of the cover at 1600 by 2560, and says in words what it shows', async () => {
    const jobs: (PrintJob & { widthPx: number; heightPx: number })[] = [];
    const browser = browserThat(async (job) => {
      jobs.push(job);
      return white;
    });
    const { bytes, issues } = await buildEpub({ ...input, browser });
    expect(jobs.map(({ widthPx, heightPx }) => [widthPx, heightPx])).toEqual([[1600, 2560]]);
    expect(jobs[0]?.html).toContain('\u4e66\u540d');
    const book = probeEpub(bytes);
    const opf = book.text('OEBPS/content.opf');
    expect(opf).toMatch(
      /<item id="cover-image" href="images\/cover\.png" media-type="image\/png" properties="cover-image"\/>/,
    );
    expect(opf).toContain('<meta name="cover" content="cover-image"/>');
    const page = book.text('OEBPS/cover.xhtml');
    expect(page).toMatch(
      /<section id="cover" epub:type="cover">.*<img src="images\/cover\.png" alt="[^"]*\u4e66\u540d[^"]*\u526f\u9898[^"]*\u5355\u4f4d[^"]*"/,
    );
    expect(book.spine[0]).toBe('cover.xhtml');
    expect(issues.map(({ id }) => id)).not.toContain('write/no-cover-picture');
  });

  test('cannot close its page\u2019s styles', async () => {
    let html = '';
    const browser = browserThat(async (job) => {
      html = job.html;
      return white;
    });
    await buildEpub({ files: input.files, edition: { title: '</style><script>alert(1)</script>' }, browser });
    expect(html).not.toContain('<script');
    expect(html.match(/<\/style>/g)).toHaveLength(1);
  });

  test.each(['no-browser', 'browser-failed'] as const)(
    'without a browser (%s) is text, and a warning says so',
    async (code) => {
      const browser = browserThat(() => Promise.reject(new WorldError(code, 'why')));
      const { bytes, issues } = await buildEpub({ ...input, browser });
      expect(issues.find(({ id }) => id === 'write/no-cover-picture')?.params.detail).toBe('why');
      const book = probeEpub(bytes);
      expect(book.text('OEBPS/cover.xhtml')).toMatch(/<h1 [^>]*>.*\u4e66\u540d/);
      expect(book.names.filter((name) => name.includes('images'))).toEqual([]);
      expect(book.text('OEBPS/content.opf')).not.toContain('cover-image');
    },
  );

  test('when the run is ended nothing is made', async () => {
    const browser = browserThat(() => Promise.reject(new WorldError('aborted', '')));
    await expect(buildEpub({ ...input, browser })).rejects.toThrow(WorldError);
  });

  test('may be left out', async () => {
    const book = probeEpub((await buildEpub({ ...input, edition: { ...input.edition, front: ['contents'] } })).bytes);
    expect(book.names).not.toContain('OEBPS/cover.xhtml');
    expect(book.text('OEBPS/toc.xhtml')).not.toContain('epub:type="cover"');
  });
});

describe('a drawn picture', () => {
  test('of sixteen colours and rows of every filter comes back pixel by pixel', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 30 }), fc.nat(), (width, height, seed) => {
        const color = (x: number, y: number): number[] => {
          const level = (((x * 7 + Math.floor(y / 3) * 5 + seed) % 16) * 17) & 255;
          return [level, level, level];
        };
        const big = encode(width, height, color, true);
        const small = shrinkPng(big);
        if (small === big) return;
        expect(decode(small)).toEqual(
          Array.from({ length: width * height }, (_, i) => color(i % width, Math.floor(i / width))),
        );
      }),
    );
  });

  test('that is no PNG of this kind comes back as it is', () => {
    const other = new Uint8Array([1, 2, 3]);
    expect(shrinkPng(other)).toBe(other);
  });

  test('of many colours keeps the look of each within a step', () => {
    const color = (x: number, y: number): number[] => [(x * 3) & 255, (x * 3) & 255, y < 50 ? 0 : (x * 3) & 255];
    const pixels = decode(shrinkPng(encode(80, 100, color)));
    const worst = Math.max(
      ...pixels.map((p, i) => Math.max(...p.map((v, c) => Math.abs(v - (color(i % 80, Math.floor(i / 80))[c] ?? 0))))),
    );
    expect(worst).toBeLessThan(40);
  });
});

/** An RGB picture as a browser writes it; with `mixed` every row takes another of PNG's filters. */
function encode(width: number, height: number, color: (x: number, y: number) => number[], mixed = false): Uint8Array {
  const rows = Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => color(x, y)).flat());
  const at = (y: number, x: number): number => (x < 0 ? 0 : (rows[y]?.[x] ?? 0));
  const raw = rows.flatMap((row, y) => {
    const filter = mixed ? y % 5 : 0;
    return [
      filter,
      ...row.map((value, x) => {
        const [left, up, corner] = [at(y, x - 3), at(y - 1, x), at(y - 1, x - 3)];
        const distances = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs);
        const [a = 0, b = 0, c = 0] = distances;
        const paeth = a <= b && a <= c ? left : b <= c ? up : corner;
        return (value - ([0, left, up, (left + up) >> 1, paeth][filter] ?? 0)) & 255;
      }),
    ];
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const data = deflateSync(Buffer.from(raw), { level: 0 });
  return new Uint8Array(
    Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** Pixels of a PNG of four bits and a palette. */
function decode(png: Uint8Array): number[][] {
  const bytes = Buffer.from(png);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4));
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(0);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const palette = chunks.get('PLTE') ?? Buffer.alloc(0);
  const stride = Math.ceil(width / 2);
  const raw = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  let above = Buffer.alloc(stride);
  return Array.from({ length: height }, (_, y) => {
    const filter = raw[y * (stride + 1)];
    const row = Buffer.from(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)));
    if (filter === 2) for (let x = 0; x < stride; x++) row[x] = ((row[x] ?? 0) + (above[x] ?? 0)) & 255;
    above = row;
    return Array.from({ length: width }, (_, x) => {
      const index = ((row[x >> 1] ?? 0) >> (x & 1 ? 0 : 4)) & 15;
      return [...palette.subarray(index * 3, index * 3 + 3)];
    });
  }).flat();
}
