/**
 * What a value shows, by the shape of its JSON: a price, a match, a figure, or whatever else it is.
 *
 * @typedef {{kind: "price", symbol: string, label: string, number: number, change: number | null}} Price `change` in percent
 * @typedef {{minute: number, side: "home" | "away"}} Goal
 * @typedef {{kind: "match", home: string, away: string, homeGoals: number, awayGoals: number, minute: number | null, phase: string, goals: Goal[]}} Match
 * @typedef {{kind: "figure", label: string, number: number, unit: string}} Figure
 * @typedef {{kind: "other", text: string}} Other
 * @typedef {Price | Match | Figure | Other} Shape
 */

/** More of a text than this is not shown. */
const MOST_TEXT = 200;

/**
 * Reads what was published on a channel.
 *
 * @param {string} name the channel's
 * @param {string} body
 * @returns {Shape}
 */
export function shapeOf(name, body) {
  const data = objectIn(body);
  if (data) {
    if (isNumber(data.price)) {
      const symbol = textOr(data.symbol, lastPart(name));
      return { kind: "price", symbol, label: textOr(data.name, ""), number: data.price, change: isNumber(data.change) ? data.change : null };
    }
    if (isText(data.home) && isText(data.away)) return matchOf(data);
    if (isNumber(data.value)) {
      return { kind: "figure", label: capitalised(textOr(data.name, lastPart(name))), number: data.value, unit: textOr(data.unit, "") };
    }
  }
  return { kind: "other", text: body.slice(0, MOST_TEXT) };
}

/**
 * What of a value can be drawn and compared.
 *
 * @param {Shape} shape
 * @returns {number | null}
 */
export function numberOf(shape) {
  return shape.kind === "price" || shape.kind === "figure" ? shape.number : null;
}

/**
 * @param {number} number
 * @param {number} digits after the point, always so many, so that nothing jumps
 */
export function written(number, digits) {
  return new Intl.NumberFormat(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(number);
}

/** How many digits a number has after its point, at most two. @param {number} number */
export function digitsOf(number) {
  return Math.min(2, (String(number).split(".")[1] ?? "").length);
}

/** A change with its sign, which no number is without. @param {number} percent */
export function signed(percent) {
  const sign = percent > 0 ? "+" : percent < 0 ? "−" : "±";
  return `${sign}${written(Math.abs(percent), 2)} %`;
}

/** Seconds as hours, minutes and seconds. @param {number} seconds */
export function lasting(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

/**
 * How a value reads aloud.
 *
 * @param {string} name
 * @param {Shape} shape
 */
export function spoken(name, shape) {
  switch (shape.kind) {
    case "price": {
      const moved = shape.change === null ? "" : `, ${shape.change < 0 ? "down" : "up"} ${written(Math.abs(shape.change), 2)} percent`;
      return `${shape.symbol} ${written(shape.number, 2)}${moved}`;
    }
    case "match":
      return `${shape.home} ${shape.homeGoals}, ${shape.away} ${shape.awayGoals}, ${clockOf(shape)}`;
    case "figure":
      return `${shape.label} ${shape.unit === "s" ? lasting(shape.number) : written(shape.number, digitsOf(shape.number))} ${shape.unit === "s" ? "" : shape.unit}`.trim();
    default:
      return `${name} ${shape.text}`;
  }
}

/** Where a match stands. @param {Match} match */
export function clockOf(match) {
  if (match.phase === "half time" || match.phase === "full time") return capitalised(match.phase);
  return match.minute === null ? capitalised(match.phase) : `${match.minute}′`;
}

/** @param {any} data @returns {Match} */
function matchOf(data) {
  const goals = Array.isArray(data.goals) ? data.goals : [];
  return {
    kind: "match",
    home: data.home,
    away: data.away,
    homeGoals: isNumber(data.homeGoals) ? data.homeGoals : 0,
    awayGoals: isNumber(data.awayGoals) ? data.awayGoals : 0,
    minute: isNumber(data.minute) ? data.minute : null,
    phase: textOr(data.phase, ""),
    goals: goals.filter((/** @type {any} */ goal) => isNumber(goal?.minute) && (goal.side === "home" || goal.side === "away")),
  };
}

/** @param {string} body @returns {any} null if it is no JSON object */
function objectIn(body) {
  if (!body.trimStart().startsWith("{")) return null;
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** @param {unknown} value @returns {value is number} */
function isNumber(value) {
  return typeof value === "number" && Number.isFinite(value);
}

/** @param {unknown} value @returns {value is string} */
function isText(value) {
  return typeof value === "string" && value !== "";
}

/** @param {unknown} value @param {string} otherwise */
function textOr(value, otherwise) {
  return isText(value) ? value.slice(0, MOST_TEXT) : otherwise;
}

/** @param {string} name */
function lastPart(name) {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** @param {string} text */
function capitalised(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
