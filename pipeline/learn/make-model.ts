import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { WeightTable } from '../reassemble/features.ts';
import data from './data.json' with { type: 'json' };
import { makeFolds } from './make-folds.ts';
import type { TrueArticle } from './scramble.ts';
import { type Corpora, type Ingredients, learnModels, shipConfidence, shipModel, shipWeights } from './ship-model.ts';

const requireHere = createRequire(join(process.cwd(), 'package.json'));

/**
 * What `npm run model -- DIR [language|weights|whole|all] [OUT]` runs from the root: makes what ships in
 * `pipeline/reassemble/model/` anew, from the texts that `data.json` lists and that lie in DIR, the dictionary of jieba and
 * the character forms of OpenCC. The same texts give the same bytes. `whole` learns only what stands behind
 * the weights of single steps: what whole readings are worth, and how sure the solver may be.
 */
export async function makeModel([
  folder,
  part = 'all',
  out = 'pipeline/reassemble/model',
]: readonly string[]): Promise<number> {
  if (folder === undefined || !['language', 'weights', 'whole', 'all'].includes(part)) {
    process.stderr.write('npm run model -- DIR [language|weights|whole|all] [OUT]\n');
    return 2;
  }
  const say = (what: string): void => void process.stderr.write(`${what}\n`);
  const corpora: Corpora = Object.fromEntries(data.map(({ kind, file }) => [kind, readTexts(join(folder, file))]));
  for (const [kind, articles] of Object.entries(corpora)) say(`${kind}: ${articles.length} articles`);
  const { Converter } = (await import('opencc-js')) as { Converter: (options: object) => (text: string) => string };
  const ingredients: Ingredients = {
    folds: makeFolds(Converter({ from: 't', to: 'cn' })),
    words: readWords(readFileSync(requireHere.resolve('@node-rs/jieba/dict.txt'), 'utf8')),
    onProgress: say,
  };
  mkdirSync(out, { recursive: true });
  const save = (name: string, bytes: Uint8Array | string): void => {
    writeFileSync(join(out, `${name}.new`), bytes);
    renameSync(join(out, `${name}.new`), join(out, name));
    say(`wrote ${join(out, name)}`);
  };
  if (part === 'language' || part === 'all') save('language.bin', shipModel(corpora, ingredients));
  if (part === 'language') return 0;
  const start = JSON.parse(readFileSync('pipeline/reassemble/model/weights.json', 'utf8')) as WeightTable;
  const models = learnModels(corpora, ingredients);
  const weights = shipWeights(corpora, models, start, say, part === 'whole' ? 'whole' : 'all');
  save('weights.json', `${JSON.stringify(weights, null, 1)}\n`);
  save('confidence.json', `${JSON.stringify(shipConfidence(corpora, models, weights, say))}\n`);
  return 0;
}

function readTexts(path: string): TrueArticle[] {
  if (statSync(path).isDirectory()) return readFolder(path);
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const items = (
    path.includes('.jsonl')
      ? text
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line))
      : JSON.parse(text)
  ) as { title: string; byline?: string; paragraphs: string[] }[];
  return items.map(({ title, byline = '', paragraphs }) => ({ title, byline, paragraphs }));
}

/** A folder of plain texts whose names begin with a year: one article a file, one paragraph a line, of the language of today. */
function readFolder(path: string): TrueArticle[] {
  return readdirSync(path)
    .filter((name) => name.endsWith('.txt') && Number(name.slice(0, 4)) >= oldest)
    .sort()
    .map((name) => ({
      title: name.slice(0, -4).replaceAll('_', ' '),
      byline: '',
      paragraphs: readFileSync(join(path, name), 'utf8')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.length > 20),
    }));
}

const oldest = 1930;

/** The dictionary: a word, its count and its class a line. */
function readWords(text: string): (readonly [string, number])[] {
  return text.split('\n').flatMap((line) => {
    const [word, count] = line.split(' ');
    return word && count ? [[word, Number(count)] as const] : [];
  });
}

process.exitCode = await makeModel(process.argv.slice(2));
