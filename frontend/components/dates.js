const date = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

/** "20 Nov 2026". @param {string} iso */
export function day(iso) {
  return date.format(new Date(iso));
}

/** "20 Nov 2026, 14:02". @param {string} iso */
export function moment(iso) {
  return dateAndTime.format(new Date(iso));
}

/**
 * "5 minutes ago", "yesterday", "in 3 days"; a date beyond a month.
 *
 * @param {string} iso
 * @param {number} [now] milliseconds
 */
export function fromNow(iso, now = Date.now()) {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 60) return "just now";
  if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), "hour");
  if (size < 31 * 86_400) return relative.format(Math.round(seconds / 86_400), "day");
  return day(iso);
}

/**
 * The moment so many days from now, as ISO 8601; undefined for 0, which means never.
 *
 * @param {number} days
 */
export function inDays(days) {
  return days > 0 ? new Date(Date.now() + days * 86_400_000).toISOString() : undefined;
}
