import { readFileSync } from 'node:fs';
import * as openCc from 'opencc-js';
import { describe, expect, it } from 'vitest';
import { makeFolds } from '../../pipeline/learn/make-folds.ts';
import { readFolds } from '../../pipeline/learn/read-folds.ts';
import { recipe } from '../../pipeline/learn/ship-model.ts';
import { trainLanguageModel } from '../../pipeline/learn/train-language-model.ts';
import { readLanguageModel } from '../../pipeline/reassemble/language-model.ts';
import { pools } from '../support/article-pools.ts';

const shipped = readFileSync(new URL('../../pipeline/reassemble/model/language.bin', import.meta.url));
const data = JSON.parse(readFileSync(new URL('../../pipeline/learn/data.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>[];

describe('the model that ships', () => {
  it('is small enough, and reads traditional characters as the recipe does', () => {
    expect(shipped.length).toBeLessThanOrEqual(15_000_000);
    const { links, openings, languageBytes } = recipe;
    expect(languageBytes + 2 ** links.bits * links.width + 2 ** openings.bits).toBeLessThanOrEqual(15_000_000);
    const toSimplified = (openCc as unknown as { Converter: (o: object) => (text: string) => string }).Converter({
      from: 't',
      to: 'cn',
    });
    expect(readFolds(shipped)).toEqual(makeFolds(toSimplified));
  });

  it('comes from texts whose rights are told', () => {
    expect(data.length).toBeGreaterThan(3);
    for (const entry of data) expect(Object.keys(entry)).toEqual(['kind', 'file', 'what', 'rights']);
    expect(new Set(data.map(({ kind }) => kind)).size).toBe(data.length);
  });
});

describe('a model made by the recipe', () => {
  it('is the same for the same texts, no larger than was said, and prefers what it has read', () => {
    const texts = pools.chinese.flatMap(({ paragraphs }) => paragraphs);
    const train = () => trainLanguageModel(texts, { folds: readFolds(shipped), words: [], maxBytes: 200_000 });
    const bytes = train();
    expect(train()).toEqual(bytes);
    expect(bytes.length).toBeLessThanOrEqual(200_000);
    const model = readLanguageModel(bytes);
    const [text = ''] = texts;
    const [before, after, other] = [text.slice(20, 40), text.slice(40, 60), texts[5]?.slice(11, 31) ?? ''];
    expect(model?.scoreSeam(before, after).score).toBeGreaterThan(model?.scoreSeam(before, other).score ?? 0);
  });
});
