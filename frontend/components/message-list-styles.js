import { css } from "lit";

/** How the timeline looks. */
export const messageListStyles = css`
  :host {
    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-height: 0;
  }

  .scroller {
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-gutter: stable;
    scrollbar-width: thin;
  }

  message-item:focus-visible {
    outline-offset: -2px;
    border-radius: var(--radius-sm);
  }

  .scroller:focus-visible {
    outline-offset: -2px;
  }

  .content {
    display: flow-root;
    min-height: 100%;
    padding-block: var(--space-4) var(--space-5);
  }

  .few {
    display: grid;
    align-content: end;
  }

  .day,
  .new {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    margin-block: var(--space-4) var(--space-1);
    padding-inline: var(--space-5);
    font-size: var(--font-size-sm);
    font-weight: var(--font-weight-medium);
    color: var(--color-text-muted);
  }

  .day::before,
  .day::after,
  .new::before {
    content: "";
    flex: 1;
    height: 1px;
    background: var(--color-border);
  }

  .new {
    margin-block: var(--space-2) 0;
    color: var(--color-danger);
    font-weight: var(--font-weight-bold);
  }

  .new::before {
    background: var(--color-danger);
  }

  .edge {
    display: flex;
    justify-content: center;
    align-items: center;
    gap: var(--space-2);
    min-height: 3rem;
    padding-inline: var(--space-5);
    color: var(--color-text-muted);
    font-size: var(--font-size-sm);
  }

  .beginning {
    padding: var(--space-8) var(--space-5) var(--space-2);
  }

  .beginning p {
    margin-top: var(--space-1);
    color: var(--color-text-muted);
  }

  .empty {
    display: grid;
    justify-items: center;
    gap: var(--space-3);
    max-width: 26rem;
    margin: auto;
    padding: var(--space-8) var(--space-5);
    text-align: center;
  }

  .empty .mark {
    display: grid;
    place-items: center;
    width: 3.5rem;
    height: 3.5rem;
    border-radius: var(--radius-lg);
    background: var(--color-selected);
    color: var(--color-accent);
  }

  kbd {
    padding: 0.05em 0.4em;
    border: 1px solid var(--color-border-strong);
    border-radius: 0.3em;
    font: inherit;
    font-size: 0.9em;
  }

  /* Inside the scroller, so that a wheel turned over it scrolls; without a height, so that it takes no room there. */
  .latest {
    position: sticky;
    z-index: 2;
    inset-block-end: var(--space-3);
    display: flex;
    justify-content: center;
    align-items: flex-end;
    height: 0;
    pointer-events: none;
  }

  .latest button {
    border-radius: 2rem;
    box-shadow: var(--shadow-2);
    pointer-events: auto;
  }

  @media (max-width: 47.99rem) {
    .day,
    .new {
      padding-inline: var(--space-4);
    }
  }
`;
