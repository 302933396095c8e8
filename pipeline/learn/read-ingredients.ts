import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { makeFolds } from './make-folds.ts';
import type { Ingredients } from './ship-model.ts';

/** The dictionary and the character forms, out of the packages that lie in `node_modules` of the folder where this runs. */
export async function readIngredients(): Promise<Ingredients> {
  const requireHere = createRequire(join(process.cwd(), 'package.json'));
  const { Converter } = (await import('opencc-js')) as { Converter: (options: object) => (text: string) => string };
  return {
    folds: makeFolds(Converter({ from: 't', to: 'cn' })),
    words: readWords(readFileSync(requireHere.resolve('@node-rs/jieba/dict.txt'), 'utf8')),
  };
}

/** The dictionary: a word, its count and its class a line. */
function readWords(text: string): (readonly [string, number])[] {
  return text.split('\n').flatMap((line) => {
    const [word, count] = line.split(' ');
    return word && count ? [[word, Number(count)] as const] : [];
  });
}
