// Keeps the application's own files, so that it opens at once, and without a network too. What is kept is one consistent set: a
// newer one is fetched whole while the page runs, takes the old one's place at once, and is shown from the next load on.

/** The cache that names the set in use, under CURRENT. */
const BOOK = "switchboard-book";
const CURRENT = "/current";
const PAGE = "/index.html";

/** What is asked of the server each time. */
const LIVE = /^\/(api|ws|actuator|examples)(\/|$)/;

/** The types of this scope are those of a page otherwise. @type {any} */
const worker = self;

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin || LIVE.test(url.pathname)) return;
  event.respondWith(answer(request));
});
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data?.type === "keep") event.waitUntil(keep(event.data.paths).catch(() => {}));
});

/** @param {Request} request @returns {Promise<Response>} */
async function answer(request) {
  const set = await currentSet();
  const kept = await set?.match(request.mode === "navigate" ? PAGE : request);
  return kept ?? fetch(request);
}

/** @returns {Promise<Cache | undefined>} */
async function currentSet() {
  const name = await currentName();
  return name === undefined ? undefined : caches.open(name);
}

async function currentName() {
  const book = await caches.open(BOOK);
  return (await book.match(CURRENT))?.text();
}

/** @type {Promise<void> | undefined} */
let keeping;

/**
 * Fetches the set that the page uses now, and keeps it if it is another one than before.
 *
 * @param {string[]} paths
 */
function keep(paths) {
  keeping ??= keepNow(paths).finally(() => (keeping = undefined));
  return keeping;
}

/** @param {string[]} paths */
async function keepNow(paths) {
  const oldName = await currentName();
  const old = await currentSet();
  const fetched = await Promise.all([...new Set([PAGE, ...paths])].map(fresh));
  if (fetched.some(([, response]) => /no-store/.test(response.headers.get("cache-control") ?? ""))) {
    // Somebody is at work on the files themselves.
    await caches.delete(BOOK);
    if (oldName !== undefined) await caches.delete(oldName);
    return;
  }
  const same = await Promise.all(fetched.map(async ([path, response]) => old && (await sameText(await old.match(path), response.clone()))));
  if (same.every(Boolean)) return;
  const name = `switchboard-files-${Date.now()}`;
  const set = await caches.open(name);
  await Promise.all(fetched.map(([path, response]) => set.put(path, response)));
  await (await caches.open(BOOK)).put(CURRENT, new Response(name));
  if (oldName === undefined) return;
  await caches.delete(oldName);
  // What was only added is no update: the page has it already.
  if (same.some((unchanged) => unchanged === false)) {
    for (const client of await worker.clients.matchAll()) client.postMessage({ type: "updated" });
  }
}

/**
 * @param {string} path
 * @returns {Promise<[string, Response]>} rejects unless the server has it: a half set is not kept
 */
async function fresh(path) {
  const response = await fetch(path, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${path} gave ${response.status}`);
  return [path, response];
}

/**
 * @param {Response | undefined} kept
 * @param {Response} response
 * @returns {Promise<boolean | null>} null if nothing was kept
 */
async function sameText(kept, response) {
  return kept === undefined ? null : (await kept.text()) === (await response.text());
}
