import { css, html } from "lit";
import { LiveBoard } from "./live-board.js";
import { board } from "./live-styles.js";
import { markOf } from "./news.js";
import { base } from "./styles.js";

/** @import { Other } from "../state/live-shapes.js" */

/** What is published and is neither a price, a match nor a figure, as it came. */
export class ValueBoard extends LiveBoard {
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

  render() {
    const others = this.live.values.board("other");
    return html`
      ${this.heading("Other channels", others)}
      <table aria-labelledby="heading">
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          ${this.each(
            others,
            (value) => html`
              <tr data-channel=${value.name}>
                <th scope="row">${value.name}</th>
                <td><span class="number value ${markOf(value)}">${/** @type {Other} */ (value.shape).text}</span></td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }
}

customElements.define("value-board", ValueBoard);
