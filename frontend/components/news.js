import { html, nothing } from "lit";
import { clockTimeOf } from "./times.js";

/** @import { LiveValues, Value } from "../state/live-values.js" */

/** Without anything new for so long, a board says since when. */
const QUIET_MS = 10_000;

/**
 * What stands beside a board's heading: of when its values are, if they are not of now.
 *
 * @param {LiveValues} values
 * @param {readonly Value[]} shown
 */
export function newsOf(values, shown) {
  if (!values.live) return html`<span class="muted small">as of ${clockTimeOf(values.asOf)}</span>`;
  const newest = Math.max(0, ...shown.map(({ at }) => at));
  if (newest === 0 || values.now - newest < QUIET_MS) return nothing;
  return html`<span class="muted small">as of ${clockTimeOf(newest)}, no news for ${quiet(values.now - newest)}</span>`;
}

/** The class of what has changed, another one each time; none of what was never seen to change. @param {Value} value */
export function markOf({ marks }) {
  return marks === 0 ? "" : `mark-${marks % 2}`;
}

/** @param {number} ms */
function quiet(ms) {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}
