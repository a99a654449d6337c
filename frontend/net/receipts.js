/**
 * @typedef {object} Expected
 * @property {(headers: Record<string, string>) => void} resolve with the RECEIPT's headers
 * @property {(failure: unknown) => void} reject with a problem if the server refused, with an Error if nobody will ever know
 * @property {number} [within] how long the answer may take, in milliseconds; without it, as long as the connection lasts
 * @property {() => void} [onSilence] it took longer
 */

/** The answers that are expected on one connection, by the receipt that was asked for. */
export class Receipts {
  /** @type {Map<string, Expected & {timer: ReturnType<typeof setTimeout> | undefined}>} */
  #expected = new Map();
  #next = 1;

  /**
   * @param {Expected} expected
   * @returns {string} the receipt to ask for
   */
  expect(expected) {
    const receipt = `r${this.#next++}`;
    const { within, onSilence } = expected;
    const silence = () => {
      this.#expected.delete(receipt);
      onSilence?.();
    };
    this.#expected.set(receipt, { ...expected, timer: within === undefined ? undefined : setTimeout(silence, within) });
    return receipt;
  }

  /** @param {Record<string, string>} headers of a RECEIPT */
  came(headers) {
    this.#take(headers["receipt-id"])?.resolve(headers);
  }

  /**
   * @param {Record<string, any>} problem
   * @returns {boolean} whether it is the answer to something expected
   */
  refused(problem) {
    const expected = this.#take(problem["receipt-id"]);
    expected?.reject(problem);
    return expected !== undefined;
  }

  /** The connection is gone, and with it every answer. */
  lose() {
    for (const receipt of [...this.#expected.keys()]) this.#take(receipt)?.reject(new Error("The connection was lost"));
  }

  /** @param {string | undefined} receipt */
  #take(receipt) {
    const expected = this.#expected.get(receipt ?? "");
    if (!expected) return undefined;
    this.#expected.delete(receipt ?? "");
    clearTimeout(expected.timer);
    return expected;
  }
}

/** @param {unknown} failure @returns {boolean} whether it is a server's refusal */
export function isProblem(failure) {
  return Boolean(/** @type {{code?: string}} */ (failure)?.code);
}
