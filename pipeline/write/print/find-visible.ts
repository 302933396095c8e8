/** The stretch of base lines that a page shows, by its clip and its matrix as the browser writes them; null when it does not. */
export function findVisible(bytes: Buffer): { readonly from: number; readonly to: number } | null {
  const found = opening.exec(bytes.toString('latin1', 0, 400));
  if (!found) return null;
  const [top = 0, height = 0, scale = 1, shift = 0] = found.slice(1).map(Number);
  return { from: (top - shift) / scale, to: (top + height - shift) / scale };
}

const opening = /^-?[\d.]+ (-?[\d.]+) [\d.]+ ([\d.]+) re\nW\*? n\nq\n([\d.]+) 0 0 \3 -?[\d.]+ (-?[\d.]+) cm\n/m;
