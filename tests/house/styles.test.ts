import { describe, expect, it } from 'vitest';
import { themes } from '../../pipeline/render/styles.ts';
import { readTokens, withoutComments } from '../../pipeline/render/tokens.ts';
import { vocabulary } from '../../templates/vocabulary.ts';
import { listFiles, readText } from '../support/source-files.ts';

const sheets = listFiles('styles', '.css');
const themeSheets = sheets.filter((path) => path.startsWith('styles/themes/'));
const declared = readTokens(readText('styles/tokens.css'));
const stylesOf = (path: string): string => withoutComments(readText(path));

/** Class names in the selectors of a sheet; numbers such as 0.5em are none. */
const classesIn = (css: string): string[] =>
  [...css.matchAll(/\.([a-z][a-z0-9-]*)(?=[^{};]*\{)/g)].map((m) => m[1] ?? '');

describe('classes', () => {
  it('in styles are all in the vocabulary', () => {
    const unknown = sheets.flatMap((path) =>
      classesIn(stylesOf(path))
        .filter((name) => !(vocabulary as readonly string[]).includes(name))
        .map((name) => `${path} .${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('of the vocabulary are all given by a template or by typography, and listed once', () => {
    expect(new Set(vocabulary).size).toBe(vocabulary.length);
    const code = [...listFiles('templates', '.ts'), ...listFiles('pipeline/render', '.ts')]
      .filter((path) => path !== 'templates/vocabulary.ts')
      .map(readText)
      .join('\n');
    expect(vocabulary.filter((name) => !code.includes(`'${name}'`))).toEqual([]);
  });

  it('of the vocabulary all mean something to a medium', () => {
    const styled = new Set(sheets.flatMap((path) => classesIn(stylesOf(path))));
    // What needs no look of its own in any medium: said here, with the reason.
    const plain = new Map([
      ['office', 'a part of the byline, set like it'],
      ['field-value', 'what follows a name of the imprint, set like the page'],
    ]);
    expect(vocabulary.filter((name) => !styled.has(name) && !plain.has(name))).toEqual([]);
    expect([...plain.keys()].filter((name) => styled.has(name))).toEqual([]);
  });
});

describe('tokens', () => {
  it('that styles use are declared, or made by the layout', () => {
    const made = readText('pipeline/render/styles.ts');
    const unknown = sheets.flatMap((path) =>
      [...stylesOf(path).matchAll(/var\((--[a-z0-9-]+)\)/g)]
        .map((m) => m[1] ?? '')
        .filter((name) => !declared.has(name) && !made.includes(`['${name}'`))
        .map((name) => `${path} ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('that are declared are used', () => {
    const code = [
      ...sheets.filter((p) => p !== 'styles/tokens.css' && !themeSheets.includes(p)),
      ...listFiles('pipeline/render', '.ts'),
    ]
      .map(readText)
      .join('\n');
    expect([...declared.keys()].filter((name) => !code.includes(name))).toEqual([]);
  });
});

describe('themes', () => {
  it('are the table of themes', () => {
    expect(themeSheets.map((path) => path.replace(/^.*\/|\.css$/g, ''))).toEqual([...themes].sort());
  });

  it.each(themeSheets)('%s sets declared tokens and nothing else', (path) => {
    const css = stylesOf(path);
    expect([...readTokens(css).keys()].filter((name) => !declared.has(name))).toEqual([]);
    expect(css.replace(/:root\s*\{[^}]*\}/g, '').trim()).toBe('');
  });

  it.each(themeSheets)('%s sets nothing below the least size, and openings of whole lines', (path) => {
    const tokens = new Map([...declared, ...readTokens(stylesOf(path))]);
    const number = (name: string): number => Number.parseFloat(tokens.get(name) ?? '');
    const small = [...tokens].filter(([name, value]) => name.endsWith('-size') && Number.parseFloat(value) < 7.5);
    expect(small).toEqual([]);
    const one = number('--title-above') + number('--title-line') + number('--title-below');
    const two = number('--title-above-even') + 2 * number('--title-line') + number('--title-below-even');
    expect([one % 1, two % 1, (one + 2 * number('--title-line')) % 1, (2 * number('--heading-room')) % 1]).toEqual([
      0, 0, 0, 0,
    ]);
  });
});

describe('styles', () => {
  it('have nothing that would turn text into pictures or invent a face', () => {
    for (const path of sheets)
      expect(stylesOf(path)).not.toMatch(
        /text-shadow|filter\s*:|opacity|text-stroke|font-variation|rgba\(|transparent|@import|url\(/,
      );
  });

  it('for reading systems have no fixed lengths and no fixed colours', () => {
    const screen = stylesOf('styles/media/screen.css');
    expect(screen).not.toMatch(/\d(px|pt|mm|cm|in)\b/);
    expect(screen).not.toMatch(/#[0-9a-f]{3,6}\b|:\s*(black|white)\b/i);
  });
});
