import type { Context } from '../../core/contracts.ts';
import { BagReadFault, openBag } from './open-bag.ts';

export type ArchiveForm = 'zip' | 'folder';

/** Where an archive belongs. `isSame`: the newest one there holds the same already, in the form asked for. */
export interface ArchivePlace {
  readonly name: string;
  readonly isSame: boolean;
}

/**
 * Names the archive of a bag in a folder: the next number, or that of the newest archive when it holds the same, byte for
 * byte (the other form then stands beside it under its number). Content alone decides, never a date or a name.
 */
export async function placeArchive(
  folder: string,
  bag: ReadonlyMap<string, Uint8Array>,
  form: ArchiveForm,
  context: Pick<Context, 'world' | 'signal'>,
): Promise<ArchivePlace> {
  const there = await listArchives(folder, context);
  const newest = Math.max(0, ...there.map(({ version }) => version));
  for (const archive of there.filter(({ version }) => version === newest)) {
    if (!(await holds(`${folder}/${archive.name}`, bag, context))) continue;
    const isSame = there.some((other) => other.version === newest && other.form === form);
    return { name: nameOf(newest, form), isSame };
  }
  return { name: nameOf(newest + 1, form), isSame: false };
}

const nameOf = (version: number, form: ArchiveForm): string => `archive-${version}${form === 'zip' ? '.zip' : ''}`;

async function listArchives(folder: string, { world }: Pick<Context, 'world'>) {
  if ((await world.stat(folder)) !== 'folder') return [];
  return (await world.listFolder(folder)).flatMap(({ name, isFolder }) => {
    const [, version, ending] = /^archive-([1-9]\d{0,8})(\.zip)?$/.exec(name) ?? [];
    const form: ArchiveForm = ending === undefined ? 'folder' : 'zip';
    return version && isFolder === (form === 'folder') ? [{ name, version: Number(version), form }] : [];
  });
}

/** Whether an archive has these files and no others. One that cannot be read has not. */
async function holds(
  path: string,
  bag: ReadonlyMap<string, Uint8Array>,
  { world, signal }: Pick<Context, 'world' | 'signal'>,
): Promise<boolean> {
  const files = await openBag(path, world);
  if ('fault' in files || files.faults.length > 0) return false;
  const paths = new Set(files.paths);
  if (paths.size !== bag.size) return false;
  for (const [name, bytes] of bag) {
    signal.throwIfAborted();
    if (!paths.has(name)) return false;
    try {
      if (Buffer.compare(await files.read(name), bytes) !== 0) return false;
    } catch (error) {
      if (error instanceof BagReadFault) return false;
      throw error;
    }
  }
  return true;
}
