import { createHash } from 'node:crypto';
import { type Context, type World, WorldError, type WriteJob } from '../../core/contracts.ts';
import type { Artifact } from '../../core/edition.ts';
import { messageOf, severityOf } from '../../core/issues.ts';
import type { Settings } from '../../core/settings.ts';
import { askJudges, type Judged } from './ask-judges.ts';
import { describeArticles, describeRepairs, describeSeams, toArticleText, toJson } from './describe-articles.ts';
import { gatherInputs, placeOfFill, type RecordedInput } from './gather-inputs.ts';
import { listArticleFiles } from './list-article-files.ts';
import { type BagInfo, makeBag } from './make-bag.ts';
import { writeReadMe } from './read-me.ts';

/** What `inputs.json` says of each input; a rebuild reads it. */
export interface InputRecord {
  readonly role: RecordedInput['role'];
  readonly id: string;
  readonly path: string;
  readonly at: string | null;
  readonly mediaType: string;
  readonly stored: string;
}

/** What `made-with.json` says; a rebuild compares it with what is there. */
export interface MadeWith {
  readonly schema: 1;
  /** `sha256` of the compiled program; empty when it was run from its sources. */
  readonly tool: {
    readonly name: 'huibian';
    readonly version: string;
    readonly sha256: string;
    readonly lockfile: string;
  };
  /** Empty: none was at hand. */
  readonly browser: string;
  /** SHA-256 of its program; empty when that could not be read. */
  readonly browserSha256: string;
  readonly sourceDateEpoch: string;
  readonly fonts: readonly {
    readonly family: string;
    readonly weight: number;
    readonly resource: string;
    readonly license: string;
    readonly sha256: string;
  }[];
  readonly files: readonly { readonly format: string; readonly path: string; readonly sha256: string }[];
}

/**
 * Everything that goes into the bag of this edition, by path inside the bag (CONTRACTS 8). Sources stay as they came. Null
 * when a check of ours, or an outside judge that was asked, finds fault with what was built; this has then been reported.
 */
export async function gatherContents(job: WriteJob, context: Context): Promise<ReadonlyMap<string, Uint8Array> | null> {
  const { world, settings, signal } = context;
  const { edition, fonts } = job.rendered;
  const lang = edition.lang.startsWith('zh') ? 'zh' : 'en';
  const payload = new Map<string, Uint8Array>();
  const put = (path: string, content: string | Uint8Array): void =>
    void payload.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);

  const built: Judged[] = [];
  for (const artifact of [...job.made.values()].flatMap((made) => made.artifacts)) {
    const { format, path } = artifact;
    built.push({ format, path, bytes: await readArtifact(artifact) });
  }
  for (const { path, bytes } of built) put(path, bytes);
  const files = built.map(({ format, path, bytes }) => ({ format, path, sha256: hash(bytes) }));
  signal.throwIfAborted();
  const checked: { readonly path: string; readonly faults: readonly string[] }[] = [];
  for (const { format, path, bytes } of built) {
    const faults = await job.check(format, bytes);
    for (const fault of faults) context.report(fault);
    checked.push({ path, faults: faults.map((fault) => messageOf(fault, lang)) });
  }
  if (checked.some(({ faults }) => faults.length > 0)) return null;
  put('check.json', toJson({ schema: 1, files: checked }));
  const { opinions, issues } = settings.asksJudges
    ? await askJudges(built, true, context)
    : { opinions: [], issues: [] };
  for (const issue of issues) context.report(issue);
  if (issues.some((issue) => severityOf(issue) === 'error')) return null;
  for (const { reportName, report } of opinions) put(`judges/${reportName}`, report);
  const inputs = await gatherInputs(job, settings, world);
  for (const input of inputs) put(input.stored, input.bytes);
  put('inputs.json', toJson({ schema: 1, inputs: inputs.map(toRecord) }));

  const articleFiles = new Map<string, string>();
  for (const [i, { id, name, bytes }] of listArticleFiles(edition).entries()) {
    const article = edition.articles[i];
    articleFiles.set(id, `articles/${name}`);
    put(`articles/${name}`, bytes);
    if (article) put(`text/${name.replace(/\.md$/, '.txt')}`, toArticleText(article));
  }
  for (const asset of edition.assets) put(`assets/${asset.id}`, asset.bytes);
  put('articles.json', describeArticles(edition, articleFiles));
  put('seams.json', describeSeams(edition, job.readings));
  put('repairs.json', describeRepairs(edition));
  put('report.json', job.report());
  put('settings.json', toJson(toRecordedSettings(settings)));

  const fontRecords: MadeWith['fonts'][number][] = [];
  for (const font of fonts) {
    signal.throwIfAborted();
    const bytes = await world.resource(font.resource);
    put(font.resource, bytes);
    const { family, weight, resource, license } = font;
    fontRecords.push({ family, weight, resource, license, sha256: hash(bytes) });
  }
  for (const family of new Set(fonts.map((font) => font.resource.replace(/^fonts\/|-\d+\.ttf$/g, '')))) {
    const license = await resourceIfThere(`licences/${family}.txt`, world);
    if (license) put(`fonts/LICENSE-${family}.txt`, license);
  }
  const lockfile = await resourceIfThere('package-lock.json', world);
  if (lockfile) put('tool/package-lock.json', lockfile);
  for (const name of ['package.json', 'LICENSE', 'THIRD_PARTY.md']) {
    const bytes = await resourceIfThere(name, world);
    if (bytes) put(`tool/${name}`, bytes);
  }
  const madeWith: MadeWith = {
    schema: 1,
    tool: {
      name: 'huibian',
      version: world.version,
      sha256: await readProgramSum(world),
      lockfile: lockfile ? hash(lockfile) : '',
    },
    ...(await describeBrowser(world)),
    sourceDateEpoch: world.env.sourceDateEpoch,
    fonts: fontRecords,
    files,
  };
  put('made-with.json', toJson(madeWith));

  const tool = `Huibian ${world.version}`;
  const builtFiles = files.map((file) => file.path);
  const readMe = writeReadMe({ edition, tool, builtFiles, hasFonts: fonts.length > 0, isJudged: opinions.length > 0 });
  const tags = new Map([['README.txt', new TextEncoder().encode(readMe)]]);
  return makeBag(payload, tags, describeBag(job, tool));
}

/** Settings as a rebuild needs them: where files lay on this machine is left out, and what only concerns this archive. */
function toRecordedSettings(settings: Settings): Settings {
  const { edition } = settings;
  const { fillFrom, ...booklet } = edition.booklet ?? {};
  const moved = fillFrom === undefined ? booklet : { ...booklet, fillFrom: placeOfFill(fillFrom) };
  return {
    ...settings,
    edition: edition.booklet === undefined ? edition : { ...edition, booklet: moved },
    pageMapPath: '',
    outDir: '',
    inspect: false,
    archiveForm: 'zip',
    asksJudges: false,
  };
}

function describeBag(job: WriteJob, tool: string): BagInfo {
  const { edition } = job.rendered;
  return [
    ['Source-Organization', edition.issuer || edition.publisher],
    ['External-Description', [edition.title, edition.subtitle].filter(Boolean).join(' ')],
    ['Bagging-Date', edition.isDated ? edition.modified.slice(0, 10) : ''],
    ['External-Identifier', edition.identifier],
    ['Internal-Sender-Identifier', edition.id],
    ['Bag-Software-Agent', tool],
  ];
}

const toRecord = ({ role, id, path, at, mediaType, stored }: RecordedInput): InputRecord => ({
  role,
  id,
  path,
  at,
  mediaType,
  stored,
});

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** All bytes of a finished file. */
export async function readArtifact(artifact: Artifact): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of artifact.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What only some installations bring (npm leaves lockfiles out) goes in when it is there. */
async function resourceIfThere(name: string, world: World): Promise<Uint8Array | null> {
  try {
    return await world.resource(name);
  } catch {
    return null;
  }
}

/** The checksum of the compiled program; empty when it runs from its sources. */
export async function readProgramSum(world: World): Promise<string> {
  const sum = await resourceIfThere('program.sha256', world);
  return sum ? new TextDecoder().decode(sum).trim() : '';
}

/** The browser as it is recorded and compared: its version, and which bytes of it. */
export async function describeBrowser(world: World): Promise<Pick<MadeWith, 'browser' | 'browserSha256'>> {
  try {
    const browser = await world.browser();
    return { browser: browser.version, browserSha256: await browser.hashProgram() };
  } catch (error) {
    if (error instanceof WorldError && error.code === 'no-browser') return { browser: '', browserSha256: '' };
    throw error;
  }
}
