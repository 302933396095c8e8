import { type World, WorldError } from '../../core/contracts.ts';
import type { Format } from '../../core/edition.ts';
import { type Issue, makeIssue } from '../../core/issues.ts';
import type { Settings } from '../../core/settings.ts';
import type { Source } from '../../core/text.ts';
import type { InputRecord, MadeWith } from './gather-contents.ts';
import { openBag } from './open-bag.ts';
import { verifyFiles } from './verify-bag.ts';

/** All that a second building needs: `publish(inputs, settings, world)`, and `compareRebuilt` on what it gives. */
export interface Recorded {
  readonly inputs: readonly (string | Source)[];
  readonly settings: Settings;
  /** The world given, with the bag's files in place of the disk: no other path can be read. */
  readonly world: World;
  readonly madeWith: MadeWith;
}

/** Reads what a bag records of its making. A bag that is not valid is refused with every fault: from it nothing good comes. */
export async function openRecorded(
  path: string,
  world: World,
): Promise<Recorded | { readonly issues: readonly Issue[] }> {
  const files = await openBag(path, world);
  if ('fault' in files) return { issues: [files.fault] };
  const verdict = await verifyFiles(files);
  if (!verdict.isValid) return { issues: verdict.issues };
  const read = async (name: string): Promise<unknown> =>
    files.paths.includes(`data/${name}`)
      ? JSON.parse(new TextDecoder().decode(await files.read(`data/${name}`)))
      : null;
  // A valid bag of ours: its own records were checked above, and only a bag made elsewhere lacks them.
  const inputs = (await read('inputs.json')) as { readonly inputs: readonly InputRecord[] } | null;
  const settings = (await read('settings.json')) as Settings | null;
  const madeWith = (await read('made-with.json')) as MadeWith | null;
  if (!inputs?.inputs || !settings?.edition || !madeWith?.tool) {
    return { issues: [makeIssue('write/bag-missing', { path: 'data/inputs.json' })] };
  }
  const known = new Map<string, Uint8Array>();
  const given: (string | Source)[] = [];
  for (const { role, id, path, at, mediaType, stored } of inputs.inputs) {
    const bytes = await files.read(`data/${stored}`);
    if (at !== null) known.set(at, bytes);
    if (role === 'source') given.push(at ?? { id, path, mediaType, bytes });
  }
  const formats = new Set(madeWith.files.map((file) => file.format));
  return {
    inputs: given,
    settings: { ...settings, formats: settings.formats.filter(isBuilt).concat(otherFormats(settings, formats)) },
    world: confine(world, known, madeWith.sourceDateEpoch),
    madeWith,
  };
}

const isBuilt = (format: Format): boolean => format !== 'archive';

/** The archive brings print and e-book along without their being asked for. */
const otherFormats = (settings: Settings, formats: ReadonlySet<string>): Format[] =>
  (['print', 'epub', 'booklet'] as const).filter((format) => formats.has(format) && !settings.formats.includes(format));

/** Only the bag's own files can be seen; the package's resources and the browser are those of this machine. */
function confine(world: World, files: ReadonlyMap<string, Uint8Array>, sourceDateEpoch: string): World {
  const refuse = (path: string): never => {
    throw new WorldError('cannot-read', `${path} is not in the archive`);
  };
  const folders = new Set([...files.keys()].flatMap(foldersAbove));
  return {
    ...world,
    env: { ...world.env, sourceDateEpoch },
    stat: async (path) => (files.has(path) ? 'file' : folders.has(path) ? 'folder' : 'none'),
    readFile: async (path) => files.get(path) ?? refuse(path),
    readInput: async () => refuse('standard input'),
    listFolder: async (path) => (folders.has(path) ? listNames(path, files, folders) : refuse(path)),
  };
}

function foldersAbove(path: string): string[] {
  const steps = path.split('/').slice(0, -1);
  return steps.map((_, i) => steps.slice(0, i + 1).join('/') || '/').concat(path.startsWith('/') ? [] : ['.']);
}

function listNames(path: string, files: ReadonlyMap<string, Uint8Array>, folders: ReadonlySet<string>) {
  const prefix = path === '.' ? '' : `${path}/`;
  const inside = (name: string): string[] =>
    name.startsWith(prefix) && !name.slice(prefix.length).includes('/') ? [name.slice(prefix.length)] : [];
  return [
    ...[...folders].flatMap(inside).map((name) => ({ name, isFolder: true })),
    ...[...files.keys()].flatMap(inside).map((name) => ({ name, isFolder: false })),
  ].filter((entry) => entry.name !== '' && entry.name !== '.');
}
