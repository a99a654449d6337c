import { digitsOf, numberOf, shapeOf } from "./live-shapes.js";
import { withPoint } from "./points.js";

/** @import { Shape } from "./live-shapes.js" */
/** @import { Point } from "./points.js" */

/** A value that changes all the time is marked as changed at most so often. */
const MARK_EVERY_MS = 1000;

/** For how long a goal is told. */
const GOAL_MS = 6000;

/** Without a word from the server for so long, no number is shown as if it were live. */
export const LINKLESS_MS = 3000;

/**
 * One channel's value.
 *
 * @typedef {object} Value
 * @property {string} name the channel's
 * @property {string} id of the publication, by which the same one is known again
 * @property {Shape} shape
 * @property {number} at when it was published, as far as is known: milliseconds since 1970
 * @property {-1 | 0 | 1} move whether the last change was down, none, or up
 * @property {number} marks how often it was marked as changed
 * @property {number} markedAt
 * @property {number} digits most digits after the point that its numbers had
 * @property {Point[]} points the newest last
 * @property {"home" | "away" | null} scored who has just scored
 * @property {number} scoredAt
 * @property {number} version another one after every change of any of these
 *
 * @typedef {{name: string, id: string, at: string, text?: string}} Item a publication as REST gives it
 */

/**
 * The values of the namespace `live`. What arrives is kept, and only the newest of each channel is looked at, once a frame. Fires
 * "change" after that, and when the clock makes a difference.
 */
export class LiveValues extends EventTarget {
  /** @type {"idle" | "loading" | "ready" | "failed"} */
  status = "idle";
  /** @type {import("./types.js").ProblemLike | null} */
  problem = null;
  /** When what is shown was stopped; null while it runs. @type {number | null} */
  pausedAt = null;
  /** When the server was last heard, once that is too long ago; null while it is not. @type {number | null} */
  linklessSince = null;
  /** What time it is. */
  now;

  #clock;
  #frame;
  /** @type {Map<string, Value>} */
  #values = new Map();
  /** Sorted, by kind; null after a change of which there are. @type {Map<Shape["kind"], Value[]> | null} */
  #boards = null;
  /** @type {Map<string, {id: string, body: {readonly body: string}}>} */
  #arrived = new Map();
  #due = false;

  /**
   * @param {(work: () => void) => unknown} [frame] calls before the next painting
   * @param {() => number} [clock]
   */
  constructor(frame = (work) => requestAnimationFrame(work), clock = () => Date.now()) {
    super();
    this.#frame = frame;
    this.#clock = clock;
    this.now = clock();
  }

  get size() {
    return this.#values.size;
  }

  /** @param {string} name */
  get(name) {
    return this.#values.get(name);
  }

  /** All of one kind, by name. @param {Shape["kind"]} kind @returns {readonly Value[]} */
  board(kind) {
    this.#boards ??= this.#sorted();
    return this.#boards.get(kind) ?? [];
  }

  /** Whether the numbers may be taken for those of now. */
  get live() {
    return this.pausedAt === null && this.linklessSince === null;
  }

  /** What is shown is of this time. */
  get asOf() {
    return Math.min(this.pausedAt ?? Infinity, this.linklessSince ?? Infinity, this.now);
  }

  /** The newest publication of all. */
  get newsAt() {
    let newest = 0;
    for (const { at } of this.#values.values()) newest = Math.max(newest, at);
    return newest;
  }

  /**
   * Takes the list of all channels that have a value: others are gone.
   *
   * @param {Item[]} items
   * @param {(name: string) => boolean} [heard] whether a channel is listened to, so that its newest value comes by itself
   */
  list(items, heard = () => false) {
    const there = new Set(items.map((item) => item.name));
    for (const name of [...this.#values.keys()]) if (!there.has(name)) this.#values.delete(name);
    for (const { name, id, at, text } of items) {
      const known = this.#values.get(name);
      if (known?.id === id) known.at = Math.min(known.at, Date.parse(at));
      else if (!known || !heard(name)) this.#set(name, id, text ?? "", Date.parse(at));
    }
    this.#boards = null;
    this.status = "ready";
    this.problem = null;
    this.#changed();
  }

  /** @param {import("./types.js").ProblemLike} problem why there is no list */
  failed(problem) {
    if (this.status !== "ready") this.status = "failed";
    this.problem = problem;
    this.#changed();
  }

  loading() {
    if (this.status !== "ready") this.status = "loading";
    this.#changed();
  }

  /**
   * Keeps what has come on a channel until the next frame; what came before it in the same frame is never looked at.
   *
   * @param {string} name
   * @param {string} id
   * @param {{readonly body: string}} message
   */
  hear(name, id, message) {
    this.#arrived.set(name, { id, body: message });
    if (this.#due) return;
    this.#due = true;
    this.#frame(() => this.#look());
  }

  /**
   * Puts what a channel said before in front of its chart.
   *
   * @param {string} name
   * @param {Item[]} items the newest last
   */
  remember(name, items) {
    const value = this.#values.get(name);
    if (!value) return;
    const first = value.points[0]?.at ?? Infinity;
    const past = items
      .map((item) => ({ at: Date.parse(item.at), number: numberOf(shapeOf(name, item.text ?? "")) }))
      .filter((point) => point.number !== null && point.at < first);
    value.points = [.../** @type {Point[]} */ (past), ...value.points].reduce(withPoint, /** @type {Point[]} */ ([]));
    value.version++;
    this.#changed();
  }

  /** @param {boolean} paused */
  pause(paused) {
    if (paused === (this.pausedAt !== null)) return;
    if (paused) {
      this.#look();
      this.pausedAt = this.#clock();
    } else {
      this.pausedAt = null;
    }
    this.#changed();
  }

  /**
   * Notes the time.
   *
   * @param {number} heardAt when the server last said anything
   */
  tick(heardAt) {
    this.now = this.#clock();
    const linkless = this.now - heardAt > LINKLESS_MS ? heardAt : null;
    for (const value of this.#values.values()) {
      if (value.scored === null || this.now - value.scoredAt < GOAL_MS) continue;
      value.scored = null;
      value.version++;
    }
    this.linklessSince = linkless;
    this.#changed();
  }

  #look() {
    this.#due = false;
    if (this.#arrived.size === 0) return;
    const arrived = [...this.#arrived];
    this.#arrived.clear();
    if (this.pausedAt !== null) return;
    this.now = this.#clock();
    for (const [name, { id, body }] of arrived) {
      if (this.#values.get(name)?.id !== id) this.#set(name, id, body.body, this.now);
    }
    this.#changed();
  }

  /**
   * @param {string} name
   * @param {string} id
   * @param {string} body
   * @param {number} at
   */
  #set(name, id, body, at) {
    const shape = shapeOf(name, body);
    const known = this.#values.get(name);
    if (!known || known.shape.kind !== shape.kind) this.#boards = null;
    const value = known ?? blank(name, shape);
    const number = numberOf(shape);
    const before = numberOf(value.shape);
    if (number !== null) {
      value.points = withPoint(value.points, { at, number });
      value.digits = Math.max(value.digits, digitsOf(number));
      if (before !== null && number !== before) value.move = number > before ? 1 : -1;
    }
    if (known) this.#mark(value, shape);
    value.id = id;
    value.at = at;
    value.shape = shape;
    value.version++;
    this.#values.set(name, value);
  }

  /**
   * Notes what is to be pointed out.
   *
   * @param {Value} value as it was
   * @param {Shape} shape what it becomes
   */
  #mark(value, shape) {
    const now = this.#clock();
    const same = numberOf(shape) === null ? JSON.stringify(shape) === JSON.stringify(value.shape) : numberOf(shape) === numberOf(value.shape);
    if (!same && now - value.markedAt >= MARK_EVERY_MS) {
      value.marks++;
      value.markedAt = now;
    }
    if (shape.kind === "match" && value.shape.kind === "match") {
      const { homeGoals, awayGoals } = value.shape;
      const scored = shape.homeGoals > homeGoals ? "home" : shape.awayGoals > awayGoals ? "away" : null;
      if (scored) {
        value.scored = scored;
        value.scoredAt = now;
      }
    }
  }

  #sorted() {
    /** @type {Map<Shape["kind"], Value[]>} */
    const boards = new Map();
    const byName = [...this.#values.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const value of byName) boards.set(value.shape.kind, [...(boards.get(value.shape.kind) ?? []), value]);
    return boards;
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {string} name @param {Shape} shape @returns {Value} */
function blank(name, shape) {
  return { name, id: "", shape, at: 0, move: 0, marks: 0, markedAt: 0, digits: 0, points: [], scored: null, scoredAt: 0, version: 0 };
}
