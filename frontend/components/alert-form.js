import { LitElement, css, html, nothing } from "lit";
import { written } from "../state/live-shapes.js";
import { icon } from "./icons.js";
import { base, buttons, fields } from "./styles.js";
import { wish } from "./wish.js";

/** @import { Alert } from "../state/alerts.js" */
/** @import { Value } from "../state/live-values.js" */

/**
 * Which price somebody wants to be told of. `value` is the price's, `alert` the one that there is. Fires the wishes "set-alert"
 * {name, label, limit, now} and "remove-alert" {name}, and "done".
 */
export class AlertForm extends LitElement {
  static properties = { value: { attribute: false }, alert: { attribute: false }, mistake: { state: true } };

  static styles = [
    base,
    buttons,
    fields,
    css`
      form {
        display: grid;
        gap: var(--space-4);
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--space-2);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Value} */
    this.value = /** @type {any} */ (null);
    /** @type {Alert | undefined} */
    this.alert = undefined;
    this.mistake = false;
  }

  render() {
    const { shape, digits } = this.value;
    if (shape.kind !== "price") return nothing;
    const now = written(shape.number, Math.max(2, digits));
    return html`
      <form novalidate @submit=${this.#submit}>
        <p class="muted">
          You are told once when ${shape.symbol} reaches a price, wherever you are in the application, as long as it is open. It is at
          ${now} now.
        </p>
        <div class="field">
          <label for="limit">Price</label>
          <input
            id="limit"
            type="text"
            inputmode="decimal"
            autocomplete="off"
            .value=${this.alert ? String(this.alert.limit) : ""}
            aria-invalid=${this.mistake ? "true" : "false"}
            aria-describedby="mistake"
            @input=${() => (this.mistake = false)}
          />
          <span id="mistake" class="error" role="alert">${this.mistake ? html`${icon("warning", 18)} Enter a number above 0, such as ${now}.` : nothing}</span>
        </div>
        <div class="row">
          ${this.alert ? html`<button class="danger" type="button" @click=${this.#remove}>Remove alert</button>` : nothing}
          <button class="primary">Set alert</button>
        </div>
      </form>
    `;
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const { name, shape } = this.value;
    const field = this.renderRoot.querySelector("input");
    const limit = numberIn(field?.value ?? "");
    if (limit === null || shape.kind !== "price") {
      this.mistake = true;
      field?.focus();
      return;
    }
    wish(this, "set-alert", { name, label: shape.symbol, limit, now: shape.number });
    this.#done();
  }

  #remove() {
    wish(this, "remove-alert", { name: this.value.name });
    this.#done();
  }

  #done() {
    this.dispatchEvent(new CustomEvent("done"));
  }
}

/** @param {string} text with a point or a comma @returns {number | null} */
function numberIn(text) {
  const number = Number(text.trim().replace(",", "."));
  return text.trim() !== "" && Number.isFinite(number) && number > 0 ? number : null;
}

customElements.define("alert-form", AlertForm);
