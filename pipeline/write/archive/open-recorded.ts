import * as z from 'zod';
import { type World, WorldError } from '../../core/contracts.ts';
import type { Format } from '../../core/edition.ts';
import { type Issue, makeIssue } from '../../core/issues.ts';
import { parseEdition, resolveSettings, type Settings } from '../../core/settings.ts';
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
  const read = async <T>(name: string, schema: z.ZodType<T>): Promise<T> => {
    const text = files.paths.includes(`data/${name}`) ? await files.read(`data/${name}`) : new Uint8Array();
    return schema.parse(JSON.parse(new TextDecoder().decode(text)));
  };
  let records: readonly InputRecord[];
  let settings: Settings;
  let madeWith: MadeWith;
  try {
    ({ inputs: records } = await read('inputs.json', inputsSchema));
    settings = reviveSettings(await read('settings.json', settingsSchema));
    madeWith = await read('made-with.json', madeWithSchema);
    const lost = records.find((record) => !files.paths.includes(`data/${record.stored}`));
    if (lost) return { issues: [makeIssue('write/bag-missing', { path: `data/${lost.stored}` })] };
  } catch (error) {
    // A valid bag, but none of ours: it does not say how it was made.
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    return { issues: [makeIssue('write/bag-unreadable', { path, detail: 'no record of how it was made' })] };
  }
  const known = new Map<string, Uint8Array>();
  const given: (string | Source)[] = [];
  for (const { role, id, path, at, mediaType, stored } of records) {
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

const text = z.string().max(2000);

const inputsSchema = z.object({
  inputs: z.array(
    z.object({
      role: z.enum(['source', 'beside']),
      id: text,
      path: text,
      at: text.nullable(),
      mediaType: text,
      stored: text,
    }),
  ),
});

const settingsSchema = z.looseObject({ edition: z.unknown() });

const madeWithSchema = z.object({
  schema: z.literal(1),
  tool: z.object({ name: z.literal('huibian'), version: text, sha256: text.default(''), lockfile: text }),
  browser: text,
  browserSha256: text.default(''),
  sourceDateEpoch: text,
  fonts: z.array(z.object({ family: text, weight: z.number(), resource: text, license: text, sha256: text })),
  files: z.array(z.object({ format: text, path: text, sha256: text })),
});

/** Settings out of a file: the editor's part by its schema, the rest as far as it has the kinds that settings have. */
function reviveSettings(recorded: z.output<typeof settingsSchema>): Settings {
  const parsed = parseEdition(recorded.edition);
  if ('faults' in parsed) throw new SyntaxError('settings.json');
  const settings: Record<string, unknown> = { ...resolveSettings(parsed.edition) };
  for (const [key, usual] of Object.entries(settings)) {
    const value = recorded[key];
    const isAlike = Array.isArray(usual) ? isWords(value) : usual === null || typeof value === typeof usual;
    if (
      key !== 'edition' &&
      value !== undefined &&
      isAlike &&
      !(usual === null && typeof value === 'object' && value)
    ) {
      settings[key] = value;
    }
  }
  // A list in place of a word: an order given by titles.
  if (isWords(recorded.order)) settings.order = recorded.order;
  return settings as unknown as Settings; // every key came from resolved settings, with a value of the same kind
}

const isWords = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === 'string');

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
    sizeOf: async (path) => files.get(path)?.length ?? refuse(path),
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
