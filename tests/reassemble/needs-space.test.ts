import { expect, it } from 'vitest';
import { needsSpace } from '../../pipeline/reassemble/needs-space.ts';

it.each([
  ['for cloud', 'services', true],
  ['built with', '.NET tools', true],
  ['the format', '%s of', true],
  ['for cloud.gov', ', a platform', false],
  ['windowless office', '. Most recently', false],
  ['windowless office', '.\u201d Most recently', false],
  ['(as he said', ') and left', false],
  ['grew by 5', '% a year', false],
  ['he asked', '?', false],
  ['well-', 'known', false],
  ['\u5de5\u4f1a', 'union', false],
] as const)('%j and %j: a space between them? %s', (before, after, needs) => {
  expect(needsSpace(before, after)).toBe(needs);
});
