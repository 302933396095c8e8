import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** One glyph where the finished file puts it. Points from the page's top left corner. */
export interface PlacedGlyph {
  readonly character: string;
  readonly xPt: number;
  /** The advance that the font gives it, not where the next one stands. */
  readonly widthPt: number;
  readonly baselinePt: number;
  readonly sizePt: number;
  readonly font: string;
  /** Number of the block of structure it belongs to, in the order of the page; -1 for artifacts (heads, folios, leaders). */
  readonly block: number;
  /** It lies on its side, as Latin letters do in lines that run down. */
  readonly isTurned?: boolean;
}

/** A block of the page's structure: a paragraph, a heading, a cell. `roles` from the document down to the block. */
export interface PlacedBlock {
  readonly roles: readonly string[];
  /** Language as the structure declares it, nearest element first; empty when none does. */
  readonly lang: string;
}

/** Glyphs on one base line, from left to right. */
export interface PlacedLine {
  readonly glyphs: readonly PlacedGlyph[];
  readonly text: string;
  readonly baselinePt: number;
}

export interface PlacedPage {
  /** Physical number, from 1. */
  readonly number: number;
  readonly label: string;
  readonly widthPt: number;
  readonly heightPt: number;
  readonly glyphs: readonly PlacedGlyph[];
  readonly blocks: readonly PlacedBlock[];
  /** Filled rectangles (rules, leaders, dots) that the page paints: left, top, right, bottom. */
  readonly painted: readonly (readonly [left: number, top: number, right: number, bottom: number])[];
}

type Matrix = readonly [number, number, number, number, number, number];

/**
 * Where every glyph of a finished file stands, by the operators of its pages: nothing is guessed, nothing is taken from
 * styles. Held against another reader's boxes in `tests/write/print/typography.test.ts`.
 */
export async function readGlyphs(pdf: Uint8Array): Promise<readonly PlacedPage[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0, useSystemFonts: false }).promise;
  try {
    const labels = await document.getPageLabels();
    const pages: PlacedPage[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
      const tree = (await page.getStructTree()) as StructureNode | null;
      const { blocks, blockOf } = readBlocks(tree);
      const operators = await page.getOperatorList();
      const fontName = (id: string): string => {
        const font = page.commonObjs.get(id) as { name?: string } | null;
        return font?.name ?? id;
      };
      const placed = replay(operators, fontName, (mcid) => blockOf.get(mcid) ?? -1, left, top);
      pages.push({
        number,
        label: labels?.[number - 1] ?? String(number),
        widthPt: right - left,
        heightPt: top - bottom,
        ...placed,
        blocks,
      });
      page.cleanup();
    }
    return pages;
  } finally {
    await document.destroy();
  }
}

/** Glyphs of one page (or one block of it) put into lines by their base lines; smaller ones above or below stay apart. */
export function toLines(glyphs: readonly PlacedGlyph[]): readonly PlacedLine[] {
  const lines: PlacedGlyph[][] = [];
  for (const glyph of [...glyphs].sort((a, b) => a.baselinePt - b.baselinePt)) {
    const last = lines.at(-1);
    const first = last?.[0];
    if (last && first && Math.abs(first.baselinePt - glyph.baselinePt) < sameLinePt) last.push(glyph);
    else lines.push([glyph]);
  }
  return lines.map((line) => {
    const sorted = line.sort((a, b) => a.xPt - b.xPt);
    return {
      glyphs: sorted,
      text: sorted.map(({ character }) => character).join(''),
      baselinePt: sorted[0]?.baselinePt ?? 0,
    };
  });
}

const sameLinePt = 0.6;

interface StructureNode {
  readonly role?: string;
  readonly lang?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly StructureNode[];
}

/** Elements that hold lines; what is inside them (Span, Link, Em, Code, Ruby) belongs to them. */
const blockRoles = /^(?:P|H[1-6]?|Title|Caption|TD|TH|LBody|Lbl|Note|FENote|BlockQuote|TOCI|LI|Figure|Formula)$/;

function readBlocks(tree: StructureNode | null): {
  blocks: readonly PlacedBlock[];
  blockOf: ReadonlyMap<number, number>;
} {
  const blocks: PlacedBlock[] = [];
  const blockOf = new Map<number, number>();
  const visit = (node: StructureNode, roles: readonly string[], outer: string, block: number): void => {
    if (node.type === 'content') {
      const mcid = /_mc(\d+)$/.exec(node.id ?? '')?.[1];
      if (mcid !== undefined) blockOf.set(Number(mcid), block);
      return;
    }
    const lang = node.lang ?? outer;
    const own = node.role === undefined || node.role === 'Root' ? roles : [...roles, node.role];
    const isBlock = node.role !== undefined && blockRoles.test(node.role);
    let mine = block;
    if (isBlock || (block < 0 && node.children?.some(({ type }) => type === 'content'))) {
      mine = blocks.length;
      blocks.push({ roles: own, lang });
    }
    for (const child of node.children ?? []) visit(child, own, lang, mine);
  };
  if (tree) visit(tree, [], '', -1);
  return { blocks, blockOf };
}

interface Operators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

interface ShownGlyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace?: boolean;
}

interface State {
  readonly ctm: Matrix;
  readonly font: string;
  readonly size: number;
  readonly charSpacing: number;
  readonly scale: number;
  readonly rise: number;
}

/** Runs the text operators of a page (ISO 32000-1, 9.4) and notes where each glyph lands. */
function replay(
  { fnArray, argsArray }: Operators,
  fontName: (id: string) => string,
  blockOf: (mcid: number) => number,
  left: number,
  top: number,
): Pick<PlacedPage, 'glyphs' | 'painted'> {
  const glyphs: PlacedGlyph[] = [];
  const painted: [number, number, number, number][] = [];
  const stack: State[] = [];
  const marks: (number | null)[] = [];
  let state: State = { ctm: [1, 0, 0, 1, 0, 0], font: '', size: 1, charSpacing: 0, scale: 1, rise: 0 };
  let text: Matrix = state.ctm;
  let line: Matrix = state.ctm;
  let path: number[] | null = null;
  const move = (x: number, y: number): void => {
    line = multiply(line, [1, 0, 0, 1, x, y]);
    text = line;
  };
  const show = (shown: readonly (ShownGlyph | number)[]): void => {
    const mcid = marks.findLast((mark) => mark !== null) ?? null;
    const isArtifact = marks.includes(-1);
    for (const item of shown) {
      let advance: number;
      if (typeof item === 'number') advance = ((-item * state.size) / 1000) * state.scale;
      else {
        const [a, b, c, d, x, y] = multiply(state.ctm, multiply(text, [1, 0, 0, 1, 0, state.rise]));
        const up = Math.hypot(c, d);
        const along = Math.hypot(a, b);
        glyphs.push({
          character: item.unicode,
          xPt: x - left,
          widthPt: (item.width / 1000) * state.size * along * state.scale,
          baselinePt: top - y,
          sizePt: state.size * up,
          font: fontName(state.font),
          block: isArtifact || mcid === null ? -1 : blockOf(mcid),
          ...(Math.abs(b) > Math.abs(a) ? { isTurned: true } : {}),
        });
        advance = ((item.width / 1000) * state.size + state.charSpacing) * state.scale;
      }
      text = multiply(text, [1, 0, 0, 1, advance, 0]);
    }
  };
  fnArray.forEach((operator, i) => {
    const args = argsArray[i] as never;
    switch (operator) {
      case OPS.save:
        stack.push(state);
        break;
      case OPS.restore:
        state = stack.pop() ?? state;
        break;
      case OPS.transform:
        state = { ...state, ctm: multiply(state.ctm, args as Matrix) };
        break;
      case OPS.beginText:
        text = [1, 0, 0, 1, 0, 0];
        line = text;
        break;
      case OPS.setFont:
        state = { ...state, font: args[0] as string, size: args[1] as number };
        break;
      case OPS.setCharSpacing:
        state = { ...state, charSpacing: args[0] as number };
        break;
      case OPS.setHScale:
        state = { ...state, scale: (args[0] as number) / 100 };
        break;
      case OPS.setTextRise:
        state = { ...state, rise: args[0] as number };
        break;
      case OPS.setTextMatrix: {
        const matrix = args as unknown as readonly [Matrix] | Matrix;
        line = typeof matrix[0] === 'number' ? (matrix as Matrix) : (Array.from(matrix[0]) as unknown as Matrix);
        text = line;
        break;
      }
      case OPS.moveText:
        move(args[0] as number, args[1] as number);
        break;
      case OPS.showText:
      case OPS.showSpacedText:
        show(args[0] as readonly (ShownGlyph | number)[]);
        break;
      case OPS.beginMarkedContent:
        marks.push((args[0] as string) === 'Artifact' ? -1 : null);
        break;
      case OPS.beginMarkedContentProps: {
        const [tag, mcid] = args as unknown as [string, unknown];
        marks.push(tag === 'Artifact' ? -1 : typeof mcid === 'number' ? mcid : null);
        break;
      }
      case OPS.endMarkedContent:
        marks.pop();
        break;
      case OPS.constructPath: {
        const [paint, , box] = args as unknown as [number, unknown, Float32Array | null];
        path = box ? Array.from(box) : null;
        if (paint !== OPS.endPath && path) painted.push(toBox(path, state.ctm, left, top));
        break;
      }
      default:
        break;
    }
  });
  return { glyphs, painted };
}

function toBox(
  [x0 = 0, y0 = 0, x1 = 0, y1 = 0]: readonly number[],
  ctm: Matrix,
  left: number,
  top: number,
): [number, number, number, number] {
  const [a, b, c, d, e, f] = ctm;
  const xs = [a * x0 + c * y0 + e, a * x1 + c * y1 + e].sort((p, q) => p - q);
  const ys = [b * x0 + d * y0 + f, b * x1 + d * y1 + f].sort((p, q) => p - q);
  return [(xs[0] ?? 0) - left, top - (ys[1] ?? 0), (xs[1] ?? 0) - left, top - (ys[0] ?? 0)];
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
