import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { severityOf } from '../../pipeline/core/issues.ts';
import { verifyBag } from '../../pipeline/write/archive/verify-bag.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';

/** The Library of Congress conformance suite, as it comes. */
const suite = readTar(
  gunzipSync(readFileSync(new URL('../corpus/bagit/bagit-conformance-suite.tar.gz', import.meta.url))),
);

const bags = new Set(
  [...suite.keys()].flatMap(
    (path) => /^(v[\d.]+\/(?:valid|invalid|warning|linux-only|windows-only)\/[^/]+)\//.exec(path)?.[1] ?? [],
  ),
);
const ofKind = (kind: string): string[] => [...bags].filter((bag) => bag.split('/')[1] === kind).sort();
const world = makeMemoryWorld({ files: Object.fromEntries(suite) });

describe('the conformance suite', () => {
  test('is all there', () => {
    const counts = ['valid', 'invalid', 'linux-only', 'windows-only', 'warning'].map((kind) => ofKind(kind).length);
    expect(counts).toEqual([27, 15, 6, 6, 6]);
  });

  test.each(ofKind('valid'))('%s passes', async (bag) => {
    const verdict = await verifyBag(bag, world);
    expect(verdict.issues.filter((issue) => severityOf(issue) === 'error')).toEqual([]);
    expect(verdict.isValid).toBe(true);
    expect(verdict.checked).toBeGreaterThan(0);
  });

  test.each([...ofKind('invalid'), ...ofKind('linux-only'), ...ofKind('windows-only')])('%s fails', async (bag) => {
    const verdict = await verifyBag(bag, world);
    expect(verdict.isValid).toBe(false);
  });

  test.each([...ofKind('linux-only'), ...ofKind('windows-only')])('%s fails for its path', async (bag) => {
    const verdict = await verifyBag(bag, world, { fast: true });
    expect(verdict.issues.map((issue) => issue.id)).toContain('write/bag-outside');
  });

  test.each(ofKind('warning'))('%s passes with a warning', async (bag) => {
    const verdict = await verifyBag(bag, world);
    expect(verdict.isValid).toBe(true);
    expect(verdict.issues.map(severityOf)).toContain('warning');
  });
});

/** Files of a tar with plain and long names. */
function readTar(bytes: Buffer): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let longName = '';
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const field = (from: number, length: number): string =>
      bytes.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12).trim() || '0', 8);
    const type = field(156, 1);
    const data = bytes.subarray(at + 512, at + 512 + size);
    const prefix = field(345, 155);
    const name = longName || (prefix ? `${prefix}/${field(0, 100)}` : field(0, 100));
    longName = '';
    if (type === 'L') longName = data.toString('utf8').replace(/\0.*$/s, '');
    else if (type === 'x') longName = /\d+ path=([^\n]+)\n/.exec(data.toString('utf8'))?.[1] ?? '';
    else if (type === '0' || type === '') files.set(name.replace(/^\.\//, ''), new Uint8Array(data));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
