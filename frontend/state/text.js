/**
 * @typedef {{kind: "text" | "link" | "mention", text: string, href?: string}} Piece
 */

/** A web address, without the punctuation that ends a sentence, or a user name after an at sign. */
const INTERESTING = /(?<link>\bhttps?:\/\/[^\s<>"'`]+)|(?<before>^|[^\p{L}\p{N}_@./-])(?<mention>@[\p{L}\p{N}][\p{L}\p{N}._-]*)/giu;

/**
 * Takes a message's text apart into what is drawn differently. Only http and https addresses become links.
 *
 * @param {string} text
 * @returns {Piece[]}
 */
export function pieces(text) {
  /** @type {Piece[]} */
  const found = [];
  let from = 0;
  /** @param {number} until */
  const plain = (until) => {
    if (until > from) found.push({ kind: "text", text: text.slice(from, until) });
  };
  for (const match of text.matchAll(INTERESTING)) {
    const groups = /** @type {Record<string, string | undefined>} */ (match.groups);
    if (groups.link) {
      const address = trimmed(groups.link);
      const href = safeAddress(address);
      if (!href) continue;
      plain(match.index);
      found.push({ kind: "link", text: address, href });
      from = match.index + address.length;
    } else if (groups.mention) {
      const start = match.index + (groups.before?.length ?? 0);
      const mention = groups.mention.replace(/[._-]+$/, "");
      plain(start);
      found.push({ kind: "mention", text: mention });
      from = start + mention.length;
    }
  }
  plain(text.length);
  return found;
}

/**
 * Marks what a search has found: matches of the words of a query, ignoring case and accents, as the server does roughly.
 *
 * @param {string} text
 * @param {string} query
 * @returns {{text: string, hit: boolean}[]}
 */
export function hits(text, query) {
  const words = query
    .split(/[\s"]+/)
    .map(folded)
    .filter((word) => word !== "");
  const marks = new Uint8Array(text.length);
  const { flat, origins } = foldedWithOrigins(text);
  for (const word of words) {
    for (let at = flat.indexOf(word); at >= 0; at = flat.indexOf(word, at + 1)) {
      for (let i = origins[at]; i < (origins[at + word.length] ?? text.length); i++) marks[i] = 1;
    }
  }
  /** @type {{text: string, hit: boolean}[]} */
  const parts = [];
  for (let start = 0, i = 1; i <= text.length; i++) {
    if (i < text.length && marks[i] === marks[start]) continue;
    parts.push({ text: text.slice(start, i), hit: marks[start] === 1 });
    start = i;
  }
  return parts;
}

/** @param {string} text */
function folded(text) {
  return foldedWithOrigins(text).flat;
}

/**
 * @param {string} text
 * @returns {{flat: string, origins: number[]}} the text without case and accents, and where each of its characters comes from
 */
function foldedWithOrigins(text) {
  let flat = "";
  /** @type {number[]} */
  const origins = [];
  let at = 0;
  for (const character of text) {
    const plain = character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
    for (let i = 0; i < plain.length; i++) origins.push(at);
    flat += plain;
    at += character.length;
  }
  return { flat, origins };
}

/** @param {string} address */
function trimmed(address) {
  let end = address.length;
  for (;;) {
    const last = address[end - 1];
    if (last === ")" && count(address.slice(0, end), "(") >= count(address.slice(0, end), ")")) break;
    if (!/[.,;:!?)\]}»”’*_~]/u.test(last ?? "x")) break;
    end--;
  }
  return address.slice(0, end);
}

/**
 * @param {string} text
 * @param {string} character
 */
function count(text, character) {
  return text.split(character).length - 1;
}

/** @param {string} address */
function safeAddress(address) {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}
