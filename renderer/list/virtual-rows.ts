/**
 * The arithmetic of a list that draws only the rows in sight. Chromium stops laying out at 33,554,432 device pixels; a
 * longer list gets a shorter box, and its rows pass faster than the box scrolls. All lengths are CSS pixels.
 */
export interface RowBox {
  total: number;
  rowHeight: number;
  /** How much of the list is in sight. */
  viewHeight: number;
  /** Device pixels per CSS pixel: the screen's, times the zoom. */
  pixelRatio: number;
}

const highestBox = 32_000_000;
/** Rows drawn beyond each edge, so that a small scroll shows no gap. */
const margin = 8;
const mostDrawn = 100;

/** The height of the box that all rows are in, in CSS pixels, as far as the browser can draw one. */
export function boxHeight({ total, rowHeight, pixelRatio }: RowBox): number {
  return Math.min(total * rowHeight, Math.floor(highestBox / Math.max(1, pixelRatio)));
}

/** How far the rows move for each pixel the box scrolls: 1, unless the box is shorter than its rows. */
function pace(box: RowBox): number {
  const scrolled = boxHeight(box) - box.viewHeight;
  return scrolled <= 0 ? 1 : Math.max(1, (box.total * box.rowHeight - box.viewHeight) / scrolled);
}

/** The first and last row to draw, inclusive; the last precedes the first when there are none. */
export function rowsInSight(box: RowBox, scrollTop: number): { first: number; last: number } {
  const top = scrollTop * pace(box);
  const first = Math.max(0, Math.floor(top / box.rowHeight) - margin);
  const last = Math.ceil((top + box.viewHeight) / box.rowHeight) + margin;
  return { first, last: Math.min(box.total - 1, last, first + mostDrawn - 1) };
}

/** Where a row is drawn within the box when it is scrolled to `scrollTop`. */
export function rowTop(box: RowBox, row: number, scrollTop: number): number {
  return row * box.rowHeight - scrollTop * pace(box) + scrollTop;
}

/** Where to scroll to bring a row into sight, no further than needed. */
export function scrollTopShowing(box: RowBox, row: number, scrollTop: number): number {
  const top = row * box.rowHeight;
  const lowest = top + box.rowHeight - box.viewHeight;
  return Math.min(top, Math.max(lowest, scrollTop * pace(box))) / pace(box);
}

/** Where to scroll to move the visible rows by `rows`. */
export function scrollTopMovedBy(box: RowBox, rows: number, scrollTop: number): number {
  return scrollTop + (rows * box.rowHeight) / pace(box);
}
