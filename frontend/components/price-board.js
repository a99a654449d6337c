import { css, html, nothing } from "lit";
import { signed, written } from "../state/live-shapes.js";
import { icon } from "./icons.js";
import { lineChart } from "./line-chart.js";
import { LiveBoard } from "./live-board.js";
import { board } from "./live-styles.js";
import { markOf } from "./news.js";
import { base, buttons } from "./styles.js";

/** @import { Value } from "../state/live-values.js" */
/** @import { Price } from "../state/live-shapes.js" */

/** How the last change is said. @type {Record<number, {name: string, sign: string}>} */
const MOVES = { [-1]: { name: "fell", sign: "▾" }, 1: { name: "rose", sign: "▴" } };

/** Prices, one a row. Attribute `old`: they are not of now. Fires "alert-wanted" {name}. */
export class PriceBoard extends LiveBoard {
  static styles = [
    base,
    buttons,
    board,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
        table-layout: fixed;
      }

      th,
      td {
        height: 2.75rem;
        padding: 0 var(--space-3);
        border-top: 1px solid var(--color-border);
        text-align: end;
      }

      thead th {
        height: 2rem;
        border-top: 0;
        color: var(--color-text-muted);
        font-size: var(--font-size-sm);
        font-weight: var(--font-weight-medium);
      }

      th:first-child {
        padding-inline-start: 0;
        text-align: start;
      }

      th:last-child,
      td:last-child {
        width: var(--size-control);
        padding: 0;
      }

      tbody th {
        font-weight: var(--font-weight-medium);
      }

      .symbol {
        display: grid;
        overflow: hidden;
        text-overflow: ellipsis;
        line-height: var(--line-height-tight);
      }

      .symbol .small {
        overflow: hidden;
        font-weight: normal;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      thead .trend {
        width: 30%;
      }

      thead .cost {
        width: 10rem;
      }

      thead .change {
        width: 7rem;
      }

      .trend .chart {
        height: 1.75rem;
        color: var(--color-accent);
      }

      .price {
        display: inline-block;
        min-width: 6.5em;
        margin-inline-end: calc(-1 * var(--space-2));
        padding: var(--space-1) var(--space-2);
        border-radius: var(--radius-sm);
        font-weight: var(--font-weight-medium);
      }

      .move {
        display: inline-block;
        width: 1em;
        text-align: center;
      }

      button.set {
        color: var(--color-accent);
      }

      button.set svg {
        fill: currentColor;
      }

      @container board (max-width: 30rem) {
        .trend {
          display: none;
        }

        th,
        td {
          padding: 0 var(--space-1);
        }

        thead .cost {
          width: 7.5rem;
        }

        thead .change {
          width: 5.75rem;
        }

        .price {
          min-width: 5.5em;
        }
      }
    `,
  ];

  render() {
    const prices = this.live.values.board("price");
    return html`
      ${this.heading("Prices", prices)}
      <table aria-labelledby="heading">
        <thead>
          <tr>
            <th scope="col">Symbol</th>
            <th scope="col" class="trend">Last 2 minutes</th>
            <th scope="col" class="cost">Price</th>
            <th scope="col" class="change">Change</th>
            <th scope="col"><span class="visually-hidden">Alert</span></th>
          </tr>
        </thead>
        <tbody>
          ${this.each(prices, (value) => this.#row(value))}
        </tbody>
      </table>
    `;
  }

  /** @param {Value} value */
  #row(value) {
    const price = /** @type {Price} */ (value.shape);
    const alert = this.live.alerts.of(value.name);
    const digits = Math.max(2, value.digits);
    const label = alert ? `Alert for ${price.symbol} at ${written(alert.limit, digits)}` : `Alert for ${price.symbol}`;
    return html`
      <tr data-channel=${value.name}>
        <th scope="row"><span class="symbol">${price.symbol}${price.label ? html`<span class="muted small">${price.label}</span>` : nothing}</span></th>
        <td class="trend">${lineChart(value.points, { until: value.at })}</td>
        <td class="number">
          <span class="move ${sideOf(value.move)}" role=${value.move === 0 ? nothing : "img"} aria-label=${MOVES[value.move]?.name ?? nothing}
            >${MOVES[value.move]?.sign}</span
          ><span class="price ${markOf(value)}">${written(price.number, digits)}</span>
        </td>
        <td class="number change ${sideOf(price.change ?? 0)}">${price.change === null ? "–" : signed(price.change)}</td>
        <td>
          <button
            class="icon ${alert ? "set" : ""}"
            type="button"
            aria-label=${label}
            title=${label}
            aria-haspopup="dialog"
            @click=${() => this.#alert(value.name)}
          >
            ${icon("bell", 18)}
          </button>
        </td>
      </tr>
    `;
  }

  /** @param {string} name */
  #alert(name) {
    this.dispatchEvent(new CustomEvent("alert-wanted", { detail: { name }, bubbles: true, composed: true }));
  }
}

/** @param {number} change */
function sideOf(change) {
  return change > 0 ? "up" : change < 0 ? "down" : "";
}

customElements.define("price-board", PriceBoard);
