const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const DAY_AND_YEAR = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SHORT = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

/** @param {string} at ISO 8601 */
export const timeOf = (at) => TIME.format(new Date(at));

/** For a column of times, which has no room for "PM". @param {string} at ISO 8601 */
export const narrowTimeOf = (at) =>
  TIME.formatToParts(new Date(at))
    .filter(({ type }) => type !== "dayPeriod")
    .map(({ value }) => value)
    .join("")
    .trim();

/** With seconds. @param {number} at milliseconds since 1970 */
export const clockTimeOf = (at) => CLOCK.format(at);

/** @param {string} at ISO 8601 */
export const fullTimeOf = (at) => FULL.format(new Date(at));

/** @param {string} at ISO 8601 */
export const shortDateOf = (at) => SHORT.format(new Date(at));

/**
 * @param {string} at ISO 8601
 * @returns {string} equal for times of one day where the reader lives
 */
export function dayKey(at) {
  const day = new Date(at);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
}

/** @param {string} at ISO 8601 */
export function dayOf(at) {
  const day = new Date(at);
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (dayKey(at) === dayKey(today.toISOString())) return "Today";
  if (dayKey(at) === dayKey(yesterday.toISOString())) return "Yesterday";
  return (day.getFullYear() === today.getFullYear() ? DAY : DAY_AND_YEAR).format(day);
}
