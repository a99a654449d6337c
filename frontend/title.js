const NAME = "Switchboard";

const icon = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel="icon"]'));
const plainIcon = icon.href;
let shownMentions = 0;

/**
 * Says in the title, on the icon and on the application's badge where one is and how many messages name one.
 *
 * @param {string | undefined} place what stands before the application's name
 * @param {number} mentions
 */
export function showTitle(place, mentions) {
  const title = place ? `${place} – ${NAME}` : NAME;
  document.title = mentions > 0 ? `(${mentions}) ${title}` : title;
  if (mentions === shownMentions) return;
  shownMentions = mentions;
  icon.href = mentions > 0 ? badge(mentions) : plainIcon;
  const told = mentions > 0 ? navigator.setAppBadge?.(mentions) : navigator.clearAppBadge?.();
  told?.catch(() => {
    // The application is not installed: there is no badge to set.
  });
}

/** @param {number} count */
function badge(count) {
  const text = count > 9 ? "9+" : String(count);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#3f51c9"/><text x="16" y="23.5" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="${text.length > 1 ? 17 : 21}" fill="#fff">${text}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
