/**
 * Why the server said no (RFC 9457, protocol section 3), or that it could not be asked (`status` 0, `code` "offline").
 */
export class Problem extends Error {
  /**
   * @param {number} status the HTTP status; 0 if there was no answer
   * @param {{code?: string, detail?: string, retryAfter?: number}} [members]
   */
  constructor(status, { code, detail, retryAfter } = {}) {
    super(detail ?? `The server answered with status ${status}.`);
    this.name = "Problem";
    this.status = status;
    this.code = code ?? (status >= 500 ? "unavailable" : "invalid");
    this.detail = this.message;
    /** Seconds to wait before asking again; undefined if the server named none. */
    this.retryAfter = retryAfter;
  }
}

/** Calls after which the session, and with it the CSRF token, is another one. */
const CHANGES_SESSION = /^\/api\/(session|setup|users)$/;

/**
 * The server's REST interface (protocol section 6), with the session cookie. Sends the CSRF header on every write. Fires
 * "signed-out" when a call is refused because nobody is signed in; signing in itself does not count.
 */
export class Api extends EventTarget {
  #fetch;
  /** @type {Promise<{headerName: string, token: string}> | undefined} */
  #csrf;

  /** @param {typeof globalThis.fetch} [fetch] */
  constructor(fetch = (input, init) => globalThis.fetch(input, init)) {
    super();
    this.#fetch = fetch;
  }

  /**
   * @param {string} path
   * @param {Record<string, string>} [headers]
   * @returns {Promise<any>} the answer's JSON
   */
  get(path, headers) {
    return this.#call("GET", path, undefined, headers);
  }

  /**
   * @param {string} path
   * @param {unknown} [body] sent as JSON
   * @param {Record<string, string>} [headers]
   * @returns {Promise<any>} the answer's JSON; undefined if it has none
   */
  post(path, body, headers) {
    return this.#call("POST", path, body, headers);
  }

  /**
   * @param {string} path
   * @param {unknown} [body]
   * @param {Record<string, string>} [headers]
   * @returns {Promise<any>}
   */
  put(path, body, headers) {
    return this.#call("PUT", path, body, headers);
  }

  /**
   * @param {string} path
   * @param {unknown} [body]
   * @param {Record<string, string>} [headers]
   * @returns {Promise<any>}
   */
  patch(path, body, headers) {
    return this.#call("PATCH", path, body, headers);
  }

  /**
   * @param {string} path
   * @param {unknown} [body]
   * @param {Record<string, string>} [headers]
   * @returns {Promise<any>}
   */
  delete(path, body, headers) {
    return this.#call("DELETE", path, body, headers);
  }

  /**
   * The header that writes and CONNECT carry, asked for once a session.
   *
   * @returns {Promise<{headerName: string, token: string}>}
   */
  csrf() {
    if (!this.#csrf) {
      const asked = this.#send("GET", "/api/csrf", undefined, {}).then((response) => response.json());
      this.#csrf = asked;
      asked.catch(() => {
        if (this.#csrf === asked) this.#csrf = undefined;
      });
    }
    return this.#csrf;
  }

  /** Asks for a new CSRF token next time: the session may be another one now. */
  forgetCsrf() {
    this.#csrf = undefined;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} body
   * @param {Record<string, string>} [headers]
   */
  async #call(method, path, body, headers = {}) {
    try {
      const response = method === "GET" ? await this.#send(method, path, body, headers) : await this.#write(method, path, body, headers);
      if (method !== "GET" && CHANGES_SESSION.test(path)) this.forgetCsrf();
      const text = await response.text();
      return text === "" ? undefined : JSON.parse(text);
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) {
        this.forgetCsrf();
        if (!(method === "POST" && path === "/api/session")) this.dispatchEvent(new Event("signed-out"));
      }
      throw problem;
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} body
   * @param {Record<string, string>} headers
   */
  async #write(method, path, body, headers) {
    const known = this.#csrf !== undefined;
    const { headerName, token } = await this.csrf();
    try {
      return await this.#send(method, path, body, { ...headers, [headerName]: token });
    } catch (problem) {
      // A token kept from before may be of a session that has ended since; what was refused had no effect.
      const stale = known && problem instanceof Problem && problem.status === 403 && problem.detail.includes(headerName);
      if (!stale) throw problem;
      this.forgetCsrf();
      const fresh = await this.csrf();
      return this.#send(method, path, body, { ...headers, [fresh.headerName]: fresh.token });
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} body
   * @param {Record<string, string>} headers
   */
  async #send(method, path, body, headers) {
    /** @type {Response} */
    let response;
    try {
      response = await this.#fetch(path, {
        method,
        credentials: "same-origin",
        headers: {
          accept: "application/json",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new Problem(0, { code: "offline", detail: "The server cannot be reached." });
    }
    if (!response.ok) throw await refusal(response);
    return response;
  }
}

/** @param {Response} response */
async function refusal(response) {
  /** @type {{code?: string, detail?: string, retryAfter?: number}} */
  let members = {};
  try {
    members = await response.json();
  } catch {
    // Something before our server answered: the status has to do.
  }
  const header = Number(response.headers.get("retry-after"));
  return new Problem(response.status, {
    code: members.code,
    detail: members.detail,
    retryAfter: members.retryAfter ?? (header > 0 ? header : undefined),
  });
}

export const api = new Api();
