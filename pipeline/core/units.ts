/** Lengths, and the only conversions between them. CSS: 1 in = 25.4 mm = 72 pt = 96 px. */

export const ptFromMm = (mm: number): number => (mm * 72) / 25.4;
export const mmFromPt = (pt: number): number => (pt * 25.4) / 72;
export const pxFromMm = (mm: number): number => (mm * 96) / 25.4;
export const pxFromPt = (pt: number): number => (pt * 96) / 72;
export const ptFromPx = (px: number): number => (px * 72) / 96;

/** Chinese type sizes in points (GB/T 9704 and the trade's use). */
export const chineseSizesPt: Readonly<Record<string, number>> = {
  '\u521d\u53f7': 42,
  '\u5c0f\u521d': 36,
  '\u4e00\u53f7': 26,
  '\u5c0f\u4e00': 24,
  '\u4e8c\u53f7': 22,
  '\u5c0f\u4e8c': 18,
  '\u4e09\u53f7': 16,
  '\u5c0f\u4e09': 15,
  '\u56db\u53f7': 14,
  '\u5c0f\u56db': 12,
  '\u4e94\u53f7': 10.5,
  '\u5c0f\u4e94': 9,
  '\u516d\u53f7': 7.5,
};

/** Trimmed page sizes in millimetres. */
export const pageSizesMm: Readonly<Record<string, { widthMm: number; heightMm: number }>> = {
  a3: { widthMm: 297, heightMm: 420 },
  a4: { widthMm: 210, heightMm: 297 },
  a5: { widthMm: 148, heightMm: 210 },
  a6: { widthMm: 105, heightMm: 148 },
  'b5-book': { widthMm: 169, heightMm: 239 },
  'b5-jis': { widthMm: 182, heightMm: 257 },
  '16k': { widthMm: 185, heightMm: 260 },
  da16k: { widthMm: 210, heightMm: 285 },
  '32k': { widthMm: 130, heightMm: 184 },
  da32k: { widthMm: 140, heightMm: 203 },
};
