/** @import { ReactiveController, ReactiveControllerHost } from "lit" */

/** Draws an element again when the state that it draws fires "change". @implements {ReactiveController} */
export class Watch {
  #host;
  #targets;
  #later;
  /** @type {Set<EventTarget>} */
  #watched = new Set();
  #due = false;
  #onChange = () => this.#changed();

  /**
   * @param {ReactiveControllerHost} host
   * @param {() => (EventTarget | null | undefined)[]} targets asked before every drawing
   * @param {{batched?: boolean}} [how] batched: at most once a frame
   */
  constructor(host, targets, { batched = false } = {}) {
    this.#host = host;
    this.#targets = targets;
    this.#later = batched;
    host.addController(this);
  }

  hostConnected() {
    this.#follow();
  }

  hostUpdate() {
    this.#follow();
  }

  hostDisconnected() {
    for (const target of this.#watched) target.removeEventListener("change", this.#onChange);
    this.#watched.clear();
  }

  #follow() {
    const wanted = new Set(this.#targets().filter((target) => target != null));
    for (const target of this.#watched) {
      if (wanted.has(target)) continue;
      target.removeEventListener("change", this.#onChange);
      this.#watched.delete(target);
    }
    for (const target of wanted) {
      if (this.#watched.has(target)) continue;
      target.addEventListener("change", this.#onChange);
      this.#watched.add(target);
    }
  }

  #changed() {
    if (!this.#later) {
      this.#host.requestUpdate();
      return;
    }
    if (this.#due) return;
    this.#due = true;
    const draw = () => {
      this.#due = false;
      this.#host.requestUpdate();
    };
    // A hidden page gets no frames, and has nobody to hurry for.
    if (document.hidden) setTimeout(draw, 100);
    else requestAnimationFrame(draw);
  }
}
