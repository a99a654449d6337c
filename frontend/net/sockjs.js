/** @type {Promise<any> | undefined} */
let loading;

/**
 * Opens a SockJS session over plain HTTP; the library is fetched the first time that it is needed.
 *
 * @param {string} url of the endpoint, http: or https:
 * @returns {Promise<any>} what works like a WebSocket
 */
export async function openSockJs(url) {
  loading ??= load();
  try {
    const SockJS = await loading;
    return new SockJS(url, null, { transports: ["xhr-streaming", "xhr-polling"], timeout: 5000 });
  } catch (failure) {
    loading = undefined;
    throw failure;
  }
}

function load() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/webjars/sockjs-client/sockjs.min.js";
    script.onload = () => resolve(/** @type {any} */ (globalThis).SockJS);
    script.onerror = () => {
      script.remove();
      reject(new Error("SockJS cannot be loaded"));
    };
    document.head.append(script);
  });
}
