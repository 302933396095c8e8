import { type World, WorldError, type WriteJob } from '../../core/contracts.ts';
import { displayPath, folderOf, joinPath, nameOf } from '../../core/paths.ts';
import type { Settings } from '../../core/settings.ts';
import type { Reading } from '../../core/text.ts';
import { toStoredName } from './bag-paths.ts';

/** A file that the edition was made from. */
export interface RecordedInput {
  /** `source`: a text, in the order given. `beside`: what was read along with it (pictures, decisions, settings). */
  readonly role: 'source' | 'beside';
  readonly id: string;
  /** As people are shown it. */
  readonly path: string;
  /** Where a rebuild finds it: the same for all files of one folder. Null: it came through standard input or memory. */
  readonly at: string | null;
  readonly mediaType: string;
  /** Inside `data/`. */
  readonly stored: string;
  readonly bytes: Uint8Array;
}

/** Everything read for this edition, untouched: sources first, then what lay beside them. */
export async function gatherInputs(job: WriteJob, settings: Settings, world: World): Promise<readonly RecordedInput[]> {
  const taken = new Set<string>();
  const folders = new Map<string, string>();
  const readingOf = new Map(job.readings.map((reading) => [reading.source, reading]));
  const inputs: RecordedInput[] = [];
  const add = (input: Omit<RecordedInput, 'stored'>): void =>
    void inputs.push({ ...input, stored: `originals/${toStoredName(nameOf(input.path), taken)}` });

  for (const source of job.sources) {
    const folder = readingOf.get(source.id)?.folder;
    const at = folder === undefined ? null : joinPath(standIn(folder, folders), nameOf(source.path));
    add({ role: 'source', id: source.id, path: source.path, at, mediaType: source.mediaType, bytes: source.bytes });
  }
  const beside = job.readings.flatMap((reading) => namesBeside(reading));
  const [first] = job.readings;
  if (first?.folder !== undefined) beside.push({ folder: first.folder, name: 'edition.yaml' });
  // Decisions are looked up by the path that people are shown, which is another one for texts from afar.
  for (const { path, folder } of job.readings) {
    if (folder !== undefined && joinPath(folder, nameOf(path)) !== path) {
      beside.push({ folder: folderOf(path), name: `${nameOf(path)}.seams.yaml` });
    }
  }
  const seen = new Set<string>();
  for (const { folder, name } of beside) {
    const real = joinPath(folder, name);
    if (seen.has(real)) continue;
    seen.add(real);
    const bytes = await readIfThere(real, world);
    if (bytes === null) continue;
    const at = joinPath(standIn(folder, folders), name);
    add({ role: 'beside', id: name, path: name, at, mediaType: 'application/octet-stream', bytes });
  }
  const { fillFrom } = settings.edition.booklet ?? {};
  const fill = fillFrom === undefined || fillFrom === '' ? null : await readIfThere(fillFrom, world);
  if (fillFrom && fill) {
    const name = nameOf(fillFrom);
    add({ role: 'beside', id: name, path: name, at: placeOfFill(fillFrom), mediaType: 'application/pdf', bytes: fill });
  }
  return inputs;
}

/** Where a rebuild finds the PDF that fills added pages; nothing of the machine when it lay far away. */
export const placeOfFill = (path: string): string =>
  displayPath(path) === path ? path : `/originals/fill/${nameOf(path)}`;

/**
 * Folders keep apart what has the same name. One that people are shown stays, for names are made from it; what others
 * are called on this machine is nobody's business later.
 */
function standIn(folder: string, folders: Map<string, string>): string {
  const known = folders.get(folder);
  if (known !== undefined) return known;
  if (displayPath(joinPath(folder, 'x')) === joinPath(folder, 'x')) return folder;
  const made = `/originals/${folders.size + 1}`;
  folders.set(folder, made);
  return made;
}

/** Files that a text may have brought along: its seam decisions, and every picture whose address stands in it. */
function namesBeside(reading: Reading): { folder: string; name: string }[] {
  const { folder, transcript } = reading;
  if (folder === undefined) return [];
  const addresses = transcript.matchAll(
    /!\[[^\]\n]{0,500}\]\(\s*<?([^)>\s]{1,500})|^\s{0,3}\[[^\]\n]{1,200}\]:\s*<?([^>\s]{1,500})|\bsrc=["']([^"'\n]{1,500})/gm,
  );
  const names = [...addresses].flatMap(([, inline, reference, source]) => toName(inline ?? reference ?? source ?? ''));
  return [`${nameOf(reading.path)}.seams.yaml`, ...names].map((name) => ({ folder, name }));
}

/** Only what lies below the text's own folder was ever opened, and only that is kept. */
function toName(address: string): string[] {
  try {
    const name = decodeURIComponent(address.replace(/[?#].*$/s, '')).replace(/\\/g, '/');
    const isOutside = /^[a-z][a-z0-9+.-]*:|^\/|[\u0000-\u001f]/i.test(name) || name.split('/').includes('..');
    return isOutside || !/\.(?:png|jpe?g|gif|webp|svg|avif)$/i.test(name) ? [] : [name];
  } catch {
    return [];
  }
}

async function readIfThere(path: string, world: World): Promise<Uint8Array | null> {
  try {
    return (await world.stat(path)) === 'file' ? await world.readFile(path) : null;
  } catch (error) {
    if (error instanceof WorldError && error.code === 'cannot-read') return null;
    throw error;
  }
}
