import type { License, LicenseCount } from '../../preload/contract/licenses.ts';

/** Customers by license at one time (epoch milliseconds). */
export interface LicensePoint {
  at: number;
  licenses: LicenseCount[];
}

/** How many customers had one license, over time. */
export interface LicenseLine {
  license: License;
  /** An SVG path in a box of `size`, from the least at its lower edge to the most at its upper one; level in the middle where nothing changes. */
  path: string;
  first: number;
  last: number;
}

/**
 * Draws a line for each license that any customer has had.
 * @param points at least two, oldest first
 * @param size of each line, in pixels
 */
export function licenseLines(points: LicensePoint[], size: { width: number; height: number }): LicenseLine[] {
  const columns = placeInTime(points, size.width);
  return licensesOf(points).map((license) => {
    const counts = points.map(({ licenses }) => countOf(licenses, license.number));
    const least = Math.min(...counts);
    const span = Math.max(...counts) - least;
    const places = counts.map((count, point) => {
      const y = size.height * (span === 0 ? 0.5 : 1 - (count - least) / span);
      return `${(columns[point] ?? 0).toFixed(1)} ${y.toFixed(1)}`;
    });
    return { license, path: `M${places.join('L')}`, first: counts[0] ?? 0, last: counts.at(-1) ?? 0 };
  });
}

function countOf(licenses: LicenseCount[], license: number): number {
  return licenses.find(({ number }) => number === license)?.customers ?? 0;
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
