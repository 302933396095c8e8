import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frontMatterSchema, parseFrontMatter } from '../../pipeline/core/settings.ts';

const keys = Object.keys(frontMatterSchema.shape);
const value = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom('', ' a', 'a\u0000', '\ufffe', '\ud800', 'zh-CN', 'no tag', 'a-1', '2018-10-24', '\u5de5\u4f1a'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

test('front matter of plain texts is what the schema makes of it, and anything else is left to the schema', () => {
  let plain = 0;
  const given = fc.dictionary(fc.constantFrom(...keys, 'other', '__proto__'), value, {
    maxKeys: 4,
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(given, (front) => {
      const whole = frontMatterSchema.safeParse(front);
      const found = parseFrontMatter(front);
      if (!whole.success) expect(found).toHaveProperty('faults');
      else {
        expect(found).toEqual({ frontMatter: whole.data });
        plain++;
      }
    }),
    { numRuns: 2000 },
  );
  expect(plain).toBeGreaterThan(200);
});
