// What the browser alone needs for the same pages: `record` builds an edition once and writes down every page that was
// printed; `print` prints them again in a cold process, in the same shards and processes, and does nothing with them.
//   node print-bare.mjs record <edition folder> <jobs.json>      node print-bare.mjs print <jobs.json>
import { readFileSync, writeFileSync } from 'node:fs';

const [mode, from, to] = process.argv.slice(2);
const { nodeWorld } = await import('../../dist/node.js');
const world = nodeWorld({ noCache: true });
try {
  if (mode === 'record') await record(from, to);
  else await print(from);
} finally {
  await world.close();
}

async function record(edition, file) {
  const { publish, loadSettings } = await import('../../dist/index.js');
  const jobs = [];
  const browser = async () => {
    const real = await world.browser();
    return {
      ...real,
      print: (job, signal) => {
        jobs.push({ html: job.html, widthMm: job.widthMm, heightMm: job.heightMm, timeoutMs: job.timeoutMs });
        return real.print(job, signal);
      },
    };
  };
  const loaded = await loadSettings({ inputs: [edition], options: { formats: ['print'] } }, world);
  const outcome = await publish([edition], loaded.settings, { ...world, browser });
  if (!outcome.ok) throw new Error(`the edition could not be built: ${outcome.issues.map(({ id }) => id).join(', ')}`);
  writeFileSync(file, JSON.stringify(jobs));
}

async function print(file) {
  const jobs = JSON.parse(readFileSync(file, 'utf8'));
  const browser = await world.browser();
  const { signal } = new AbortController();
  await Promise.all(jobs.map((job) => browser.print({ ...job, assets: new Map() }, signal)));
}
