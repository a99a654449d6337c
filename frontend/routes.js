/**
 * What the page shows, as its address says it.
 *
 * @typedef {{page: "home"}
 *   | {page: "room", room: string, seq?: number}
 *   | {page: "search", q: string, room?: string}
 *   | {page: "live"}
 *   | {page: "settings", section: string}
 *   | {page: "setup"}
 *   | {page: "sign-in"}
 *   | {page: "sign-up"}
 *   | {page: "invite", code: string}
 *   | {page: "missing"}} Route
 */

const ROOM = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * Reads an address; what names nothing of ours is "missing".
 *
 * @param {URL | Location} url
 * @returns {Route}
 */
export function parseRoute(url) {
  const [page = "", first = "", second = "", third = "", ...rest] = url.pathname.split("/").slice(1);
  if (rest.length > 0) return { page: "missing" };
  if (page === "r" && ROOM.test(first)) {
    if (second === "" && third === "") return { page: "room", room: first };
    if (second === "m" && /^[1-9]\d{0,15}$/.test(third)) return { page: "room", room: first, seq: Number(third) };
    return { page: "missing" };
  }
  if (second !== "") return { page: "missing" };
  if (page === "settings") return { page: "settings", section: first || "profile" };
  if (page === "invite" && first !== "") return { page: "invite", code: decode(first) };
  if (first !== "") return { page: "missing" };
  if (page === "search") {
    const query = new URLSearchParams(url.search);
    const room = query.get("room");
    return { page: "search", q: query.get("q") ?? "", ...(room ? { room } : {}) };
  }
  if (page === "") return { page: "home" };
  if (page === "live" || page === "setup" || page === "sign-in" || page === "sign-up") return { page };
  return { page: "missing" };
}

/**
 * The address of a route: `parseRoute` read backwards.
 *
 * @param {Route} route
 * @returns {string}
 */
export function addressOf(route) {
  switch (route.page) {
    case "room":
      return route.seq === undefined ? `/r/${route.room}` : `/r/${route.room}/m/${route.seq}`;
    case "search": {
      const query = new URLSearchParams(route.room ? { q: route.q, room: route.room } : { q: route.q });
      return `/search?${query}`;
    }
    case "settings":
      return `/settings/${route.section}`;
    case "invite":
      return `/invite/${encodeURIComponent(route.code)}`;
    case "live":
    case "setup":
    case "sign-in":
    case "sign-up":
      return `/${route.page}`;
    default:
      return "/";
  }
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
