import type { FolderEntry, World } from '../core/contracts.ts';
import { compareNaturally, endingOf, joinPath } from '../core/paths.ts';

/** Endings of documents that hold text which we cannot read. */
const documentEndings = new Set('.doc .docx .wps .odt .rtf .pages .html .htm .xhtml .mht .tex .epub .caj'.split(' '));

/** Files by which a folder is known as one that Huibian wrote. */
const ownMark = /^(?:report\.json|\.huibian-articles\.json|bagit\.txt)$/;

/**
 * What lies in a folder and looks as if it were meant to be read, and is not: documents of other programs, and folders with
 * texts in them. Nothing that was handed in is passed over in silence; pictures, settings and our own results may lie there.
 */
export async function findLeftAside(
  folder: string,
  entries: readonly FolderEntry[],
  isText: (name: string) => boolean,
  world: Pick<World, 'listFolder'>,
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { name, isFolder } of entries) {
    if (/^[.~]/.test(name)) continue;
    if (isFolder ? await holdsTexts(joinPath(folder, name)) : documentEndings.has(endingOf(name)))
      left.push(isFolder ? `${name}/` : name);
  }
  return left.sort(compareNaturally);

  async function holdsTexts(path: string): Promise<boolean> {
    const inside = await world.listFolder(path).catch(() => []);
    return (
      !inside.some(({ name }) => ownMark.test(name)) && inside.some((entry) => !entry.isFolder && isText(entry.name))
    );
  }
}
