import { type Context, type World, WorldError } from '../core/contracts.ts';
import { makeIssue } from '../core/issues.ts';
import { compareNaturally, displayPath, endingOf, folderOf, joinPath, nameOf, tidyPath } from '../core/paths.ts';
import type { Source } from '../core/text.ts';
import { findLeftAside } from './find-left-aside.ts';

/** A source, and the folder in which its pictures are looked up (null: standard input, or memory). */
export interface Gathered {
  readonly source: Source;
  readonly folder: string | null;
}

/** Files that lie beside texts without being texts. */
export function isAside(name: string): boolean {
  return /^\.|^~|^(?:edition|edition\.schema|report|page-map)\.(?:ya?ml|json)$|\.seams\.ya?ml$/i.test(name);
}

/**
 * What the editor named, as sources in the order in which she named it; a folder gives its readable files in natural order.
 * What cannot be read is reported and left out; the rest is still looked at.
 */
export async function gather(
  inputs: readonly (string | Source)[],
  readable: ReadonlyMap<string, string>,
  context: Context,
): Promise<readonly Gathered[]> {
  const { world, report } = context;
  const found: Gathered[] = [];
  const seen = new Set<string>();
  const ids = new Set<string>();
  const add = (source: Source, folder: string | null): void => {
    const id = uniqueId(source.id, ids);
    ids.add(id);
    found.push({ source: { ...source, id }, folder });
  };
  const addFile = async (
    path: string,
    id: string,
    mediaType: string,
    readFile: World['readFile'] = world.readFile,
  ): Promise<void> => {
    const shown = displayPath(path);
    if (seen.has(tidyPath(path))) return report(makeIssue('read/duplicate-source', { path: shown }));
    seen.add(tidyPath(path));
    try {
      add({ id, path: shown, mediaType, bytes: await readFile(path) }, folderOf(path));
    } catch (error) {
      if (!(error instanceof WorldError) || error.code !== 'cannot-read') throw error;
      report(makeIssue('read/cannot-read', { path: shown, detail: error.detail }));
    }
  };

  for (const input of inputs) {
    context.signal.throwIfAborted();
    if (typeof input !== 'string') {
      add(input, null);
      continue;
    }
    if (input === '-') {
      if (seen.has('-')) report(makeIssue('read/duplicate-source', { path: 'stdin' }));
      else add({ id: 'stdin', path: 'stdin', mediaType: 'text/plain', bytes: await world.readInput() }, null);
      seen.add('-');
      continue;
    }
    const kind = await world.stat(input);
    if (kind === 'none') report(makeIssue('read/not-found', { path: displayPath(input) }));
    else if (kind === 'folder') {
      const entries = await world.listFolder(input);
      const isText = (name: string): boolean => !isAside(name) && readable.has(endingOf(name));
      const names = entries
        .filter(({ name, isFolder }) => !isFolder && isText(name))
        .map(({ name }) => name)
        .sort(compareNaturally);
      const left = await findLeftAside(input, entries, isText, world);
      if (left.length > 0)
        report(
          makeIssue('read/left-aside', {
            path: displayPath(input),
            count: left.length,
            names: left.slice(0, mostNamed).join(', ') + (left.length > mostNamed ? ' \u2026' : ''),
          }),
        );
      if (names.length === 0) report(makeIssue('read/nothing-readable', { path: displayPath(input) }));
      const readFile = readAhead(
        names.map((name) => joinPath(input, name)),
        world,
      );
      for (const name of names)
        await addFile(joinPath(input, name), name, readable.get(endingOf(name)) ?? '', readFile);
    } else if (!isAside(nameOf(input))) {
      const mediaType = readable.get(endingOf(input));
      if (mediaType) await addFile(input, nameOf(input), mediaType);
      else report(makeIssue('read/unknown-type', { path: displayPath(input) }));
    }
  }
  return found;
}

/** So many of what was left are told by name. */
const mostNamed = 8;

const mostAtOnce = 16;

/** Files that will be asked for in this order are begun before they are: a disk serves several in the time of one. */
function readAhead(paths: readonly string[], world: World): World['readFile'] {
  const begun = new Map<string, Promise<Uint8Array>>();
  let next = 0;
  const begin = (): void => {
    const path = paths[next++];
    if (path === undefined || begun.has(path)) return;
    const reading = world.readFile(path);
    // Whoever asks for it is told; nobody may ask.
    reading.catch(() => {});
    begun.set(path, reading);
  };
  return async (path) => {
    while (begun.size < mostAtOnce && next < paths.length) begin();
    const reading = begun.get(path) ?? world.readFile(path);
    try {
      return await reading;
    } finally {
      begun.delete(path);
    }
  };
}

/** Ids do not depend on where the inputs lie, so that what is made from them does not either. */
function uniqueId(id: string, taken: ReadonlySet<string>): string {
  for (let n = 2, next = id; ; n++) {
    if (!taken.has(next)) return next;
    next = `${id}~${n}`;
  }
}
