import { describe, expect, it } from 'vitest';
import { joinLines, readHabits } from '../../pipeline/read/pdf/join-lines.ts';

const habitsOf = (...texts: string[]) => readHabits(texts.map((text) => ({ text })));
const plain = habitsOf('a page of words that are never cut', 'and of others');

describe('lines of a paragraph', () => {
  it.each([
    ['words have a space between', ['the first', 'line'], 'the first line'],
    ['a curly mark of English is no Chinese one', ['he said \u201cso.\u201d', 'Then'], 'he said \u201cso.\u201d Then'],
    ['a compound keeps its hyphen', ['a well-', 'known fact'], 'a well-known fact'],
    ['a cut has a hyphen of its own', ['the govern\u2010', 'ment'], 'the government'],
    ['a tight dash stays tight', ['so\u2014', 'he said'], 'so\u2014he said'],
    ['an address is not parted', ['see https://example.org/', 'page'], 'see https://example.org/page'],
    ['Han runs on', ['\u4e2d\u56fd', '\u5de5\u4f1a'], '\u4e2d\u56fd\u5de5\u4f1a'],
    ['Chinese quotation marks too', ['\u4ed6\u8bf4', '\u201c\u597d'], '\u4ed6\u8bf4\u201c\u597d'],
  ])('%s', (_, texts, expected) => {
    expect(joinLines(texts, plain)).toBe(expected);
  });

  it('have a space where the page puts one between Han and letters, and none where it does not', () => {
    const texts = ['\u4f7f\u7528', 'Linux'];
    expect(joinLines(texts, habitsOf('\u8fd9\u662f Vim \u7684\u9875'))).toBe('\u4f7f\u7528 Linux');
    expect(joinLines(texts, habitsOf('\u8fd9\u662fVim\u7684\u9875'))).toBe('\u4f7f\u7528Linux');
  });

  it('lose plain hyphens on pages that cut words, but not those of words known on the page', () => {
    const cutting = habitsOf(
      ...Array.from({ length: 6 }, () => 'the peo-'),
      'many of the well-known words are whole here',
    );
    expect(cutting.cutsWords).toBe(true);
    expect(joinLines(['the govern-', 'ment'], cutting)).toBe('the government');
    expect(joinLines(['a well-', 'known fact'], cutting)).toBe('a well-known fact');
  });
});
