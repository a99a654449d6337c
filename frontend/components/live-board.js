import { LitElement, html } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { newsOf } from "./news.js";
import { ShownChannels } from "./shown-channels.js";
import { Watch } from "./watch.js";

/** @import { Value } from "../state/live-values.js" */

/** What every board of the Live page is. Attribute `old`: not of now. */
export class LiveBoard extends LitElement {
  static properties = { live: { attribute: false }, old: { type: Boolean, reflect: true } };

  constructor() {
    super();
    /** @type {import("../live.js").Live} */
    this.live = /** @type {any} */ (null);
    this.old = false;
    new Watch(this, () => [this.live?.values, this.live?.alerts]);
    new ShownChannels(this);
  }

  /**
   * The heading, which names what stands below it, and of when that is.
   *
   * @param {string} title
   * @param {readonly Value[]} shown
   */
  heading(title, shown) {
    return html`<div class="head"><h2 id="heading">${title}</h2>${newsOf(this.live.values, shown)}</div>`;
  }

  /**
   * Each value, drawn anew when it has changed, or its alert has.
   *
   * @param {readonly Value[]} shown
   * @param {(value: Value) => unknown} draw
   */
  each(shown, draw) {
    return repeat(
      shown,
      ({ name }) => name,
      (value) => guard([value.name, value.version, this.live.alerts.of(value.name)], () => draw(value)),
    );
  }
}
