import { describe, expect, expectTypeOf, it } from 'vitest';
import { formats } from '../../pipeline/core/settings.ts';
import * as face from '../../pipeline/index.ts';
import * as node from '../../pipeline/world/node.ts';

describe('the public face', () => {
  it('exports what it promises, and nothing else', () => {
    expect(Object.keys(face).sort()).toEqual([
      'WorldError',
      'catalogue',
      'check',
      'counts',
      'editionJsonSchema',
      'formatManuscripts',
      'helpOf',
      'joinsOf',
      'loadSettings',
      'makeFallbackId',
      'messageOf',
      'publish',
      'readers',
      'reassemble',
      'resolveSettings',
      'severityOf',
      'stages',
      'toJson',
      'writers',
    ]);
    expect(Object.keys(node).sort()).toEqual(['nodeWorld']);
  });

  it('has a writer for every format that may be asked for, in the same order', () => {
    expect(face.writers.map((writer) => writer.format)).toEqual([...formats]);
  });

  it('takes and gives what CONTRACTS say', () => {
    expectTypeOf(face.publish).parameter(1).toEqualTypeOf<face.Settings>();
    expectTypeOf(face.publish).parameter(2).toEqualTypeOf<face.World>();
    expectTypeOf(face.publish).returns.resolves.toEqualTypeOf<face.Outcome>();
    expectTypeOf<face.Outcome>().toHaveProperty('artifacts').toEqualTypeOf<readonly face.Artifact[]>();
    expectTypeOf(node.nodeWorld).returns.toExtend<face.World>();
  });
});
