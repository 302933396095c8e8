import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { WeightTable } from '../reassemble/features.ts';
import { answerJob, type Job, type ModelJob, type Workshop } from './answer-job.ts';
import { type Bench, learnConfidence, learnWeights } from './learn-weights.ts';
import { readCorpora } from './read-corpora.ts';
import { shareWork } from './share-work.ts';
import type { ModelPart } from './ship-model.ts';
import { startWeights } from './start-weights.ts';

const usage = `npm run model -- DIR [language|confidence|all|weights] [OUT]

Makes what ships in pipeline/reassemble/model/ anew, from the texts that pipeline/learn/data.json lists and that lie in DIR.

  language    language.bin
  confidence  confidence.json, for the weights that ship
  all         both; weights.json stays as it is
  weights     weights.json, learned from pipeline/learn/start-weights.json on; OUT must be told

OUT is the folder to write to (pipeline/reassemble/model). What is finished is kept in output/model/, and a run that was
broken off goes on from there; other texts, other weights or another program begin anew.
`;

/** What `npm run model` runs from the root. The same texts give the same bytes, however many threads there are. */
export async function makeModel([folder, part = 'all', told = '']: readonly string[]): Promise<number> {
  // Weights that ship are not replaced by the way: those learned anew have to be looked at first.
  const isAsked = part === 'weights' ? told !== '' : ['language', 'confidence', 'all'].includes(part);
  if (folder === undefined || !isAsked) {
    process.stderr.write(usage);
    return 2;
  }
  const out = told === '' ? shipped : told;
  const began = Date.now();
  const tell = (what: string): void =>
    void process.stderr.write(`${Math.round((Date.now() - began) / 1000)} s  ${what}\n`);
  const script = fileURLToPath(import.meta.url);
  const corpora = readCorpora(folder);
  for (const [kind, articles] of Object.entries(corpora)) tell(`${kind}: ${articles.length} articles`);
  const kept = join('output', 'model');
  const held = readFileSync(join(shipped, 'weights.json'), 'utf8');
  openKept(
    kept,
    createHash('sha256').update(readFileSync(script)).update(JSON.stringify(corpora)).update(held).digest('hex'),
  );
  mkdirSync(out, { recursive: true });
  const shop: Workshop = { folder, models: { known: join(kept, 'known.bin'), strange: join(kept, 'broad.bin') } };
  const force = shareWork(script, shop);
  const save = (path: string, bytes: Uint8Array | string): void => {
    writeFileSync(`${path}.new`, bytes);
    renameSync(`${path}.new`, path);
    tell(`wrote ${path}`);
  };
  const keep: Bench['keep'] = async (name, make) => {
    const path = join(kept, `${name}.json`);
    if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
    const made = await make();
    save(path, `${JSON.stringify(made)}\n`);
    return made;
  };
  try {
    const parts: ModelPart[] = [
      ...(part === 'language' || part === 'all' ? (['all'] as const) : []),
      ...(part === 'language' ? [] : (['known', 'broad'] as const)),
    ];
    const missing = parts.filter((one) => !existsSync(join(kept, `${one}.bin`)));
    tell(`models: ${missing.length} to learn`);
    await force.run<ModelJob, Uint8Array>(
      missing.map((one) => ({ task: 'model', part: one })),
      (number, bytes) => save(join(kept, `${missing[number]}.bin`), bytes),
    );
    if (parts.includes('all')) save(join(out, 'language.bin'), readFileSync(join(kept, 'all.bin')));
    if (part === 'language') return 0;
    const bench: Bench = { force, shop, corpora, tell, keep };
    if (part === 'weights') {
      const weights = await keep('weights', () => learnWeights(bench, startWeights));
      save(join(out, 'weights.json'), `${JSON.stringify(weights, null, 1)}\n`);
      return 0;
    }
    const confidence = await keep('confidence', () => learnConfidence(bench, JSON.parse(held) as WeightTable));
    save(join(out, 'confidence.json'), `${JSON.stringify(confidence)}\n`);
    return 0;
  } finally {
    await force.dismiss();
  }
}

/** Where what ships lies. */
const shipped = 'pipeline/reassemble/model';

/** Makes ready the folder of what is finished: what was made of other texts, or by another program, is of no use. */
function openKept(folder: string, key: string): void {
  const path = join(folder, 'key');
  if (existsSync(path) && readFileSync(path, 'utf8') === key) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, key);
}

if (isMainThread) process.exitCode = await makeModel(process.argv.slice(2));
else
  parentPort?.on('message', async ({ number, job }: { number: number; job: Job }) => {
    parentPort?.postMessage({ number, answer: await answerJob(job, workerData as Workshop) });
  });
