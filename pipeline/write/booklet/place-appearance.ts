/** A transformation as PDF writes it: a b c d e f. */
type Matrix = readonly [number, number, number, number, number, number];
type Box = readonly [number, number, number, number];

/**
 * Where an annotation's picture goes: its box, turned by its own matrix, is stretched over the annotation's rectangle
 * (ISO 32000-1, 12.5.5, algorithm 8.1). Gives the matrix to draw the form with; the form applies its own besides.
 */
export function placeAppearance(rectangle: Box, box: Box, own: readonly number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = own;
  const corners = [
    [box[0], box[1]],
    [box[2], box[1]],
    [box[0], box[3]],
    [box[2], box[3]],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [left, bottom] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - bottom];
  const scaleX = width > 0 ? (rectangle[2] - rectangle[0]) / width : 1;
  const scaleY = height > 0 ? (rectangle[3] - rectangle[1]) / height : 1;
  return [scaleX, 0, 0, scaleY, rectangle[0] - left * scaleX, rectangle[1] - bottom * scaleY];
}
