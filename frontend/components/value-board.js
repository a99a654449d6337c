import { LitElement, css, html } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { board } from "./live-styles.js";
import { markOf, newsOf } from "./news.js";
import { ShownChannels } from "./shown-channels.js";
import { base } from "./styles.js";
import { Watch } from "./watch.js";

/** @import { Other } from "../state/live-shapes.js" */

/** What is published and is neither a price, a match nor a figure, as it came. Attribute `old`: not of now. */
export class ValueBoard extends LitElement {
  static properties = { live: { attribute: false }, old: { type: Boolean, reflect: true } };

  static styles = [
    base,
    board,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
        table-layout: fixed;
      }

      th,
      td {
        padding: var(--space-2) var(--space-3) var(--space-2) 0;
        border-top: 1px solid var(--color-border);
        overflow-wrap: anywhere;
        text-align: start;
        vertical-align: baseline;
      }

      thead th {
        border-top: 0;
        color: var(--color-text-muted);
        font-size: var(--font-size-sm);
      }

      th {
        font-weight: var(--font-weight-medium);
      }

      thead th:first-child {
        width: 30%;
      }

      .value {
        border-radius: var(--radius-sm);
        font-family: var(--font-family-mono);
        font-size: var(--font-size-sm);
        white-space: pre-wrap;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("../live.js").Live} */
    this.live = /** @type {any} */ (null);
    this.old = false;
    new Watch(this, () => [this.live?.values]);
    new ShownChannels(this);
  }

  render() {
    const { values } = this.live;
    const others = values.board("other");
    return html`
      <div class="head"><h2 id="heading">Other channels</h2>${newsOf(values, others)}</div>
      <table aria-labelledby="heading">
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            others,
            ({ name }) => name,
            (value) =>
              guard(
                [value.name, value.version],
                () => html`
                  <tr data-channel=${value.name}>
                    <th scope="row">${value.name}</th>
                    <td><span class="number value ${markOf(value)}">${/** @type {Other} */ (value.shape).text}</span></td>
                  </tr>
                `,
              ),
          )}
        </tbody>
      </table>
    `;
  }
}

customElements.define("value-board", ValueBoard);
