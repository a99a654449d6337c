import { css } from "lit";

/** How the frame around every page looks. */
export const appShellStyles = css`
  :host {
    display: grid;
    grid-template-columns: var(--size-sidebar) minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr);
    position: relative;
    overflow: hidden;
    background: var(--color-bg);
  }

  .skip {
    position: absolute;
    z-index: 5;
    inset: var(--space-2) auto auto var(--space-2);
    display: flex;
    gap: var(--space-2);
    padding: var(--space-2);
    border-radius: var(--radius-md);
    background: var(--color-surface-raised);
    box-shadow: var(--shadow-2);
  }

  .skip:not(:focus-within) {
    opacity: 0;
    pointer-events: none;
    transform: translateY(-200%);
  }

  .sidebar {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
    padding-left: env(safe-area-inset-left);
    border-inline-end: 1px solid var(--color-border);
  }

  header {
    flex: none;
    padding: env(safe-area-inset-top) var(--space-3) var(--space-2) var(--space-4);
  }

  .top {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-height: var(--size-header);
  }

  /* Where there is no room for the name, it is on a second line, which nobody sees. */
  .brand {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
    height: 26px;
    min-width: 26px;
    overflow: hidden;
    border-radius: var(--radius-sm);
    color: inherit;
    font-weight: var(--font-weight-bold);
    text-decoration: none;
  }

  header h1 {
    min-width: 0;
    font-size: inherit;
    letter-spacing: normal;
  }

  a.back {
    display: none;
  }

  .status {
    display: flex;
    flex: none;
    margin-inline-start: auto;
    max-width: calc(100% - 2.25rem);
    overflow: hidden;
    white-space: nowrap;
  }

  .search {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-height: var(--size-control);
    margin-inline-start: calc(-1 * var(--space-1));
    padding: 0 var(--space-3);
    border: 1px solid var(--color-border);
    border-radius: var(--radius-sm);
    background: var(--color-surface);
    color: var(--color-text-muted);
    text-decoration: none;
  }

  .search:hover,
  .search[aria-current] {
    border-color: var(--color-border-strong);
    color: var(--color-text);
  }

  .live {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-height: 2.125rem;
    margin: var(--space-2) 0 0 calc(-1 * var(--space-2));
    padding: 0 var(--space-2);
    border-radius: var(--radius-sm);
    color: var(--color-text-muted);
    text-decoration: none;
  }

  .live svg {
    flex: none;
    opacity: 0.8;
  }

  .live:hover {
    background: var(--color-hover);
    color: var(--color-text);
  }

  .live[aria-current] {
    background: var(--color-selected);
    color: var(--color-text);
    font-weight: var(--font-weight-medium);
  }

  /* The background that marks it is not drawn there. */
  @media (forced-colors: active) {
    .live[aria-current]:not(:focus-visible) {
      outline: 2px solid CanvasText;
      outline-offset: -2px;
    }
  }

  @media (pointer: coarse), (max-width: 47.99rem) {
    .live {
      min-height: 2.75rem;
    }
  }

  nav {
    flex: 1;
    display: grid;
    min-height: 0;
    overflow: hidden;
  }

  .account {
    flex: none;
    display: flex;
    align-items: center;
    gap: var(--space-1);
    padding: var(--space-2) var(--space-3) calc(var(--space-2) + env(safe-area-inset-bottom)) var(--space-2);
    border-top: 1px solid var(--color-border);
  }

  .account .me {
    flex: 1;
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-width: 0;
    padding: var(--space-1) var(--space-2);
    border-radius: var(--radius-sm);
    color: inherit;
    text-decoration: none;
  }

  .account .me:hover {
    background: var(--color-hover);
  }

  .names {
    display: grid;
    min-width: 0;
    line-height: var(--line-height-tight);
  }

  .names span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .names span:first-child {
    font-weight: var(--font-weight-medium);
  }

  .content {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    background: var(--color-surface);
  }

  main {
    flex: 1;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-height: 0;
  }

  main:focus-visible {
    outline-offset: -2px;
  }

  @media (max-width: 47.99rem) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }

    .sidebar {
      border: 0;
    }

    .content {
      display: none;
      padding-top: env(safe-area-inset-top);
    }

    :host([view="detail"]) {
      grid-template-rows: auto minmax(0, 1fr);
      background: var(--color-surface);
      padding-top: env(safe-area-inset-top);
    }

    :host([view="detail"]) :is(.content, .sidebar) {
      display: contents;
      /* What stands first on a page leaves this room for the way back and the connection's sign. */
      --header-inset-start: 2.25rem;
      --header-inset-end: 1rem;
    }

    :host([view="detail"]) :is(.search, .live, nav, .account, .brand, h1) {
      display: none;
    }

    ::slotted([slot="notice"]) {
      grid-area: 1 / 1;
    }

    :host([view="detail"]) main {
      grid-area: 2 / 1;
    }

    :host([view="detail"]) header {
      grid-area: 2 / 1;
      z-index: 2;
      display: flex;
      align-items: center;
      justify-content: space-between;
      align-self: start;
      min-height: var(--size-header);
      padding: 0 var(--space-3) 0 var(--space-1);
      pointer-events: none;
    }

    :host([view="detail"]) header > * {
      pointer-events: auto;
    }

    :host([view="detail"]) a.back {
      display: inline-flex;
    }

    /* The mark alone: what it means stands in the notice, and is read to who cannot see it. */
    :host([view="detail"]) .status {
      width: 0.5rem;
      max-width: none;
    }
  }
`;
