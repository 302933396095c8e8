/**
 * The best way to give rows columns, each at most one (the assignment problem, by shortest augmenting paths with dual prices as
 * Jonker and Volgenant have it). `gains` holds what every pair is worth, row by row; a pair worth nothing or less is never
 * made, so rows and columns may stay alone. Gives each row's column, or -1. Of equal ways always the same one is found.
 */
export function assign(rows: number, columns: number, gains: Float64Array): Int32Array {
  if (rows > columns) {
    const turned = new Float64Array(gains.length);
    for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) turned[c * rows + r] = gains[r * columns + c] ?? 0;
    const found = assign(columns, rows, turned);
    const rowsFound = new Int32Array(rows).fill(-1);
    for (let c = 0; c < columns; c++) if ((found[c] ?? -1) >= 0) rowsFound[found[c] ?? 0] = c;
    return rowsFound;
  }
  const costOf = (r: number, c: number): number => -Math.max(0, gains[r * columns + c] ?? 0);
  /** The row that has a column. */
  const holder = new Int32Array(columns).fill(-1);
  const rowPrice = new Float64Array(rows);
  const columnPrice = new Float64Array(columns);
  const distance = new Float64Array(columns);
  /** The column from which a column is reached, -1 straight from the row that seeks. */
  const reachedFrom = new Int32Array(columns);
  const done = new Uint8Array(columns);
  for (let seeker = 0; seeker < rows; seeker++) {
    distance.fill(Number.POSITIVE_INFINITY);
    reachedFrom.fill(-1);
    done.fill(0);
    let row = seeker;
    let at = -1;
    let walked = 0;
    // Widens the tree of cheapest paths until it meets a column that nobody holds.
    for (;;) {
      let next = -1;
      let nearest = Number.POSITIVE_INFINITY;
      const base = walked - (rowPrice[row] ?? 0);
      for (let c = 0; c < columns; c++) {
        if (done[c] === 1) continue;
        const cost = base + costOf(row, c) - (columnPrice[c] ?? 0);
        if (cost < (distance[c] ?? 0)) {
          distance[c] = cost;
          reachedFrom[c] = at;
        }
        const length = distance[c] ?? 0;
        if (length < nearest) {
          nearest = length;
          next = c;
        }
      }
      done[next] = 1;
      walked = nearest;
      at = next;
      const held = holder[next] ?? -1;
      if (held < 0) break;
      row = held;
    }
    for (let c = 0; c < columns; c++) {
      if (done[c] !== 1 || c === at) continue;
      const slack = walked - (distance[c] ?? 0);
      columnPrice[c] = (columnPrice[c] ?? 0) - slack;
      const held = holder[c] ?? -1;
      rowPrice[held] = (rowPrice[held] ?? 0) + slack;
    }
    rowPrice[seeker] = (rowPrice[seeker] ?? 0) + walked;
    for (let c = at; c >= 0; ) {
      const from = reachedFrom[c] ?? -1;
      holder[c] = from < 0 ? seeker : (holder[from] ?? -1);
      c = from;
    }
  }
  const found = new Int32Array(rows).fill(-1);
  for (let c = 0; c < columns; c++) {
    const row = holder[c] ?? -1;
    if (row >= 0 && (gains[row * columns + c] ?? 0) > 0) found[row] = c;
  }
  return found;
}
