import { html, nothing } from "lit";
import { icon } from "./icons.js";
import { wish } from "./wish.js";

/** @import { Entry } from "../state/outbox.js" */
/** @import { Row } from "../state/timeline.js" */
/** @import { Person } from "../state/types.js" */

/**
 * What stands where a deleted message was: who deleted it.
 *
 * @param {Row} row
 * @param {Person | null} me
 */
export function tombstoneText({ message, entry }, me) {
  const by = message.deleted?.by;
  if (!by) return entry ? "Deleting…" : "This message was deleted.";
  const own = by.id === message.by.id;
  if (by.id === me?.id) return own ? "You deleted this message." : `You removed this message of ${message.by.name}.`;
  return own ? `${by.name} deleted this message.` : `Removed by ${by.name}.`;
}

/**
 * How far a message, or a change of it, has come on its way to the server.
 *
 * @param {Row} row
 */
export function sendState({ entry, own, message }) {
  if (entry?.state === "refused" || (entry && entry.kind !== "message" && message.deleted)) return nothing;
  if (entry) {
    const word = entry.state === "queued" ? "Queued" : entry.state === "sending" ? "Sending" : "Sent";
    return html`<span class="state">${word === "Sent" ? sentMark() : word}</span>`;
  }
  return own && !message.deleted ? html`<span class="state">${sentMark()}</span>` : nothing;
}

function sentMark() {
  return html`<span role="img" aria-label="Sent" title="Sent">${icon("check", 14)}</span>`;
}

/**
 * Why something was refused, and what can be done about it.
 *
 * @param {EventTarget} host
 * @param {Entry | null} entry
 * @param {(action: string, event: Event) => void} ask
 */
export function refusal(host, entry, ask) {
  if (entry?.state !== "refused") return nothing;
  const what = { message: "Not sent", edit: "Edit not saved", delete: "Not deleted" }[/** @type {string} */ (entry.kind)] ?? "Not sent";
  return html`
    <div class="refused" role="alert">
      <span class="why">${icon("warning", 16)} ${what} – ${entry.reason}</span>
      <button class="link" type="button" @click=${() => wish(host, "retry-entry", { id: entry.id })}>Retry</button>
      ${entry.kind === "delete"
        ? nothing
        : html`<button class="link" type="button" @click=${(/** @type {Event} */ event) => ask("edit-refused", event)}>Edit</button>
            <button class="link" type="button" @click=${(/** @type {Event} */ event) => ask("copy-refused", event)}>Copy</button>`}
      <button class="link" type="button" @click=${(/** @type {Event} */ event) => ask("discard", event)}>
        ${entry.kind === "message" ? "Delete" : "Discard"}
      </button>
    </div>
  `;
}
