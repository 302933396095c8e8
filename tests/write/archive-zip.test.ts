import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32 } from '../../pipeline/write/archive/crc32.ts';
import { readZip, ZipFault, zipLimits } from '../../pipeline/write/archive/read-zip.ts';
import { toDosTime, writeZip, type ZipEntry } from '../../pipeline/write/archive/write-zip.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (path: string, text = 'hello'): ZipEntry => ({ path, bytes: encode(text), packing: 'deflate' });
const moment = '2018-10-24T12:34:56Z';

/** Every file read through: faults may show only then. */
const readAll = (zip: Uint8Array, limits = zipLimits) =>
  readZip(zip, limits).map((entry) => [entry.path, new TextDecoder().decode(entry.read())]);

const faultOf = (zip: Uint8Array, limits = zipLimits): string => {
  try {
    readAll(zip, limits);
    return '';
  } catch (error) {
    if (error instanceof ZipFault) return error.message;
    throw error;
  }
};

/** Changes bytes of both headers of the only entry: offsets in the local header; the central one has them 2 further on. */
function bend(zip: Uint8Array, offset: number, bytes: readonly number[]): Uint8Array {
  const bent = Uint8Array.from(zip);
  const central = Buffer.from(bent).indexOf('PK\u0001\u0002');
  bytes.forEach((byte, i) => {
    bent[offset + i] = byte;
    bent[central + offset + 2 + i] = byte;
  });
  return bent;
}

function bendCentral(zip: Uint8Array, offset: number, bytes: readonly number[]): Uint8Array {
  const bent = Uint8Array.from(zip);
  bent.set(bytes, Buffer.from(bent).indexOf('PK\u0001\u0002') + offset);
  return bent;
}

describe('a zip of ours', () => {
  test('gives back what went in, sorted, whatever the order', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '中', ' ', '.', '9'), minLength: 1, maxLength: 8 });
    const paths = fc.uniqueArray(
      name.map((n) => `x${n}x`),
      { selector: (p) => p.toLowerCase(), maxLength: 8 },
    );
    fc.assert(
      fc.property(paths, fc.string(), (names, content) => {
        const entries = names.map((path) => file(path, content + path));
        const zip = writeZip(entries, moment);
        expect(Buffer.compare(zip, writeZip(entries.toReversed(), moment))).toBe(0);
        expect(readAll(zip)).toEqual(names.toSorted().map((path) => [path, content + path]));
      }),
    );
  });

  test('has no folder entries, no extra fields, one time', () => {
    const zip = Buffer.from(writeZip([file('a/b.txt'), file('a/c.txt')], moment));
    for (let at = zip.indexOf('PK\u0003\u0004'); at >= 0; at = zip.indexOf('PK\u0003\u0004', at + 4)) {
      expect(zip.readUInt16LE(at + 28)).toBe(0);
      expect(zip.readUInt32LE(at + 10)).toBe(toDosTime(moment));
    }
    expect(readZip(zip).length).toBe(2);
  });

  test('begins its calendar with 1980', () => {
    const first = (1 << 21) | (1 << 16);
    for (const early of ['1970-01-01T00:00:00Z', '1979-12-31T23:59:59Z', '1980-01-01T00:00:00Z', 'nonsense']) {
      expect(toDosTime(early)).toBe(first);
    }
    expect(toDosTime('2018-10-24T12:34:56Z')).toBe(
      (((38 << 9) | (10 << 5) | 24) << 16) | ((12 << 11) | (34 << 5) | 28),
    );
  });

  test('carries the checksum that everybody computes', () => {
    expect(crc32(encode('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array())).toBe(0);
  });
});

describe('a zip from elsewhere is refused', () => {
  const zip = writeZip([file('ab.txt', 'hello hello hello hello hello')], moment);

  test.each(['../x', '/x', 'a/../../x', 'a\\b', 'C:x', '~/x', 'a//b', './a', 'a\nb'])('with a path %j', (path) => {
    expect(faultOf(writeZip([file(path)], moment))).toBe('a path that leads out of the folder');
  });

  test('with one name twice, also in another case or normal form', () => {
    expect(faultOf(writeZip([file('a'), file('a')], moment))).toBe('a name that is there twice');
    expect(faultOf(writeZip([file('a'), file('A')], moment))).toBe('a name that is there twice');
    expect(faultOf(writeZip([file('e\u0301'), file('\u00e9')], moment))).toBe('a name that is there twice');
  });

  test('with a link, an encrypted file, an unknown packing', () => {
    expect(faultOf(bendCentral(zip, 40, [0xff, 0xa1]))).toBe('a link');
    expect(faultOf(bend(zip, 6, [1, 0]))).toBe('encrypted');
    expect(faultOf(bend(zip, 8, [14, 0]))).toBe('an unknown packing');
  });

  test('with a wrong checksum, a wrong size, damaged data', () => {
    expect(faultOf(bend(zip, 14, [1, 2, 3, 4]))).toBe('its checksum (CRC-32) is wrong');
    expect(faultOf(bendCentral(zip, 24, [5, 0, 0, 0]))).toMatch(/packed data is damaged|size is not/);
    expect(faultOf(bendCentral(zip, 24, [200, 0, 0, 0]))).toBe('its size is not what it says');
    const bent = Uint8Array.from(zip);
    bent.fill(0xff, 36, 42);
    expect(faultOf(bent)).not.toBe('');
  });

  test('with zip64, several disks, too many files', () => {
    expect(faultOf(bendCentral(zip, 24, [0xff, 0xff, 0xff, 0xff]))).toMatch(/zip64.*unpack it and give the folder/);
    const disks = Uint8Array.from(zip);
    disks[disks.length - 22 + 4] = 1;
    expect(faultOf(disks)).toBe('several disks');
    expect(faultOf(writeZip([file('a'), file('b')], moment), { ...zipLimits, entries: 1 })).toBe('too many files');
  });

  test('that unpacks to more than its share, before it is unpacked', () => {
    const bomb = writeZip([{ path: 'zeros', bytes: new Uint8Array(30_000_000), packing: 'deflate' }], moment);
    expect(bomb.length).toBeLessThan(100_000);
    expect(faultOf(bomb)).toBe('unpacks to too much');
    expect(faultOf(zip, { ...zipLimits, totalBytes: 10 })).toBe('unpacks to too much');
  });

  test('with two entries over the same data', () => {
    const two = Buffer.from(writeZip([file('aa', 'same'), file('bb', 'same')], moment));
    const second = two.lastIndexOf('PK\u0001\u0002');
    two.writeUInt32LE(0, second + 42);
    expect(faultOf(two)).toBe('data shared with another file');
  });

  test('wherever it is cut', () => {
    for (let length = 0; length < zip.length; length++) expect(faultOf(zip.subarray(0, length))).not.toBe('');
  });

  test('with words, never with a crash', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(zip.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
        (edits) => {
          const bent = Uint8Array.from(zip);
          for (const [at, byte] of edits) bent[at] = byte;
          expect(typeof faultOf(bent)).toBe('string');
        },
      ),
      { numRuns: 2000 },
    );
  });
});
