import { LitElement, css, nothing, svg } from "lit";

/** How wide the light margin is that a reader needs around a code, in modules (ISO/IEC 18004, 9.1). */
const QUIET = 4;

/** A code to be read by a phone's camera. `rows` are the code's, of `0` and `1`; attribute `label` says what it leads to. */
export class QrCode extends LitElement {
  static properties = {
    rows: { attribute: false },
    label: { type: String },
  };

  static styles = css`
    :host {
      display: block;
    }

    /* Dark on light in both themes: not every reader takes it the other way round. */
    svg {
      display: block;
      inline-size: 11rem;
      max-inline-size: 100%;
      border-radius: var(--radius-md);
      background: white;
      fill: black;
      shape-rendering: crispedges;
    }
  `;

  constructor() {
    super();
    /** @type {string[]} */
    this.rows = [];
    this.label = "";
  }

  render() {
    if (this.rows.length === 0) return nothing;
    const size = this.rows.length + 2 * QUIET;
    return svg`
      <svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${this.label}>
        <path d=${outline(this.rows)}></path>
      </svg>
    `;
  }
}

/**
 * The dark modules as a path, a bar for each run in a row.
 *
 * @param {string[]} rows
 */
export function outline(rows) {
  return rows
    .flatMap((row, y) => [...row.matchAll(/1+/g)].map(({ 0: run, index }) => `M${index + QUIET} ${y + QUIET}h${run.length}v1h-${run.length}z`))
    .join("");
}

customElements.define("qr-code", QrCode);
