import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { World } from '../../core/contracts.ts';
import { withFields } from '../../core/defer.ts';
import { joinParts, readParts } from '../../core/packed-parts.ts';
import { formatNumber } from './pdf-value.ts';
import type { FontUse, PrintedShard } from './printed-shard.ts';
import type { FontShelf } from './shared-fonts.ts';

const compress = promisify(deflate);
const decompress = promisify<Uint8Array, Buffer>(inflate);
const level = 6;

/** What stands in the place of a page number of so many digits until the number is known. No page is called so. */
export const placeholderOf = (digits: number): string => '0'.repeat(digits);

/**
 * Puts page numbers in the place of their placeholders: front matter can then be printed before anybody knows a page
 * number, and be kept when only numbers change. Numbers are flush right, as the placeholders are, or in the middle, where
 * lines run down; nothing else moves.
 * Null when that is not certain (not as many labels as placeholders, no digits or too many, a text that is not shown digit
 * by digit): then the pages must be printed with their numbers.
 */
export async function fillLabels(
  shard: PrintedShard,
  placeholder: string,
  labels: readonly string[],
  shelf: FontShelf,
  align: 'end' | 'center' = 'end',
  cache: World['cache'] | null = null,
  opened: Promise<OpenLabels> | null = null,
): Promise<PrintedShard | null> {
  const { numbers } = shard;
  const fits = labels.every((label) => /^\d+$/.test(label) && label.length <= placeholder.length);
  if (numbers.length !== labels.length || !fits) return null;
  const filling = await keepFilling(shard, labels, align, cache, async () =>
    makeFilling(shard, await (opened ?? openLabels(shard)), placeholder, labels, shelf, align),
  );
  if (!filling) return null;
  const words = new Map<number, string>();
  for (const [i, { annotations }] of numbers.entries())
    for (const annotation of annotations) {
      const before = words.get(annotation) ?? shard.annotations[annotation]?.words ?? '';
      words.set(annotation, before.replace(placeholder, labels[i] ?? ''));
    }
  const changed = new Map(filling.pages);
  return withFields(shard, {
    pages: shard.pages.map((page, i) => ({ ...page, content: changed.get(i) ?? page.content })),
    annotations: shard.annotations.map((link, i) => ({ ...link, words: words.get(i) ?? link.words })),
    fonts: [...shard.fonts, ...filling.fonts],
  });
}

/** Pages with their numbers, and the glyphs of those. */
interface Filling {
  readonly pages: readonly (readonly [page: number, content: Uint8Array])[];
  readonly fonts: readonly FontUse[];
}

/** Pages with placeholders, inflated, and where on them each placeholder is shown. */
export interface OpenLabels {
  readonly streams: ReadonlyMap<number, Buffer>;
  /** One for each number, in their order; null where it is not shown as numbers are. */
  readonly places: readonly { readonly at: number; readonly found: RegExpExecArray | null }[];
}

/**
 * Finds the placeholders of a shard: what can be done before any number is known. Pages are inflated beside this thread, on
 * which the processes of the browser wait for their next pages.
 */
export async function openLabels({ pages, numbers }: PrintedShard): Promise<OpenLabels> {
  const named = [...new Set(numbers.map(({ page }) => page))];
  const inflated = await Promise.all(named.map((page) => decompress(pages[page]?.content ?? nothing)));
  const streams = new Map(named.map((page, i) => [page, inflated[i] ?? nothing]));
  // On a page they mostly stand in the order of the list: each is looked for behind the last.
  const last = new Map<number, number>();
  const places = numbers.map(({ page, mcid }) => {
    const stream = streams.get(page) ?? nothing;
    const opening = `/MCID ${mcid} >>BDC`;
    const behind = stream.indexOf(opening, last.get(page) ?? 0, 'latin1');
    const at = (behind < 0 ? stream.indexOf(opening, 0, 'latin1') : behind) + opening.length;
    last.set(page, at);
    return { at, found: shown.exec(stream.toString('latin1', at, at + longest)) };
  });
  return { streams, places };
}

async function makeFilling(
  shard: PrintedShard,
  { streams, places }: OpenLabels,
  placeholder: string,
  labels: readonly string[],
  shelf: FontShelf,
  align: 'end' | 'center',
): Promise<Filling | null> {
  const { numbers } = shard;
  const fonts = new Map<string, FontUse>();
  const edits = new Map<number, { at: number; to: number; text: string }[]>();
  for (const [i, { page }] of numbers.entries()) {
    const { at, found } = places[i] ?? { at: 0, found: null };
    const fontName = shard.pages[page]?.fonts.find(([name]) => name === found?.[1])?.[1];
    const set =
      found && typeof fontName === 'string'
        ? setDigits(found, fontName, labels[i] ?? '', placeholder, shelf, align)
        : null;
    if (!found || !set) return null;
    const own = edits.get(page) ?? [];
    edits.set(page, own);
    own.push({ at, to: at + found[0].length, text: set.text });
    fonts.set(`${set.use.name} ${labels[i]}`, set.use);
  }
  const pages = await Promise.all(
    [...edits].map(async ([page, list]) => [page, await edit(streams.get(page) ?? nothing, list)] as const),
  );
  return { pages, fonts: [...fonts.values()] };
}

/** As an earlier build filled the same pages with the same numbers, or made now, and then kept. */
async function keepFilling(
  { key: shardKey }: PrintedShard,
  labels: readonly string[],
  align: string,
  cache: World['cache'] | null,
  make: () => Promise<Filling | null>,
): Promise<Filling | null> {
  if (!cache || cache.isOff || shardKey === '') return make();
  const key = `filled\n${shardKey}\n${align}\n${labels.join(' ')}`;
  const kept = await cache.get(key);
  const known = kept && readParts<KeptFilling>(kept);
  if (known) {
    const pages = known.head.pages.map((page, i) => [page, known.parts[i] ?? nothing] as const);
    return { pages, fonts: known.head.fonts };
  }
  const made = await make();
  if (made) {
    const head: KeptFilling = { pages: made.pages.map(([page]) => page), fonts: made.fonts };
    await cache.put(
      key,
      joinParts(
        head,
        made.pages.map(([, content]) => content),
      ),
    );
  }
  return made;
}

interface KeptFilling {
  readonly pages: readonly number[];
  readonly fonts: readonly FontUse[];
}

const nothing = Buffer.alloc(0);

/** A number as the browser shows it: one text object, a move before every digit but the first. */
const shown =
  /^\s*BT\n(\/\S+) ([\d.]+) Tf\n1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm\n<([0-9A-Fa-f]{4})> Tj\n((?:[\d.]+ 0 Td <[0-9A-Fa-f]{4}> Tj\n)*)ET\n/;
const longest = 400;

/** The same text object with other digits; null when the font draws placeholder and digits in ways of its own. */
function setDigits(
  found: RegExpExecArray,
  fontName: string,
  label: string,
  placeholder: string,
  shelf: FontShelf,
  align: 'end' | 'center',
): { readonly text: string; readonly use: FontUse } | null {
  const [, font = '', size = '', x = '', y = '', first = '', rest = ''] = found;
  const program = shelf.byName(fontName)?.program;
  const further = [...rest.matchAll(/([\d.]+) 0 Td <([0-9A-Fa-f]{4})>/g)];
  const advance = further[0]?.[1] ?? '';
  if (!program || further.length !== placeholder.length - 1) return null;
  const zero = program.glyphOf(0x30);
  const isPlain = [first, ...further.map(([, , code = '']) => code)].every(
    (code) => Number.parseInt(code, 16) === zero,
  );
  const glyphs = [...label].map((digit) => program.glyphOf(digit.codePointAt(0) ?? 0));
  const widthOf = (glyph: number): number => (Number(advance) * program.advanceOf(glyph)) / program.advanceOf(zero);
  if (!isPlain || glyphs.some((glyph) => glyph === 0)) return null;
  // Digits may differ in width: a number ends where its placeholder ended, or has its middle there.
  const spare = Number(advance) * placeholder.length - glyphs.reduce((sum, glyph) => sum + widthOf(glyph), 0);
  const left = Number(x) + (align === 'end' ? spare : spare / 2);
  const digits = glyphs.map((glyph, i) => {
    const move = i === 0 ? '' : `${formatNumber(widthOf(glyphs[i - 1] ?? 0))} 0 Td `;
    return `${move}<${glyph.toString(16).padStart(4, '0').toUpperCase()}> Tj\n`;
  });
  return {
    text: `\nBT\n${font} ${size} Tf\n1 0 0 -1 ${formatNumber(left)} ${y} Tm\n${digits.join('')}ET\n`,
    use: { name: fontName, glyphs, uses: glyphs.map(() => 3), texts: [...label], actual: glyphs.map(() => '') },
  };
}

async function edit(
  stream: Buffer,
  edits: readonly { readonly at: number; readonly to: number; readonly text: string }[],
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const { at, to, text } of [...edits].sort((a, b) => a.at - b.at)) {
    parts.push(stream.subarray(from, at), Buffer.from(text, 'latin1'));
    from = to;
  }
  parts.push(stream.subarray(from));
  return compress(Buffer.concat(parts), { level });
}
