import { type World, WorldError } from '../core/contracts.ts';
import { type Issue, makeIssue } from '../core/issues.ts';
import { displayPath, endingOf, folderOf, isAbsolutePath, joinPath, nameOf, tidyPath } from '../core/paths.ts';
import {
  type BuildOptions,
  describeYamlFault,
  type EditionSettings,
  parseEdition,
  resolveSettings,
  type Settings,
} from '../core/settings.ts';
import type { Place, Source } from '../core/text.ts';
import { parsePlainYaml } from '../core/yaml.ts';
import { decodeText } from './decode.ts';

/** What decides an edition's settings: its inputs, a settings file named outright, and the command's own options. */
export interface SettingsRequest {
  readonly inputs: readonly (string | Source)[];
  /** `--edition`; when absent, `edition.yaml` is looked for beside the first input, and nowhere else. */
  readonly editionPath?: string;
  readonly options?: BuildOptions;
}

/** `editionFile` is the file that was read (null: none), as the World knows it. */
export type LoadedSettings =
  | { readonly settings: Settings; readonly editionFile: string | null }
  | { readonly issues: readonly Issue[] };

/** Settings resolved, or every fault of edition.yaml at once, each with the path to its key and its place in the file. */
export async function loadSettings(request: SettingsRequest, world: World): Promise<LoadedSettings> {
  const { inputs, editionPath, options = {} } = request;
  const [first] = inputs;
  const folder = typeof first === 'string' ? await findFolder(first, world) : null;
  const beside = folder === null ? null : joinPath(folder, 'edition.yaml');
  const path = editionPath ?? (beside !== null && (await world.stat(beside)) === 'file' ? beside : null);
  if (editionPath !== undefined && (await world.stat(editionPath)) !== 'file')
    return { issues: [makeIssue('read/not-found', { path: displayPath(editionPath) })] };

  const read = path === null ? { edition: {} } : await readEditionFile(path, world);
  if ('issues' in read) return read;
  const fallbackId = options.fallbackId ?? (await makeFallbackId(inputs, world));
  return { settings: resolveSettings(read.edition, { ...options, fallbackId }), editionFile: path };
}

async function findFolder(input: string, world: World): Promise<string | null> {
  if (input === '-') return null;
  return (await world.stat(input)) === 'folder' ? tidyPath(input) : folderOf(input);
}

async function readEditionFile(
  path: string,
  world: World,
): Promise<{ readonly edition: EditionSettings } | { readonly issues: readonly Issue[] }> {
  const { lang } = world.env;
  const shown = displayPath(path);
  const bytes = await readBytes(path, world);
  if (typeof bytes === 'string') return { issues: [makeIssue('read/cannot-read', { path: shown, detail: bytes })] };
  const decoded = decodeText(bytes);
  if (decoded.kind !== 'text') return { issues: [describeUndecoded(shown, decoded)] };
  const fault = (key: string, detail: string, at: { line: number; column: number }): Issue =>
    makeIssue(
      'settings/invalid',
      { key: key || 'edition.yaml', detail },
      { path: shown, line: at.line, column: at.column },
    );

  const parsed = parsePlainYaml(decoded.text.replace(/^\ufeff/, ''));
  if ('faults' in parsed) return { issues: parsed.faults.map((f) => fault(f.key, describeYamlFault(f, lang), f)) };
  const checked = parseEdition(parsed.yaml.value, lang);
  if ('edition' in checked) return checked;
  return { issues: checked.faults.map((f) => fault(f.key, f.detail, parsed.yaml.locate(f.path))) };
}

async function readBytes(path: string, world: World): Promise<Uint8Array | string> {
  try {
    return await world.readFile(path);
  } catch (error) {
    if (error instanceof WorldError && error.code === 'cannot-read') return error.detail;
    throw error;
  }
}

function describeUndecoded(path: string, decoded: Exclude<ReturnType<typeof decodeText>, { kind: 'text' }>): Issue {
  if (decoded.kind === 'binary') return makeIssue('read/binary', { path });
  const place: Place = { path, line: decoded.line, column: decoded.column };
  return decoded.kind === 'unknown'
    ? makeIssue('read/encoding', { path }, place)
    : makeIssue('read/invalid-bytes', { path, encoding: decoded.encoding }, place);
}

/** Names that say nothing of what is in a file: its folder's name is better. */
const emptyNames = /^(?:raw|input|index|stdin)$/i;

/**
 * The id of an edition that names none: the first input's file or folder name made safe. A file called raw, input or index
 * gives way to its folder. When nothing is left of a name (it may be all Chinese), a hash of it stands.
 */
export async function makeFallbackId(inputs: readonly (string | Source)[], world: World): Promise<string> {
  const [first] = inputs;
  if (first === undefined || first === '-') return 'stdin';
  const path = tidyPath(typeof first === 'string' ? first : first.path);
  const isFolder = typeof first === 'string' && (await world.stat(first)) === 'folder';
  const own = isFolder ? nameOf(path) : nameOf(path).slice(0, nameOf(path).length - endingOf(path).length);
  const parent = nameOf(folderOf(path));
  const hasParent = /[^.]/.test(parent) && !(isAbsolutePath(path) && parent === '');
  const name = !isFolder && emptyNames.test(own) && hasParent ? parent : own;
  return makeSafe(name);
}

function makeSafe(name: string): string {
  const safe = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '');
  const isDevice = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(safe);
  if (safe !== '' && !isDevice) return safe;
  return /[^.]/.test(name) ? `edition-${hashOf(name)}` : 'edition';
}

/** FNV-1a over the name's UTF-8 bytes, eight hexadecimal digits: short, and the same everywhere. */
function hashOf(name: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name.normalize('NFC'))) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
