import { fingerprintOf, quantise, slotOf } from '../reassemble/kept-runs.ts';
import { headerBytes, modelMagic, modelVersion } from '../reassemble/language-model.ts';
import { wordSeed } from '../reassemble/page-seams.ts';
import { endUnit, makeUnitReader, mixUnit, startUnit } from '../reassemble/units.ts';
import { RunCounts } from './count-runs.ts';

export interface TrainingOptions {
  /** Pairs of code units: a traditional character and the simplified one it is read as. */
  readonly folds: Uint16Array;
  /** Dictionary words with counts. */
  readonly words: Iterable<readonly [word: string, count: number]>;
  /** Size of the file at most. */
  readonly maxBytes: number;
  readonly onProgress?: (paragraphs: number) => void;
}

const order = 4;
const loadFactor = 0.82;

/**
 * Trains the language model: counts runs of up to four units over all paragraphs, keeps the most telling ones and packs
 * them. Rare runs of the highest orders go first until the file is small enough.
 */
export function trainLanguageModel(paragraphs: Iterable<string>, options: TrainingOptions): Uint8Array {
  const reader = makeUnitReader(options.folds);
  const runs = Array.from({ length: order }, () => new RunCounts());
  let total = 0;
  let done = 0;
  for (const paragraph of paragraphs) {
    const units = [startUnit, ...reader.all(paragraph), endUnit];
    total += units.length;
    for (let start = 0; start < units.length; start++) {
      let hash = 0;
      let check = 0;
      for (let n = 0; n < order && start + n < units.length; n++) {
        const unit = units[start + n] ?? 0;
        hash = mixUnit(hash, unit);
        check = (Math.imul(check, 0x6b43a9b5) + Math.imul(unit, 0x2c1b3c6d)) >>> 0;
        runs[n]?.add(hash, (check >>> 16) ^ (check & 0xffff));
      }
    }
    done++;
    if (done % 10_000 === 0) options.onProgress?.(done);
  }
  const words = countWords(options.words, reader);
  const capacity =
    Math.floor(((options.maxBytes - headerBytes - options.folds.byteLength) / 3) * loadFactor) - words.length;
  const { least, roomy, share } = chooseThresholds(runs, capacity);
  const kept: [number, number][] = words.map(([hash, count]) => [hash, count]);
  for (const [n, counts] of runs.entries()) {
    counts.each((hash, count) => {
      const isRoomy = n === roomy && count === (least[n] ?? 1) - 1 && (hash >>> 0) / 4294967296 < share;
      if (count >= (least[n] ?? 1) || isRoomy) kept.push([hash, count]);
    });
  }
  const wordTotal = words.reduce((sum, [, count]) => sum + count, 0);
  return pack(kept, { total, wordTotal, folds: options.folds, maxBytes: options.maxBytes });
}

function countWords(
  words: TrainingOptions['words'],
  reader: ReturnType<typeof makeUnitReader>,
): [hash: number, count: number][] {
  const found = new Map<number, number>();
  for (const [word, count] of words) {
    const units = reader.all(word);
    if (units.length === 0 || units.length > 4 || units.some((unit) => unit > 0xffff)) continue;
    let hash = wordSeed;
    for (const unit of units) hash = mixUnit(hash, unit);
    found.set(hash, Math.max(found.get(hash) ?? 0, count));
  }
  return [...found];
}

/**
 * How often a run of each length must stand in the texts to be kept; of the runs of order `roomy` that are one short of
 * that, a `share` still has room.
 */
function chooseThresholds(
  runs: readonly RunCounts[],
  capacity: number,
): { least: number[]; roomy: number; share: number } {
  const least = [1, 1, 1, 1];
  const sizes = runs.map((counts) => {
    const byCount = new Float64Array(64);
    counts.each((_, count) => {
      byCount[Math.min(63, count)] = (byCount[Math.min(63, count)] ?? 0) + 1;
    });
    return byCount;
  });
  const sizeOf = (n: number): number => {
    let size = 0;
    for (let count = least[n] ?? 1; count < 64; count++) size += sizes[n]?.[count] ?? 0;
    return size;
  };
  // The longest runs lose their rare ones first; a shorter run that was met twice tells more than a longer one met once.
  const ladder = [3, 2, 3, 2, 3, 2, 1, 3, 2, 3, 2, 3, 1, 2, 3, 2, 3, 2, 3, 1, 2, 3];
  const whole = (): number => sizeOf(0) + sizeOf(1) + sizeOf(2) + sizeOf(3);
  let roomy = -1;
  for (let turn = 0; whole() > capacity && turn < 200; turn++) {
    const n = ladder[turn % ladder.length] ?? 3;
    least[n] = (least[n] ?? 1) + 1;
    roomy = n;
  }
  const next = roomy < 0 ? 0 : (sizes[roomy]?.[(least[roomy] ?? 1) - 1] ?? 0);
  return { least, roomy, share: next > 0 ? Math.max(0, capacity - whole()) / next : 0 };
}

function pack(
  kept: readonly (readonly [number, number])[],
  facts: { total: number; wordTotal: number; folds: Uint16Array; maxBytes: number },
): Uint8Array {
  const { folds } = facts;
  const slots = Math.min(
    Math.floor((facts.maxBytes - headerBytes - folds.byteLength) / 3),
    Math.max(64, Math.ceil(kept.length / loadFactor)),
  );
  const bytes = new Uint8Array(headerBytes + folds.byteLength + slots * 3);
  const header = new DataView(bytes.buffer);
  for (const [i, value] of [
    modelMagic,
    modelVersion,
    slots,
    folds.length / 2,
    facts.total,
    facts.wordTotal,
    order,
    0,
  ].entries()) {
    header.setUint32(i * 4, Math.min(value, 0xffffffff), true);
  }
  new Uint16Array(bytes.buffer, headerBytes, folds.length).set(folds);
  const fingerprints = new Uint16Array(bytes.buffer, headerBytes + folds.byteLength, slots);
  const counts = new Uint8Array(bytes.buffer, headerBytes + folds.byteLength + slots * 2, slots);
  // Frequent runs first: they are asked for most, and so stand nearest to their slot.
  for (const [hash, count] of [...kept].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    let slot = slotOf(hash, slots);
    const print = fingerprintOf(hash);
    while (fingerprints[slot] !== 0 && fingerprints[slot] !== print) slot = slot + 1 === slots ? 0 : slot + 1;
    if (fingerprints[slot] === print) continue;
    fingerprints[slot] = print;
    counts[slot] = quantise(count);
  }
  return bytes;
}
