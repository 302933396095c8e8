// Builds an edition from page text on disk and says what became of it.
//   node tests/examples/build-an-edition.mjs raw.txt out/
import { loadSettings, messageOf, publish, severityOf } from 'huibian';
import { nodeWorld } from 'huibian/node';

const [input, folder] = process.argv.slice(2);
const world = nodeWorld({ lang: 'en' });
try {
  const loaded = await loadSettings({ inputs: [input] }, world);
  if ('issues' in loaded) throw new Error(loaded.issues.map((issue) => messageOf(issue, 'en')).join('\n'));

  const outcome = await publish([input], loaded.settings, world);
  await world.writeFiles(folder, outcome.artifacts);

  console.log(`${outcome.summary.articles} articles on ${outcome.summary.pages} pages`);
  for (const { path, byteLength } of outcome.artifacts) console.log(`${path}: ${byteLength} bytes`);
  for (const issue of outcome.issues) console.log(`${severityOf(issue)}: ${messageOf(issue, 'en')}`);
} finally {
  await world.close();
}
