import type { Context } from '../../core/contracts.ts';
import { type IssueId, makeIssue } from '../../core/issues.ts';
import type { BookletSettings } from '../../core/settings.ts';
import { mmFromPt } from '../../core/units.ts';
import { drawSheets } from './draw-sheets.ts';
import { drawSide, findHomelessMarks } from './draw-side.ts';
import { findNearEdge } from './find-near-edge.ts';
import { fewestForSeparateCover, type Imposition } from './impose-pages.ts';
import { layOut } from './lay-out.ts';
import { type Lettering, makeLettering } from './make-lettering.ts';
import type { InkBox } from './measure-ink.ts';
import { measurePages } from './measure-pages.ts';
import { openPages, type PdfPage, type PdfPages } from './open-pages.ts';
import { ContentFault } from './pdf-objects.ts';
import { isLandscape, type PlacedSide, type SizeMm } from './place-sides.ts';
import type { BookletOptions } from './resolve-booklet.ts';

/** What imposing needs of its surroundings: whom to tell, and where the lettering and supplied pages come from. */
export type ImposeContext = Pick<Context, 'world' | 'signal' | 'report'>;

export interface ImposeTask {
  readonly pdf: Uint8Array;
  /** What people are shown when the file is refused. */
  readonly path: string;
  readonly settings: BookletSettings;
  readonly bleedMm: number;
  /** Language of the words beside the sheets. */
  readonly lang: 'zh' | 'en';
}

export interface Imposed {
  readonly pdf: Uint8Array;
  readonly imposition: Imposition;
  readonly options: BookletOptions;
  readonly sides: readonly PlacedSide[];
  /** 1 unless scaling was asked for. */
  readonly scale: number;
}

/** Sizes that differ by less are one size: page sizes come rounded to points. */
const sameSizeMm = 0.6;

const letteringFont = 'fonts/noto-sans-sc-400.ttf';

/** Lays any PDF's pages on sheets; null when it cannot be done (and why has then been reported). */
export async function impose(task: ImposeTask, context: ImposeContext): Promise<Imposed | null> {
  try {
    return await layOnSheets(task, context);
  } catch (error) {
    if (!(error instanceof ContentFault)) throw error;
    context.report(makeIssue('write/pdf-damaged', { path: task.path, detail: error.message }));
    return null;
  }
}

async function layOnSheets(task: ImposeTask, context: ImposeContext): Promise<Imposed | null> {
  const refuse = (id: IssueId, params: Record<string, string | number>): null => {
    context.report(makeIssue(id, params));
    return null;
  };
  const main = await open(task.pdf, task.path, context);
  const fillPath = task.settings.fillFrom ?? '';
  const fill = fillPath && main ? await open(await context.world.readFile(fillPath), fillPath, context) : null;
  if (!main || (fillPath && !fill)) return null;
  context.signal.throwIfAborted();

  const sizes = main.pages.map(sizeOf);
  const page = commonSize(sizes);
  const odd = sizes.findIndex((size) => differs(size, page));
  const isMixed = odd >= 0;
  if (isMixed && task.settings.scale !== 'fit') {
    const found = sizes[odd] ?? page;
    return refuse('write/pdf-mixed-sizes', { page: odd + 1, found: showSize(found), expected: showSize(page) });
  }
  const pageCount = main.pages.length;
  if (task.settings.cover === 'separate' && pageCount < fewestForSeparateCover) {
    return refuse('write/cover-too-few', { pages: pageCount });
  }
  const ink = measurePages(main);
  const settings = limitCreep(task.settings, main.pages, ink, pageCount);
  const { options, imposition, sides, scale, misfit } = layOut(pageCount, page, settings, task.bleedMm);
  if (misfit) {
    return refuse('write/sheet-too-small', { sheet: showSize(misfit.sheet), needed: showSize(misfit.needed) });
  }
  if (scale < 1) context.report(makeIssue('write/scaled', { percent: (scale * 100).toFixed(1) }));
  const homeless = new Set(sides.flatMap((side) => findHomelessMarks(side, options.marks, options.hasSlug)));
  if (homeless.size > 0) context.report(makeIssue('write/no-room-for-marks', { marks: [...homeless].join(', ') }));

  const fitsEach = isMixed || fill !== null;
  const near = findNearEdge(sides, main.pages, ink, fitsEach);
  const [first] = near;
  if (first) {
    const params = { count: near.length, page: first.page + 1, distance: first.distanceMm.toFixed(1) };
    context.report(makeIssue('write/near-edge', params));
  }
  const lettering = options.hasSlug ? await readLettering(context) : null;
  const added = numberAdded(imposition);
  const drawn = sides.map((side) =>
    drawSide(side, added, {
      marks: options.marks,
      slug: options.hasSlug ? (placed) => writeSlug(placed, imposition, task.lang) : null,
      lettering,
      rulesAdded: options.fill === 'notes',
      pages: main.pages,
      fillPages: fill?.pages ?? [],
      fitsEach,
    }),
  );
  const pdf = await drawSheets(main, fill, drawn, {
    producer: `Huibian ${context.world.version}`,
    isShortEdge: options.flip === 'short',
    isDuplex: options.printing === 'duplex',
  });
  return { pdf, imposition, options, sides, scale };
}

/** The font whose outlines letter the sheets. */
export async function readLettering(context: Pick<ImposeContext, 'world'>): Promise<Lettering> {
  return makeLettering(await context.world.resource(letteringFont));
}

async function open(bytes: Uint8Array, path: string, context: ImposeContext): Promise<PdfPages | null> {
  const opened = await openPages(bytes);
  if ('pages' in opened) return opened;
  const id = opened.fault === 'encrypted' ? 'write/pdf-encrypted' : 'write/pdf-damaged';
  context.report(makeIssue(id, { path, detail: opened.detail }));
  return null;
}

const sizeOf = (page: Pick<PdfPage, 'widthPt' | 'heightPt'>): SizeMm => ({
  widthMm: mmFromPt(page.widthPt),
  heightMm: mmFromPt(page.heightPt),
});

const differs = (a: SizeMm, b: SizeMm): boolean =>
  Math.abs(a.widthMm - b.widthMm) > sameSizeMm || Math.abs(a.heightMm - b.heightMm) > sameSizeMm;

const showSize = (size: SizeMm): string => `${Math.round(size.widthMm)}×${Math.round(size.heightMm)}`;

/** The size that most pages have, the first of them in case of doubt. */
function commonSize(sizes: readonly SizeMm[]): SizeMm {
  const groups: { size: SizeMm; count: number }[] = [];
  for (const size of sizes) {
    const group = groups.find((g) => !differs(g.size, size));
    if (group) group.count++;
    else groups.push({ size, count: 1 });
  }
  const best = groups.reduce(
    (a, b) => (b.count > a.count ? b : a),
    groups[0] ?? { size: { widthMm: 0, heightMm: 0 }, count: 0 },
  );
  return best.size;
}

/** Paper left between the innermost text and the fold after creep has moved it there. */
const leastGutterMm = 3;

/** Creep moves pages to the spine: never so far that what they show would come into the fold. */
function limitCreep(
  settings: BookletSettings,
  pages: readonly PdfPage[],
  ink: readonly (InkBox | null)[],
  pageCount: number,
): BookletSettings {
  if (!settings.creep) return settings;
  const { sides } = layOut(pageCount, sizeOf(pages[0] ?? { widthPt: 1, heightPt: 1 }), settings, 0);
  const room = sides.flatMap((side) =>
    side.slots.flatMap(({ slot }) => {
      const [page, box] = slot.page === null ? [] : [pages[slot.page], ink[slot.page]];
      return page && box ? [mmFromPt(measureGutter(page, box, slot.spine)) - leastGutterMm] : [];
    }),
  );
  return { ...settings, creep: Math.max(0, Math.min(settings.creep, ...room)) };
}

/** From the bound edge of a page, as it is read, to what it shows; in points. */
function measureGutter({ trim, rotation, unit }: PdfPage, box: InkBox, spine: 'left' | 'right'): number {
  // Which edge of the page's own space is its left edge when it is read.
  const leftEdge = { 0: 0, 90: 1, 180: 2, 270: 3 }[rotation] ?? 0;
  const edge = spine === 'left' ? leftEdge : (leftEdge + 2) % 4;
  return Math.abs((box[edge] ?? 0) - (trim[edge] ?? 0)) * unit;
}

/** Added pages in the order in which a reader meets them: position → ordinal. */
function numberAdded(imposition: Imposition): ReadonlyMap<number, number> {
  const positions = imposition.sides.flatMap((side) =>
    side.slots.filter((s) => s.page === null).map((s) => s.position),
  );
  return new Map(positions.sort((a, b) => a - b).map((position, i) => [position, i]));
}

function writeSlug({ side, sheet }: PlacedSide, { sheets, signatures }: Imposition, lang: 'zh' | 'en'): string {
  const isFront = side.face === 'front';
  const top = isLandscape(sheet);
  if (lang === 'zh') {
    const signature = signatures > 1 && side.part === 'body' ? `  折帖 ${side.signature + 1}` : '';
    const part = side.part === 'cover' ? '  封面' : '';
    return `第 ${side.sheet + 1} 张 / 共 ${sheets} 张  ${isFront ? '正面' : '反面'}${signature}${part}  ${top ? '横向' : '纵向'}`;
  }
  const signature = signatures > 1 && side.part === 'body' ? `  signature ${side.signature + 1}` : '';
  const part = side.part === 'cover' ? '  cover' : '';
  return `Sheet ${side.sheet + 1} of ${sheets}  ${isFront ? 'front' : 'back'}${signature}${part}`;
}
