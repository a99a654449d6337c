import { css, html, nothing } from "lit";
import { clockOf } from "../state/live-shapes.js";
import { LiveBoard } from "./live-board.js";
import { board } from "./live-styles.js";
import { markOf } from "./news.js";
import { base } from "./styles.js";

/** @import { Value } from "../state/live-values.js" */
/** @import { Match } from "../state/live-shapes.js" */

/** How long a match is, in minutes. */
const LENGTH = 90;

/** Matches as they stand. */
export class ScoreBoard extends LiveBoard {
  static styles = [
    base,
    board,
    css`
      ul {
        display: grid;
        gap: var(--space-3);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--color-border);
        border-radius: var(--radius-md);
        background: var(--color-surface);
      }

      .state {
        display: flex;
        justify-content: space-between;
        min-height: 1.5em;
        font-size: var(--font-size-sm);
      }

      .goal {
        padding: 0 var(--space-2);
        border-radius: 1rem;
        background: var(--color-accent);
        color: var(--color-accent-text);
        font-weight: var(--font-weight-bold);
      }

      .side {
        display: grid;
        grid-template-columns: minmax(0, auto) minmax(0, 1fr) minmax(2rem, auto);
        align-items: baseline;
        gap: var(--space-2);
        min-height: 1.75rem;
      }

      .team {
        overflow: hidden;
        font-weight: var(--font-weight-medium);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .goals {
        overflow: hidden;
        color: var(--color-text-muted);
        font-size: var(--font-size-sm);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .score {
        border-radius: var(--radius-sm);
        font-size: var(--font-size-lg);
        font-weight: var(--font-weight-bold);
        text-align: end;
      }

      .played {
        display: block;
        width: 100%;
        height: 2px;
        margin-top: var(--space-2);
        background: var(--color-border);
        fill: var(--color-accent);
      }

      :host([old]) .goal {
        display: none;
      }

      :host([old]) .played {
        fill: var(--color-text-muted);
      }
    `,
  ];

  render() {
    const matches = this.live.values.board("match");
    return html`
      ${this.heading("Scores", matches)}
      <ul aria-labelledby="heading">
        ${this.each(matches, (value) => this.#match(value))}
      </ul>
    `;
  }

  /** @param {Value} value */
  #match(value) {
    const match = /** @type {Match} */ (value.shape);
    const { minute } = match;
    return html`
      <li data-channel=${value.name}>
        <div class="state">
          <span class="number">${clockOf(match)}</span>
          ${value.scored ? html`<span class="goal">Goal for ${value.scored === "home" ? match.home : match.away}</span>` : nothing}
        </div>
        ${this.#side(value, match, "home")} ${this.#side(value, match, "away")}
        <svg class="played" aria-hidden="true" focusable="false" viewBox="0 0 ${LENGTH} 1" preserveAspectRatio="none">
          <rect width=${Math.min(LENGTH, Math.max(0, minute ?? 0))} height="1"></rect>
        </svg>
      </li>
    `;
  }

  /**
   * @param {Value} value
   * @param {Match} match
   * @param {"home" | "away"} side
   */
  #side(value, match, side) {
    const minutes = match.goals.filter((goal) => goal.side === side).map(({ minute }) => `${minute}′`);
    return html`
      <div class="side">
        <span class="team" title=${match[side]}>${match[side]}</span>
        <span class="goals">${minutes.length > 0 ? html`<span class="visually-hidden">goals: </span>${minutes.join(" ")}` : nothing}</span>
        <span class="number score ${value.scored === side ? markOf(value) : ""}">${side === "home" ? match.homeGoals : match.awayGoals}</span>
      </div>
    `;
  }
}

customElements.define("score-board", ScoreBoard);
