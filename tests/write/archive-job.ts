import { compose } from '../../pipeline/compose/index.ts';
import type { Context, Made, WriteJob } from '../../pipeline/core/contracts.ts';
import type { Artifact, Asset, Format } from '../../pipeline/core/edition.ts';
import type { Issue } from '../../pipeline/core/issues.ts';
import type { BuildOptions } from '../../pipeline/core/settings.ts';
import { normalise } from '../../pipeline/normalise/index.ts';
import { loadSettings, read } from '../../pipeline/read/index.ts';
import { reassemble } from '../../pipeline/reassemble/index.ts';
import { render } from '../../pipeline/render/index.ts';
import { archiveWriter } from '../../pipeline/write/archive/index.ts';
import { type MemoryWorld, type MemoryWorldOptions, makeMemoryWorld } from '../support/memory-world.ts';

/** Small fonts stand in for the real ones: what is archived is bytes. */
const resources = Object.fromEntries(
  ['serif', 'sans'].flatMap((kind) =>
    [400, 700].map((weight) => [`fonts/noto-${kind}-sc-${weight}.ttf`, `${kind} ${weight}`]),
  ),
);

export interface MadeArchive {
  readonly world: MemoryWorld;
  readonly issues: readonly Issue[];
  /** Null when nothing new was to be written. */
  readonly artifact: Artifact | null;
  /** All of them: more than one when the archive is a folder. */
  readonly artifacts: readonly Artifact[];
  readonly zip: Uint8Array;
}

export const smallEdition = {
  'in/raw.txt':
    '#深化改革\n北京 刘伟\n秋天来了\uff0c天气很好\u3002\n\n#服务职工\n天津 梁宝明\n这是第二篇文章的内容\u3002\n',
  'in/edition.yaml': 'title: 小小汇编\ndate: 2018-10-24\nid: small\n',
};

/** Everything up to the writers for real, then the archive, with stand-ins for what the browser would have printed. */
export async function makeArchive(
  files: Readonly<Record<string, string | Uint8Array>> = smallEdition,
  options: BuildOptions & {
    readonly world?: MemoryWorldOptions;
    readonly pdf?: string;
    readonly inputs?: readonly string[];
    /** What the checks of formats say; nothing when not given. */
    readonly check?: (format: string, bytes: Uint8Array) => readonly Issue[];
    /** So many pictures besides, of one byte each. */
    readonly pictures?: number;
  } = {},
): Promise<MadeArchive> {
  const world = makeMemoryWorld({ files, resources, ...options.world });
  const inputs = options.inputs ?? ['in'];
  const loaded = await loadSettings({ inputs, options }, world);
  if ('issues' in loaded) throw new Error(JSON.stringify(loaded.issues));
  const issues: Issue[] = [];
  const context: Context = {
    settings: loaded.settings,
    world,
    signal: new AbortController().signal,
    report: (issue) => void issues.push(issue),
    progress: () => {},
  };
  const { sources, readings } = await read(inputs, context);
  const reassembly = await reassemble(readings, context);
  const { articles, assets } = await normalise(reassembly, readings, context);
  const pictures = Array.from({ length: options.pictures ?? 0 }, (_, i): Asset => {
    return { id: `${i}.png`, mediaType: 'image/png', bytes: Uint8Array.of(i), widthPx: 1, heightPx: 1 };
  });
  const whole = await render(compose(articles, assets, context), context);
  const { edition } = whole;
  const rendered = { ...whole, edition: { ...edition, assets: [...edition.assets, ...pictures] } };
  const fake = (format: Format, path: string, content: string): [Format, Made] => [
    format,
    { artifacts: [toArtifact(format, path, new TextEncoder().encode(content))], pageMap: null },
  ];
  const job: WriteJob = {
    rendered,
    made: new Map([fake('print', 'print.pdf', options.pdf ?? '%PDF print'), fake('epub', 'book.epub', 'PK book')]),
    readings,
    sources,
    leftovers: reassembly.leftovers,
    pageMap: null,
    check: async (format, bytes) => options.check?.(format, bytes) ?? [],
    report: () => Buffer.from('{"schema":1,"edition":{"title":"t"},"articles":[]}\n'),
  };
  const { artifacts } = await archiveWriter.write(job, context);
  const [artifact = null] = artifacts;
  return { world, issues, artifact, artifacts, zip: artifact ? await readAll(artifact) : new Uint8Array() };
}

export const toArtifact = (format: Format, path: string, bytes: Uint8Array): Artifact => ({
  format,
  path,
  mediaType: 'application/octet-stream',
  byteLength: bytes.length,
  open: async function* () {
    yield bytes;
  },
});

async function readAll(artifact: Artifact): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of artifact.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
