import { describe, expect, it } from 'vitest';
import { commands } from '../../pipeline/cli/commands.ts';
import { options } from '../../pipeline/cli/options.ts';
import { sayings as ofCommandLine } from '../../pipeline/cli/sayings.ts';
import { sayings as ofWorld } from '../../pipeline/world/sayings.ts';

const sentences = [
  ...Object.entries(ofCommandLine).map(([id, words]) => ({ id: `cli ${id}`, ...words })),
  ...Object.entries(ofWorld).map(([id, words]) => ({ id: `world ${id}`, ...words })),
  ...commands.map(({ name, words }) => ({ id: `command ${name}`, ...words })),
  ...Object.entries(options).map(([name, { words }]) => ({ id: `option ${name}`, ...words })),
];

describe('sentences outside the catalogue', () => {
  it('say the same in both languages: the same places to fill', () => {
    const places = (text: string): string => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join();
    expect(sentences.filter(({ zh, en }) => places(zh) !== places(en)).map(({ id }) => id)).toEqual([]);
  });

  it('are Chinese with Chinese marks, and English without', () => {
    const half = /[\u4e00-\u9fff][,;:!?()]|[,;!?()][\u4e00-\u9fff]/;
    expect(sentences.filter(({ zh }) => half.test(zh)).map(({ id }) => id)).toEqual([]);
    expect(
      sentences.filter(({ en }) => /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(en)).map(({ id }) => id),
    ).toEqual([]);
  });

  it('keep to one word for a thing', () => {
    // The trade's words, as the help and the issues use them.
    const wrong =
      /\u7f1d\u5408|\u63a5\u53e3\u5904|\u62fc\u7248\u9762|\u5b58\u6863\u5305\u88f9|\u957f\u8fb9\u7ffb\u9762|\u77ed\u8fb9\u7ffb\u9762/;
    expect(sentences.filter(({ zh }) => wrong.test(zh)).map(({ id }) => id)).toEqual([]);
  });
});
