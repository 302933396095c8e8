import { type Operand, readOperators } from './read-operators.ts';

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
  const ink: Ink = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity };
  run(content, resources, makeState(identity, visible), ink, 0);
  return ink.left <= ink.right ? [ink.left, ink.bottom, ink.right, ink.top] : null;
}

/** Grows in place: a page has thousands of marks. */
interface Ink {
  left: number;
  bottom: number;
  right: number;
  top: number;
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

function run(content: Uint8Array, resources: InkResources, start: State, ink: Ink, depth: number): void {
  let state = start;
  const stack: State[] = [];
  let path: InkBox | null = null;
  let clipsNext = false;
  let line: Matrix = identity;
  let text: Matrix = identity;

  const markArea = (left: number, bottom: number, right: number, top: number): void => {
    const { clip } = state;
    if (left > clip[2] || right < clip[0] || bottom > clip[3] || top < clip[1]) return;
    ink.left = Math.min(ink.left, Math.max(left, clip[0]));
    ink.bottom = Math.min(ink.bottom, Math.max(bottom, clip[1]));
    ink.right = Math.max(ink.right, Math.min(right, clip[2]));
    ink.top = Math.max(ink.top, Math.min(top, clip[3]));
  };
  const mark = (box: InkBox): void => markArea(box[0], box[1], box[2], box[3]);
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
      const { ctm, rise } = state;
      const [ma, mb, mc, md, me, mf] = text;
      // The text's own box, through both transformations; only its corners matter.
      const [low, high] = [rise - 0.25 * sizePt, rise + 0.95 * sizePt];
      const [ux, uy] = [ma * advance, mb * advance];
      const [lx, ly, hx, hy] = [mc * low + me, md * low + mf, mc * high + me, md * high + mf];
      const x0 = ctm[0] * lx + ctm[2] * ly + ctm[4];
      const y0 = ctm[1] * lx + ctm[3] * ly + ctm[5];
      const x1 = ctm[0] * hx + ctm[2] * hy + ctm[4];
      const y1 = ctm[1] * hx + ctm[3] * hy + ctm[5];
      const dx = ctm[0] * ux + ctm[2] * uy;
      const dy = ctm[1] * ux + ctm[3] * uy;
      markArea(
        Math.min(x0, x1) + Math.min(0, dx),
        Math.min(y0, y1) + Math.min(0, dy),
        Math.max(x0, x1) + Math.max(0, dx),
        Math.max(y0, y1) + Math.max(0, dy),
      );
    }
    text = moveBy(text, advance, 0);
  };
  const nextLine = (x: number, y: number): void => {
    line = moveBy(line, x, y);
    text = line;
  };

  readOperators(content, (name, operands) => {
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
          else text = moveBy(text, (-item / 1000) * state.sizePt * state.stretch, 0);
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
  });
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

const moveBy = (m: Matrix, x: number, y: number): Matrix => [
  m[0],
  m[1],
  m[2],
  m[3],
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
  const [ax, bx] = m[0] < 0 ? [m[0] * x1, m[0] * x0] : [m[0] * x0, m[0] * x1];
  const [cx, dx] = m[2] < 0 ? [m[2] * y1, m[2] * y0] : [m[2] * y0, m[2] * y1];
  const [ay, by] = m[1] < 0 ? [m[1] * x1, m[1] * x0] : [m[1] * x0, m[1] * x1];
  const [cy, dy] = m[3] < 0 ? [m[3] * y1, m[3] * y0] : [m[3] * y0, m[3] * y1];
  return [ax + cx + m[4], ay + cy + m[5], bx + dx + m[4], by + dy + m[5]];
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
