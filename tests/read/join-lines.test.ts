import { describe, expect, it } from 'vitest';
import { joinLines, readHabits, refineHabits } from '../../pipeline/read/pdf/join-lines.ts';

const habitsOf = (...texts: string[]) => readHabits(texts.map((text) => ({ text })));
const plain = habitsOf('a page of words that are never cut', 'and of others');

describe('lines of a paragraph', () => {
  it.each([
    ['words have a space between', ['the first', 'line'], 'the first line'],
    ['a curly mark of English is no Chinese one', ['he said \u201cso.\u201d', 'Then'], 'he said \u201cso.\u201d Then'],
    ['a compound keeps its hyphen', ['a well-', 'known fact'], 'a well-known fact'],
    ['a cut has a hyphen of its own', ['the govern\u2010', 'ment'], 'the government'],
    ['before a capital too', ['on You\u2010', 'Tube'], 'on YouTube'],
    ['a tight dash stays tight', ['so\u2014', 'he said'], 'so\u2014he said'],
    ['an address is not parted', ['see https://example.org/', 'page'], 'see https://example.org/page'],
    [
      'words that share their last part are two',
      ['user- and government-', 'and state-run'],
      'user- and government- and state-run',
    ],
    ['a row of dashes is one', ['a table -', '------'], 'a table -------'],
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

  it.each([
    [
      'a quote that has a space behind it has one before it',
      ['\u9020\u4e00\u4e2a', '\u201c\u516b\u5206\u201d \u7247'],
      ' ',
    ],
    ['and behind it, where it has one before it', ['\u6309 \u201c\u5b58\u201d', '\u952e'], ' '],
    ['a dash too', ['\u9700\u6c42', '\u2014\u2014 \u8fd9'], ' '],
    ['or none', ['\u8bf4', '\u201c\u597d\u201d\u5417'], ''],
  ])('%s', (_, texts, space) => {
    expect(joinLines(texts, plain)).toBe(texts.join(space));
  });

  it('have a space before a quote by what stands inside of it', () => {
    const habits = habitsOf(
      '\u6253\u5370 \u201cHello\u201d \u548c \u201cBye\u201d \u548c \u201cNo\u201d \u7684\u9875',
      '\u8bf4\u201c\u597d\u201d\u548c\u201c\u6765\u201d\u7684\u4eba',
    );
    expect(joinLines(['\u5199', '\u201cYes\u201d'], habits)).toBe('\u5199 \u201cYes\u201d');
    expect(joinLines(['\u5199', '\u201c\u662f\u201d'], habits)).toBe('\u5199\u201c\u662f\u201d');
    // Code is written as letters are.
    expect(joinLines(['\u4f7f\u7528', '${name}'], habitsOf('\u8fd9\u662f Vim \u7684\u9875'))).toBe(
      '\u4f7f\u7528 ${name}',
    );
  });

  it('have spaces by what stands there: letters beside a quote, calls, stops and dashes each by their own habit', () => {
    const habits = habitsOf(
      '\u8fd9\u662f Vim \u7684\u9875\uff0c\u4e5f\u662f Git \u7684\u9875',
      '\u8981 \u2014\u2014 \u4e0d\u8981 \u2014\u2014 \u6765 \u2014\u2014 \u4e86',
    );
    const han = '\u597d';
    expect(joinLines([`\u201c${han}\u201d`, 'Linux'], habits)).toBe(`\u201c${han}\u201d Linux`);
    expect(joinLines(['Linux', `\u201c${han}\u201d`], habits)).toBe(`Linux \u201c${han}\u201d`);
    expect(joinLines(['main()', han], habits)).toBe(`main() ${han}`);
    expect(joinLines(['Rust #2:', han], habits)).toBe(`Rust #2: ${han}`);
    expect(joinLines([`${han}:`, han], habits)).toBe(`${han}:${han}`);
    expect(joinLines([han, `\u2014\u2014 ${han}`], habits)).toBe(`${han} \u2014\u2014 ${han}`);
    expect(joinLines([han, `\u2014\u2014${han}`], plain)).toBe(`${han}\u2014\u2014${han}`);
  });

  it('have spaces as the columns around do, before the page is asked', () => {
    const page = habitsOf(...Array.from({ length: 9 }, () => '\u8fd9\u662fVim\u7684\u9875'));
    const near = Array.from({ length: 3 }, () => ({ text: '\u8fd9\u662f Vim \u7684\u9875' }));
    expect(joinLines(['\u4f7f\u7528', 'Linux'], page)).toBe('\u4f7f\u7528Linux');
    expect(joinLines(['\u4f7f\u7528', 'Linux'], refineHabits(page, near))).toBe('\u4f7f\u7528 Linux');
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
