import { html, nothing } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { live } from "lit/directives/live.js";
import { icon } from "./icons.js";

/**
 * @typedef {object} Field
 * @property {string} id also its name in the form
 * @property {string} label
 * @property {string} [autocomplete] a token that password managers know
 * @property {string} [hint] what is asked for
 * @property {string} [error] what is wrong with it now
 * @property {string} [value]
 * @property {number} [maxlength]
 * @property {string} [placeholder]
 * @property {string} [type] "text" unless said
 * @property {boolean} [autofocus]
 * @property {boolean} [readonly]
 */

/**
 * A label, an input and its hint or error, tied together for screen readers. Style: `fields`.
 *
 * @param {Field} field
 */
export function textField(field) {
  return html`
    <div class="field">
      <label for=${field.id}>${field.label}</label>
      <input
        id=${field.id}
        name=${field.id}
        type=${field.type ?? "text"}
        autocomplete=${ifDefined(/** @type {any} */ (field.autocomplete))}
        autocapitalize=${field.autocomplete === "name" ? "words" : "none"}
        spellcheck="false"
        maxlength=${ifDefined(field.maxlength)}
        placeholder=${ifDefined(field.placeholder)}
        aria-invalid=${field.error ? "true" : nothing}
        aria-describedby=${note(field) ? `${field.id}-note` : nothing}
        ?autofocus=${field.autofocus}
        ?readonly=${field.readonly}
        .value=${field.value === undefined ? nothing : live(field.value)}
      />
      ${noteOf(field)}
    </div>
  `;
}

/**
 * A password with a button that shows it. Pasting and password managers work as everywhere. Style: `fields`, `passwordStyles`.
 *
 * @param {Field} field
 */
export function passwordField(field) {
  return html`
    <div class="field">
      <label for=${field.id}>${field.label}</label>
      <div class="password">
        <input
          id=${field.id}
          name=${field.id}
          type="password"
          autocomplete=${/** @type {any} */ (field.autocomplete)}
          autocapitalize="none"
          spellcheck="false"
          aria-invalid=${field.error ? "true" : nothing}
          aria-describedby=${note(field) ? `${field.id}-note` : nothing}
          ?autofocus=${field.autofocus}
        />
        <button class="icon" type="button" aria-label="Show password" aria-pressed="false" @click=${toggle}>
          <span class="hidden-now">${icon("show")}</span><span class="shown-now">${icon("hide")}</span>
        </button>
      </div>
      ${noteOf(field)}
    </div>
  `;
}

/** @param {Field} field */
function note(field) {
  return field.error ?? field.hint;
}

/** @param {Field} field */
function noteOf(field) {
  if (!note(field)) return nothing;
  return html`<p class=${field.error ? "error" : "hint"} id="${field.id}-note">${note(field)}</p>`;
}

/** @param {Event} event */
function toggle(event) {
  const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
  const input = /** @type {HTMLInputElement} */ (button.previousElementSibling);
  const shown = input.type === "password";
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
}

/**
 * What was filled in, by field name; passwords as they are, everything else without the spaces around it.
 *
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function valuesOf(form) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const [name, value] of new FormData(form)) {
    const text = String(value);
    values[name] = name.includes("password") ? text : text.trim();
  }
  return values;
}
