import { css } from "lit";

/** What the boards of the Live page share: their frame, headings, charts, and how a change and an old value look. */
export const board = css`
  :host {
    display: block;
    min-width: 0;
  }

  .head {
    display: flex;
    align-items: baseline;
    gap: var(--space-3);
    margin-bottom: var(--space-3);
  }

  .head .muted {
    margin-inline-start: auto;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  .head h2 {
    flex: none;
  }

  .number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .chart {
    display: block;
    width: 100%;
    overflow: visible;
  }

  .line {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linejoin: round;
    stroke-linecap: round;
  }

  .area {
    fill: currentColor;
    opacity: 0.1;
  }

  .up {
    color: var(--color-success);
  }

  .down {
    color: var(--color-danger);
  }

  /* Two of the same, so that the next change begins anew. */
  .mark-0 {
    animation: mark-0 var(--duration-mark) ease-out;
  }

  .mark-1 {
    animation: mark-1 var(--duration-mark) ease-out;
  }

  @keyframes mark-0 {
    from {
      background-color: var(--color-changed);
    }
  }

  @keyframes mark-1 {
    from {
      background-color: var(--color-changed);
    }
  }

  :host([old]) :is(.number, .up, .down, .chart) {
    color: var(--color-text-muted);
  }

  :host([old]) :is(.mark-0, .mark-1) {
    animation: none;
  }

  @media (prefers-reduced-motion: reduce) {
    .mark-0,
    .mark-1 {
      animation: none;
    }
  }
`;
