import { html, nothing, svg } from "lit";
import { CHART_MS, rangeOf, recent } from "../state/points.js";

/** @import { Point } from "../state/points.js" */

const WIDTH = 200;
const HEIGHT = 60;

/** A line is never drawn on the very edge, where half of it would be cut off. */
const EDGE = 3;

/**
 * A line through the points of the last two minutes, the newest at the right, as wide and high as its place. What it says is said
 * in `label`; without one it is decoration.
 *
 * @param {readonly Point[]} points
 * @param {{until: number, label?: string, filled?: boolean}} how until: the time at the right edge
 */
export function lineChart(points, { until, label, filled = false }) {
  const line = pathOf(points, until);
  return html`
    <svg
      class="chart"
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      preserveAspectRatio="none"
      focusable="false"
      role=${label ? "img" : nothing}
      aria-label=${label ?? nothing}
      aria-hidden=${label ? nothing : "true"}
    >
      ${filled && line ? svg`<path class="area" d="${line.path}L${line.to} ${HEIGHT}L${line.from} ${HEIGHT}Z"></path>` : nothing}
      ${line ? svg`<path class="line" d=${line.path} vector-effect="non-scaling-stroke"></path>` : nothing}
    </svg>
  `;
}

/**
 * @param {readonly Point[]} all
 * @param {number} until
 */
function pathOf(all, until) {
  const points = recent(all, until);
  const range = rangeOf(points);
  if (!range || points.length < 2) return null;
  const height = range.most - range.least;
  const x = (/** @type {Point} */ { at }) => Math.min(WIDTH, WIDTH * (1 - (until - at) / CHART_MS));
  const y = (/** @type {Point} */ { number }) =>
    height === 0 ? HEIGHT / 2 : EDGE + (HEIGHT - 2 * EDGE) * (1 - (number - range.least) / height);
  const path = points.map((point, i) => `${i === 0 ? "M" : "L"}${x(point).toFixed(1)} ${y(point).toFixed(1)}`).join("");
  const [first, last] = [/** @type {Point} */ (points[0]), /** @type {Point} */ (points.at(-1))];
  return { path, from: x(first).toFixed(1), to: x(last).toFixed(1) };
}
