import type { License, LicenseCount } from '../../preload/contract/licenses.ts';

/** Customers by license at one time (epoch milliseconds). */
export interface LicensePoint {
  at: number;
  licenses: LicenseCount[];
}

/** One license's band in a stacked chart; everything is in pixels. */
export interface LicenseBand {
  license: License;
  /** An SVG path around the band. */
  path: string;
  /** The middle of the band's right end. */
  middle: number;
  /** The label's middle, far enough from other labels. */
  label: number;
}

/** The distance between the middles of two labels. */
const labelDistance = 15;

/**
 * Stacks customers by license over time, the first license on top; licenses that never occur are left out.
 * @param points at least two, oldest first
 * @param size of the chart
 */
export function licenseBands(points: LicensePoint[], size: { width: number; height: number }): LicenseBand[] {
  const most = Math.max(1, ...points.map(({ licenses }) => sum(licenses.map(({ customers }) => customers))));
  const columns = placeInTime(points, size.width);
  const occurring = licensesOf(points);
  const counts = points.map(({ licenses }) => occurring.map(({ number }) => countOf(licenses, number)));
  // The edges of the bands from the bottom up, one more than there are bands: [point][edge].
  const edges = counts.map((column) =>
    [0, ...column.map((_, band) => sum(column.slice(-band - 1)))].map((total) => size.height * (1 - total / most)),
  );
  const bands = occurring.map((license, index) => {
    const lower = occurring.length - index - 1;
    const top = columns.map((x, point) => place(x, edges[point]?.[lower + 1]));
    const bottom = columns.map((x, point) => place(x, edges[point]?.[lower])).reverse();
    const last = edges.at(-1);
    const middle = ((last?.[lower] ?? 0) + (last?.[lower + 1] ?? 0)) / 2;
    return { license, path: `M${[...top, ...bottom].join('L')}Z`, middle, label: middle };
  });
  spread(bands, size.height);
  return bands;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function countOf(licenses: LicenseCount[], license: number): number {
  return licenses.find(({ number }) => number === license)?.customers ?? 0;
}

function place(x: number, y = 0): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

/** All licenses that any customer ever has, by number. */
function licensesOf(points: LicensePoint[]): License[] {
  const licenses = new Map<number, License>();
  for (const license of points.flatMap((point) => point.licenses)) {
    if (license.customers > 0) licenses.set(license.number, license);
  }
  return [...licenses.values()].sort((a, b) => a.number - b.number);
}

function placeInTime(points: LicensePoint[], width: number): number[] {
  const first = points[0]?.at ?? 0;
  const span = (points.at(-1)?.at ?? 0) - first;
  // A clock that was set back must not fold the chart over.
  let reached = 0;
  return points.map(({ at }, index) => {
    const part = span > 0 ? (at - first) / span : index / Math.max(1, points.length - 1);
    reached = Math.min(1, Math.max(reached, part));
    return reached * width;
  });
}

/** Moves labels apart: first downwards, then back up from the lower edge. */
function spread(bands: LicenseBand[], height: number): void {
  let free = labelDistance / 2;
  for (const band of bands) {
    band.label = Math.max(band.label, free);
    free = band.label + labelDistance;
  }
  let limit = height - labelDistance / 2;
  for (const band of bands.toReversed()) {
    band.label = Math.min(band.label, limit);
    limit = band.label - labelDistance;
  }
}
