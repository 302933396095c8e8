import { formatArticleFile } from '../core/article-file.ts';
import type { World } from '../core/contracts.ts';
import { joinPath } from '../core/paths.ts';
import type { Manuscript } from '../core/text.ts';
import { noteName, readWrittenArticles } from '../find-edits.ts';
import { escapeText } from './escape-text.ts';
import type { CommandContext } from './run-command.ts';
import { say } from './sayings.ts';

/**
 * One Markdown file an article, for the editor to correct. A file that she touched since, or that was never ours, is left
 * as it is and said to be: only files that still are what we wrote are replaced.
 */
export async function saveArticles(
  { world, terminal, lang, asked }: CommandContext,
  folder: string,
  manuscripts: readonly Manuscript[],
): Promise<void> {
  const noted = (await readWrittenArticles(folder, world)) ?? {};
  const written: Record<string, string> = { ...noted };
  const files: { path: string; text: string }[] = [];
  const width = String(manuscripts.length).length;
  for (const [i, manuscript] of manuscripts.entries()) {
    const path = fileNameOf(manuscript, i, width);
    const text = formatArticleFile(manuscript);
    const present = await readText(joinPath(folder, path), world);
    if (present !== null && present !== text && present !== noted[path]) {
      terminal.say(`${say('keptArticle', lang, { path: escapeText(joinPath(folder, path)) })}\n`);
      continue;
    }
    written[path] = text;
    files.push({ path, text });
  }
  // What an earlier run wrote and this one has no article for would be built twice over: she is told, and decides.
  const ours = new Set(manuscripts.map((manuscript, i) => fileNameOf(manuscript, i, width)));
  for (const path of Object.keys(noted))
    if (!ours.has(path) && (await world.stat(joinPath(folder, path))) === 'file')
      terminal.say(`${say('staleArticle', lang, { path: escapeText(joinPath(folder, path)) })}\n`);
  const note = { path: noteName, text: `${JSON.stringify(written, null, 1)}\n` };
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

const fileNameOf = ({ id }: Manuscript, i: number, width: number): string =>
  `${String(i + 1).padStart(Math.max(2, width), '0')}-${id}.md`;

async function readText(path: string, world: World): Promise<string | null> {
  if ((await world.stat(path)) !== 'file') return null;
  return new TextDecoder().decode(await world.readFile(path));
}
