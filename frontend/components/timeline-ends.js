import { html, nothing } from "lit";
import { icon } from "./icons.js";

/** @import { Room } from "../state/types.js" */

/**
 * What stands above a room's first message.
 *
 * @param {Room | undefined} room
 * @param {string} name
 */
export function beginning(room, name) {
  return html`<div class="beginning">
    <h2>${room?.direct ? name : `#${name}`}</h2>
    <p>This is the beginning of ${room?.direct ? "your conversation" : "the room"}.</p>
  </div>`;
}

/**
 * What a room without messages says.
 *
 * @param {Room | undefined} room
 * @param {string} name
 * @param {() => void} invite
 */
export function empty(room, name, invite) {
  return html`
    <div class="empty">
      <div class="mark">${icon("hash", 28)}</div>
      <h2>${room?.archived ? "Nothing was said" : "Say hello"}</h2>
      ${room?.archived ? html`<p class="muted">Nobody wrote in ${name} before it was archived.</p>` : howToBegin(room, name, invite)}
    </div>
  `;
}

/**
 * @param {Room | undefined} room
 * @param {string} name
 * @param {() => void} invite
 */
function howToBegin(room, name, invite) {
  return html`
    <p class="muted">Nobody has written ${room?.direct ? "here" : `in ${name}`} yet. Be the first.</p>
    <p class="muted small"><kbd>Enter</kbd> sends, <kbd>Shift</kbd> <kbd>Enter</kbd> starts a new line, <kbd>↑</kbd> edits your last message.</p>
    ${room?.direct || !room?.role ? nothing : html`<button type="button" @click=${invite}>${icon("add", 18)} Invite people</button>`}
  `;
}

/**
 * Where more messages will stand once they are here.
 *
 * @param {string} text
 * @param {boolean} failed
 * @param {() => void} tryAgain
 */
export function loading(text, failed, tryAgain) {
  return html`
    <div class="edge">
      ${failed
        ? html`These messages could not be loaded. <button type="button" @click=${tryAgain}>${icon("retry", 16)} Try again</button>`
        : text}
    </div>
  `;
}
