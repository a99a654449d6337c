import { html, nothing } from "lit";

/**
 * What stands where a list is, as long as it is not there: that it is on its way, or why not and a way to try again.
 *
 * @param {import("../state/settings.js").RemoteList<any>} list
 * @param {{empty: string, retry: () => void, items: () => unknown}} views
 */
export function remote(list, { empty, retry, items }) {
  if (list.phase === "failed") {
    return html`
      <div class="notice failed" role="alert">
        <p>${list.problem?.detail}</p>
        <button type="button" @click=${retry}>Try again</button>
      </div>
    `;
  }
  if (list.phase !== "ready") return html`<p class="muted" role="status">Loading…</p>`;
  return list.items.length === 0 ? html`<p class="empty">${empty}</p>` : items();
}

/**
 * Why a task was refused, where it was tried.
 *
 * @param {{problem?: import("../state/types.js").ProblemLike}} task
 */
export function refusalOf(task) {
  return html`<div role="alert">${task.problem ? html`<p class="notice">${task.problem.detail}</p>` : nothing}</div>`;
}

/**
 * Fires a wish that main.js answers.
 *
 * @param {EventTarget} host
 * @param {string} name
 * @param {object} [detail]
 */
export function wish(host, name, detail) {
  host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
