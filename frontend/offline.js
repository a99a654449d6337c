/** When everything that the page needs has been asked for, in milliseconds after it was loaded. */
const SETTLED_MS = 4000;

/**
 * Has the application's files kept, so that it opens without a network too.
 *
 * @param {() => void} onUpdate called when a newer version is ready: it is shown once the page is loaded again
 */
export function openOffline(onUpdate) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  serviceWorker.addEventListener("message", (event) => {
    if (event.data?.type === "updated") onUpdate();
  });
  setTimeout(async () => {
    try {
      await serviceWorker.register("/service-worker.js");
      const { active } = await serviceWorker.ready;
      active?.postMessage({ type: "keep", paths: ownFiles() });
    } catch {
      // Private windows may forbid it: then it opens with a network only.
    }
  }, SETTLED_MS);
}

function ownFiles() {
  return performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && /\.(js|css|svg)$/.test(pathname) && !pathname.startsWith("/api/"))
    .map(({ pathname }) => pathname);
}
