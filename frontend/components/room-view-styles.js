import { css } from "lit";

/** How a room's header looks, and what stands in a room's place. */
export const roomViewStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    min-height: 0;
    height: 100%;
    background: var(--color-surface);
  }

  .header {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-width: 0;
    min-height: var(--size-header);
    padding-inline: calc(var(--space-5) + var(--header-inset-start, 0rem)) calc(var(--space-3) + var(--header-inset-end, 0rem));
    border-bottom: 1px solid var(--color-border);
  }

  .header > svg {
    flex: none;
    color: var(--color-text-muted);
  }

  h1 {
    flex: 0 1 auto;
    overflow: hidden;
    font-size: var(--font-size-lg);
    letter-spacing: 0;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .header button {
    flex: none;
  }

  .spacer {
    flex: 1;
  }

  .here {
    flex: none;
    gap: var(--space-2);
    padding-inline: var(--space-2);
    color: var(--color-text-muted);
    font-size: var(--font-size-sm);
  }

  .faces {
    display: flex;
    gap: 2px;
  }

  message-list {
    grid-row: 2;
    min-height: 0;
  }

  message-composer {
    grid-row: 3;
  }

  .instead {
    grid-row: 2;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: center;
    align-content: center;
    gap: var(--space-4);
    overflow: auto;
    padding: var(--space-8) var(--space-5);
    text-align: center;
  }

  .instead p {
    max-width: 28rem;
  }

  .instead .row {
    max-width: 100%;
  }

  .instead :is(a.button, button) {
    max-width: 100%;
    padding-block: var(--space-1);
    white-space: normal;
    overflow-wrap: anywhere;
  }

  .instead .mark {
    display: grid;
    place-items: center;
    width: 3.5rem;
    height: 3.5rem;
    border-radius: var(--radius-lg);
    background: var(--color-selected);
    color: var(--color-accent);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--space-2);
  }

  .dialog {
    display: grid;
    gap: var(--space-4);
  }

  @media (max-width: 47.99rem) {
    .header {
      padding-inline-start: calc(var(--space-2) + var(--header-inset-start, 0rem));
    }

    .faces {
      display: none;
    }
  }
`;
