/** What a print room has to know. */
export interface PrintingFacts {
  readonly title: string;
  /** As printed on the ream: `A4`. */
  readonly sheet: string;
  readonly isLandscape: boolean;
  readonly flip: 'short' | 'long';
  readonly printing: 'duplex' | 'odd-then-even' | 'odd-then-even-reversed';
  readonly method: 'saddle' | 'perfect';
  readonly perSide: 2 | 4;
  /** 1: as large as life. */
  readonly scale: number;
  readonly sheets: number;
  readonly pages: number;
  readonly copies: number;
  readonly signatures: number;
  readonly hasCoverSheet: boolean;
  readonly coverSheet: string;
  /** Name of the file to print. */
  readonly file: string;
}

const sheetsPerReam = 500;

/** The note that goes with the files to whoever prints them: settings of the printer, paper, folding, stapling. */
export function describePrinting(facts: PrintingFacts, lang: 'zh' | 'en'): string {
  return lang === 'zh' ? inChinese(facts) : inEnglish(facts);
}

function inChinese(f: PrintingFacts): string {
  const flip = f.flip === 'short' ? '沿短边翻转' : '沿长边翻转';
  const total = f.sheets * f.copies;
  const sides =
    f.printing === 'duplex'
      ? `双面打印\uff0c${flip}`
      : `单面打印机分两次\uff1a先打前 ${f.sheets} 页\uff08正面\uff09\uff0c把纸放回纸盒\uff0c再打后 ${f.sheets} 页\uff08反面\uff09\uff1b先用一张试`;
  const steps = [
    `纸张\uff1a${f.sheet}\uff0c${f.isLandscape ? '横向' : '纵向'}`,
    sides,
    f.scale === 1
      ? '缩放\uff1a实际大小\uff08100%\uff09\uff0c不要选\u201c适合页面\u201d'
      : `缩放\uff1a实际大小\uff08100%\uff09\uff1b文件里已缩到 ${(f.scale * 100).toFixed(1)}%`,
    `每份 ${f.sheets} 张\uff08${f.pages} 页\uff09${f.copies > 1 ? `\uff1b${f.copies} 份共 ${total} 张\uff0c约 ${Math.ceil(total / sheetsPerReam)} 包纸\uff08每包 ${sheetsPerReam} 张\uff09` : ''}`,
    ...(f.hasCoverSheet ? [`第 1 张是封面\uff08${f.coverSheet}\uff09\uff0c可用厚纸单独打印`] : []),
  ];
  const cut = f.perSide === 4 ? ['沿中线横着裁开\uff0c上半叠放在下半上面'] : [];
  const bind =
    f.method === 'perfect'
      ? ['沿中线竖着裁开\uff0c左边一叠放在右边一叠上面', '订口一侧上胶\uff0c包上封面\uff0c裁齐']
      : f.signatures > 1
        ? [`每帖套在一起对折\uff0c共 ${f.signatures} 帖\uff0c按次序叠好`, '锁线或在书脊处装订']
        : ['整份一起对折\uff0c封面朝外', '在折缝上骑马订两个钉\uff1a上下四分之一处各一个'];
  return [
    `\u300a${f.title}\u300b打印说明`,
    '',
    `文件\uff1a${f.file}`,
    '',
    '一\u3001打印',
    ...steps.map((step, i) => `  ${i + 1}. ${step}\u3002`),
    '',
    '二\u3001装订',
    ...[...cut, ...bind].map((step, i) => `  ${i + 1}. ${step}\u3002`),
    '',
    '三\u3001先试一份',
    f.printing === 'duplex'
      ? '  打一份折好\uff0c看页码是否从 1 排到最后\u3001正反面是否都正着\u3002反面倒着\uff0c就把翻转方式换成另一种\u3002'
      : '  打一份折好\uff0c看页码是否从 1 排到最后\u3001正反面是否都正着\u3002反面倒着或次序不对\uff0c就把纸换一个方向放\u3002',
    '',
  ].join('\n');
}

function inEnglish(f: PrintingFacts): string {
  const flip = f.flip === 'short' ? 'flip on the short edge' : 'flip on the long edge';
  const total = f.sheets * f.copies;
  const sides =
    f.printing === 'duplex'
      ? `Both sides, ${flip}`
      : `One side at a time: print the first ${f.sheets} pages, put the paper back, print the last ${f.sheets}; try one sheet first`;
  const steps = [
    `Paper ${f.sheet}, ${f.isLandscape ? 'landscape' : 'portrait'}`,
    sides,
    f.scale === 1
      ? 'Actual size (100 %), not \u201cfit to page\u201d'
      : `Actual size (100 %); the file is already scaled to ${(f.scale * 100).toFixed(1)} %`,
    `${f.sheets} sheets a copy (${f.pages} pages)${f.copies > 1 ? `; ${total} sheets for ${f.copies} copies, about ${Math.ceil(total / sheetsPerReam)} reams of ${sheetsPerReam}` : ''}`,
    ...(f.hasCoverSheet ? [`The first sheet is the cover (${f.coverSheet}): it may be printed on heavier paper`] : []),
  ];
  const cut = f.perSide === 4 ? ['Cut across the middle; put the upper pile on the lower one'] : [];
  const bind =
    f.method === 'perfect'
      ? ['Cut down the middle; put the left pile on the right one', 'Glue the back, put the cover round it, trim']
      : f.signatures > 1
        ? [`Fold each signature; stack the ${f.signatures} of them in order`, 'Sew or staple along the back']
        : [
            'Fold all sheets together, cover outside',
            'Staple twice in the fold, a quarter from the head and from the foot',
          ];
  return [
    `Printing \u201c${f.title}\u201d`,
    '',
    `File: ${f.file}`,
    '',
    '1. Print',
    ...steps.map((step) => `   - ${step}.`),
    '',
    '2. Bind',
    ...[...cut, ...bind].map((step) => `   - ${step}.`),
    '',
    '3. Try one copy first',
    '   Fold it: the pages run from 1 to the last, and both sides stand upright. If backs stand on their heads,',
    '   choose the other way of flipping.',
    '',
  ].join('\n');
}
