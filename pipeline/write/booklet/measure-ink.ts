/** A box in the page's own space: left, bottom, right, top. */
export type InkBox = readonly [number, number, number, number];

/** What a content stream may call by name. */
export interface InkResources {
  readonly font: (name: string) => InkFont | null;
  readonly drawing: (name: string) => InkDrawing | null;
}

export interface InkFont {
  readonly bytesPerCode: 1 | 2;
  /** In thousandths of the type size. */
  readonly widthOf: (code: number) => number;
}

export type InkDrawing =
  | { readonly kind: 'image' }
  | {
      readonly kind: 'form';
      readonly content: Uint8Array;
      readonly matrix: readonly number[];
      readonly box: InkBox;
      readonly resources: InkResources;
    };

type Matrix = readonly [number, number, number, number, number, number];

interface State {
  ctm: Matrix;
  clip: InkBox;
  font: InkFont | null;
  sizePt: number;
  spacing: number;
  wordSpacing: number;
  stretch: number;
  leading: number;
  rise: number;
  lineWidth: number;
  isFillWhite: boolean;
  isStrokeWhite: boolean;
  isTextShown: boolean;
}

const identity: Matrix = [1, 0, 0, 1, 0, 0];
const deepestForm = 12;

/**
 * The box of everything that a page's content marks inside `visible`; null when it marks nothing. White is no ink. Boxes
 * of curves are those of their control points and of letters those of their size, so the result is never too small.
 */
export function measureInk(content: Uint8Array, resources: InkResources, visible: InkBox): InkBox | null {
  const ink = { box: null as InkBox | null };
  run(content, resources, makeState(identity, visible), ink, 0);
  return ink.box;
}

function makeState(ctm: Matrix, clip: InkBox): State {
  return {
    ctm,
    clip,
    font: null,
    sizePt: 0,
    spacing: 0,
    wordSpacing: 0,
    stretch: 1,
    leading: 0,
    rise: 0,
    lineWidth: 1,
    isFillWhite: false,
    isStrokeWhite: false,
    isTextShown: true,
  };
}

type Operand = number | string | Uint8Array | readonly (number | Uint8Array)[] | null;

function run(
  content: Uint8Array,
  resources: InkResources,
  start: State,
  ink: { box: InkBox | null },
  depth: number,
): void {
  let state = start;
  const stack: State[] = [];
  let path: InkBox | null = null;
  let clipsNext = false;
  let line: Matrix = identity;
  let text: Matrix = identity;

  const mark = (box: InkBox | null): void => {
    const seen = box && intersect(box, state.clip);
    if (seen) ink.box = ink.box ? unite(ink.box, seen) : seen;
  };
  const addPoint = (x: number, y: number): void => {
    const [px, py] = apply(state.ctm, x, y);
    path = path ? unite(path, [px, py, px, py]) : [px, py, px, py];
  };
  const endPath = (fills: boolean, strokes: boolean): void => {
    if (path) {
      if (fills && !state.isFillWhite) mark(path);
      const half =
        (state.lineWidth * Math.max(Math.abs(state.ctm[0]), Math.abs(state.ctm[1]), Math.abs(state.ctm[3]))) / 2;
      if (strokes && !state.isStrokeWhite) mark([path[0] - half, path[1] - half, path[2] + half, path[3] + half]);
      if (clipsNext) state.clip = intersect(path, state.clip) ?? [0, 0, 0, 0];
    }
    clipsNext = false;
    path = null;
  };
  const show = (bytes: Uint8Array): void => {
    const { font, sizePt, stretch } = state;
    const step = font?.bytesPerCode ?? 1;
    let width = 0;
    for (let i = 0; i + step <= bytes.length; i += step) {
      const code = step === 2 ? ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0) : (bytes[i] ?? 0);
      const space = step === 1 && code === 32 ? state.wordSpacing : 0;
      width += ((font?.widthOf(code) ?? 500) / 1000) * sizePt + state.spacing + space;
    }
    const advance = width * stretch;
    if (state.isTextShown && !state.isFillWhite && bytes.length > 0) {
      const whole = multiply(text, state.ctm);
      const [low, high] = [state.rise - 0.25 * sizePt, state.rise + 0.95 * sizePt];
      mark(boxOf(whole, [Math.min(0, advance), Math.min(low, high), Math.max(0, advance), Math.max(low, high)]));
    }
    text = multiply([1, 0, 0, 1, advance, 0], text);
  };
  const nextLine = (x: number, y: number): void => {
    line = multiply([1, 0, 0, 1, x, y], line);
    text = line;
  };

  for (const { name, operands } of readOperators(content)) {
    const n = (i: number): number => (typeof operands[i] === 'number' ? operands[i] : 0);
    const last = operands.at(-1);
    switch (name) {
      case 'q':
        stack.push({ ...state });
        break;
      case 'Q':
        state = stack.pop() ?? state;
        break;
      case 'cm':
        state.ctm = multiply([n(0), n(1), n(2), n(3), n(4), n(5)], state.ctm);
        break;
      case 'w':
        state.lineWidth = n(0);
        break;
      case 'm':
      case 'l':
        addPoint(n(0), n(1));
        break;
      case 'c':
        addPoint(n(0), n(1));
        addPoint(n(2), n(3));
        addPoint(n(4), n(5));
        break;
      case 'v':
      case 'y':
        addPoint(n(0), n(1));
        addPoint(n(2), n(3));
        break;
      case 're':
        addPoint(n(0), n(1));
        addPoint(n(0) + n(2), n(1) + n(3));
        addPoint(n(0) + n(2), n(1));
        addPoint(n(0), n(1) + n(3));
        break;
      case 'W':
      case 'W*':
        clipsNext = true;
        break;
      case 'n':
        endPath(false, false);
        break;
      case 'f':
      case 'F':
      case 'f*':
        endPath(true, false);
        break;
      case 'S':
      case 's':
        endPath(false, true);
        break;
      case 'B':
      case 'B*':
      case 'b':
      case 'b*':
        endPath(true, true);
        break;
      case 'g':
      case 'rg':
      case 'k':
      case 'sc':
      case 'scn':
        state.isFillWhite = isWhite(name, operands);
        break;
      case 'G':
      case 'RG':
      case 'K':
      case 'SC':
      case 'SCN':
        state.isStrokeWhite = isWhite(name.toLowerCase(), operands);
        break;
      case 'cs':
        state.isFillWhite = false;
        break;
      case 'CS':
        state.isStrokeWhite = false;
        break;
      case 'sh':
        mark(state.clip);
        break;
      case 'BI':
        mark(boxOf(state.ctm, [0, 0, 1, 1]));
        break;
      case 'BT':
        line = identity;
        text = identity;
        break;
      case 'Tf':
        state.font = typeof operands[0] === 'string' ? resources.font(operands[0]) : null;
        state.sizePt = n(1);
        break;
      case 'Tc':
        state.spacing = n(0);
        break;
      case 'Tw':
        state.wordSpacing = n(0);
        break;
      case 'Tz':
        state.stretch = n(0) / 100;
        break;
      case 'TL':
        state.leading = n(0);
        break;
      case 'Ts':
        state.rise = n(0);
        break;
      case 'Tr':
        state.isTextShown = n(0) !== 3 && n(0) !== 7;
        break;
      case 'Tm':
        line = [n(0), n(1), n(2), n(3), n(4), n(5)];
        text = line;
        break;
      case 'TD':
        state.leading = -n(1);
        nextLine(n(0), n(1));
        break;
      case 'Td':
        nextLine(n(0), n(1));
        break;
      case 'T*':
        nextLine(0, -state.leading);
        break;
      case "'":
      case '"':
        nextLine(0, -state.leading);
        if (last instanceof Uint8Array) show(last);
        break;
      case 'Tj':
        if (last instanceof Uint8Array) show(last);
        break;
      case 'TJ':
        if (!Array.isArray(last)) break;
        for (const item of last as readonly (number | Uint8Array)[]) {
          if (item instanceof Uint8Array) show(item);
          else text = multiply([1, 0, 0, 1, (-item / 1000) * state.sizePt * state.stretch, 0], text);
        }
        break;
      case 'Do': {
        const drawing = typeof last === 'string' ? resources.drawing(last) : null;
        if (drawing?.kind === 'image') mark(boxOf(state.ctm, [0, 0, 1, 1]));
        else if (drawing && depth < deepestForm) {
          const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = drawing.matrix;
          const ctm = multiply([a, b, c, d, e, f], state.ctm);
          const clip = intersect(boxOf(ctm, drawing.box), state.clip);
          if (clip) run(drawing.content, drawing.resources, { ...state, ctm, clip }, ink, depth + 1);
        }
        break;
      }
    }
  }
}

function isWhite(name: string, operands: readonly Operand[]): boolean {
  const numbers = operands.filter((value) => typeof value === 'number');
  if (numbers.length === 0 || numbers.length !== operands.length) return false;
  const isInk = name === 'k' || numbers.length === 4;
  return numbers.every((value) => value === (isInk ? 0 : 1));
}

const apply = (m: Matrix, x: number, y: number): [number, number] => [
  m[0] * x + m[2] * y + m[4],
  m[1] * x + m[3] * y + m[5],
];

const multiply = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[1] * b[2],
  a[0] * b[1] + a[1] * b[3],
  a[2] * b[0] + a[3] * b[2],
  a[2] * b[1] + a[3] * b[3],
  a[4] * b[0] + a[5] * b[2] + b[4],
  a[4] * b[1] + a[5] * b[3] + b[5],
];

function boxOf(m: Matrix, [x0, y0, x1, y1]: InkBox): InkBox {
  const corners = [apply(m, x0, y0), apply(m, x1, y0), apply(m, x0, y1), apply(m, x1, y1)];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function intersect(a: InkBox, b: InkBox): InkBox | null {
  const box: InkBox = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  return box[0] <= box[2] && box[1] <= box[3] ? box : null;
}

const unite = (a: InkBox, b: InkBox): InkBox => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

interface Operator {
  readonly name: string;
  readonly operands: readonly Operand[];
}

/** Operators with what stands before them. Dictionaries come as null, an inline image as one operator `BI`. */
function* readOperators(bytes: Uint8Array): Generator<Operator> {
  let at = 0;
  let operands: Operand[] = [];
  const isSpace = (c: number | undefined): boolean =>
    c === 32 || c === 10 || c === 13 || c === 9 || c === 12 || c === 0;
  const isDelimiter = (c: number | undefined): boolean =>
    c !== undefined && '()<>[]{}/%'.includes(String.fromCharCode(c));
  const readWord = (): string => {
    const start = at;
    while (at < bytes.length && !isSpace(bytes[at]) && !isDelimiter(bytes[at])) at++;
    let word = '';
    for (let i = start; i < at; i++) word += String.fromCharCode(bytes[i] ?? 0);
    return word;
  };
  const readString = (): Uint8Array => {
    const out: number[] = [];
    for (let depth = 1, c = bytes[++at]; at < bytes.length; c = bytes[++at]) {
      if (c === 40) depth++;
      else if (c === 41 && --depth === 0) break;
      if (c === 92) {
        c = bytes[++at];
        if (c !== undefined && c >= 48 && c <= 55) {
          let value = c - 48;
          for (let k = 0; k < 2 && (bytes[at + 1] ?? 0) >= 48 && (bytes[at + 1] ?? 0) <= 55; k++) {
            value = value * 8 + (bytes[++at] ?? 48) - 48;
          }
          out.push(value & 255);
          continue;
        }
        if (c === 10 || c === 13) continue;
        const escapes: Readonly<Record<number, number>> = { 110: 10, 114: 13, 116: 9, 98: 8, 102: 12 };
        out.push(escapes[c ?? 0] ?? c ?? 0);
      } else if (c !== undefined) out.push(c);
    }
    at++;
    return Uint8Array.from(out);
  };
  const readHex = (): Uint8Array => {
    let digits = '';
    for (at++; at < bytes.length && bytes[at] !== 62; at++)
      if (!isSpace(bytes[at])) digits += String.fromCharCode(bytes[at] ?? 0);
    at++;
    return new Uint8Array(Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex'));
  };
  const skipDictionary = (): void => {
    at += 2;
    for (let depth = 1; at < bytes.length && depth > 0; ) {
      if (bytes[at] === 40) readString();
      else if (bytes[at] === 60 && bytes[at + 1] === 60) {
        depth++;
        at += 2;
      } else if (bytes[at] === 62 && bytes[at + 1] === 62) {
        depth--;
        at += 2;
      } else at++;
    }
  };
  const skipImage = (): void => {
    const isEnd = (i: number): boolean =>
      bytes[i] === 69 &&
      bytes[i + 1] === 73 &&
      isSpace(bytes[i - 1]) &&
      (i + 2 >= bytes.length || isSpace(bytes[i + 2]));
    while (at < bytes.length && !isEnd(at)) at++;
    at += 2;
  };

  while (at < bytes.length) {
    const c = bytes[at];
    if (isSpace(c)) at++;
    else if (c === 37) while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++;
    else if (c === 40) operands.push(readString());
    else if (c === 60 && bytes[at + 1] === 60) {
      skipDictionary();
      operands.push(null);
    } else if (c === 60) operands.push(readHex());
    else if (c === 47) {
      at++;
      operands.push(readWord());
    } else if (c === 91) {
      at++;
      const items: (number | Uint8Array)[] = [];
      while (at < bytes.length && bytes[at] !== 93) {
        if (isSpace(bytes[at])) at++;
        else if (bytes[at] === 40) items.push(readString());
        else if (bytes[at] === 60) items.push(readHex());
        else {
          const before = at;
          const word = readWord();
          if (word !== '' && Number.isFinite(Number(word))) items.push(Number(word));
          if (at === before) at++;
        }
      }
      at++;
      operands.push(items);
    } else if (isDelimiter(c)) at++;
    else {
      const word = readWord();
      const number = Number(word);
      if (Number.isFinite(number)) operands.push(number);
      else {
        if (word === 'BI') skipImage();
        yield { name: word, operands };
        operands = [];
      }
    }
  }
}
