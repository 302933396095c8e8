// Puts articles back together and shows each join that a person should look at, with the words on both sides.
//   node tests/examples/find-doubtful-joins.mjs raw.txt 0.95
import { joinsOf, loadSettings, reassemble } from 'huibian';
import { nodeWorld } from 'huibian/node';

const [input, sure = '0.9'] = process.argv.slice(2);
const world = nodeWorld();
const { settings } = await loadSettings({ inputs: [input] }, world);
const { readings, reassembly } = await reassemble([input], settings, world);

const textOf = ({ source }) => readings.find((reading) => reading.source === source).transcript;
for (const manuscript of reassembly.manuscripts) {
  const joins = joinsOf(manuscript);
  console.log(
    `${manuscript.title?.text ?? '(no title)'}: ${joins.length} joins, sure to ${manuscript.confidence.toFixed(2)}`,
  );
  for (const { before, after, confidence } of joins.filter((join) => join.confidence < Number(sure))) {
    const left = textOf(before).slice(before.end - 12, before.end);
    const right = textOf(after).slice(after.start, after.start + 12);
    console.log(`  ${confidence.toFixed(2)}  ${left} | ${right}`);
  }
}
await world.close();
