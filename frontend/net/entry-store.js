/** @import { Entry } from "../state/outbox.js" */

/**
 * Keeps one person's outbox in IndexedDB.
 *
 * @param {string} user
 * @returns {{all: () => Promise<Entry[]>, put: (entry: Entry) => Promise<void>, delete: (id: string) => Promise<void>}}
 */
export function entryStore(user) {
  /** @type {Promise<IDBDatabase> | undefined} */
  let opening;
  const database = () => {
    opening ??= open(`switchboard-outbox-${user}`).catch((failure) => {
      opening = undefined;
      throw failure;
    });
    return opening;
  };
  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
   * @returns {Promise<T>}
   */
  const run = async (mode, ask) => {
    const transaction = (await database()).transaction("entries", mode);
    const request = ask(transaction.objectStore("entries"));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    all: () => run("readonly", (store) => store.getAll()),
    put: async (entry) => void (await run("readwrite", (store) => store.put(entry))),
    delete: async (id) => void (await run("readwrite", (store) => store.delete(id))),
  };
}

/**
 * @param {string} name
 * @returns {Promise<IDBDatabase>}
 */
function open(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("entries", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("Another page holds an older outbox"));
  });
}
