/**
 * Formulas and drawings that an author may write: presentation MathML, and of SVG the shapes. Nothing of them runs, moves,
 * fetches or points elsewhere.
 */

const mathShared = ['display', 'displaystyle', 'mathvariant', 'scriptlevel'];
const operator = ['stretchy', 'fence', 'separator', 'lspace', 'rspace', 'largeop', 'movablelimits', 'form'];

export const mathTags: Readonly<Record<string, readonly string[]>> = {
  math: ['alttext'],
  mfrac: ['linethickness'],
  mi: [],
  mn: [],
  mo: operator,
  mover: ['accent'],
  mpadded: ['width', 'height', 'depth'],
  mphantom: [],
  mroot: [],
  mrow: [],
  ms: [],
  mspace: ['width', 'height', 'depth'],
  msqrt: [],
  msub: [],
  msubsup: [],
  msup: [],
  mtable: ['columnalign', 'rowalign', 'columnspacing', 'rowspacing'],
  mtd: ['columnspan', 'rowspan'],
  mtext: [],
  mtr: [],
  munder: ['accentunder'],
  munderover: [],
};

/** Colours and lengths have neither colon nor slash: no address can be written with the rest. */
const plainValue = /^[\w#(),.%\s+-]*$/;
const paint = ['fill', 'stroke', 'strokeWidth', 'strokeLinecap', 'strokeLinejoin', 'strokeDasharray', 'opacity'];
const text = ['x', 'y', 'dx', 'dy', 'textAnchor', 'fontSize', 'fontWeight', 'fontFamily'];

export const svgTags: Readonly<Record<string, readonly string[]>> = {
  svg: ['viewBox', 'width', 'height', 'preserveAspectRatio'],
  circle: ['cx', 'cy', 'r'],
  desc: [],
  ellipse: ['cx', 'cy', 'rx', 'ry'],
  g: [],
  line: ['x1', 'y1', 'x2', 'y2'],
  path: ['d'],
  polygon: ['points'],
  polyline: ['points'],
  rect: ['x', 'y', 'width', 'height', 'rx', 'ry'],
  text,
  title: [],
  tspan: text,
};

/** Attributes by element, each held to plain values. */
export const foreignAttributes: Readonly<Record<string, [string, RegExp][]>> = Object.fromEntries([
  ...Object.entries(mathTags).map(([tag, names]) => [tag, hold([...names, ...mathShared])]),
  ...Object.entries(svgTags).map(([tag, names]) => [tag, hold([...names, ...paint, 'transform'])]),
]);

/** These stand inside a formula or a drawing, nowhere else. */
export const foreignAncestors: Readonly<Record<string, string[]>> = Object.fromEntries([
  ...Object.keys(mathTags).flatMap((tag) => (tag === 'math' ? [] : [[tag, ['math']]])),
  ...Object.keys(svgTags).flatMap((tag) => (tag === 'svg' ? [] : [[tag, ['svg']]])),
]);

function hold(names: readonly string[]): [string, RegExp][] {
  // What a formula says in words may be any text.
  return names.map((name) => [name, name === 'alttext' ? /^[\s\S]*$/ : plainValue]);
}
