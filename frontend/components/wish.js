/**
 * Fires the event that names a wish, and waits for its answer (see wishes.js).
 *
 * @param {EventTarget} host
 * @param {string} name
 * @param {Record<string, unknown>} [detail]
 * @returns {Promise<any>} rejects with the problem if the wish is refused
 */
export function wish(host, name, detail = {}) {
  const answer = new Promise((resolve, reject) => {
    host.dispatchEvent(new CustomEvent(name, { detail: { ...detail, resolve, reject }, bubbles: true, composed: true }));
  });
  answer.catch(() => {});
  return answer;
}
