// Builds an e-book from text in memory, watches the stages, and keeps the result in memory too: as a server would.
//   node tests/examples/build-from-memory.mjs
import { publish, resolveSettings } from 'huibian';
import { nodeWorld } from 'huibian/node';

const text = `# Reading as a Habit

By Mary Ward, city librarian

Last year our libraries welcomed three million readers, a tenth more than the year before.
`;
const source = { id: 'page', path: 'page.txt', mediaType: 'text/plain', bytes: new TextEncoder().encode(text) };
const settings = resolveSettings({ id: 'habit', title: 'A Small Edition', lang: 'en' }, { formats: ['epub'] });

const world = nodeWorld({ lang: 'en' });
const stopping = new AbortController();
const giveUp = setTimeout(() => stopping.abort(), 60_000);
try {
  const outcome = await publish([source], settings, world, {
    signal: stopping.signal,
    onProgress: ({ stage, kind }) => kind === 'start' && console.log(stage),
  });
  const book = outcome.artifacts.find((artifact) => artifact.format === 'epub');
  const chunks = [];
  for await (const chunk of book.open()) chunks.push(chunk);
  console.log(`${book.path}: ${Buffer.concat(chunks).subarray(30, 38)}`);
} finally {
  clearTimeout(giveUp);
  await world.close();
}
