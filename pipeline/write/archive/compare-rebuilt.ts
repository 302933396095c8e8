import { createHash } from 'node:crypto';
import type { World } from '../../core/contracts.ts';
import type { Artifact } from '../../core/edition.ts';
import { describeBrowser, type MadeWith, readArtifact, readProgramSum } from './gather-contents.ts';

/** What differs between a rebuilt file and the one in the bag. */
export interface Difference {
  readonly path: string;
  readonly kind: 'same' | 'differs' | 'not-built';
}

export interface Comparison {
  readonly files: readonly Difference[];
  /** What is different here from what it was made with, whether or not it made a difference. Empty: not known. */
  readonly reasons: readonly {
    readonly kind: 'tool' | 'browser' | 'font' | 'lockfile';
    readonly name: string;
    readonly recorded: string;
    readonly present: string;
  }[];
  readonly isSame: boolean;
}

/** Compares what was built again with what the bag holds, and names what is different here. */
export async function compareRebuilt(
  madeWith: MadeWith,
  artifacts: readonly Artifact[],
  world: World,
): Promise<Comparison> {
  const built = new Map(artifacts.map((artifact) => [artifact.path, artifact]));
  const files: Difference[] = [];
  for (const { path, sha256 } of madeWith.files) {
    const artifact = built.get(path);
    const kind = !artifact ? 'not-built' : hash(await readArtifact(artifact)) === sha256 ? 'same' : 'differs';
    files.push({ path, kind });
  }
  const isSame = files.every((file) => file.kind === 'same');
  return { files, reasons: await findReasons(madeWith, world), isSame };
}

async function findReasons(madeWith: MadeWith, world: World): Promise<Comparison['reasons']> {
  const reasons: Comparison['reasons'][number][] = [];
  const compare = (kind: 'tool' | 'browser' | 'font' | 'lockfile', name: string, recorded: string, present: string) => {
    if (recorded !== present) reasons.push({ kind, name, recorded, present });
  };
  compare('tool', 'huibian', madeWith.tool.version, world.version);
  // Archives made before checksums were recorded, or from sources, have none to compare.
  if (madeWith.tool.sha256 !== '')
    compare('tool', 'huibian SHA-256', madeWith.tool.sha256, await readProgramSum(world));
  compare('lockfile', 'package-lock.json', madeWith.tool.lockfile, await hashOf('package-lock.json', world));
  const { browser, browserSha256 } = await describeBrowser(world);
  compare('browser', 'browser', madeWith.browser, browser);
  if (madeWith.browserSha256 !== '') compare('browser', 'browser SHA-256', madeWith.browserSha256, browserSha256);
  for (const { resource, sha256 } of madeWith.fonts) compare('font', resource, sha256, await hashOf(resource, world));
  return reasons;
}

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const hashOf = (resource: string, world: World): Promise<string> => world.resource(resource).then(hash, () => '');
