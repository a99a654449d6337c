import { html, nothing } from "lit";
import { icon } from "./icons.js";
import { wish } from "./wish.js";

/** @import { Message } from "../state/types.js" */

/**
 * The emoji on a message, each a button that puts the reader's there or takes it away.
 *
 * @param {EventTarget} host
 * @param {Message} message
 * @param {(event: Event) => void} onAdd somebody wants another emoji
 */
export function messageReactions(host, message, onAdd) {
  if (message.deleted || !message.reactions?.length) return nothing;
  return html`
    <div class="reactions" role="group" aria-label="Reactions">
      ${message.reactions.map(
        ({ emoji, count, mine }) => html`
          <button
            type="button"
            aria-pressed=${mine ? "true" : "false"}
            aria-label=${reactionLabel(emoji, count, mine)}
            title=${reactionLabel(emoji, count, mine)}
            @click=${() => wish(host, "react", { seq: message.seq, emoji, on: !mine })}
          >
            <span aria-hidden="true">${emoji}</span><span aria-hidden="true">${count}</span>
          </button>
        `,
      )}
      <button class="quiet" type="button" aria-label="Add reaction" @click=${onAdd}>${icon("emoji", 16)}</button>
    </div>
  `;
}

/**
 * @param {string} emoji
 * @param {number} count
 * @param {boolean} mine
 */
function reactionLabel(emoji, count, mine) {
  const people = count === 1 ? "1 person" : `${count} people`;
  return mine ? `${emoji}, ${people}, you too` : `${emoji}, ${people}`;
}
