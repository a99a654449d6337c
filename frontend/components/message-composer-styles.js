import { css } from "lit";

/** How the composer looks. */
export const messageComposerStyles = css`
  :host {
    display: block;
    flex: none;
    padding: 0 var(--space-5) calc(var(--space-2) + env(safe-area-inset-bottom));
    background: var(--color-surface);
  }

  .box {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: end;
    border: 1px solid var(--color-border-strong);
    border-radius: var(--radius-md);
    background: var(--color-surface);
  }

  .box:focus-within {
    border-color: var(--color-accent);
  }

  .box:has(textarea:focus) {
    outline: var(--focus-ring);
    outline-offset: -1px;
  }

  .reply {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-width: 0;
    padding: var(--space-1) var(--space-1) var(--space-1) var(--space-3);
    border-bottom: 1px solid var(--color-border);
    font-size: var(--font-size-sm);
    color: var(--color-text-muted);
  }

  .reply svg {
    flex: none;
  }

  .reply span {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .reply button {
    width: 1.75rem;
    min-height: 1.75rem;
  }

  textarea {
    display: block;
    width: 100%;
    min-height: 2.75rem;
    max-height: min(40dvh, calc(var(--viewport-height, 100dvh) * 0.4));
    padding: calc((2.75rem - var(--line-height) * 1em) / 2) var(--space-3);
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    resize: none;
    overflow: hidden auto;
    overscroll-behavior: contain;
    field-sizing: content;
    outline: none;
  }

  /* The box around it shows the ring. */
  textarea:focus-visible {
    outline: none;
  }

  textarea::placeholder {
    overflow: hidden;
    color: var(--color-text-muted);
    opacity: 1;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .send {
    width: 2.25rem;
    min-height: 2.25rem;
    margin: 0.25rem;
  }

  .send:not(:disabled) {
    border-color: transparent;
    background: var(--color-accent);
    color: var(--color-accent-text);
  }

  .send:not(:disabled):hover {
    background: var(--color-accent-hover);
    color: var(--color-accent-text);
  }

  .under {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-height: 1.5rem;
    padding: var(--space-1) var(--space-1) 0;
  }

  typing-line {
    flex: 1;
  }

  .under button {
    flex: none;
    color: var(--color-text-muted);
    font-size: var(--font-size-sm);
    font-weight: inherit;
    text-decoration: none;
  }

  .under button:hover {
    color: var(--color-text);
    text-decoration: underline;
  }

  .counter {
    flex: none;
    font-size: var(--font-size-sm);
    color: var(--color-text-muted);
    font-variant-numeric: tabular-nums;
  }

  .counter.over {
    color: var(--color-danger);
    font-weight: var(--font-weight-medium);
  }

  .closed {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: 2.75rem;
    margin-bottom: var(--space-4);
    padding: var(--space-1) var(--space-3);
    border-radius: var(--radius-md);
    background: var(--color-hover);
    color: var(--color-text-muted);
  }

  .closed svg {
    flex: none;
  }

  @media (max-width: 47.99rem) {
    :host {
      padding-inline: var(--space-3);
    }

    .swap {
      display: none;
    }
  }
`;
