import { svg, html } from "lit";

/** Icons on a 24 by 24 grid, drawn with a line of 1.75. They are decoration: the name belongs to the button around them. */
const SHAPES = {
  add: svg`<path d="M12 5v14M5 12h14"/>`,
  archive: svg`<path d="M4 5h16v4H4zM5.5 9v10h13V9M10 13h4"/>`,
  back: svg`<path d="M15 5l-7 7 7 7"/>`,
  bell: svg`<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4"/>`,
  check: svg`<path d="M5 12.5l4.5 4.5L19 7"/>`,
  clock: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>`,
  close: svg`<path d="M6 6l12 12M18 6L6 18"/>`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2.5"/><path d="M5 15H4.5A1.5 1.5 0 0 1 3 13.5v-9A1.5 1.5 0 0 1 4.5 3h9A1.5 1.5 0 0 1 15 4.5V5"/>`,
  device: svg`<rect x="3.5" y="4.5" width="17" height="11.5" rx="2"/><path d="M9 20h6M12 16v4"/>`,
  down: svg`<path d="M12 5v14M6 13l6 6 6-6"/>`,
  edit: svg`<path d="M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z"/>`,
  emoji: svg`<circle cx="12" cy="12" r="8.5"/><path d="M8.5 14a4.2 4.2 0 0 0 7 0M9 9.5v.5M15 9.5v.5"/>`,
  hash: svg`<path d="M9.5 4L7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16"/>`,
  hide: svg`<path d="M4 4l16 16M9.9 5.9A9.6 9.6 0 0 1 12 5.6c4.6 0 7.8 3.6 9 6.4a13 13 0 0 1-2.7 3.8M6.3 7.6A13 13 0 0 0 3 12c1.2 2.8 4.4 6.4 9 6.4a9.3 9.3 0 0 0 4.1-.95M10 10a2.8 2.8 0 0 0 4 4"/>`,
  info: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 7.800v.2"/>`,
  invite: svg`<circle cx="10" cy="8.5" r="4"/><path d="M2.5 20c.5-3.9 3.5-6 7.5-6 1.4 0 2.7.25 3.8.75M18.5 14.5v6M15.5 17.5h6"/>`,
  key: svg`<circle cx="8" cy="15.5" r="4"/><path d="M11 12.500L19.5 4M16 7.500l3 3"/>`,
  leave: svg`<path d="M14 4.500H6.500A1.5 1.5 0 0 0 5 6v12a1.5 1.5 0 0 0 1.5 1.500H14M10.5 12H21M17.5 8.500L21 12l-3.5 3.5"/>`,
  link: svg`<path d="M10 14a4.2 4.2 0 0 0 6 0l3-3a4.24 4.24 0 0 0-6-6l-1.5 1.500M14 10a4.2 4.2 0 0 0-6 0l-3 3a4.24 4.24 0 0 0 6 6l1.5-1.5"/>`,
  lock: svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8 10.500V8a4 4 0 0 1 8 0v2.5"/>`,
  moon: svg`<path d="M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z"/>`,
  more: svg`<path d="M5.5 12h.010M12 12h.010M18.5 12h.01" stroke-width="2.6"/>`,
  people: svg`<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.500c.4-3.4 3-5.5 6.5-5.500s6.1 2.1 6.5 5.500M15.5 5.300a3.5 3.5 0 0 1 0 6.4M17.8 14.500c2.2.7 3.5 2.5 3.7 5"/>`,
  pause: svg`<path d="M9 5.500v13M15 5.500v13"/>`,
  person: svg`<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20c.5-3.9 3.5-6 7.5-6s7 2.1 7.5 6"/>`,
  play: svg`<path d="M8 5.500l10.500 6.500L8 18.500z"/>`,
  pulse: svg`<path d="M3 12.500h4.500L10 6l4 12.500 2.500-6H21"/>`,
  reply: svg`<path d="M9.5 6L4 11.5 9.5 17M4 11.500h9.500a6 6 0 0 1 6 6V19"/>`,
  retry: svg`<path d="M19.5 12a7.5 7.5 0 1 1-2.3-5.400M19.5 4v4.500H15"/>`,
  search: svg`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>`,
  send: svg`<path d="M4.5 4.500L20.5 12l-16 7.5 2-7.500zM6.5 12h7"/>`,
  settings: svg`<path d="M4 7.500h9M17.5 7.500H20M4 16.500h2.500M11 16.500h9"/><circle cx="15.25" cy="7.5" r="2.25"/><circle cx="8.75" cy="16.5" r="2.25"/>`,
  show: svg`<path d="M3 12c1.2-2.8 4.4-6.4 9-6.4s7.8 3.6 9 6.4c-1.2 2.8-4.4 6.4-9 6.4S4.2 14.8 3 12z"/><circle cx="12" cy="12" r="2.8"/>`,
  speak: svg`<path d="M4.5 10v4H8l4.500 4V6L8 10zM16 9a4.200 4.200 0 0 1 0 6M18.500 6.500a7.800 7.800 0 0 1 0 11"/>`,
  sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M5.3 18.700l1.4-1.400M17.3 6.700l1.4-1.4"/>`,
  trash: svg`<path d="M4.5 6.500h15M9.5 6.500V4h5v2.500M6.5 6.500l1 13.500h9l1-13.500M10.5 10.500v6M13.5 10.500v6"/>`,
  undo: svg`<path d="M8 5L3.5 9.5 8 14M3.5 9.500H14a5.5 5.5 0 0 1 0 11h-3"/>`,
  warning: svg`<path d="M12 4L2.8 19.500h18.400zM12 10v4.500M12 17v.2"/>`,
};

/** @typedef {keyof typeof SHAPES} IconName */

/**
 * An icon, as large as the text's line unless `size` says otherwise.
 *
 * @param {IconName} name
 * @param {number} [size] pixels
 */
export function icon(name, size = 20) {
  return html`<svg
    aria-hidden="true"
    focusable="false"
    width=${size}
    height=${size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${SHAPES[name]}
  </svg>`;
}

/** The application's sign. @param {number} [size] pixels */
export function logo(size = 28) {
  return html`<svg aria-hidden="true" focusable="false" width=${size} height=${size} viewBox="0 0 32 32">
    <rect width="32" height="32" rx="9" fill="#3f51c9" />
    <path d="M10 11.5h8.5a4.5 4.5 0 0 1 0 9H17" fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" />
    <circle cx="10" cy="11.5" r="3" fill="#fff" />
    <circle cx="15" cy="20.5" r="3" fill="#fff" />
  </svg>`;
}
