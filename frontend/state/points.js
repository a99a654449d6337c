/** @typedef {{at: number, number: number}} Point a number, and when it was, in milliseconds since 1970 */

/** How far back a chart goes, in milliseconds. */
export const CHART_MS = 120_000;

/** How many points a chart keeps. */
const MOST = 260;

/** Of what comes faster the newest is kept: points are about so far apart. */
const APART_MS = 600;

/**
 * The points of a chart with one more; memory is bounded, however fast they come.
 *
 * @param {readonly Point[]} points the newest last
 * @param {Point} point newer than these
 * @returns {Point[]}
 */
export function withPoint(points, point) {
  const before = points.at(-2);
  const crowded = before !== undefined && point.at - before.at < APART_MS;
  return [...(crowded ? points.slice(0, -1) : points), point].slice(-MOST);
}

/** The points that a chart shows. @param {readonly Point[]} points @param {number} until */
export function recent(points, until) {
  return points.filter(({ at }) => at >= until - CHART_MS);
}

/** @param {readonly Point[]} points @returns {{least: number, most: number} | null} */
export function rangeOf(points) {
  if (points.length === 0) return null;
  let least = Infinity;
  let most = -Infinity;
  for (const { number } of points) {
    least = Math.min(least, number);
    most = Math.max(most, number);
  }
  return { least, most };
}
