import { expect, test } from 'vitest';
import { compareNames, initialOf } from '../../pipeline/compose/surname.ts';

test('English names stand under their surnames, Chinese ones in pinyin where they begin', () => {
  const names = ['Dr. Imogen Sayle', 'Cedar Lane', 'Wang Xiaoming', 'Plato', 'J. R. R. Tolkien', 'John Smith Jr.'];
  expect(names.map(initialOf).join('')).toBe('SLWPTS');
  const inOrder = [...names].sort((a, b) => compareNames('surname-pinyin', a, b));
  expect(inOrder).toEqual([
    'Cedar Lane',
    'Plato',
    'Dr. Imogen Sayle',
    'John Smith Jr.',
    'J. R. R. Tolkien',
    'Wang Xiaoming',
  ]);
});
