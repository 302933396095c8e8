import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeLatinRules } from '../../pipeline/render/latin-faces.ts';
import { describeFont } from '../../pipeline/world/describe-font.ts';
import { findResource, latinFonts } from '../../pipeline/world/find-resource.ts';
import { readTrueType } from '../../pipeline/write/print/true-type.ts';

it('tells from the names of font files what they are called inside', () => {
  const resources = [...latinFonts, 'fonts/noto-serif-sc-400.ttf', 'fonts/noto-sans-sc-700.ttf'];
  const told = resources.map((resource) => describeFont(findResource(resource)).postscriptName);
  expect(told).toEqual(resources.map((resource) => readTrueType(readFileSync(findResource(resource))).postscriptName));
  expect(describeFont('C:\\x_y\\SourceSans3_700Bold_Italic.ttf')).toEqual({
    family: 'Source Sans 3',
    weight: 700,
    isItalic: true,
    postscriptName: 'SourceSans3-BoldItalic',
  });
});

it('has every face that print asks for by name', () => {
  const asked = [...makeLatinRules().matchAll(/local\("([^"]+)"\)/g)].map(([, name]) => name);
  expect(asked.length).toBeGreaterThan(6);
  const names = latinFonts.map((resource) => describeFont(findResource(resource)).postscriptName);
  expect([...asked].sort()).toEqual([...names].sort());
});
