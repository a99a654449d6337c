import { css } from "lit";

/** How one message looks. */
export const messageStyles = css`
  :host {
    position: relative;
    display: grid;
    grid-template-columns: 2.25rem minmax(0, 1fr);
    column-gap: var(--space-3);
    padding: var(--space-1) var(--space-6) var(--space-1) var(--space-5);
    margin-block-start: var(--space-3);
    scroll-margin: var(--space-8) 0;
    contain: layout style;
  }

  :host([grouped]) {
    margin-block-start: 0;
  }

  :host([active]) {
    background: var(--color-hover);
  }

  :host([mentions-me]) {
    background: var(--color-mention-bg);
    box-shadow: inset 3px 0 var(--color-warning);
  }

  :host([highlighted]) {
    background: var(--color-selected);
  }

  @media (prefers-reduced-motion: no-preference) {
    :host {
      transition: background-color var(--duration-fast);
    }
  }

  .gutter {
    display: flex;
    justify-content: center;
  }

  .gutter user-avatar {
    margin-block-start: 2px;
  }

  .gutter time {
    font-size: 0.6875rem;
    line-height: calc(var(--font-size-md) * var(--line-height));
    color: var(--color-text-muted);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    opacity: 0;
  }

  :host([active]) .gutter time,
  :host(:focus-visible) .gutter time {
    opacity: 1;
  }

  .body {
    min-width: 0;
  }

  .head {
    display: flex;
    align-items: baseline;
    gap: var(--space-2);
    min-width: 0;
  }

  .name {
    overflow: hidden;
    font-weight: var(--font-weight-bold);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .head time,
  .mark {
    flex: none;
    font-size: var(--font-size-sm);
    color: var(--color-text-muted);
    font-variant-numeric: tabular-nums;
  }

  .text {
    max-width: 46rem;
    overflow: hidden;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    unicode-bidi: plaintext;
  }

  .text.emoji {
    font-size: 2rem;
    line-height: 1.25;
  }

  /* As high as a finger needs, in a line that stays as high as the others. */
  .mark {
    position: relative;
    min-height: 1.5rem;
    margin-block: -0.125rem;
    padding: 0;
    border: 0;
    background: none;
    font-weight: inherit;
    white-space: nowrap;
  }

  .mark:hover {
    background-image: none;
    color: var(--color-text);
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }

  .mention {
    padding: 0 0.15em;
    border-radius: 0.25em;
    background: var(--color-selected);
    font-weight: var(--font-weight-medium);
  }

  .mention.me {
    background: none;
    color: var(--color-warning);
    font-weight: var(--font-weight-bold);
  }

  .tombstone {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    column-gap: var(--space-2);
    min-height: 1.5rem;
    color: var(--color-text-muted);
    font-style: italic;
  }

  .quote {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    max-width: 100%;
    min-height: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--color-text-muted);
    font-size: var(--font-size-sm);
    font-weight: inherit;
    text-align: start;
  }

  .quote:hover {
    color: var(--color-text);
    background-image: none;
  }

  .quote svg {
    flex: none;
  }

  .quote b {
    flex: none;
    max-width: 12rem;
    overflow: hidden;
    text-overflow: ellipsis;
    font-weight: var(--font-weight-medium);
  }

  .quote span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .reactions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
    margin-block: var(--space-1);
  }

  .reactions button {
    min-height: 1.625rem;
    min-width: 1.625rem;
    gap: 0.3rem;
    padding: 0 var(--space-2);
    border-radius: 1rem;
    font-size: var(--font-size-sm);
    font-variant-numeric: tabular-nums;
  }

  .reactions button.quiet {
    color: var(--color-text-muted);
  }

  .reactions button[aria-pressed="true"] {
    border-color: var(--color-accent);
    background: var(--color-selected);
  }

  .state {
    position: absolute;
    inset-block-end: var(--space-1);
    inset-inline-end: var(--space-2);
    display: flex;
    align-items: center;
    height: 1.25rem;
    font-size: 0.6875rem;
    color: var(--color-text-muted);
    pointer-events: none;
  }

  .refused {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
    margin-block: var(--space-1);
    color: var(--color-danger);
    font-size: var(--font-size-sm);
    font-weight: var(--font-weight-medium);
  }

  .refused .why {
    display: flex;
    align-items: center;
    gap: var(--space-1);
  }

  .toolbar {
    position: absolute;
    z-index: 1;
    inset-block-start: -1rem;
    inset-inline-end: var(--space-5);
    display: flex;
    padding: 2px;
    border: 1px solid var(--color-border);
    border-radius: var(--radius-sm);
    background: var(--color-surface-raised);
    box-shadow: var(--shadow-1);
  }

  .toolbar button {
    width: 1.875rem;
    min-height: 1.75rem;
    border-radius: calc(var(--radius-sm) - 2px);
  }

  @media (hover: none) {
    .toolbar {
      display: none;
    }

    :host(:focus-within) .toolbar {
      display: flex;
    }
  }

  @media (max-width: 47.99rem) {
    :host {
      padding-inline: var(--space-4) var(--space-5);
    }
  }

  @media (forced-colors: active) {
    .reactions button[aria-pressed="true"] {
      border-width: 2px;
    }
  }
`;
