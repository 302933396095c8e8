import { ptFromMm } from '../../core/units.ts';
import { drawSheets, type SheetSide } from './draw-sheets.ts';
import { toPdfNumber as n } from './draw-side.ts';
import { type ImposeContext, readLettering } from './impose.ts';
import type { Lettering } from './make-lettering.ts';
import { makeEmptyPages } from './open-pages.ts';
import type { SizeMm } from './place-sides.ts';

interface Words {
  readonly heading: string;
  readonly lines: readonly string[];
}

const words: Readonly<Record<'zh' | 'en', readonly [Words, Words]>> = {
  zh: [
    {
      heading: '试打纸 \u00b7 正面',
      lines: [
        '打印这份文件\uff1a双面\u3001沿短边翻转\u3001实际大小\uff08100%\uff09\u3002',
        '然后拿着这一面\uff0c箭头朝上\uff0c像翻书一样从右往左翻过来\uff0c看背面\u3002',
        '下面的横线应当正好 100 毫米\uff0c不是就说明打印时缩放了\u3002',
        '四周的框离纸边 5 毫米\uff0c缺了一段的地方打印机印不到\u3002',
      ],
    },
    {
      heading: '试打纸 \u00b7 反面',
      lines: [
        '箭头朝上\uff1a这台打印机是沿短边翻转\uff0c小册子用默认设置\u3002',
        '箭头朝下\uff1a它是沿长边翻转\uff0c请用 flip: long 重做\uff0c或在打印时换一种翻转\u3002',
        '对着光看\uff0c两面的十字相差多少\uff0c正反面就错开多少\u3002',
      ],
    },
  ],
  en: [
    {
      heading: 'Test sheet: front',
      lines: [
        'Print this file on both sides, flip on the short edge, actual size (100 %).',
        'Hold this side with the arrow up, turn the sheet over like the page of a book, and look at the back.',
        'The bar below should be exactly 100 mm long; if it is not, the printer scaled the page.',
        'The frame is 5 mm from the edge: where it is missing the printer cannot print.',
      ],
    },
    {
      heading: 'Test sheet: back',
      lines: [
        'Arrow up: this printer flips on the short edge; the booklet is right as it is.',
        'Arrow down: it flips on the long edge; build with flip: long, or choose the other way when printing.',
        'Against the light, the distance between the two crosses is how far front and back are apart.',
      ],
    },
  ],
};

const frameMm = 5;

/** One sheet, printed on both sides, that shows which flip a printer does, whether it scales, and where it cannot print. */
export async function drawTestSheet(sheet: SizeMm, lang: 'zh' | 'en', context: ImposeContext): Promise<Uint8Array> {
  const long = Math.max(sheet.widthMm, sheet.heightMm);
  const short = Math.min(sheet.widthMm, sheet.heightMm);
  const lettering = await readLettering(context);
  const sides = words[lang].map((side) => drawSide(side, { widthMm: long, heightMm: short }, lettering));
  const info = { producer: `Huibian ${context.world.version}`, isShortEdge: true, isDuplex: true };
  return drawSheets(makeEmptyPages(), null, sides, info);
}

function drawSide(side: Words, { widthMm, heightMm }: SizeMm, lettering: Lettering): SheetSide {
  const mm = (value: number): string => n(ptFromMm(value));
  const [x, y] = [widthMm / 2, heightMm / 2];
  const frame = `${mm(frameMm)} ${mm(frameMm)} ${mm(widthMm - 2 * frameMm)} ${mm(heightMm - 2 * frameMm)} re`;
  const cross = `${mm(x - 8)} ${mm(y)} m ${mm(x + 8)} ${mm(y)} l ${mm(x)} ${mm(y - 8)} m ${mm(x)} ${mm(y + 8)} l`;
  const bar = `${mm(x - 50)} ${mm(30)} m ${mm(x + 50)} ${mm(30)} l ${[-50, 50].map((d) => `${mm(x + d)} ${mm(27)} m ${mm(x + d)} ${mm(33)} l`).join(' ')}`;
  const tip = heightMm - 14;
  const arrow = `${mm(x)} ${mm(tip)} m ${mm(x - 9)} ${mm(tip - 14)} l ${mm(x - 3)} ${mm(tip - 14)} l ${mm(x - 3)} ${mm(tip - 34)} l ${mm(x + 3)} ${mm(tip - 34)} l ${mm(x + 3)} ${mm(tip - 14)} l ${mm(x + 9)} ${mm(tip - 14)} l h f`;
  const centred = (text: string, fromBottomMm: number, sizePt: number): string =>
    lettering.draw(text, ptFromMm(x) - lettering.widthPt(text, sizePt) / 2, ptFromMm(fromBottomMm), sizePt);
  const lines = side.lines.map((line, i) => centred(line, y - 18 - 8 * i, 12));
  return {
    widthPt: Number(ptFromMm(widthMm).toFixed(4)),
    heightPt: Number(ptFromMm(heightMm).toFixed(4)),
    trim: [0, 0, Number(ptFromMm(widthMm).toFixed(4)), Number(ptFromMm(heightMm).toFixed(4))],
    pages: [],
    content: [
      `q 0.5 w ${frame} S 0.25 w ${cross} S 0.75 w ${bar} S ${arrow} Q`,
      centred(side.heading, y + 14, 24),
      ...lines,
    ].join('\n'),
  };
}
