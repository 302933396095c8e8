import { createHash } from 'node:crypto';
import type { World } from '../../core/contracts.ts';
import { type Issue, type IssueId, makeIssue, severityOf } from '../../core/issues.ts';
import { foldPath } from './bag-paths.ts';
import { type BagFiles, BagReadFault, openBag, openZip } from './open-bag.ts';
import {
  type Declaration,
  decodeText,
  type ListedPath,
  readDeclaration,
  readFetch,
  readLabel,
  readManifest,
} from './read-tag-file.ts';

export interface Verdict {
  readonly isValid: boolean;
  /** Every fault and every doubt, each with the file that it is about. */
  readonly issues: readonly Issue[];
  /** Files whose checksum was looked at. */
  readonly checked: number;
}

export interface VerifyOptions {
  /** Names and totals only: no file is read through. */
  readonly fast?: boolean;
  readonly signal?: AbortSignal;
}

/** Judges a bag by the version that it declares. Nothing is fetched, nothing outside it is read. */
export async function verifyBag(path: string, world: World, options: VerifyOptions = {}): Promise<Verdict> {
  return verifyOpened(await openBag(path, world), options);
}

/** The same of a zip in memory. */
export async function verifyZip(bytes: Uint8Array, options: VerifyOptions = {}): Promise<Verdict> {
  return verifyOpened(openZip(bytes, 'archive.zip'), options);
}

const verifyOpened = async (opened: BagFiles | { readonly fault: Issue }, options: VerifyOptions): Promise<Verdict> =>
  'fault' in opened ? { isValid: false, issues: [opened.fault], checked: 0 } : verifyFiles(opened, options);

/** Judges a bag that is already open. */
export async function verifyFiles(files: BagFiles, options: VerifyOptions = {}): Promise<Verdict> {
  const issues: Issue[] = [...files.faults];
  const say = (id: IssueId, params: Record<string, string | number>): void => void issues.push(makeIssue(id, params));
  const done = (checked: number): Verdict => ({
    isValid: !issues.some((issue) => severityOf(issue) === 'error'),
    issues: dropRepeats(issues),
    checked,
  });

  const declaration = await readBagit(files, say);
  if (!declaration) return done(0);
  const manifests = await readManifests(files, declaration, say);
  const payload = manifests.filter((m) => m.kind === 'payload');
  if (payload.length === 0) say('write/bag-missing', { path: 'manifest-<algorithm>.txt' });

  const fetched = await readFetchList(files, declaration, say);
  const there = new Set(files.paths);
  const found = matchListed(manifests, there, fetched, say);
  judgePayload(files, payload, found, declaration, say);
  judgeFetched(fetched, payload, found, say);
  const checked = options.fast === true ? 0 : await judgeContents(files, manifests, found, options.signal, say);
  await judgeTotal(files, declaration, found, say);
  return done(checked);
}

type Say = (id: IssueId, params: Record<string, string | number>) => void;

interface Manifest {
  readonly file: string;
  readonly kind: 'payload' | 'tag';
  readonly algorithm: string;
  readonly listed: readonly ListedPath[];
}

/** Which file of the bag each listed path is, and which listed files may be absent without harm. */
interface Found {
  readonly fileOf: ReadonlyMap<string, string>;
  readonly excused: ReadonlySet<string>;
}

const systemFile = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/i;

async function readBagit(files: BagFiles, say: Say): Promise<Declaration | null> {
  if (!files.paths.includes('bagit.txt')) {
    say('write/bag-missing', { path: 'bagit.txt' });
    return null;
  }
  const bytes = await readOrSay(files, 'bagit.txt', say);
  if (!bytes) return null;
  const declaration = readDeclaration(bytes);
  if ('version' in declaration) return declaration;
  say('write/bag-declaration', { detail: declaration.detail });
  return null;
}

async function readManifests(files: BagFiles, declaration: Declaration, say: Say): Promise<Manifest[]> {
  const manifests: Manifest[] = [];
  for (const file of files.paths) {
    const [, tag, algorithm] = /^(tag)?manifest-([a-z0-9-]+)\.txt$/i.exec(file) ?? [];
    if (!algorithm) continue;
    const text = await readTextOrSay(files, file, declaration, say);
    if (text === null) continue;
    if (!isKnown(algorithm)) say('write/bag-algorithm', { file });
    const { listed, badLines } = readManifest(text, declaration);
    for (const line of badLines) say('write/bag-line', { file, line });
    const kind = tag ? 'tag' : 'payload';
    judgeList(file, kind, listed, declaration, say);
    manifests.push({ file, kind, algorithm: algorithm.toLowerCase(), listed });
  }
  return manifests;
}

/** A list by itself: paths that lead out, oddly written ones, and what stands in it twice. */
function judgeList(
  file: string,
  kind: Manifest['kind'],
  listed: readonly ListedPath[],
  d: Declaration,
  say: Say,
): void {
  const seen = new Map<string, string>();
  const folded = new Map<string, string>();
  for (const entry of listed) {
    const { path, checksum } = entry;
    if (entry.leadsOut || (kind === 'payload' && !path.startsWith('data/'))) say('write/bag-outside', { file, path });
    else if (entry.oddly) say('write/bag-odd-path', { file, path: entry.oddly });
    if (systemFile.test(path)) say('write/bag-system-file', { path });
    const before = seen.get(path);
    const alike = folded.get(foldPath(path));
    if (before !== undefined) {
      const isHarmless = before === checksum && !d.isFinal;
      say(isHarmless ? 'write/bag-repeated' : 'write/bag-listed-twice', { file, path });
    } else if (alike !== undefined) say('write/bag-repeated', { file, path });
    seen.set(path, checksum);
    folded.set(foldPath(path), checksum);
  }
}

async function readFetchList(files: BagFiles, declaration: Declaration, say: Say): Promise<readonly ListedPath[]> {
  if (!files.paths.includes('fetch.txt')) return [];
  const text = await readTextOrSay(files, 'fetch.txt', declaration, say);
  if (text === null) return [];
  const { listed, badLines } = readFetch(text, declaration);
  for (const line of badLines) say('write/bag-line', { file: 'fetch.txt', line });
  for (const { path, leadsOut } of listed) {
    if (leadsOut || !path.startsWith('data/')) say('write/bag-outside', { file: 'fetch.txt', path });
  }
  return listed;
}

/**
 * A listed path is the file of that name. Failing that it is the one file with that name in another normal form, which
 * some systems change by themselves; or a path that is also listed as it lies on disk, with the same checksum.
 */
function matchListed(
  manifests: readonly Manifest[],
  there: ReadonlySet<string>,
  fetched: readonly ListedPath[],
  say: Say,
): Found {
  const fileOf = new Map<string, string>();
  const excused = new Set<string>();
  const listedPaths = new Set(manifests.flatMap((m) => m.listed.map((entry) => entry.path)));
  const normal = new Map(
    [...there].filter((path) => !listedPaths.has(path)).map((path) => [path.normalize('NFC'), path]),
  );
  const toFetch = new Set(fetched.map((entry) => entry.path));
  for (const { file, listed } of manifests) {
    for (const { path, checksum, leadsOut } of listed) {
      if (leadsOut) continue;
      const renamed = normal.get(path.normalize('NFC'));
      if (there.has(path)) fileOf.set(path, path);
      else if (renamed !== undefined) {
        if (!fileOf.has(path)) say('write/bag-odd-path', { file, path });
        fileOf.set(path, renamed);
      } else if (
        listed.some((o) => there.has(o.path) && foldPath(o.path) === foldPath(path) && o.checksum === checksum)
      ) {
        excused.add(path);
      } else if (systemFile.test(path)) excused.add(path);
      else if (!toFetch.has(path)) say('write/bag-missing', { path });
    }
  }
  return { fileOf, excused };
}

/** Every payload file is listed: in one manifest at least before 1.0, in every one from then on. */
function judgePayload(files: BagFiles, manifests: readonly Manifest[], found: Found, d: Declaration, say: Say): void {
  const sets = manifests.map(
    (manifest) => new Set(manifest.listed.map((entry) => found.fileOf.get(entry.path) ?? entry.path)),
  );
  for (const path of files.paths) {
    if (!path.startsWith('data/')) continue;
    if (systemFile.test(path)) say('write/bag-system-file', { path });
    const without = manifests.filter((_, i) => !sets[i]?.has(path));
    if (without.length === manifests.length) {
      // Left behind by a file browser, and no part of what was bagged.
      if (!systemFile.test(path)) say('write/bag-extra', { path });
    } else if (d.isFinal) for (const { file } of without) say('write/bag-partial', { manifest: file, path });
  }
  if (!d.isFinal) return;
  const union = new Map(manifests.flatMap((m) => m.listed.map((entry) => [entry.path, entry])));
  for (const { file, listed } of manifests) {
    const own = new Set(listed.map((entry) => entry.path));
    for (const path of union.keys()) if (!own.has(path)) say('write/bag-partial', { manifest: file, path });
  }
}

function judgeFetched(fetched: readonly ListedPath[], manifests: readonly Manifest[], found: Found, say: Say): void {
  for (const { path, leadsOut } of fetched) {
    if (leadsOut) continue;
    if (!manifests.some((m) => m.listed.some((entry) => entry.path === path))) {
      say('write/bag-extra', { path: `fetch.txt: ${path}` });
    } else if (!found.fileOf.has(path)) say('write/bag-not-fetched', { path });
  }
}

/** Reads every listed file once and compares all its checksums. */
async function judgeContents(
  files: BagFiles,
  manifests: readonly Manifest[],
  found: Found,
  signal: AbortSignal | undefined,
  say: Say,
): Promise<number> {
  const wanted = new Map<string, Map<string, { path: string; checksum: string }[]>>();
  for (const { algorithm, listed } of manifests) {
    if (!isKnown(algorithm)) continue;
    for (const { path, checksum } of listed) {
      const file = found.fileOf.get(path);
      if (file === undefined) continue;
      const sums = wanted.get(file) ?? new Map<string, { path: string; checksum: string }[]>();
      sums.set(algorithm, [...(sums.get(algorithm) ?? []), { path, checksum }]);
      wanted.set(file, sums);
    }
  }
  for (const [file, sums] of wanted) {
    signal?.throwIfAborted();
    const bytes = await readOrSay(files, file, say);
    if (!bytes) continue;
    for (const [algorithm, entries] of sums) {
      const actual = createHash(hashName(algorithm)).update(bytes).digest('hex');
      for (const { path, checksum } of entries) if (checksum !== actual) say('write/bag-changed', { path, algorithm });
    }
  }
  return wanted.size;
}

/** Payload-Oxum: bytes and number of payload files. */
async function judgeTotal(files: BagFiles, declaration: Declaration, found: Found, say: Say): Promise<void> {
  if (!files.paths.includes('bag-info.txt')) return;
  const text = await readTextOrSay(files, 'bag-info.txt', declaration, say);
  const expected = text === null ? null : readLabel(text, 'Payload-Oxum');
  if (expected === null) return;
  let bytes = 0;
  let count = 0;
  for (const path of files.paths) {
    if (!path.startsWith('data/')) continue;
    bytes += await files.byteLengthOf(path).catch(() => 0);
    count++;
  }
  const actual = `${bytes}.${count}`;
  const [, expectedBytes = '', expectedCount = ''] = /^(\d+)\.(\d+)$/.exec(expected) ?? [];
  const absent = [...found.excused].filter((path) => systemFile.test(path)).length;
  const isExcused = absent > 0 && Number(expectedBytes) >= bytes && Number(expectedCount) === count + absent;
  if (expected !== actual && !isExcused) say('write/bag-total', { expected, found: actual });
}

async function readOrSay(files: BagFiles, path: string, say: Say): Promise<Uint8Array | null> {
  try {
    return await files.read(path);
  } catch (error) {
    if (!(error instanceof BagReadFault)) throw error;
    say('write/bag-unreadable', { path, detail: error.message });
    return null;
  }
}

async function readTextOrSay(
  files: BagFiles,
  path: string,
  { encoding }: Declaration,
  say: Say,
): Promise<string | null> {
  const bytes = await readOrSay(files, path, say);
  const text = bytes && decodeText(bytes, encoding);
  if (bytes && text === null) say('write/bag-unreadable', { path, detail: `not ${encoding}` });
  return text;
}

/** Manifests are named without hyphens; the names of hashes have one in some families. */
const hashName = (algorithm: string): string => algorithm.replace(/^sha3(\d+)$/, 'sha3-$1');

const knownAlgorithms = [
  'md5',
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'sha3224',
  'sha3256',
  'sha3384',
  'sha3512',
];

const isKnown = (algorithm: string): boolean =>
  knownAlgorithms.includes(algorithm.toLowerCase().replace('sha3-', 'sha3'));

/** The same sentence about the same file is said once, however many manifests led to it. */
function dropRepeats(issues: readonly Issue[]): Issue[] {
  const seen = new Set<string>();
  return issues.filter((issue) => {
    const key = JSON.stringify([issue.id, issue.params]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
