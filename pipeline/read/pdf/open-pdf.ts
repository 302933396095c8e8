import type { PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js';
import type { Area, Glyph, PdfPage } from './pdf-page.ts';
import { type FontFacts, replayPage } from './replay-page.ts';

export type OpenedPdf =
  | {
      readonly kind: 'open';
      readonly pageCount: number;
      readonly readPage: (number: number) => Promise<PdfPage>;
      readonly close: () => Promise<void>;
    }
  | { readonly kind: 'locked' | 'damaged' };

/**
 * Opens a PDF. The one home of pdfjs-dist, which is loaded only when a PDF is met; no script of a PDF is ever run. Fonts that
 * are not in the file are told by the names of character maps, which `readMap` brings (ISO 32000-1, 9.7.5.2).
 */
export async function openPdf(bytes: Uint8Array, readMap: (name: string) => Promise<Uint8Array>): Promise<OpenedPdf> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = pdfjs.getDocument({
    // The library takes the bytes for its own; the source keeps its copy.
    data: Uint8Array.from(bytes),
    verbosity: 0,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    CMapReaderFactory: class {
      fetch = async ({
        name,
      }: {
        readonly name: string;
      }): Promise<{ cMapData: Uint8Array; isCompressed: boolean }> => ({
        cMapData: await readMap(name),
        isCompressed: true,
      });
    },
  });
  try {
    const file = await task.promise;
    return {
      kind: 'open',
      pageCount: file.numPages,
      readPage: async (number) => readPage(await file.getPage(number), number, pdfjs.OPS),
      close: () => task.destroy(),
    };
  } catch (error) {
    await task.destroy();
    // A library that cannot start is our fault, not the file's.
    if (error instanceof Error && /worker/i.test(error.message)) throw error;
    return { kind: error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'damaged' };
  }
}

/** What the library tells of a font. */
interface FontFound {
  readonly name?: string;
  readonly isType3Font?: boolean;
  readonly fontMatrix?: readonly number[];
  readonly vertical?: boolean;
  readonly defaultVMetrics?: readonly number[];
}

async function readPage(page: PDFPageProxy, number: number, ops: Readonly<Record<string, number>>): Promise<PdfPage> {
  const viewport = page.getViewport({ scale: 1 });
  const list = await page.getOperatorList();
  const known = new Map<string, FontFacts>();
  const fontOf = (name: string): FontFacts => {
    const seen = known.get(name);
    if (seen) return seen;
    const font: FontFound = page.commonObjs.has(name) ? page.commonObjs.get(name) : {};
    const isBold = /bold|black|heavy|[-_](?:700|800|900)|(?:sim|st|ms)hei|heiti/i.test(font.name ?? '');
    // Type 3 fonts have a space of their own; in all others a thousand units are an em.
    const facts = {
      isBold,
      isSlanted: /italic|oblique|kaiti|simkai/i.test(font.name ?? ''),
      unit: font.isType3Font ? (font.fontMatrix?.[0] ?? 0.001) : 0.001,
      vertical: font.vertical ? readMetrics(font.defaultVMetrics) : null,
      isTraditional: /(?:TC|HK|TW|Hant)(?:[-_]|$)|mingliu|jhenghei|bpmf/i.test(font.name ?? ''),
    };
    known.set(name, facts);
    return facts;
  };
  const shown = replayPage(list, viewport.transform, ops, fontOf);
  page.cleanup();
  const page0: Area = { leftPt: 0, topPt: 0, rightPt: viewport.width, bottomPt: viewport.height };
  return {
    number,
    widthPt: viewport.width,
    heightPt: viewport.height,
    ...sortPainted(shown.painted, page0),
    glyphs: shown.glyphs.filter((glyph) => isSeen(glyph, page0)),
    initials: [],
    pictures: shown.pictures,
    isRecognised: shown.unpainted > 0.5 * shown.glyphs.length && shown.pictures.some((area) => coversPage(area, page0)),
  };
}

const coversPage = (area: Area, page: Area): boolean =>
  (area.rightPt - area.leftPt) * (area.bottomPt - area.topPt) > 0.5 * page.rightPt * page.bottomPt;

/** What ISO 32000-1 (table 117, DW2) takes where a font says nothing. */
const readMetrics = ([down = -1000, x = 500, y = 880]: readonly number[] = []): [number, number, number] => [
  down,
  x,
  y,
];

/** What was cut off with the page's edges is not seen. */
const isSeen = ({ leftPt, baselinePt, sizePt }: Glyph, page: Area): boolean =>
  leftPt > -sizePt && leftPt < page.rightPt + sizePt && baselinePt > -sizePt && baselinePt < page.bottomPt + sizePt;

const thickestRule = 4;
const shortestRule = 20;
const leastLabel = 8;

/** Thin shapes are rules; larger ones that leave some of the page around them are frames or tinted grounds. */
function sortPainted(painted: readonly Area[], page: Area): Pick<PdfPage, 'rules' | 'frames' | 'labels'> {
  const rules: Area[] = [];
  const frames: Area[] = [];
  const labels: Area[] = [];
  for (const area of painted) {
    const [width, height] = [area.rightPt - area.leftPt, area.bottomPt - area.topPt];
    if (Math.min(width, height) <= thickestRule) {
      if (Math.max(width, height) >= shortestRule) rules.push(area);
    } else if (width >= 40 && height >= 16 && width * height < page.rightPt * page.bottomPt * 0.8) frames.push(area);
    else if (width >= leastLabel && height >= leastLabel && height < 40) labels.push(area);
  }
  return { rules, frames, labels };
}
