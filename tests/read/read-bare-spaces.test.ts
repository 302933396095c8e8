import { describe, expect, it } from 'vitest';
import { findLines } from '../../pipeline/read/pdf/find-lines.ts';
import type { Glyph } from '../../pipeline/read/pdf/pdf-page.ts';

const size = 10;
/** A line as it is drawn: a number is room (in ems), Han is an em wide, all else half of one. */
const draw = (baselinePt: number, leftPt: number, ...parts: readonly (string | number)[]): Glyph[] => {
  const glyphs: Glyph[] = [];
  let at = leftPt;
  for (const part of parts) {
    if (typeof part === 'number') at += part * size;
    else
      for (const text of part) {
        const width = /\p{Script=Han}/u.test(text) ? size : size / 2;
        glyphs.push({ text, leftPt: at, rightPt: at + width, baselinePt, sizePt: size, isBold: false });
        at += width;
      }
  }
  return glyphs;
};
const read = (...rows: readonly Glyph[][]): string[] =>
  findLines({
    number: 1,
    widthPt: 600,
    heightPt: 400,
    glyphs: rows.flat(),
    rules: [],
    frames: [],
    labels: [],
    pictures: [],
    isRecognised: false,
    initials: [],
  }).map(({ text }) => text);

const words = draw(200, 20, 'two', 0.224, 'words');
/** A few characters, in a line that was not stretched. */
const [governor, name, release] = ['\u7701\u957f', '\u5f20\u5de5', '\u53d1\u5e03'];

describe('spaces that are room alone', () => {
  it('part words, also behind marks, and names', () => {
    expect(
      read(draw(20, 20, 'data,', 0.25, 'as', 0.25, 'well.', 0.25, '\u201cYes'), draw(40, 20, governor, 0.25, name)),
    ).toEqual(['data, as well. \u201cYes', `${governor} ${name}`]);
  });

  it('are not looked for beside Han where the page draws spaces', () => {
    expect(read(draw(20, 20, 'two words'), draw(40, 20, governor, 0.25, name))).toEqual([
      'two words',
      `${governor}${name}`,
    ]);
  });

  it('are told between Han and letters by their width from what setters put there', () => {
    const border = (em: number): Glyph[] => draw(20, 20, release, em, 'Linux', em, release, release);
    const around = draw(200, 20, release, release, 0.224, release, release);
    expect(read(border(0.224), around)[0]).toBe(`${release} Linux ${release}${release}`);
    expect(read(border(0.25), around)[0]).toBe(`${release}Linux${release}${release}`);
    expect(read(border(0.25), words)[0]).toBe(`${release}Linux${release}${release}`);
  });

  it('are no room that letters of a stretched line have between them', () => {
    const line = draw(
      20,
      20,
      ...[...'\u5927\u5bb6\u4f7f\u7528AI\u5427\u4e86'].flatMap((character) => [character, 0.22]),
    );
    expect(read(line, words)[0]).toBe('\u5927\u5bb6\u4f7f\u7528AI\u5427\u4e86');
  });
});

describe('a space that a line keeps at its end', () => {
  it('bridges no gutter', () => {
    const left = [draw(20, 20, 'How user '), draw(34, 20, 'story helps')];
    const right = [draw(20, 84, 'The danger'), draw(34, 84, 'of debt')];
    expect(read(...left, ...right)).toEqual(['How user', 'The danger', 'story helps', 'of debt']);
  });
});
