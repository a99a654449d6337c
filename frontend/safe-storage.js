/** @returns {Pick<Storage, "getItem" | "setItem" | "removeItem">} what keeps nothing where the browser allows no storage */
export function safeStorage() {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  }
}
