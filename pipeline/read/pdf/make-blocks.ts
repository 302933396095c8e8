import type { Line } from './find-lines.ts';
import type { Column } from './order-regions.ts';
import type { Area } from './pdf-page.ts';
import type { PageMeasure } from './region-item.ts';

/** A paragraph, a headline, or the part of one that stands in one column. */
export interface PdfBlock extends Area {
  readonly text: string;
  readonly sizePt: number;
  readonly isBold: boolean;
  readonly isIndented: boolean;
  readonly kind: 'head' | 'subhead' | 'body';
}

/** What is usual on a page: the size in which most characters are set, and the room between its lines. */
export function measurePage(lines: readonly Line[]): PageMeasure {
  const { words, borders } = readHabits(lines);
  const bySize = new Map<number, number>();
  for (const line of lines) {
    const size = Math.round(line.sizePt * 4) / 4;
    bySize.set(size, (bySize.get(size) ?? 0) + line.text.length);
  }
  const bodyPt = [...bySize].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
  const body = lines
    .filter((line) => Math.abs(line.sizePt - bodyPt) < 0.1 * bodyPt)
    .sort((a, b) => a.leftPt - b.leftPt || a.topPt - b.topPt);
  const gaps: number[] = [];
  for (const [i, line] of body.entries()) {
    const next = body[i + 1];
    const gap = next && Math.abs(next.leftPt - line.leftPt) < 1 ? next.topPt - line.bottomPt : -1;
    if (gap >= 0 && gap < 2.5 * bodyPt) gaps.push(gap);
  }
  gaps.sort((a, b) => a - b);
  return { bodyPt, gapPt: gaps[Math.floor(gaps.length / 2)] ?? 0.5 * bodyPt, words, borders };
}

/** A headline is at least this much larger than running text. */
const headRatio = 1.25;

/**
 * The lines of a column as blocks. A block ends where the size or the weight changes, where there is more room than between
 * lines, before an indent, and after a line that justified text leaves short.
 */
export function makeBlocks(column: Column, measure: PageMeasure): PdfBlock[] {
  const rows = joinRows(column.lines);
  const isBody = (line: Line): boolean => Math.abs(line.sizePt - measure.bodyPt) < 0.05 * measure.bodyPt;
  const body = rows.filter(isBody);
  const edges = (body.length > 1 ? body : rows).reduce(
    (all, line) => ({ left: Math.min(all.left, line.leftPt), right: Math.max(all.right, line.rightPt) }),
    { left: Number.POSITIVE_INFINITY, right: Number.NEGATIVE_INFINITY },
  );
  const isFull = (line: Line): boolean => edges.right - line.rightPt < 0.8 * line.sizePt;
  const isIndented = (line: Line): boolean => line.leftPt - edges.left > 0.9 * line.sizePt;
  const isJustified = body.filter(isFull).length >= 0.55 * body.length;
  const isCentred = (line: Line): boolean => {
    const [left, right] = [line.leftPt - edges.left, edges.right - line.rightPt];
    return left > 0.9 * line.sizePt && Math.abs(left - right) < 0.7 * line.sizePt;
  };
  const groups: Line[][] = [];
  for (const line of rows) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    // A byline under a headline may run over two centred lines.
    const isUnderHead = group?.length === 1 && (groups.at(-2)?.[0]?.sizePt ?? 0) >= headRatio * measure.bodyPt;
    if (group && last && goesOn(last, line, isUnderHead)) group.push(line);
    else groups.push([line]);
  }
  return groups.map(toBlock);

  function goesOn(last: Line, line: Line, isUnderHead: boolean): boolean {
    if (Math.abs(last.sizePt - line.sizePt) > 0.08 * last.sizePt || last.isBold !== line.isBold) return false;
    const gap = line.topPt - last.bottomPt;
    if (!isBody(line)) return gap < 0.9 * line.sizePt;
    if (isCentred(line) && (isCentred(last) || isUnderHead)) return gap <= measure.gapPt + 0.35 * measure.bodyPt;
    if (gap > measure.gapPt + 0.35 * measure.bodyPt || isIndented(line)) return false;
    // The first line of a paragraph may be a short one: then only what follows tells.
    return !(isJustified && !isFull(last));
  }

  function toBlock(lines: readonly Line[]): PdfBlock {
    const [first] = lines;
    const sizePt = first?.sizePt ?? measure.bodyPt;
    const texts = lines.map((line) => line.text);
    // A centred byline breaks where its name begins.
    const isSigned =
      sizePt < headRatio * measure.bodyPt &&
      lines.length > 1 &&
      !/[ \u3000]\p{Script=Han}{1,2}$/u.test(texts.at(-2) ?? '') &&
      lines.every((line, i) => i === 0 || isCentred(line)) &&
      isNameOnly(texts.at(-1) ?? '');
    const text = isSigned ? `${joinLines(texts.slice(0, -1), measure)} ${texts.at(-1)}` : joinLines(texts, measure);
    const isBold = first?.isBold ?? false;
    const isHead = sizePt >= headRatio * measure.bodyPt && text.length <= 120;
    const isSubhead = !isHead && isBold && text.length <= 40 && lines.length <= 2;
    return {
      text,
      leftPt: Math.min(...lines.map((line) => line.leftPt)),
      rightPt: Math.max(...lines.map((line) => line.rightPt)),
      topPt: Math.min(...lines.map((line) => line.topPt)),
      bottomPt: Math.max(...lines.map((line) => line.bottomPt)),
      sizePt,
      isBold,
      isIndented: first !== undefined && isIndented(first),
      kind: isHead ? 'head' : isSubhead ? 'subhead' : 'body',
    };
  }
}

const isNameOnly = (text: string): boolean =>
  /^\p{Script=Han}{2,4}$|^\p{Script=Han}[ \u3000]\p{Script=Han}$/u.test(text);

/** Parts of a line with a wide gap between (office and name in a byline) are one line again. */
function joinRows(lines: readonly Line[]): Line[] {
  const rows: Line[] = [];
  for (const line of lines) {
    const last = rows.at(-1);
    const isSame = last && Math.abs(last.baselinePt - line.baselinePt) < 0.3 * Math.min(last.sizePt, line.sizePt);
    if (!last || !isSame) rows.push(line);
    else {
      rows[rows.length - 1] = {
        ...last,
        text: `${last.text} ${line.text}`,
        rightPt: Math.max(last.rightPt, line.rightPt),
        topPt: Math.min(last.topPt, line.topPt),
        bottomPt: Math.max(last.bottomPt, line.bottomPt),
        sizePt: Math.max(last.sizePt, line.sizePt),
        isBold: last.isBold && line.isBold,
      };
    }
  }
  return rows;
}

/** What the lines of a page show of how its writers spell: words, and whether Han and Latin have a space between. */
function readHabits(lines: readonly Line[]): Pick<PageMeasure, 'words' | 'borders'> {
  const words = new Set<string>();
  let [spaced, tight] = [0, 0];
  for (const { text } of lines) {
    // The last word of a line may be half of one.
    for (const word of text.toLowerCase().match(/[a-z\u00df-\u024f]+(?:-[a-z\u00df-\u024f]+)*(?=[^-\w])/g) ?? [])
      words.add(word);
    spaced += text.match(/\p{Script=Han} [A-Za-z0-9]|[A-Za-z0-9] \p{Script=Han}/gu)?.length ?? 0;
    tight += text.match(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/gu)?.length ?? 0;
  }
  return { words, borders: spaced > tight ? 'spaced' : 'tight' };
}

/** Lines of one paragraph: Chinese runs on, other words have a space between, a word cut in two is whole again. */
export function joinLines(texts: readonly string[], measure: PageMeasure): string {
  let joined = texts[0] ?? '';
  for (const text of texts.slice(1)) {
    const cut = /([A-Za-z\u00c0-\u024f]+)[\u00ad\u2010-]$/.exec(joined);
    const rest = /^[a-z\u00df-\u024f]+/.exec(text);
    if (cut && rest) joined = isCompound(cut[1] ?? '', rest[0], measure) ? joined + text : joined.slice(0, -1) + text;
    else joined += `${spaceBetween(joined, text, measure)}${text}`;
  }
  return joined;
}

/** Whether a hyphen at a line's end is the word's own: by how the page spells it elsewhere, else by its halves being words. */
function isCompound(head: string, tail: string, { words }: PageMeasure): boolean {
  const [a, b] = [head.toLowerCase(), tail.toLowerCase()];
  if (words.has(a + b)) return false;
  return words.has(`${a}-${b}`) || (a.length > 2 && b.length > 2 && words.has(a) && words.has(b));
}

const cjk = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026]/u;

function spaceBetween(before: string, behind: string, { borders }: PageMeasure): string {
  const [left, right] = [before.at(-1) ?? '', behind.at(0) ?? ''];
  if (!cjk.test(left) && !cjk.test(right)) return ' ';
  const isBorder =
    (/\p{Script=Han}/u.test(left) && /[A-Za-z0-9]/.test(right)) ||
    (/[A-Za-z0-9]/.test(left) && /\p{Script=Han}/u.test(right));
  return isBorder && borders === 'spaced' ? ' ' : '';
}
