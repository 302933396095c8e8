import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dict, formatValue, type PdfValue, parseValue, textString } from '../../../pipeline/write/print/pdf-value.ts';

test('reads what Skia writes', () => {
  const { value } = parseValue(
    '<</Type /Annot\n/F 4\n/Rect [86.25 104.4 92.25 -3]\n/A <</URI (a\\(b\\)\\053)>>\n/P 12 0 R/X null/T true>>',
  );
  expect(value).toEqual(
    dict({
      Type: '/Annot',
      F: 4,
      Rect: [86.25, 104.4, 92.25, -3],
      A: dict({ URI: { bytes: 'a(b)+' } }),
      P: { ref: 12 },
      X: null,
      T: true,
    }),
  );
});

const leaf: fc.Arbitrary<PdfValue> = fc.oneof(
  fc.integer({ min: -100000, max: 100000 }),
  fc.boolean(),
  fc.constant(null),
  fc.stringMatching(/^\/[A-Za-z0-9+.-]{1,8}$/),
  fc.integer({ min: 1, max: 99999 }).map((ref) => ({ ref })),
  fc.array(fc.integer({ min: 0, max: 255 })).map((codes) => ({ bytes: String.fromCharCode(...codes) })),
);
const anyValue = fc.letrec<{ value: PdfValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value')),
    fc.dictionary(fc.stringMatching(/^[A-Za-z]{1,6}$/), tie('value'), { noNullPrototype: true }).map((d) => dict(d)),
  ),
})).value;

test('what is written is read again', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      expect(parseValue(formatValue(value)).value).toEqual(value);
    }),
  );
});

test('text strings: ASCII as it is, the rest as UTF-16BE', () => {
  expect(textString('abc').bytes).toBe('abc');
  expect(formatValue(textString('\u6c47'))).toBe('<FEFF6C47>');
});
