import { html } from "lit";
import { icon } from "./icons.js";

/** @import { ProblemLike, Room } from "../state/types.js" */
/** @import { IconName } from "./icons.js" */

/**
 * What stands in the place of a room that cannot be shown.
 *
 * @typedef {object} Absence
 * @property {string} name
 * @property {IconName} shape
 * @property {string} heading
 * @property {string} text
 */

/**
 * @param {Absence} absence
 * @param {unknown} alert
 * @param {unknown} actions
 */
export function absent({ name, shape, heading, text }, alert, actions) {
  return html`
    <div class="header"><h1>${name}</h1></div>
    <div class="instead">
      <div class="mark">${icon(shape, 28)}</div>
      <h2>${heading}</h2>
      <p class="muted" role="status">${text}</p>
      ${alert}
      <div class="row">${actions}</div>
    </div>
  `;
}

/**
 * The reader is not in the room any more.
 *
 * @param {{by: {id: string, name: string} | null, reason: string, name: string}} removal
 * @param {string} me
 * @returns {Absence}
 */
export function removed({ by, reason, name }, me) {
  const who = by && by.id !== me ? ` by ${by.name}` : "";
  return {
    name,
    shape: "leave",
    heading: reason === "deleted" ? "This room is gone" : "You are not in this room any more",
    text: removalText(reason, name, who),
  };
}

/**
 * @param {string} reason
 * @param {string} name
 * @param {string} who
 */
function removalText(reason, name, who) {
  switch (reason) {
    case "left":
      return `You left ${name}.`;
    case "deleted":
      return `The room ${name} was deleted${who}.`;
    case "banned":
      return `You were banned from ${name}${who}.`;
    case "unknown":
      return `You are no longer a member of ${name}.`;
    default:
      return `You were removed from ${name}${who}.`;
  }
}

/**
 * The reader is not in the room yet.
 *
 * @param {Room} room
 * @returns {Absence}
 */
export function outside({ name, archived }) {
  const text = archived ? "This room is archived." : "This is a public room that you are not in. Join to read and write.";
  return { name, shape: "hash", heading: `#${name}`, text };
}

/** There is no such room, or none that one may know of. @type {Absence} */
export const missing = {
  name: "No such room",
  shape: "search",
  heading: "There is no such room",
  text: "It does not exist, or it is not open to you.",
};

/**
 * @param {ProblemLike | null | undefined} problem
 * @returns {Absence}
 */
export function failed(problem) {
  const text = problem?.detail ?? "Something went wrong.";
  return { name: "Not loaded", shape: "warning", heading: "The room could not be loaded", text };
}
