import { html, nothing } from "lit";
import { reactionLabel } from "../state/reactions.js";
import { icon } from "./icons.js";
import { wish } from "./wish.js";

/** @import { Message, Person } from "../state/types.js" */

/**
 * The emoji on a message, each a button that puts the reader's there or takes it away.
 *
 * @param {EventTarget} host
 * @param {Message} message
 * @param {Person | null} me
 * @param {(event: Event) => void} onAdd somebody wants another emoji
 */
export function messageReactions(host, message, me, onAdd) {
  if (message.deleted || !message.reactions?.length) return nothing;
  return html`
    <div class="reactions" role="group" aria-label="Reactions">
      ${message.reactions.map((reaction) => {
        const { emoji, count, mine } = reaction;
        const label = reactionLabel(reaction, me);
        return html`
          <button
            type="button"
            aria-pressed=${mine ? "true" : "false"}
            aria-label=${label}
            title=${label}
            @click=${() => wish(host, "react", { seq: message.seq, emoji })}
          >
            <span aria-hidden="true">${emoji}</span><span aria-hidden="true">${count}</span>
          </button>
        `;
      })}
      <button class="quiet" type="button" aria-label="Add reaction" @click=${onAdd}>${icon("emoji", 16)}</button>
    </div>
  `;
}
