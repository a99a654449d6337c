import { showToast } from "./components/toast-list.js";
import { written } from "./state/live-shapes.js";

/** @import { Live } from "./live.js" */
/** @import { Alert } from "./state/alerts.js" */
/** @import { Notice } from "./state/server-notices.js" */

/**
 * Tells what the server has to say to everybody, and which alerts were reached, wherever one is in the application.
 *
 * @param {Live} live
 */
export function tellWhatIsNew(live) {
  live.notices.addEventListener("told", (event) => {
    const { notices, missed } = /** @type {CustomEvent<{notices: Notice[], missed: number}>} */ (event).detail;
    for (const notice of notices) tell(notice);
    if (missed > 0) tellMissed(missed);
  });
  live.alerts.addEventListener("reached", (event) => {
    const { alert, number } = /** @type {CustomEvent<{alert: Alert, number: number}>} */ (event).detail;
    const way = alert.rising ? "risen" : "fallen";
    const text = `${alert.label} has ${way} to ${written(number, 2)}. Your alert was at ${written(alert.limit, 2)}.`;
    showToast(window, { text, stay: true, action: "Show", href: "/live" });
  });
}

/** @param {Notice} notice */
function tell({ title, text, level, link }) {
  showToast(window, { title, text, kind: level, stay: true, ...(link ? { action: "Show", href: link } : {}) });
}

/** @param {number} missed */
function tellMissed(missed) {
  const onAction = () => document.body.dispatchEvent(new CustomEvent("notices"));
  showToast(window, { text: `The server has told ${missed} notices since you were here.`, stay: true, action: "Read", onAction });
}
