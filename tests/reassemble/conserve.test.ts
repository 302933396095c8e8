import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading, Reassembly } from '../../pipeline/core/text.ts';
import { findConservationFaults } from '../../pipeline/reassemble/conserve.ts';
import { readPage, reassemblePages } from './support.ts';

const reading: Reading = readPage('# ab\n\ncd');
const whole = (start: number, end: number) => ({
  text: reading.transcript.slice(start, end),
  seams: [{ at: 0, span: { source: reading.source, start, end }, join: null }],
});

function make(changes: Partial<Reassembly> = {}, body = whole(6, 8)): Reassembly {
  return {
    manuscripts: [
      {
        id: 'a',
        literal: true,
        frontMatter: {},
        title: whole(2, 4),
        byline: null,
        blocks: [{ kind: 'paragraph', text: body }],
        markdown: body,
        confidence: 1,
      },
    ],
    leftovers: [],
    removed: [{ text: '#', span: { source: reading.source, start: 0, end: 1 }, why: 'heading-mark' }],
    ...changes,
  };
}

describe('conservation', () => {
  it('is content with every character in one place', () => {
    expect(findConservationFaults(make(), [reading])).toEqual([]);
  });

  it('finds what was lost, and where', () => {
    expect(findConservationFaults(make({ removed: [] }), [reading])).toMatchObject([
      { kind: 'lost', count: 1, offset: 0 },
    ]);
    expect(findConservationFaults(make({}, whole(6, 7)), [reading])).toMatchObject([
      { kind: 'lost', count: 1, offset: 7 },
    ]);
  });

  it('finds what stands twice, what says something else, and what comes from nowhere', () => {
    const twice = make({
      leftovers: [{ text: 'c', span: { source: reading.source, start: 6, end: 7 }, why: 'furniture' }],
    });
    expect(findConservationFaults(twice, [reading])).toMatchObject([{ kind: 'added', count: 1 }]);
    const other = make({}, { ...whole(6, 8), text: 'cx' });
    expect(
      findConservationFaults(other, [reading])
        .map((f) => f.kind)
        .sort(),
    ).toEqual(['added', 'lost']);
    const nowhere = make({
      leftovers: [{ text: 'zz', span: { source: 'other.txt', start: 0, end: 2 }, why: 'furniture' }],
    });
    expect(findConservationFaults(nowhere, [reading])).toMatchObject([{ kind: 'added', count: 2 }]);
  });

  it('holds for whatever a page may be', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '# \u6807\u9898',
        '\u672c\u62a5\u8bb0\u8005 \u5218 \u4f1f',
        '\uff08\u4e0b\u8f6c\u7b2c3\u7248\uff09',
        '\u6b63\u6587\uff08\u4e0b\u8f6c\u7b2c3\u7248\uff09',
        '12',
        '',
        '\f',
        '#',
        'a word cut in mid-',
        'dle of it.',
        '\ufeff',
        '\u3000\u3000\u6bb5\u843d\u3002',
      ),
    );
    const end = fc.constantFrom('\n', '\n\n', '\r\n', '\r');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(line, end), { maxLength: 25 }), async (lines) => {
        const text = lines.map(([l, e]) => l + e).join('');
        const { issues } = await reassemblePages([readPage(text)]);
        expect(issues.filter((i) => i.id === 'reassemble/text-lost' || i.id === 'reassemble/text-added')).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
