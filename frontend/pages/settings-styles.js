import { css } from "lit";

/** What the sections of the settings share. */
export const sections = css`
  :host {
    display: grid;
    gap: var(--space-6);
    align-content: start;
  }

  .intro {
    color: var(--color-text-muted);
  }

  .head {
    display: grid;
    gap: var(--space-1);
  }

  .new {
    display: grid;
    gap: var(--space-4);
    padding: var(--space-5);
    border: 1px solid var(--color-border);
    border-radius: var(--radius-md);
    background: var(--color-bg);
  }

  .failed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-3);
  }

  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
    gap: var(--space-4);
    align-items: start;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  ul.rows {
    margin: 0;
    padding: 0;
    list-style: none;
    border: 1px solid var(--color-border);
    border-radius: var(--radius-md);
    overflow: hidden;
  }

  ul.rows li {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    padding: var(--space-3) var(--space-4);
  }

  ul.rows li + li {
    border-top: 1px solid var(--color-border);
  }

  ul.rows .what {
    flex: 1;
    display: grid;
    min-width: 0;
  }

  ul.rows .what > span {
    overflow-wrap: anywhere;
  }

  ul.rows .title {
    font-weight: var(--font-weight-medium);
  }

  ul.rows .mark {
    display: grid;
    flex: none;
    color: var(--color-text-muted);
  }

  .tag {
    display: inline-block;
    padding: 0 var(--space-2);
    border-radius: 1rem;
    background: var(--color-selected);
    color: var(--color-text);
    font-size: var(--font-size-sm);
    font-weight: var(--font-weight-medium);
    white-space: nowrap;
  }

  .tag.off {
    background: var(--color-danger-bg);
    color: var(--color-danger);
  }

  .empty {
    padding: var(--space-6) var(--space-4);
    border: 1px dashed var(--color-border);
    border-radius: var(--radius-md);
    color: var(--color-text-muted);
    text-align: center;
  }

  @media (max-width: 30rem) {
    ul.rows li.wrap {
      flex-wrap: wrap;
    }

    ul.rows li.wrap .actions {
      flex-basis: 100%;
    }
  }
`;
