import { css, html, nothing } from "lit";
import { lasting, written } from "../state/live-shapes.js";
import { rangeOf, recent } from "../state/points.js";
import { lineChart } from "./line-chart.js";
import { LiveBoard } from "./live-board.js";
import { board } from "./live-styles.js";
import { base } from "./styles.js";
import { dayOf, timeOf } from "./times.js";

/** @import { Value } from "../state/live-values.js" */
/** @import { Figure } from "../state/live-shapes.js" */

/** Figures with their charts: how operations are. */
export class FigureBoard extends LiveBoard {
  static styles = [
    base,
    board,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr));
        gap: var(--space-3);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-rows: auto auto 1fr auto;
        min-width: 0;
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--color-border);
        border-radius: var(--radius-md);
        background: var(--color-surface);
      }

      .label {
        overflow: hidden;
        color: var(--color-text-muted);
        font-size: var(--font-size-sm);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .value {
        font-size: var(--font-size-xl);
        font-weight: var(--font-weight-bold);
        line-height: var(--line-height-tight);
      }

      .value small {
        margin-inline-start: 0.25em;
        color: var(--color-text-muted);
        font-size: var(--font-size-sm);
        font-weight: normal;
      }

      .chart {
        height: 3rem;
        margin-block: var(--space-2) var(--space-1);
        color: var(--color-accent);
      }

      .range {
        display: flex;
        justify-content: space-between;
        gap: var(--space-2);
        min-height: 1.5em;
        color: var(--color-text-muted);
        font-size: var(--font-size-sm);
      }

      @container board (max-width: 30rem) {
        ul {
          grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr));
          gap: var(--space-2);
        }

        li {
          padding: var(--space-2) var(--space-3);
        }

        .value {
          font-size: var(--font-size-lg);
        }

        .chart {
          height: 1.75rem;
        }

        li:has(.chart) .range {
          display: none;
        }
      }
    `,
  ];

  render() {
    const figures = this.live.values.board("figure");
    return html`
      ${this.heading("Operations", figures)}
      <ul aria-labelledby="heading">
        ${this.each(figures, (value) => this.#figure(value))}
      </ul>
    `;
  }

  /** @param {Value} value */
  #figure(value) {
    const { label, number, unit } = /** @type {Figure} */ (value.shape);
    const time = unit === "s";
    return html`
      <li data-channel=${value.name}>
        <span class="label" title=${value.name}>${label}</span>
        <span class="number value">${time ? lasting(number) : written(number, value.digits)}${time || !unit ? nothing : html`<small>${unit}</small>`}</span>
        ${time ? this.#since(value, number) : this.#chart(value, label)}
      </li>
    `;
  }

  /**
   * @param {Value} value
   * @param {string} label
   */
  #chart(value, label) {
    const range = rangeOf(recent(value.points, value.at));
    const [least, most] = range ? [written(range.least, value.digits), written(range.most, value.digits)] : ["", ""];
    return html`
      ${lineChart(value.points, { until: value.at, label: `${label} in the last 2 minutes: between ${least} and ${most}`, filled: true })}
      <span class="range number" aria-hidden="true"><span title="least in 2 minutes">${least}</span><span title="most in 2 minutes">${most}</span></span>
    `;
  }

  /**
   * @param {Value} value
   * @param {number} seconds
   */
  #since(value, seconds) {
    const start = new Date(value.at - seconds * 1000).toISOString();
    const day = dayOf(start);
    return html`<span></span><span class="range">since ${day === "Today" ? "" : `${day}, `}${timeOf(start)}</span>`;
  }
}

customElements.define("figure-board", FigureBoard);
