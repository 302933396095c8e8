import { foldRadicals } from '../../core/radicals.ts';
import type { Area, Glyph } from './pdf-page.ts';

type Matrix = readonly [number, number, number, number, number, number];

interface State {
  readonly matrix: Matrix;
  readonly font: string;
  readonly size: number;
  readonly charSpacing: number;
  readonly wordSpacing: number;
  readonly scale: number;
  readonly rise: number;
  readonly leading: number;
  readonly isWhite: boolean;
  /** Text is neither filled nor stroked (ISO 32000-1, 9.3.6). */
  readonly isUnpainted: boolean;
  /** Nothing is seen outside of it; null: no bounds. */
  readonly clip: Area | null;
}

/** What is asked of a font. */
export interface FontFacts {
  readonly isBold: boolean;
  /** Its letters are slanted. */
  readonly isSlanted: boolean;
  /** The length of one of its units in ems. */
  readonly unit: number;
  /** It is made for Traditional characters. */
  readonly isTraditional: boolean;
  /** Its lines run down; then how far, and from where to each glyph's origin, in its units. */
  readonly vertical: readonly [number, number, number] | null;
}

interface ShownGlyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace?: boolean;
  readonly vmetric?: readonly number[] | null;
}

/** Runs a page's operators (ISO 32000-1, 8.4 and 9.4) and notes where each glyph, line, ground and picture lands. */
export function replayPage(
  list: { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] },
  base: readonly number[],
  ops: Readonly<Record<string, number>>,
  fontOf: (name: string) => FontFacts,
): { glyphs: Glyph[]; unpainted: number; painted: Area[]; pictures: Area[] } {
  const glyphs: Glyph[] = [];
  const painted: Area[] = [];
  const pictures: Area[] = [];
  let unpainted = 0;
  let clipsNext = false;
  const plain = { isWhite: false, isUnpainted: false, clip: null };
  const first = { font: '', size: 1, charSpacing: 0, wordSpacing: 0, scale: 1, rise: 0, leading: 0, ...plain };
  let state: State = { matrix: toMatrix(base), ...first };
  const stack: State[] = [];
  let text: Matrix = unit;
  let line: Matrix = unit;
  const move = (x: number, y: number): void => {
    line = multiply(line, [1, 0, 0, 1, x, y]);
    text = line;
  };
  const show = (shown: readonly unknown[]): void => {
    const { isBold, isSlanted, unit: fontUnit, isTraditional, vertical } = fontOf(state.font);
    for (const item of shown) {
      let advance = 0;
      if (typeof item === 'number') advance = (-item / 1000) * state.size * (vertical ? 1 : state.scale);
      else if (isGlyph(item)) {
        const em = fontUnit * state.size;
        // ISO 32000-1, 9.7.4.3: a glyph of a line that runs down hangs below the middle of its top.
        const [downBy, fromX, fromY] = vertical
          ? [item.vmetric?.[0] ?? vertical[0], item.vmetric?.[1] ?? item.width / 2, item.vmetric?.[2] ?? vertical[2]]
          : [0, 0, 0];
        const [a, b, c, d, x, y] = multiply(
          state.matrix,
          multiply(text, [1, 0, 0, 1, -fromX * em * state.scale, state.rise - fromY * em]),
        );
        const width = item.width * fontUnit * state.size * state.scale;
        // Slanted letters are no larger than upright ones.
        const sizePt = (state.size * Math.abs(a * d - b * c)) / Math.hypot(a, b);
        // What is seen but stands for no known character is not left out: a mark holds its place.
        const words = readUnicode(item, isTraditional) || (width > 0 ? unknownCharacter : '');
        if (words !== '' && sizePt > 0.5) {
          const runs = vertical && runsOf(a, b) === undefined ? 'down' : runsOf(a, b);
          const isHidden = runs === undefined && isOutside(state.clip, x, x + width * Math.hypot(a, b), y, sizePt);
          if (!isHidden && state.isUnpainted) unpainted++;
          if (!isHidden)
            glyphs.push({
              text: words,
              leftPt: x,
              rightPt: x + width * Math.hypot(a, b),
              baselinePt: y,
              sizePt,
              isBold,
              ...(isSlanted || Math.abs(a * c + b * d) > leastSlant * Math.abs(a * d - b * c)
                ? { isSlanted: true }
                : {}),
              ...(runs ? { runs } : {}),
              ...(vertical && runs === 'down' ? { isUpright: true } : {}),
            });
        }
        const spacing = state.charSpacing + (item.isSpace ? state.wordSpacing : 0);
        advance = vertical ? downBy * em + spacing : width + spacing * state.scale;
      }
      text = multiply(text, vertical ? [1, 0, 0, 1, 0, advance] : [1, 0, 0, 1, advance, 0]);
    }
  };
  const pictureOps = new Set([
    ops.paintImageXObject,
    ops.paintInlineImageXObject,
    ops.paintImageMaskXObject,
    ops.paintImageXObjectRepeat,
  ]);
  const strokes = new Set([
    ops.stroke,
    ops.closeStroke,
    ops.fillStroke,
    ops.eoFillStroke,
    ops.closeFillStroke,
    ops.closeEOFillStroke,
  ]);
  const fills = new Set([ops.fill, ops.eoFill]);

  for (const [i, op] of list.fnArray.entries()) {
    const found = list.argsArray[i];
    const args: readonly unknown[] = Array.isArray(found) ? found : [];
    const number = Number(args[0]);
    if (op === ops.save) stack.push(state);
    else if (op === ops.restore || op === ops.paintFormXObjectEnd) state = stack.pop() ?? state;
    else if (op === ops.transform) state = { ...state, matrix: multiply(state.matrix, toMatrix(found)) };
    else if (op === ops.paintFormXObjectBegin) {
      stack.push(state);
      if (args[0]) state = { ...state, matrix: multiply(state.matrix, toMatrix(args[0])) };
    } else if (op === ops.beginText) {
      text = unit;
      line = unit;
    } else if (op === ops.setFont) state = { ...state, font: String(args[0]), size: Number(args[1]) };
    else if (op === ops.setCharSpacing) state = { ...state, charSpacing: number };
    else if (op === ops.setWordSpacing) state = { ...state, wordSpacing: number };
    else if (op === ops.setHScale) state = { ...state, scale: number / 100 };
    else if (op === ops.setTextRise) state = { ...state, rise: number };
    else if (op === ops.setTextRenderingMode) state = { ...state, isUnpainted: number === 3 };
    else if (op === ops.setLeading) state = { ...state, leading: number };
    else if (op === ops.setTextMatrix) {
      line = toMatrix(typeof args[0] === 'number' ? args : args[0]);
      text = line;
    } else if (op === ops.moveText) move(number, Number(args[1]));
    else if (op === ops.setLeadingMoveText) {
      state = { ...state, leading: -Number(args[1]) };
      move(number, Number(args[1]));
    } else if (op === ops.nextLine) move(0, -state.leading);
    else if (op === ops.showText || op === ops.showSpacedText) show(Array.isArray(args[0]) ? args[0] : []);
    else if (op === ops.setFillRGBColor) state = { ...state, isWhite: /^#?fff(?:fff)?$/i.test(String(args[0])) };
    else if (op === ops.clip || op === ops.eoClip) clipsNext = true;
    else if (pictureOps.has(op)) {
      // A picture fills the unit square.
      const area = toArea([0, 0, 1, 1], state.matrix);
      if (area) pictures.push(area);
    } else if (op === ops.constructPath && clipsNext) {
      clipsNext = false;
      const area = toArea(args[2], state.matrix);
      if (area) state = { ...state, clip: state.clip ? intersect(state.clip, area) : area };
    } else if (op === ops.constructPath && (strokes.has(number) || (fills.has(number) && !state.isWhite))) {
      const area = toArea(args[2], state.matrix);
      if (area) painted.push(area);
    }
  }
  return { glyphs, unpainted, painted, pictures };
}

/** Whether no more than the foot of a letter lies within what is seen: a printer's page begins with the feet of the one before. */
const isOutside = (clip: Area | null, left: number, right: number, baseline: number, size: number): boolean =>
  clip !== null &&
  (baseline <= clip.topPt || baseline - 0.5 * size >= clip.bottomPt || right <= clip.leftPt || left >= clip.rightPt);

const intersect = (a: Area, b: Area): Area => ({
  leftPt: Math.max(a.leftPt, b.leftPt),
  topPt: Math.max(a.topPt, b.topPt),
  rightPt: Math.min(a.rightPt, b.rightPt),
  bottomPt: Math.min(a.bottomPt, b.bottomPt),
});

/** Which way text runs whose x axis points there; nothing for to the right. */
function runsOf(a: number, b: number): Glyph['runs'] {
  if (Math.min(Math.abs(a), Math.abs(b)) > leastSkew * Math.max(Math.abs(a), Math.abs(b))) return 'askew';
  if (Math.abs(b) > Math.abs(a)) return b > 0 ? 'down' : 'up';
  return a < 0 ? 'left' : undefined;
}

/** The tangent from which on text is no line of a page that lies a little askew. */
const leastSkew = 0.3;

/** The tangent from which on letters are seen to be slanted. */
const leastSlant = 0.1;

const unit: Matrix = [1, 0, 0, 1, 0, 0];

const isGlyph = (item: unknown): item is ShownGlyph =>
  typeof item === 'object' && item !== null && 'unicode' in item && 'width' in item;

/** Stands where a glyph's character is not known (Unicode 16, 23.8). */
export const unknownCharacter = '\ufffd';

/** Fonts that draw two characters alike give back the one that nobody writes. */
const twins: Readonly<Record<string, string>> = {
  '\u2011': '-',
  '\u2012': '\u2013',
  '\u2015': '\u2014',
  '\u301c': '\uff5e',
  '\u2329': '\u3008',
  '\u232a': '\u3009',
  '\u3b35': '\u80f6',
  ...pairUp(
    '\ufe10\ufe11\ufe12\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\ufe30\ufe31\ufe32\ufe35\ufe36\ufe37\ufe38\ufe39\ufe3a\ufe3b\ufe3c\ufe3d\ufe3e\ufe3f\ufe40\ufe41\ufe42\ufe43\ufe44\ufe47\ufe48',
    '\uff0c\u3001\u3002\uff1a\uff1b\uff01\uff1f\u3016\u3017\u2026\u2025\u2014\u2013\uff08\uff09\uff5b\uff5d\u3014\u3015\u3010\u3011\u300a\u300b\u3008\u3009\u300c\u300d\u300e\u300f\uff3b\uff3d',
  ),
};

/** The marks that stand in lines that run down, with those that everybody writes. */
function pairUp(shapes: string, marks: string): Record<string, string> {
  return Object.fromEntries([...shapes].map((shape, i) => [shape, marks[i] ?? shape]));
}

/** What the glyph stands for; ligatures as their letters, characters kept for old sets as what they are (Unicode 16, 23.2). */
function readUnicode(glyph: ShownGlyph, isTraditional: boolean): string {
  const found = glyph.unicode
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    .replace(/[\u2e3a\u2e3b]/g, (c) => '\u2014'.repeat(c === '\u2e3a' ? 2 : 3))
    .replace(/[\ufb00-\ufb06]/g, (c) => c.normalize('NFKC'))
    .replace(/[\u2126\u212a\u212b\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu, (c) => c.normalize('NFC'))
    .replace(/[\u2011\u2012\u2015\u2329\u232a\u301c\u3b35\ufe10-\ufe19\ufe30-\ufe48]/g, (c) => twins[c] ?? c);
  return found === '' && glyph.isSpace ? ' ' : foldRadicals(isTraditional ? found.replace(/\u2f3e/g, '\u6236') : found);
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

function toMatrix(value: unknown): Matrix {
  const list = Array.isArray(value) || ArrayBuffer.isView(value) ? Array.from(value as ArrayLike<number>) : [];
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = list.length >= 6 ? list : [];
  return [a, b, c, d, e, f];
}

function toArea(bounds: unknown, matrix: Matrix): Area | null {
  if (typeof bounds !== 'object' || bounds === null) return null;
  const [x0 = Number.NaN, y0 = Number.NaN, x1 = Number.NaN, y1 = Number.NaN] = [0, 1, 2, 3].map((i) =>
    Number(Reflect.get(bounds, i)),
  );
  if (![x0, y0, x1, y1].every(Number.isFinite)) return null;
  const [a, b, c, d, e, f] = matrix;
  const xs = [a * x0 + c * y0 + e, a * x1 + c * y1 + e];
  const ys = [b * x0 + d * y0 + f, b * x1 + d * y1 + f];
  return { leftPt: Math.min(...xs), rightPt: Math.max(...xs), topPt: Math.min(...ys), bottomPt: Math.max(...ys) };
}
