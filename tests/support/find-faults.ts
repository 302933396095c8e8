import type { PlacedGlyph, PlacedPage } from './pdf-glyphs.ts';
import { isHan, isLatin, type SetBlock, type SetLine } from './set-lines.ts';

/** The type area as it is measured from, in points. */
export interface Area {
  readonly leftPt: (page: number) => number;
  readonly widthPt: number;
  readonly em: number;
  readonly pitchPt: number;
  /** Base line of the first line of text of a page. */
  readonly firstPt: number;
  readonly lines: number;
  /**
   * Lines run down: colons, semicolons, question and exclamation marks stand in the middle of their em, and places are
   * known less exactly.
   */
  readonly isVertical?: boolean;
  /** Lines of this language are not made even. */
  readonly ragged?: string;
}

/** One breach of a rule of setting. `rule` is the rule's short name, `where` the page and words around it. */
export interface Fault {
  readonly rule: string;
  readonly where: string;
  readonly detail: string;
}

const closing =
  '\u3001\u3002\uff0c\uff1b\uff1a\uff1f\uff01\uff09\u300b\u3009\u300d\u300f\u3011\u3015\u3017\u201d\u2019\uff3d\uff5d';
const opening = '\uff08\u300a\u3008\u300c\u300e\u3010\u3014\u3016\u201c\u2018\uff3b\uff5b';
/** What may not start a line (GB/T 15834 5.1), besides the single dash. */
const notFirst = `${closing}%\uff05\u2030\u2103\u00b7\uff5e\uff0f`;
/** What may not end one. */
const notLast = `${opening}\uff0f#`;
/** Marks whose blank half goes when they meet. */
const yielding =
  '\u3001\u3002\uff0c\uff1b\uff1a\uff09\u300b\u3009\u300d\u300f\u3011\u3015\u3017\u201d\u2019\uff3d\uff5d';
/** In Taiwan and Hong Kong these stand in the middle of their em and have no blank half. */
const centred = '\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f';
const isCentring = (lang: string): boolean => /^zh-(?:TW|HK|Hant)/.test(lang);
const isWide = (glyph: PlacedGlyph): boolean => glyph.widthPt > 0.95 * glyph.sizePt;

const centredDown = '\uff1b\uff1a\uff1f\uff01';

/** The faces' vertical origins differ from character to character by a fiftieth of an em. */
const slackOf = ({ isVertical }: Area): number => (isVertical ? 0.09 : 0.06);

/** Every fault of the lines of an edition's articles. Blocks in reading order; see the rules in `typography.test.ts`. */
export function findLineFaults(blocks: readonly SetBlock[], area: Area): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [b, block] of blocks.entries()) {
    const isBody = isText(block, blocks[b - 1], area);
    const isChinese = block.lang.startsWith('zh');
    const isProse = block.role === 'P' || block.role === 'LBody';
    block.lines.forEach((line, i) => {
      const before = block.lines[i - 1];
      const isLast = i === block.lines.length - 1;
      const add = (rule: string, detail: string): void => {
        const where = `p${line.page} \u2026${before?.text.slice(-6) ?? ''}\u21b5${line.text.slice(0, 60)}`;
        faults.push({ rule, where, detail });
      };
      checkEnds(line, before, isChinese, add);
      if (before) checkBreak(before, line, add);
      if (isChinese) {
        checkPairs(line, block.lang, area, add);
        checkDashes(line, area, add);
        checkInterpuncts(line, block.lang, area, add);
        checkQuotes(line, add);
        checkGaps(line, area, add);
      }
      if (line.text.includes('\u3000')) add('no-ideographic-space', '');
      if (isProse && isBody) checkMeasure(line, { isFirst: i === 0, isLast, lang: block.lang }, area, add);
      if (isBody) checkGrid(line, area, add);
    });
    if (isProse && isChinese && block.lines.length > 1) checkTail(block, faults);
  }
  return faults;
}

type Add = (rule: string, detail: string) => void;

/** Paragraphs of the text itself: not bylines, which follow a title, nor notes, which are smaller. */
const isText = (block: SetBlock, before: SetBlock | undefined, { em }: Area): boolean =>
  block.roles.join('>') === 'Document>Art>P' &&
  Math.abs((block.lines[0]?.em ?? 0) - em) <= 0.2 &&
  before?.role !== 'H1';

function checkEnds(line: SetLine, before: SetLine | undefined, isChinese: boolean, add: Add): void {
  const [first = '', second = ''] = [...line.text];
  const last = [...line.text].at(-1) ?? '';
  if (before) {
    const isApostrophe = first === '\u2019' && /[A-Za-z0-9]/.test(second);
    const isAddress = /^%[0-9A-F]{2}/.test(line.text);
    if (notFirst.includes(first) && !isApostrophe && !isAddress) add('line-start', first);
    // The connector of Chinese text; in English a line may break on either side of a dash.
    if (isChinese && first === '\u2014' && second !== '\u2014' && !before.text.endsWith('\u2014'))
      add('line-start', first);
  }
  if (notLast.includes(last)) add('line-end', last);
}

/** Runs of dashes and points, numbers with what they count. */
function checkBreak(before: SetLine, line: SetLine, add: Add): void {
  const last = [...before.text].at(-1) ?? '';
  const [first = ''] = [...line.text];
  if (last === first && (first === '\u2014' || first === '\u2026')) add('run-split', first);
  const token = /[!-~]*$/.exec(before.text)?.[0] ?? '';
  const rest = /^[!-~]*/.exec(line.text)?.[0] ?? '';
  if (/:\/\/|[@\\/]/.test(token + rest)) return;
  const joint = `${before.text.slice(-8)}|${line.text.slice(0, 8)}`;
  if (/\d\|[\d%\u2030\u2103\uff05]/.test(joint)) add('number-split', joint);
  if (/[\uffe5$\u20ac\u00a5]\|\d/.test(joint)) add('number-split', joint);
  if (
    /\d\|[\u4e07\u4ebf\u5343\u767e\u5341\u5143\u5e74\u6708\u65e5\u53f7\u4eba\u4e2a\u540d\u6b21\u5bb6\u6237\u9879\u4ef6\u4f8b\u5c81\u9875\u7ae0\u6761\u5929\u7c73\u5428\u4ea9\u65f6\u5206\u79d2\u4f4d\u5ea7\u5757\u5957\u79cd\u5c4a\u842c\u5104\u500b\u6236\u9805\u7bc0]/.test(
      joint,
    )
  )
    add('number-split', joint);
  if (/\u7b2c\|\d/.test(joint)) add('number-split', joint);
  if (/\d{4}\u5e74\|\d{1,2}\u6708|\d\u6708\|\d{1,2}\u65e5/.test(joint)) add('number-split', joint);
  if (/\d ?\|(?:kg|km|cm|mm|kW|MW|GB|MB|Hz|min)\b/.test(joint)) add('number-split', joint);
}

/** Two marks that meet take an em and a half together. */
function checkPairs(line: SetLine, lang: string, area: Area, add: Add): void {
  const slackEm = slackOf(area);
  const free = area.isVertical ? centredDown : '';
  each(line, (a, b) => {
    if (!isWide(a) || !isWide(b)) return;
    if (free.includes(a.character) || free.includes(b.character)) return;
    if (isCentring(lang) && (centred.includes(a.character) || centred.includes(b.character))) return;
    const meets =
      (yielding.includes(a.character) && (closing.includes(b.character) || opening.includes(b.character))) ||
      (opening.includes(a.character) && opening.includes(b.character));
    if (!meets) return;
    const advance = (b.xPt - a.xPt) / line.em;
    const expected = 0.5 + (Number.isFinite(line.stretchPt) ? stretchOf(line) : 0.5);
    // Some pairs are left out when a line is stretched: then they stand as close as on the last line.
    if (advance < 0.5 - slackEm || advance > expected + slackEm)
      add('squeeze', `${a.character}${b.character} ${advance.toFixed(3)}`);
  });
}

/** Two dashes and six points are two ems wide; the font may draw both dashes as one glyph. */
function checkDashes(line: SetLine, area: Area, add: Add): void {
  const slackEm = slackOf(area);
  for (const { character, widthPt } of line.glyphs)
    if (/^[\u2014\u2026]+$/.test(character) && Math.abs(widthPt / line.em - [...character].length) > 0.02)
      add('run-width', `${character} ${(widthPt / line.em).toFixed(3)}`);
  each(line, (a, b) => {
    if (a.character !== b.character || !'\u2014\u2026'.includes(a.character)) return;
    const advance = (b.xPt - a.xPt) / line.em;
    if (Math.abs(advance - 1) > slackEm + Math.max(0, stretchOf(line)))
      add('run-width', `${a.character}${b.character} ${advance.toFixed(3)}`);
  });
}

/** Between Han characters: half an em on the mainland, a whole one in Taiwan and Hong Kong. */
function checkInterpuncts(line: SetLine, lang: string, area: Area, add: Add): void {
  const room = interpunctEm(lang);
  line.glyphs.forEach((glyph, i) => {
    const before = line.glyphs[i - 1];
    const after = line.glyphs[i + 1];
    if (glyph.character !== '\u00b7' || !before || !after || !isHan(before.character) || !isHan(after.character))
      return;
    const taken = (after.xPt - before.xPt - before.widthPt) / line.em - 2 * stretchOf(line);
    if (Math.abs(taken - room) > slackOf(area) - 0.01) add('interpunct', taken.toFixed(3));
  });
}

const interpunctEm = (lang: string): number => (isCentring(lang) ? 1 : 0.5);

function checkQuotes(line: SetLine, add: Add): void {
  line.glyphs.forEach((glyph, i) => {
    if (!'\u201c\u201d\u2018\u2019'.includes(glyph.character) || isWide(glyph)) return;
    // An apostrophe inside a Latin word is no quotation mark.
    const around = [line.glyphs[i - 1]?.character ?? '', line.glyphs[i + 1]?.character ?? ''];
    if (glyph.character === '\u2019' && around.every((c) => isLatin(c) || c === ' ')) return;
    add('quote-width', `${glyph.character} ${(glyph.widthPt / line.em).toFixed(3)}`);
  });
}

/** Room between Han and Latin: an eighth to a quarter of an em; none beside Chinese marks. */
function checkGaps(line: SetLine, area: Area, add: Add): void {
  const slackEm = slackOf(area);
  const stretch = stretchOf(line);
  each(line, (a, b) => {
    const gap = (b.xPt - a.xPt - a.widthPt) / line.em - stretch;
    const isMixed = (isHan(a.character) && isLatin(b.character)) || (isLatin(a.character) && isHan(b.character));
    if (
      isMixed &&
      Number.isFinite(line.stretchPt) &&
      (gap < 0.165 - slackEm * (area.isVertical ? 1.5 : 1) || gap > 0.21 + slackEm)
    )
      add('latin-gap', `${a.character}${b.character} ${gap.toFixed(3)}`);
    const besideMark =
      (isLatin(a.character) && isWide(b) && opening.includes(b.character)) ||
      (isLatin(b.character) && isWide(a) && closing.includes(a.character));
    if (besideMark && Number.isFinite(line.stretchPt) && Math.abs(gap) > slackEm && Math.abs(gap + stretch) > slackEm)
      add('mark-gap', `${a.character}${b.character} ${gap.toFixed(3)}`);
  });
}

/** Both ends of a line of body text. */
function checkMeasure(
  line: SetLine,
  { isFirst, isLast, lang }: { isFirst: boolean; isLast: boolean; lang: string },
  area: Area,
  add: Add,
): void {
  const slackEm = slackOf(area);
  const [first] = line.glyphs;
  const last = line.glyphs.findLast(({ character }) => character !== ' ');
  if (!first || !last) return;
  const isTrimmed = isWide(first) && opening.includes(first.character);
  const indent = isFirst ? (lang.startsWith('zh') ? 2 : 1.5) : 0;
  const start = (first.xPt - area.leftPt(line.page)) / area.em - indent;
  const expected = isTrimmed ? -0.5 : 0;
  if (Math.abs(start - expected) > slackEm)
    add(isFirst ? (isTrimmed ? 'indent-of-mark' : 'indent') : isTrimmed ? 'trim-start' : 'left-edge', start.toFixed(3));
  // An address or one long word has nowhere to be stretched.
  if (isLast || /^[!-~]+$/.test(line.text.trim())) return;
  // The interpunct keeps the room beside it.
  const room = last.character === '\u00b7' ? (interpunctEm(lang) * last.sizePt - last.widthPt) / 2 : 0;
  const end = (last.xPt + last.widthPt + room - area.leftPt(line.page) - area.widthPt) / area.em;
  const mayHang = isWide(last) && yielding.includes(last.character);
  if (area.ragged !== undefined && lang.startsWith(area.ragged) && end < 0.1) return;
  if (Math.abs(end) > 0.1 && !(mayHang && Math.abs(end - 0.5) <= 0.1)) add('right-edge', end.toFixed(3));
}

function checkGrid(line: SetLine, area: Area, add: Add): void {
  const lines = (line.baselinePt - area.firstPt) / area.pitchPt;
  const off = (lines - Math.round(lines)) * area.pitchPt;
  if (Math.abs(off) > 0.5) add('grid', `${off.toFixed(2)} pt`);
}

/** The last line of a paragraph has two characters at least, marks not counted. */
function checkTail(block: SetBlock, faults: Fault[]): void {
  const last = block.lines.at(-1);
  if (!last) return;
  const count = [...last.text].filter((c) => isHan(c) || isLatin(c)).length;
  if (count < 2)
    faults.push({
      rule: 'short-tail',
      where: `p${last.page} \u2026${block.lines.at(-2)?.text.slice(-8)}\u21b5${last.text}`,
      detail: '',
    });
}

/** Lone first and last lines, headings at the foot of a page. */
export function findPageFaults(
  blocks: readonly SetBlock[],
  pages: readonly PlacedPage[],
  area: Area,
): readonly Fault[] {
  const faults: Fault[] = [];
  const add = (rule: string, page: number, text: string): void =>
    void faults.push({ rule, where: `p${page} ${text.slice(0, 30)}`, detail: '' });
  blocks.forEach((block, b) => {
    const perPage = new Map<number, number>();
    for (const { page } of block.lines) perPage.set(page, (perPage.get(page) ?? 0) + 1);
    const counts = [...perPage];
    if (counts.length > 1) {
      const [firstPage, lines] = counts[0] ?? [0, 0];
      const [lastPage, rest] = counts.at(-1) ?? [0, 0];
      if (lines < 2) add('orphan', firstPage, block.lines[0]?.text ?? '');
      if (rest < 2) add('widow', lastPage, block.lines.at(-1)?.text ?? '');
    }
    if (/^H[1-6]$/.test(block.role)) {
      const page = block.lines.at(-1)?.page ?? 0;
      const below = blocks
        .slice(b + 1)
        .flatMap(({ lines }) => lines)
        .filter((line) => line.page === page).length;
      const isLow = (block.lines.at(-1)?.baselinePt ?? 0) > area.firstPt + (area.lines - 3) * area.pitchPt - 1;
      // Below a title there is a byline; it may be in the other column.
      const least = block.role === 'H1' ? 3 : 2;
      if (below < least && (isLow || block.role === 'H1')) add('heading-at-foot', page, block.lines[0]?.text ?? '');
    }
  });
  for (const page of pages)
    for (const glyph of page.glyphs) {
      const last = area.firstPt + (area.lines - 1) * area.pitchPt;
      if (glyph.block >= 0 && glyph.baselinePt > last + 2.5) add('below-area', page.number, glyph.character);
    }
  return faults;
}

/** Faults as a person would read them: so many of a rule, and where the first ones are. */
export const tellFaults = (faults: readonly Fault[]): string[] =>
  [...new Set(faults.map(({ rule }) => rule))].map((rule) => {
    const found = faults.filter((fault) => fault.rule === rule);
    const examples = found.slice(0, 5).map(({ where, detail }) => `${where} [${detail}]`);
    return `${rule}: ${found.length}: ${examples.join(' | ')}`;
  });

const stretchOf = (line: SetLine): number => (Number.isFinite(line.stretchPt) ? line.stretchPt / line.em : 0);

function each(line: SetLine, look: (a: PlacedGlyph, b: PlacedGlyph) => void): void {
  line.glyphs.forEach((glyph, i) => {
    const next = line.glyphs[i + 1];
    if (next) look(glyph, next);
  });
}
