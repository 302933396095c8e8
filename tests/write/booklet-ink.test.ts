import { describe, expect, test } from 'vitest';
import type { Issue } from '../../pipeline/core/issues.ts';
import { impose } from '../../pipeline/write/booklet/impose.ts';
import { type InkBox, type InkResources, measureInk } from '../../pipeline/write/booklet/measure-ink.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';
import { makeSamplePdf } from './booklet-sample.ts';

const none: InkResources = { font: () => null, drawing: () => null };
const page: InkBox = [0, 0, 100, 200];
const measure = (content: string, resources = none) => measureInk(new TextEncoder().encode(content), resources, page);

describe('the ink of a page', () => {
  test('is what is filled and drawn, by the transformation in force', () => {
    expect(measure('10 20 30 40 re f')).toEqual([10, 20, 40, 60]);
    expect(measure('q 2 0 0 2 5 5 cm 10 20 5 5 re f Q 1 1 1 1 re n')).toEqual([25, 45, 35, 55]);
    expect(measure('4 w 10 10 m 50 10 l S')).toEqual([8, 8, 52, 12]);
    expect(measure('q 0 1 -1 0 50 0 cm 10 0 20 5 re f Q')).toEqual([45, 10, 50, 30]);
  });

  test('is not white, not clipped away, not invisible, not beyond the page', () => {
    expect(measure('1 1 1 rg 0 0 100 200 re f')).toBeNull();
    expect(measure('1 g 0 0 100 200 re f 0 g 10 10 1 1 re f')).toEqual([10, 10, 11, 11]);
    expect(measure('20 20 10 10 re W n 0 0 100 200 re f')).toEqual([20, 20, 30, 30]);
    expect(measure('-50 -50 20 20 re f')).toBeNull();
    expect(measure('-50 50 60 20 re f')).toEqual([0, 50, 10, 70]);
    expect(measure('BT 3 Tr /F 10 Tf 10 10 Td (abc) Tj ET')).toBeNull();
  });

  test('of text reaches as far as its widths', () => {
    const font = { bytesPerCode: 2 as const, widthOf: () => 1000 };
    const resources = { ...none, font: () => font };
    const box = measure('BT /F 10 Tf 1 0 0 1 10 50 Tm <000100020003> Tj ET', resources);
    expect(box).toEqual([10, 47.5, 40, 59.5]);
    const spread = measure('BT /F 10 Tf 10 50 Td [<0001> -1000 <0002>] TJ 0 -20 Td <0001> Tj ET', resources);
    expect(spread).toEqual([10, 27.5, 40, 59.5]);
  });

  test('is found in forms and pictures, and strings do not confuse it', () => {
    const drawing = () => ({
      kind: 'form' as const,
      content: new TextEncoder().encode('0 0 10 10 re f'),
      matrix: [1, 0, 0, 1, 3, 0],
      box: [0, 0, 5, 5] as InkBox,
      resources: none,
    });
    expect(measure('q 1 0 0 1 20 20 cm /X Do Q', { ...none, drawing })).toEqual([23, 20, 28, 25]);
    expect(measure('q 10 0 0 10 5 5 cm /I Do Q', { ...none, drawing: () => ({ kind: 'image' }) })).toEqual([
      5, 5, 15, 15,
    ]);
    expect(measure('/Span <</ActualText (a\\) 0 0 99 99 re f)>> BDC 10 10 5 5 re f EMC')).toEqual([10, 10, 15, 15]);
    expect(measure('q 10 0 0 10 5 5 cm BI /W 1 /H 1 ID \u0001 f EI Q')).toEqual([5, 5, 15, 15]);
  });

  test('of any bytes at all is found without a crash', () => {
    for (let seed = 1; seed < 300; seed++) {
      const bytes = Uint8Array.from({ length: 200 }, (_, i) => (seed * 7919 + i * i * 104729) % 256);
      expect(() => measureInk(bytes, none, page)).not.toThrow();
    }
  });
});

test('what stands within 5 mm of the sheet is told, with its page and distance', async () => {
  const run = async (indent: number) => {
    const issues: Issue[] = [];
    const trim = [0, 0, 419.53, 595.28];
    const pdf = makeSamplePdf(
      Array.from({ length: 8 }, (_, i) =>
        i === 5
          ? {
              media: [24 - indent, 0, 419.53 + 24 - indent, 595.28],
              trim: [24 - indent, 0, 419.53 + 24 - indent, 595.28],
            }
          : { trim },
      ),
    );
    // Page 6 alone is shifted, by drawing from a box that starts elsewhere: its number moves with it, so move the ink.
    const bent = Buffer.from(
      pdf.toString().replace(`${24 - indent + 24} ${595.28 - 40} Tm (p6.)`, `24 ${595.28 - 40} Tm (p6.)`),
      'latin1',
    );
    const context = {
      world: makeMemoryWorld(),
      signal: new AbortController().signal,
      report: (issue: Issue) => void issues.push(issue),
    };
    await impose({ pdf: bent, path: 'in.pdf', settings: {}, bleedMm: 0, lang: 'zh' }, context);
    return issues.map((issue) => [issue.id, issue.params]);
  };
  expect(await run(24)).toEqual([]);
  const [[id, params] = []] = await run(10);
  expect(id).toBe('write/near-edge');
  expect(params).toMatchObject({ count: 1, page: 6, distance: (0.5 + (10 * 25.4) / 72).toFixed(1) });
});
