import { RemoteList, Tasks } from "./state/settings.js";

/** @typedef {import("./net/api.js").Api} Api */
/** @typedef {import("./state/session.js").Session} Session */

/**
 * The settings of one signed-in person: joins their lists with the network and answers the wishes of `<settings-page>` and
 * `<invite-dialog>`. Fires "change" after every change of a list or a task, and "signed-out" when this session was ended here.
 */
export class Settings extends EventTarget {
  /** @type {RemoteList<import("./state/settings.js").SignedInDevice>} */
  sessions = new RemoteList();
  /** @type {RemoteList<import("./state/settings.js").AccessToken>} */
  tokens = new RemoteList();
  /** @type {RemoteList<import("./state/settings.js").Invitation>} */
  invitations = new RemoteList();
  /** @type {RemoteList<import("./state/settings.js").AccountEntry>} */
  people = new RemoteList();
  tasks = new Tasks();

  #api;
  #section = "";
  #wanted = "";
  #session;

  /**
   * @param {Api} api
   * @param {Session} session
   */
  constructor(api, session) {
    super();
    this.#api = api;
    this.#session = session;
    for (const state of [this.sessions, this.tokens, this.invitations, this.people, this.tasks]) {
      state.addEventListener("change", () => this.dispatchEvent(new Event("change")));
    }
  }

  /**
   * Reads what a section shows, when it is come to.
   *
   * @param {string} section
   */
  async open(section) {
    if (section === this.#section) return;
    this.#section = section;
    this.tasks.forget("create-token");
    this.tasks.forget("create-invitation");
    this.tasks.forget("rename");
    await this.reload();
  }

  /** No section is on the page. */
  close() {
    this.#section = "";
  }

  /** Reads once more what the section on the page shows. */
  async reload() {
    const section = this.#section;
    if (section === "sessions") await this.#read(this.sessions, "/api/sessions");
    if (section === "tokens") await this.#read(this.tokens, "/api/tokens");
    if (section === "invitations") await this.#read(this.invitations, "/api/invitations");
    if (section === "people") await this.#read(this.people, "/api/users");
  }

  /**
   * Reads the accounts whose names begin so; the server gives no more than 50 at once.
   *
   * @param {string} query
   */
  async findPeople(query) {
    this.#wanted = query;
    const answer = await this.#api.get(`/api/users?${new URLSearchParams({ q: query })}`).catch(() => undefined);
    if (answer && this.#wanted === query) this.people.loaded(answer.items);
  }

  /** @param {string} name */
  async rename(name) {
    const me = this.#session.me;
    if (!me) return;
    await this.tasks.run("rename", async () => {
      await this.#api.patch(`/api/users/${me.id}`, { name });
      this.#session.signedIn({ ...me, name });
      return name;
    });
  }

  async signOut() {
    await this.tasks.run("sign-out", async () => {
      await this.#api.delete("/api/session");
      this.dispatchEvent(new Event("signed-out"));
    });
  }

  /** @param {string} id */
  async endSession(id) {
    const current = this.sessions.items.find((session) => session.id === id)?.current;
    if (current) return this.signOut();
    await this.#remove(this.sessions, `/api/sessions/${encodeURIComponent(id)}`, id);
  }

  /** @param {{name: string, scopes: string[], expiresAt?: string}} wish */
  async createToken({ name, scopes, expiresAt }) {
    await this.tasks.run("create-token", async () => {
      const { token, ...entry } = await this.#api.post("/api/tokens", { name, scopes, ...(expiresAt ? { expiresAt } : {}) });
      this.tokens.put(entry);
      return { id: entry.id, name: entry.name, secret: token };
    });
  }

  /** @param {string} id */
  async revokeToken(id) {
    if (this.tasks.of("create-token").result?.id === id) this.tasks.forget("create-token");
    await this.#remove(this.tokens, `/api/tokens/${encodeURIComponent(id)}`, id);
  }

  /** @param {{uses: number, expiresAt?: string}} wish */
  async createInvitation({ uses, expiresAt }) {
    await this.tasks.run("create-invitation", async () => {
      const made = await this.#api.post("/api/invitations", { uses, ...(expiresAt ? { expiresAt } : {}) });
      this.invitations.put(made);
      return { ...made, url: new URL(made.url ?? `/invite/${made.code}`, location.origin).href };
    });
  }

  /** @param {string} id */
  async revokeInvitation(id) {
    if (this.tasks.of("create-invitation").result?.id === id) this.tasks.forget("create-invitation");
    await this.tasks.run(`remove/${id}`, async () => {
      await this.#api.delete(`/api/invitations/${encodeURIComponent(id)}`);
      const known = this.invitations.items.find((invitation) => invitation.id === id);
      if (known) this.invitations.put({ ...known, state: "revoked" });
    });
  }

  /**
   * @param {string} id
   * @param {{disabled?: boolean, role?: "administrator" | "user"}} change
   */
  async changeAccount(id, change) {
    await this.tasks.run(`people/${id}`, async () => {
      const changed = await this.#api.patch(`/api/users/${encodeURIComponent(id)}`, change);
      const known = this.people.items.find((person) => person.id === id);
      if (known) this.people.put({ ...known, ...change, ...changed });
    });
  }

  /**
   * @param {RemoteList<any>} list
   * @param {string} path
   */
  async #read(list, path) {
    list.loading();
    try {
      const answer = await this.#api.get(path);
      list.loaded(answer.items ?? answer);
    } catch (problem) {
      list.failed(/** @type {import("./state/types.js").ProblemLike} */ (problem));
    }
  }

  /**
   * @param {RemoteList<any>} list
   * @param {string} path
   * @param {string} id
   */
  async #remove(list, path, id) {
    await this.tasks.run(`remove/${id}`, async () => {
      await this.#api.delete(path);
      list.remove(id);
    });
  }
}
