import { html } from "lit";
import { pieces } from "../state/text.js";

/**
 * A message's text as a template: links and mentions, and nothing else, are more than text.
 *
 * @param {string} text
 * @param {string} [username] of the reader, whose mentions stand out
 */
export function messageText(text, username = "") {
  return pieces(text).map((piece) => {
    switch (piece.kind) {
      case "link":
        return html`<a href=${piece.href ?? ""} target="_blank" rel="noopener noreferrer nofollow">${piece.text}</a>`;
      case "mention": {
        const me = piece.text.slice(1).toLowerCase() === username.toLowerCase();
        return html`<span class=${me ? "mention me" : "mention"}>${piece.text}</span>`;
      }
      default:
        return piece.text;
    }
  });
}
