import { css } from "lit";

/** What every component starts from: box sizes, the focus ring, text for screen readers only. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host {
    font-family: var(--font-family);
    font-size: var(--font-size-md);
    line-height: var(--line-height);
    color: var(--color-text);
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  :focus {
    outline: none;
  }

  :focus-visible {
    outline: var(--focus-ring);
    outline-offset: 2px;
  }

  h1,
  h2,
  h3,
  p {
    margin: 0;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }

  h1 {
    font-size: var(--font-size-xl);
    line-height: var(--line-height-tight);
    font-weight: var(--font-weight-bold);
    letter-spacing: -0.01em;
  }

  h2 {
    font-size: var(--font-size-lg);
    line-height: var(--line-height-tight);
    font-weight: var(--font-weight-bold);
  }

  h3 {
    font-size: var(--font-size-md);
    font-weight: var(--font-weight-bold);
  }

  a {
    color: var(--color-accent);
  }

  .muted {
    color: var(--color-text-muted);
  }

  .small {
    font-size: var(--font-size-sm);
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    padding: 0;
    border: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/**
 * Buttons: plain `<button>` is quiet, `.primary` is the one thing to do, `.danger` cannot be taken back, `.icon` holds an icon
 * only (and needs an aria-label), `.link` reads as a link.
 */
export const buttons = css`
  button,
  a.button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: var(--size-control);
    min-width: 1.5rem;
    padding: 0 var(--space-4);
    border: 1px solid var(--color-border);
    border-radius: var(--radius-sm);
    background: var(--color-surface-raised);
    color: var(--color-text);
    font: inherit;
    font-weight: var(--font-weight-medium);
    line-height: var(--line-height-tight);
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition: background-color var(--duration-fast);
  }

  button:hover,
  a.button:hover {
    background-image: linear-gradient(var(--color-hover), var(--color-hover));
  }

  button:disabled,
  button[aria-disabled="true"] {
    opacity: 0.55;
    cursor: default;
  }

  button.primary,
  a.button.primary {
    border-color: transparent;
    background: var(--color-accent);
    color: var(--color-accent-text);
  }

  button.primary:hover:not(:disabled),
  a.button.primary:hover {
    background: var(--color-accent-hover);
  }

  button.danger {
    color: var(--color-danger);
  }

  button.danger.primary {
    background: var(--color-danger);
    color: var(--color-danger-text);
  }

  button.quiet,
  a.button.quiet,
  button.icon,
  a.button.icon {
    border-color: transparent;
    background-color: transparent;
  }

  button.icon,
  a.button.icon {
    width: var(--size-control);
    padding: 0;
    color: var(--color-text-muted);
  }

  button.icon:hover,
  a.button.icon:hover {
    color: var(--color-text);
  }

  button.link {
    min-height: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--color-accent);
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
`;

/** Fields: a `<label>`, the control below it, and `.hint` or `.error` below that, each in a `.field`. */
export const fields = css`
  .field {
    display: grid;
    gap: var(--space-1);
    min-width: 0;
  }

  label,
  legend,
  .label {
    padding: 0;
    font-size: var(--font-size-sm);
    font-weight: var(--font-weight-medium);
  }

  fieldset {
    display: grid;
    gap: var(--space-2);
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    margin-bottom: var(--space-1);
  }

  input:not([type="checkbox"], [type="radio"]),
  select,
  textarea {
    width: 100%;
    min-height: var(--size-control);
    padding: var(--space-1) var(--space-3);
    border: 1px solid var(--color-border-strong);
    border-radius: var(--radius-sm);
    background: var(--color-surface);
    color: var(--color-text);
    font: inherit;
  }

  input::placeholder,
  textarea::placeholder {
    color: var(--color-text-muted);
    opacity: 1;
  }

  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    outline-offset: 0;
    border-color: var(--color-accent);
  }

  input[aria-invalid="true"] {
    border-color: var(--color-danger);
  }

  input[type="checkbox"],
  input[type="radio"] {
    flex: none;
    width: 1.125rem;
    height: 1.125rem;
    margin: 0;
    accent-color: var(--color-accent);
  }

  .choice {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-height: 1.5rem;
    font-size: var(--font-size-md);
    font-weight: inherit;
    cursor: pointer;
  }

  .hint {
    font-size: var(--font-size-sm);
    color: var(--color-text-muted);
  }

  .error {
    display: flex;
    gap: var(--space-2);
    font-size: var(--font-size-sm);
    font-weight: var(--font-weight-medium);
    color: var(--color-danger);
  }

  .notice {
    padding: var(--space-3) var(--space-4);
    border-radius: var(--radius-sm);
    background: var(--color-danger-bg);
    color: var(--color-danger);
    font-size: var(--font-size-sm);
    font-weight: var(--font-weight-medium);
  }

  /* What only screen readers hear, and what says nothing, takes no room in a form. */
  [role="alert"]:empty,
  [role="alert"]:has(> .visually-hidden:only-child) {
    position: absolute;
  }

  .notice.success {
    background: var(--color-success-bg);
    color: var(--color-success);
  }

  .notice.warning {
    background: var(--color-warning-bg);
    color: var(--color-warning);
  }
`;

/** The button inside a password field. */
export const passwordStyles = css`
  .password {
    position: relative;
  }

  .password input:not([type="checkbox"], [type="radio"]) {
    padding-inline-end: calc(var(--size-control) + var(--space-1));
  }

  .password input::-ms-reveal {
    display: none;
  }

  .password button.icon {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    min-height: 0;
    height: 100%;
  }

  .password button.icon:focus-visible {
    outline-offset: -3px;
  }

  .password button[aria-pressed="true"] .hidden-now,
  .password button[aria-pressed="false"] .shown-now {
    display: none;
  }

  .password span {
    display: grid;
  }
`;
