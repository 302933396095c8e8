import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import data from './data.json' with { type: 'json' };
import type { Corpora } from './make-pages.ts';
import type { TrueArticle } from './scramble.ts';

/** The texts that `data.json` lists, out of a folder. */
export function readCorpora(folder: string): Corpora {
  return Object.fromEntries(data.map(({ kind, file }) => [kind, readTexts(join(folder, file))]));
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
