export interface DescribedFont {
  readonly family: string;
  readonly weight: number;
  readonly isItalic: boolean;
  /** Name inside the file (name table, id 6), by which styles ask for the very file. */
  readonly postscriptName: string;
}

/**
 * What a font file of these packages is called inside, by its name, which is made of it: `SourceSerif4_600SemiBold_Italic.ttf`.
 * Two weights are asked for, and what is nearer to the bold one stands for it.
 */
export function describeFont(path: string): DescribedFont {
  const [file = '', digits = '', weight = '', italic = ''] =
    /([^\\/_]+)_(\d+)([A-Za-z]+)(_Italic)?\.ttf$/
      .exec(path)
      ?.slice(1)
      .map((part) => part ?? '') ?? [];
  const style = italic === '' ? weight : `${weight.replace('Regular', '')}Italic`;
  return {
    family: file.replace(/(?<=[a-z])(?=[A-Z\d])/g, ' '),
    weight: Number(digits) < 600 ? 400 : 700,
    isItalic: italic !== '',
    postscriptName: `${file}-${style}`,
  };
}
