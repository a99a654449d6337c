/** @import { Chat } from "./chat.js" */

/** Looking away for less than this changes nothing. */
const BLINK_MS = 5000;

/** A clock that jumps further than this between two looks at it has slept. */
const SLEEP_MS = 10_000;

/** After a sleep the connection is to be known dead or alive within 2 s, of which the answer may take 1.5. */
const LOOK_EVERY_MS = 400;

/**
 * Lets the chat know what happens to the window: focus, sleep, network.
 *
 * @param {Chat} chat
 * @returns {() => void} stops watching
 */
export function watchWindow(chat) {
  let hiddenAt = document.hidden ? Date.now() : 0;
  let lookedAt = Date.now();
  const stop = new AbortController();
  const { signal } = stop;
  const focus = () => chat.current?.position.focus(document.hasFocus() && !document.hidden);
  const doubt = () => void chat.connection.probe();

  addEventListener("focus", focus, { signal });
  addEventListener("blur", focus, { signal });
  addEventListener("online", () => (chat.connection.state === "online" ? doubt() : chat.connection.tryNow()), { signal });
  addEventListener("offline", doubt, { signal });
  addEventListener("pageshow", (event) => event.persisted && doubt(), { signal });
  document.addEventListener(
    "visibilitychange",
    () => {
      focus();
      if (document.hidden) hiddenAt = Date.now();
      else if (Date.now() - hiddenAt > BLINK_MS) doubt();
    },
    { signal },
  );
  chat.addEventListener("change", focus, { signal });
  const clock = setInterval(() => {
    const now = Date.now();
    if (now - lookedAt > LOOK_EVERY_MS + SLEEP_MS && !document.hidden) doubt();
    lookedAt = now;
  }, LOOK_EVERY_MS);
  signal.addEventListener("abort", () => clearInterval(clock));
  focus();
  return () => stop.abort();
}
