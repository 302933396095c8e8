import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** An edition of `tests/editions/`, as files in memory and its settings. */
export function readEdition(name: string): {
  readonly files: Record<string, string | Uint8Array>;
  readonly edition: Record<string, unknown>;
} {
  const folder = fileURLToPath(new URL(`../editions/${name}/`, import.meta.url));
  const files: Record<string, string | Uint8Array> = {};
  for (const file of readdirSync(folder).sort()) {
    const bytes = readFileSync(`${folder}${file}`);
    files[`${name}/${file}`] = /\.(md|txt|yaml)$/.test(file) ? bytes.toString('utf8') : new Uint8Array(bytes);
  }
  return { files, edition: parse(String(files[`${name}/edition.yaml`])) };
}
