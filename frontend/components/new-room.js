import { LitElement, css, html, nothing } from "lit";
import { base, buttons, fields } from "./styles.js";
import { wish } from "./wish.js";

/** Makes a room. Fires the wish "create-room" {name, isPrivate}, and "done" when there is one. */
export class NewRoom extends LitElement {
  static properties = {
    problem: { state: true },
    busy: { state: true },
  };

  static styles = [
    base,
    buttons,
    fields,
    css`
      form {
        display: grid;
        gap: var(--space-5);
      }

      button {
        justify-self: end;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {any} */
    this.problem = null;
    this.busy = false;
  }

  firstUpdated() {
    this.renderRoot.querySelector("input")?.focus();
  }

  render() {
    return html`
      <form @submit=${this.#submit}>
        <div class="field">
          <label for="name">Name</label>
          <input id="name" name="name" required maxlength="80" autocomplete="off" placeholder="For example: design" />
        </div>
        <fieldset>
          <legend>Who can find it</legend>
          <label class="choice"><input type="radio" name="who" value="public" checked /> Everybody here: it is listed, and open to join</label>
          <label class="choice"><input type="radio" name="who" value="private" /> Only those who are invited</label>
        </fieldset>
        ${this.problem ? html`<p class="notice" role="alert">${this.problem.detail}</p>` : nothing}
        <button class="primary" type="submit" ?disabled=${this.busy}>Create room</button>
      </form>
    `;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const name = String(data.get("name") ?? "").trim();
    if (name === "") return;
    this.problem = null;
    this.busy = true;
    try {
      await wish(this, "create-room", { name, isPrivate: data.get("who") === "private" });
      this.dispatchEvent(new Event("done"));
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("new-room", NewRoom);
