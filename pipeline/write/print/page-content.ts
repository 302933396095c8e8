import { noProperties, readProperties, unitAt } from './read-properties.ts';
import { scanRun, setActual } from './scan-run.ts';

/** What a font of a printed file tells the scanner, and what it is told back. Arrays are indexed by glyph id. */
export interface GlyphTable {
  /** Text of a glyph by the file's own ToUnicode; missing where it says nothing. */
  readonly text: (string | undefined)[];
  /** Glyphs that pages show: 1 shown, 3 shown at least once without an ActualText that says what it stands for. */
  readonly used: Uint8Array;
  /** What ActualText said of a glyph shown alone. */
  readonly actual: (string | undefined)[];
}

/** One marked-content sequence of a page (ISO 32000-1, 14.6). */
export interface Marked {
  readonly mcid: number;
  text: string;
  /** It shows text, or a picture. */
  hasText: boolean;
  hasImage: boolean;
  /** Where its opening operator stands, so that it can be renamed. */
  readonly openStart: number;
  readonly openEnd: number;
  /** Where its closing operator ends. */
  end: number;
  /** Base line of its last text object, in the page's own units; NaN when it has none that stands upright. */
  baseline: number;
}

/** A stretch that paints outside marked content. */
export interface Unmarked {
  readonly start: number;
  readonly end: number;
  /** What it says, when it is a text object; else empty. */
  readonly text: string;
  /** Index of the marked content that comes after it. */
  readonly next: number;
}

/** What stands on a page, by its marked content. */
export interface PageContent {
  readonly marked: readonly Marked[];
  /** Stretches that paint outside marked content: they must become artifacts (ISO 14289-1, 7.1), or labels. */
  readonly unmarked: readonly Unmarked[];
  /** Emphasis dots: painted inside marked content, but no text of anybody's. */
  readonly dots: readonly { readonly start: number; readonly end: number }[];
  /** Distinct base lines of text, in the page's own units: how many lines it has. */
  readonly baselines: ReadonlySet<number>;
  /** Glyph 0 was shown this often: characters that no font had. */
  readonly missing: number;
}

/** More than any line of text needs in one TJ array. */
const maxOperands = 4096;

/** Room for operands and for text that is being read, used for one page after another: nothing is left in it. */
const starts = new Int32Array(maxOperands);
const ends = new Int32Array(maxOperands);
const units = new Uint16Array(4096);
const unitBytes = Buffer.from(units.buffer);
const run = { at: 0, count: 0 };

/** Operators that matter here (ISO 32000-1, Annex A), as `readOperator` gives them. */
const op = {
  TJ: 0x544a,
  Tm: 0x546d,
  Tf: 0x5466,
  BT: 0x4254,
  ET: 0x4554,
  BDC: 0x424443,
  BMC: 0x424d43,
  EMC: 0x454d43,
  m: 0x6d,
  re: 0x7265,
  n: 0x6e,
  f: 0x66,
  'f*': 0x662a,
  F: 0x46,
  S: 0x53,
  s: 0x73,
  B: 0x42,
  'B*': 0x422a,
  b: 0x62,
  'b*': 0x622a,
  sh: 0x7368,
  Do: 0x446f,
} as const;

interface Open {
  readonly marked: Marked | null;
  readonly actual: string | null;
}

/** Reads a page's content stream as Skia writes it (and any other that keeps to the operators of Annex A). */
export function scanPage(bytes: Buffer, fonts: ReadonlyMap<string, GlyphTable>): PageContent {
  const marked: Marked[] = [];
  const unmarked: { start: number; end: number; text: string; next: number }[] = [];
  const dots: { start: number; end: number }[] = [];
  const baselines = new Set<number>();
  const stack: Open[] = [];
  // Operands before an operator, and code units of text: a page has one operator a character, so nothing is allocated.
  let count = 0;
  let unitCount = 0;
  const push = (start: number, end: number): void => {
    if (count === maxOperands) {
      starts.copyWithin(0, 1);
      ends.copyWithin(0, 1);
      count--;
    }
    starts[count] = start;
    ends[count++] = end;
  };
  let font: GlyphTable | undefined;
  let current: Marked | null = null;
  let actual: string | null = null;
  let isSilent = false;
  let depth = 0;
  let pathStart = -1;
  let textStart = -1;
  let lengthBefore = 0;
  let loose = '';
  let size = 0;
  let sizeBefore = 0;
  let missing = 0;
  const length = bytes.length;

  const operand = (fromEnd: number): string => {
    const i = Math.max(0, count - fromEnd);
    return bytes.toString('latin1', starts[i], ends[i]);
  };
  const number = (fromEnd: number): number => {
    const i = Math.max(0, count - fromEnd);
    return readNumber(bytes, starts[i] ?? 0, ends[i] ?? 0);
  };
  const isDigit = (fromEnd: number, digit: number): boolean => {
    const i = Math.max(0, count - fromEnd);
    const at = starts[i] ?? 0;
    return ends[i] === at + 1 && bytes[at] === digit;
  };
  const paint = (start: number, end: number, text = ''): void => {
    if (depth > 0) return;
    const last = unmarked[unmarked.length - 1];
    // Text stays apart: it may be the number of a list item.
    const isOne = last && text === '' && last.text === '' && bytes.toString('latin1', last.end, start).trim() === '';
    if (isOne) last.end = end;
    else unmarked.push({ start, end, text, next: marked.length });
  };
  const append = (text: string): void => {
    if (unitCount + text.length > units.length) flush();
    if (text.length > units.length && current) current.text += text;
    else for (let i = 0; i < text.length; i++) units[unitCount++] = text.charCodeAt(i);
  };
  /** Hands what was read over to the marked content that it stands in. */
  const flush = (): void => {
    if (current && unitCount > 0) current.text += unitBytes.toString('utf16le', 0, unitCount * 2);
    unitCount = 0;
  };
  const show = (start: number, end: number): void => {
    // Two-byte glyph ids in hexadecimal: the encoding is always Identity-H.
    for (let i = start; i + 3 < end; i += 4) {
      const glyph = unitAt(bytes, i);
      if (glyph === 0) missing++;
      if (font) {
        if (actual === null) font.used[glyph] = 3;
        else {
          font.used[glyph] = (font.used[glyph] ?? 0) | 1;
          if (!isSilent && end - start === 4) setActual(font, glyph, actual);
        }
      }
      if (current) {
        current.hasText = true;
        if (actual === null) append(font?.text[glyph] ?? '');
        else if (!isSilent) append(actual);
      } else if (actual === null) loose += font?.text[glyph] ?? '';
      else if (!isSilent) loose += actual;
      if (actual !== null) isSilent = true;
    }
  };
  const open = (start: number, end: number, from: number, to: number): void => {
    const { mcid, text } = from < 0 ? noProperties : readProperties(bytes, from, to);
    stack.push({ marked: current, actual });
    depth++;
    if (mcid !== null) {
      flush();
      current = {
        mcid,
        text: '',
        hasText: false,
        hasImage: false,
        openStart: start,
        openEnd: end,
        end: length,
        baseline: Number.NaN,
      };
      marked.push(current);
    }
    if (text !== null) {
      actual = text;
      isSilent = false;
    }
  };

  for (let i = 0; i < length; ) {
    const c = bytes[i] ?? 0;
    if (c <= 0x20) {
      i++;
      continue;
    }
    const start = i;
    if (count === 0 && current && font && actual === null && (c === 0x2f || (c >= 0x2d && c <= 0x39))) {
      run.at = i;
      run.count = unitCount;
      scanRun(bytes, font, units, run);
      if (run.at > i) {
        i = run.at;
        unitCount = run.count;
        current.hasText = true;
        continue;
      }
    }
    if (c === 0x3c && bytes[i + 1] === 0x3c) {
      i = endOfDict(bytes, i);
      push(start, i);
      continue;
    }
    if (c === 0x3c) {
      while (i < length && bytes[i] !== 0x3e) i++;
      i++;
      push(start + 1, i - 1);
      continue;
    }
    if (c === 0x28) {
      i = parseEndOfString(bytes, i);
      push(start, i);
      continue;
    }
    if (c === 0x5b || c === 0x5d) {
      i++;
      continue;
    }
    const isOperator = (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a) || c === 0x27 || c === 0x22;
    i++;
    while (i < length && !isEnd(bytes[i] ?? 0)) i++;
    if (!isOperator) {
      push(start, i);
      continue;
    }
    if (c === 0x54 && i - start === 2) {
      const second = bytes[start + 1];
      if (second === 0x64) {
        count = 0;
        continue;
      }
      if (second === 0x6a) {
        show(starts[count - 1] ?? 0, ends[count - 1] ?? 0);
        count = 0;
        continue;
      }
    }
    const first = count > 0 ? (starts[0] ?? start) : start;
    const operator = readOperator(bytes, start, i);
    switch (operator) {
      case op.TJ:
        for (let n = 0; n < count; n++) if (bytes[(starts[n] ?? 0) - 1] === 0x3c) show(starts[n] ?? 0, ends[n] ?? 0);
        break;
      case op.Tm:
        baselines.add(Math.round(number(1) * 10));
        if (current) current.baseline = isDigit(6, 0x31) && isDigit(5, 0x30) ? number(1) : Number.NaN;
        break;
      case op.Tf:
        font = fonts.get(operand(2));
        size = number(1);
        break;
      case op.BT:
        textStart = start;
        lengthBefore = (current?.text.length ?? 0) + unitCount;
        loose = '';
        break;
      case op.ET:
        if (size <= sizeBefore * dotSize) flush();
        if (current && size <= sizeBefore * dotSize && isDots(current.text.slice(lengthBefore))) {
          current.text = current.text.slice(0, lengthBefore);
          dots.push({ start: textStart, end: i });
        } else sizeBefore = size;
        if (textStart >= 0) paint(textStart, i, loose);
        textStart = -1;
        break;
      case op.BDC:
        open(first, i, count > 0 ? (starts[count - 1] ?? -1) : -1, ends[count - 1] ?? -1);
        break;
      case op.BMC:
        open(first, i, -1, -1);
        break;
      case op.EMC: {
        const before = stack.pop();
        if (current && before?.marked !== current) {
          flush();
          current.end = i;
        }
        current = before?.marked ?? null;
        actual = before?.actual ?? null;
        isSilent = actual !== null;
        depth = Math.max(0, depth - 1);
        break;
      }
      case op.m:
      case op.re:
        if (pathStart < 0) pathStart = first;
        break;
      case op.n:
        pathStart = -1;
        break;
      case op.f:
      case op['f*']:
      case op.F:
      case op.S:
      case op.s:
      case op.B:
      case op['B*']:
      case op.b:
      case op['b*']:
        paint(pathStart < 0 ? first : pathStart, i);
        pathStart = -1;
        break;
      case op.sh:
      case op.Do:
        if (current) current.hasImage = true;
        paint(first, i);
        break;
      default:
    }
    count = 0;
  }
  flush();
  return { marked, unmarked, dots, baselines, missing };
}

/** An operator's letters as one number: pages have tens of thousands, and no text is made of them. */
function readOperator(bytes: Buffer, start: number, end: number): number {
  let code = 0;
  for (let i = start; i < end; i++) code = (code << 8) | (bytes[i] ?? 0);
  return end - start > 3 ? 0 : code;
}

/** A number as it stands: its digits are few enough for the quotient to be the very number that its text says. */
function readNumber(bytes: Buffer, from: number, to: number): number {
  const first = bytes[from] === 0x2d ? from + 1 : from;
  let digits = 0;
  let unit = 0;
  for (let i = first; i < to; i++) {
    const c = bytes[i] ?? 0;
    if (c === 0x2e && unit === 0) unit = 1;
    else if (c >= 0x30 && c <= 0x39) {
      digits = digits * 10 + c - 0x30;
      unit *= 10;
    } else return Number(bytes.toString('latin1', from, to));
  }
  if (to - first > mostDigits || to === first) return Number(bytes.toString('latin1', from, to));
  const value = unit > 1 ? digits / unit : digits;
  return first > from ? -value : value;
}

/** Whole numbers of so many digits are exact, and powers of ten are anyway. */
const mostDigits = 15;

/** Emphasis marks are set at half the size of the text that they stand by (CSS Text Decoration 3, 3.4). */
const dotSize = 0.6;
const isDots = (text: string): boolean =>
  /^[\u2022\u25e6\u25cf\u25cb\u25c9\u25ce\u25b2\u25b3\ufe45\ufe46]+$/.test(text);

function isEnd(c: number): boolean {
  return c <= 0x20 || c === 0x2f || c === 0x3c || c === 0x5b || c === 0x5d || c === 0x28 || c === 0x3e;
}

function endOfDict(bytes: Buffer, at: number): number {
  let depth = 0;
  for (let i = at; i < bytes.length; i++) {
    const c = bytes[i];
    if (c === 0x28) i = parseEndOfString(bytes, i) - 1;
    else if (c === 0x3c && bytes[i + 1] === 0x3c) {
      depth++;
      i++;
    } else if (c === 0x3e && bytes[i + 1] === 0x3e) {
      i++;
      if (--depth === 0) return i + 1;
    }
  }
  return bytes.length;
}

function parseEndOfString(bytes: Buffer, at: number): number {
  let depth = 0;
  for (let i = at; i < bytes.length; i++) {
    const c = bytes[i];
    if (c === 0x5c) i++;
    else if (c === 0x28) depth++;
    else if (c === 0x29 && --depth === 0) return i + 1;
  }
  return bytes.length;
}
