import type { WeightTable } from './features.ts';

/** What an editor's archive taught, as `huibian learn` writes it and `--model` takes it. */
export interface LearnedFile {
  /** A language model of the archive alone: it is used beside the one that ships. */
  readonly model: Uint8Array;
  /** Weights in place of the ones that ship; null when they were not learned. */
  readonly weights: WeightTable | null;
  readonly articles: number;
  readonly characters: number;
}

const magic = 'huibian learned 1\n';

/**
 * The file: a line that says what it is, a line of JSON (articles, characters, weights, padding), then the language model,
 * at an offset that four divides.
 */
export function formatLearnedFile({ model, weights, articles, characters }: LearnedFile): Uint8Array {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const write = (pad: string): Uint8Array =>
    encode(`${magic}${JSON.stringify({ articles, characters, weights, pad })}\n`);
  const head = write(' '.repeat((4 - (write('').length % 4)) % 4));
  const bytes = new Uint8Array(head.length + model.length);
  bytes.set(head);
  bytes.set(model, head.length);
  return bytes;
}

/** Reads such a file; null when it is none. */
export function readLearnedFile(bytes: Uint8Array): LearnedFile | null {
  const start = new TextDecoder().decode(bytes.subarray(0, magic.length));
  const end = bytes.indexOf(0x0a, magic.length);
  if (start !== magic || end < 0) return null;
  try {
    const head: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(magic.length, end)));
    if (typeof head !== 'object' || head === null) return null;
    const { articles, characters, weights } = head as Partial<LearnedFile>;
    if (typeof articles !== 'number' || typeof characters !== 'number') return null;
    return { model: bytes.subarray(end + 1), weights: readWeights(weights), articles, characters };
  } catch {
    return null;
  }
}

/** Weights are numbers by name by group; whatever else is there is nobody's. */
function readWeights(value: unknown): WeightTable | null {
  if (typeof value !== 'object' || value === null) return null;
  const isNumbers = (group: unknown): group is Record<string, number> =>
    typeof group === 'object' && group !== null && Object.values(group).every((number) => Number.isFinite(number));
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, Record<string, number>] => isNumbers(entry[1])),
  );
}
