import { createHash } from 'node:crypto';
import { formatArticleFile } from '../core/article-file.ts';
import type { World } from '../core/contracts.ts';
import { joinPath } from '../core/paths.ts';
import type { Manuscript } from '../core/text.ts';
import { escapeText } from './escape-text.ts';
import type { CommandContext } from './run-command.ts';
import { say } from './sayings.ts';

/** Where the digests of files as we wrote them are noted. Its ending is none that is read as input. */
const noteName = '.huibian-articles.json';

/**
 * One Markdown file an article, for the editor to correct. A file that she touched since, or that was never ours, is left
 * as it is and said to be: only files that still are what we wrote are replaced.
 */
export async function saveArticles(
  { world, terminal, lang, asked }: CommandContext,
  folder: string,
  manuscripts: readonly Manuscript[],
): Promise<void> {
  const noted = await readNote(folder, world);
  const digests: Record<string, string> = { ...noted };
  const files: { path: string; text: string }[] = [];
  const width = String(manuscripts.length).length;
  for (const [i, manuscript] of manuscripts.entries()) {
    const path = `${String(i + 1).padStart(Math.max(2, width), '0')}-${manuscript.id}.md`;
    const text = formatArticleFile(manuscript);
    const present = await readText(joinPath(folder, path), world);
    if (present !== null && present !== text && digest(present) !== noted[path]) {
      terminal.say(`${say('keptArticle', lang, { path: escapeText(joinPath(folder, path)) })}\n`);
      continue;
    }
    digests[path] = digest(text);
    files.push({ path, text });
  }
  const note = { path: noteName, text: `${JSON.stringify(digests, null, 1)}\n` };
  await world.writeFiles(
    folder,
    [...files, note].map(({ path, text }) => ({
      path,
      open: async function* () {
        yield new TextEncoder().encode(text);
      },
    })),
  );
  if (asked.has('quiet')) return;
  for (const { path } of files)
    terminal.say(`${say('wroteArticle', lang, { path: escapeText(joinPath(folder, path)) })}\n`);
}

async function readNote(folder: string, world: World): Promise<Record<string, string>> {
  const text = await readText(joinPath(folder, noteName), world);
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    // Without its note every file counts as touched, which keeps it.
    return {};
  }
}

async function readText(path: string, world: World): Promise<string | null> {
  if ((await world.stat(path)) !== 'file') return null;
  return new TextDecoder().decode(await world.readFile(path));
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
