// Joins the address, state, the network and the components.
import "./components/app-shell.js";
import "./components/connection-banner.js";
import "./components/connection-status.js";
import "./components/invitation-form.js";
import "./components/live-announcer.js";
import "./components/modal-dialog.js";
import "./components/notice-page.js";
import "./components/room-list.js";
import "./components/room-view.js";
import "./components/search-view.js";
import "./components/sign-in-form.js";
import { showToast } from "./components/toast-list.js";
import { html, nothing, render } from "lit";
import { chooseTheme, chosenTheme, followOtherTabs, keepAboveKeyboard } from "./appearance.js";
import { Chat } from "./chat.js";
import { Entrance } from "./entrance.js";
import { Navigation } from "./navigation.js";
import { api } from "./net/api.js";
import { Places } from "./places.js";
import { openOffline } from "./offline.js";
import { Settings } from "./settings.js";
import { Session } from "./state/session.js";
import { tellWhatIsNew } from "./telling.js";
import { showTitle } from "./title.js";

/** Where the room that was open last is remembered. */
const LAST_ROOM = "switchboard.room";

/** What is not there at first; modules that were imported already are imported at no cost. */
const pages = {
  live: () => import("./pages/live-page.js"),
  settings: () => import("./pages/settings-page.js"),
  sign: () => import("./pages/sign-page.js"),
};

/** When nothing else is in the way of fetching the pages that are not shown yet, in milliseconds. */
const QUIET_MS = 2500;

const WIDE = matchMedia("(min-width: 48rem)");

const app = /** @type {HTMLElement} */ (document.getElementById("app"));
const navigation = new Navigation();
const places = new Places();
const session = new Session();
const entrance = new Entrance(api, session);
const settings = new Settings(api, session);

/** @type {Chat | undefined} */
let chat;
let inviting = false;
/** Which visit of the navigation's the open room belongs to. */
let shown = -1;

/** Follows the address and the session: opens what they name, then draws. */
function follow() {
  if (session.phase === "signed-in" || session.phase === "expired") followSignedIn();
  else if (session.phase === "setup" || session.phase === "signed-out") followSignedOut();
  draw();
}

function followSignedIn() {
  const chat = chatOf(/** @type {import("./state/session.js").Me} */ (session.me));
  const route = navigation.route;
  if (route.page !== "settings") settings.close();
  if (route.page !== "live") chat.live.close();
  switch (route.page) {
    case "room":
      openRoom(chat, route);
      localStorage.setItem(LAST_ROOM, route.room);
      break;
    case "search":
      chat.close();
      if (chat.search.query !== route.q || chat.search.room !== (route.room ?? null)) chat.search.find(route.q, route.room ?? null);
      break;
    case "settings":
      pages.settings();
      chat.close();
      settings.open(route.section);
      break;
    case "live":
      pages.live();
      chat.close();
      chat.live.open();
      break;
    case "home":
      chat.close();
      openLastRoom(chat);
      break;
    case "missing":
      chat.close();
      break;
    default:
      navigation.go("/", true);
  }
}

/**
 * @param {Chat} chat
 * @param {Extract<import("./routes.js").Route, {page: "room"}>} route
 */
function openRoom(chat, { room, seq }) {
  if (shown === navigation.visits) return;
  shown = navigation.visits;
  const again = navigation.left === navigation.entry;
  if (again && seq === undefined && chat.current?.room === room) return;
  chat.open(room, { seq, place: again ? null : places.of(navigation.entry) });
}

/** Remembers where the reader stands, for the way back and for a reload. @param {string | null} entry */
function keepPlace(entry) {
  if (entry !== null && chat?.current) places.keep(entry, chat.current.place);
}

function followSignedOut() {
  pages.sign();
  const { page } = navigation.route;
  if (session.phase === "setup" && page !== "setup") navigation.go("/setup", true);
  else if (session.phase === "signed-out" && page === "setup") navigation.go("/", true);
  else entrance.open(navigation.route);
}

/** On a wide screen there is always a room beside the list. @param {Chat} chat */
function openLastRoom(chat) {
  if (!WIDE.matches || !chat.rooms.loaded) return;
  const last = chat.rooms.room(localStorage.getItem(LAST_ROOM) ?? "");
  const room = last?.role ? last : (chat.rooms.joined[0] ?? chat.rooms.direct[0] ?? chat.rooms.open[0]);
  if (room) navigation.go({ page: "room", room: room.id }, true);
}

/** @param {import("./state/session.js").Me} me */
function chatOf(me) {
  if (chat) return chat;
  const started = new Chat({ api, me });
  chat = started;
  started.attach(document.body);
  started.addEventListener("change", draw);
  started.addEventListener("signed-out", () => {
    api.forgetCsrf();
    session.refused();
  });
  started.addEventListener("navigate", (event) => {
    const { path, replace } = /** @type {CustomEvent} */ (event).detail;
    navigation.go(path, replace);
  });
  tellWhatIsNew(started.live);
  started.rooms.addEventListener("change", () => {
    if (navigation.route.page === "home") follow();
    else title();
  });
  started.start().catch(() => {
    // The list of rooms says why, and offers to try again.
  });
  return started;
}

function leave() {
  chat?.stop();
  chat = undefined;
  places.clear();
  navigation.go("/", true);
  // Nothing of one person stays in the page's memory for the next.
  location.reload();
}

function title() {
  const { route } = navigation;
  const room = route.page === "room" ? chat?.rooms.room(route.room) : undefined;
  const mentions = session.phase === "signed-in" ? (chat?.rooms.mentions ?? 0) : 0;
  const places = { search: "Search", live: "Live", settings: "Settings", setup: "Set-up", "sign-in": "Sign in", "sign-up": "Sign up", invite: "Invitation" };
  const place = route.page === "room" ? (room ? (room.direct ? room.name : `#${room.name}`) : undefined) : /** @type {any} */ (places)[route.page];
  showTitle(session.phase === "signed-out" && route.page === "room" ? "Sign in" : place, mentions);
}

function draw() {
  render(html`${page()}<toast-list .notices=${chat?.live.notices}></toast-list>`, app);
  title();
}

function page() {
  switch (session.phase) {
    case "unknown":
      return splash();
    case "unreachable":
      return html`<notice-page
        heading="The server cannot be reached"
        text=${entrance.problem?.detail ?? ""}
        action="Try again"
        @act=${() => entrance.arrive()}
      ></notice-page>`;
    case "setup":
    case "signed-out":
      return html`<sign-page
        purpose=${entrance.purpose}
        refused=${entrance.refused}
        .invitedBy=${entrance.invitedBy}
        ?open-to-all=${entrance.openToAll}
        ?busy=${entrance.busy}
        .problem=${entrance.problem}
      ></sign-page>`;
    default:
      return chat ? shell(chat) : nothing;
  }
}

function splash() {
  return html`
    <div class="splash" aria-hidden="true">
      <div class="splash-rooms"><img src="/favicon.svg" width="26" height="26" alt="" />Switchboard</div>
      <div class="splash-main"></div>
    </div>
  `;
}

/** @param {Chat} chat */
function shell(chat) {
  const { route } = navigation;
  return html`
    <app-shell .me=${session.me} page=${route.page} view=${route.page === "home" ? "list" : "detail"}>
      <connection-status slot="status" .chat=${chat}></connection-status>
      <room-list slot="rooms" .chat=${chat}></room-list>
      <connection-banner slot="notice" .chat=${chat}></connection-banner>
      ${content(chat)}
    </app-shell>
    <live-announcer .chat=${chat}></live-announcer>
    <modal-dialog heading="Invite people" ?open=${inviting} @close=${stopInviting} @another=${forgetInvitation}>
      ${inviting ? html`<invitation-form .task=${settings.tasks.of("create-invitation")}></invitation-form>` : nothing}
    </modal-dialog>
    <modal-dialog heading="Sign in again" required ?open=${session.phase === "expired"}>
      <p>Your session has ended. What you wrote is kept and goes on where you are.</p>
      ${session.phase === "expired"
        ? html`<sign-in-form username=${session.me?.username ?? ""} ?busy=${entrance.busy} .problem=${entrance.problem}></sign-in-form>`
        : nothing}
    </modal-dialog>
  `;
}

/** @param {Chat} chat */
function content(chat) {
  const { route } = navigation;
  switch (route.page) {
    case "room":
      return html`<room-view .chat=${chat}></room-view>`;
    case "search":
      return html`<search-view .chat=${chat}></search-view>`;
    case "live":
      return html`<live-page .live=${chat.live}></live-page>`;
    case "settings":
      return html`<settings-page
        section=${route.section}
        theme=${chosenTheme()}
        verbosity=${chat.announcements.verbosity}
        .me=${session.me}
        .settings=${settings}
      ></settings-page>`;
    case "missing":
      return html`<notice-page heading="There is nothing here" text="The address leads to no page of ours." action="Go to the rooms" @act=${() => navigation.go("/")}></notice-page>`;
    default:
      return html`<notice-page quiet heading="No room is open" text="Choose one from the list."></notice-page>`;
  }
}

function stopInviting() {
  inviting = false;
  forgetInvitation();
}

function forgetInvitation() {
  settings.tasks.forget("create-invitation");
  draw();
}

function toasts() {
  return /** @type {import("./components/toast-list.js").ToastList | null} */ (document.querySelector("toast-list"));
}

/** Focus must be somewhere on the page that is shown now, also where what had it is gone. */
function keepFocus() {
  // Browsers take focus away from what is hidden once it has been drawn so.
  requestAnimationFrame(() =>
    setTimeout(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const lost = !active || active === document.body || !active.checkVisibility();
      if (lost) /** @type {import("./components/app-shell.js").AppShell | null} */ (document.querySelector("app-shell"))?.focusPage();
    }),
  );
}

/**
 * Answers a wish that a component fires.
 *
 * @param {string} name
 * @param {(detail: any) => unknown} grant
 */
function on(name, grant) {
  document.body.addEventListener(name, (event) => grant(/** @type {CustomEvent} */ (event).detail));
}

on("sign-in", ({ username, password }) => entrance.signIn(username, password));
on("create-account", (account) => entrance.createAccount(account));
on("sign-out", () => settings.signOut());
on("rename", ({ name }) => settings.rename(name));
on("theme", ({ theme }) => {
  chooseTheme(theme);
  draw();
});
on("read-out", ({ verbosity }) => {
  chat?.announcements.choose(verbosity);
  draw();
});
on("end-session", ({ id }) => settings.endSession(id));
on("create-token", (wish) => settings.createToken(wish));
on("revoke-token", ({ id }) => settings.revokeToken(id));
on("create-invitation", (wish) => settings.createInvitation(wish));
on("another", forgetInvitation);
on("revoke-invitation", ({ id }) => settings.revokeInvitation(id));
on("change-account", ({ id, change }) => settings.changeAccount(id, change));
on("find-account", ({ query }) => settings.findPeople(query));
on("reload", () => settings.reload());
on("invite", () => {
  inviting = true;
  draw();
});
on("notices", () => toasts()?.openLog());
on("focus-lost", keepFocus);
addEventListener("toast", (event) => toasts()?.show(/** @type {CustomEvent} */ (event).detail));

api.addEventListener("signed-out", () => session.refused());
session.addEventListener("change", follow);
entrance.addEventListener("change", draw);
entrance.addEventListener("founded", () => {
  inviting = true;
  navigation.go("/r/lobby", true);
  settings.createInvitation({ uses: 10 });
});
entrance.addEventListener("joined", () => navigation.go("/r/lobby", true));
entrance.addEventListener("again", (event) => {
  if (!(/** @type {CustomEvent} */ (event).detail.same)) location.reload();
  chat?.resume();
  settings.reload();
});
settings.addEventListener("change", draw);
settings.addEventListener("signed-out", leave);
navigation.addEventListener("change", () => {
  keepPlace(navigation.left);
  follow();
  keepFocus();
});
WIDE.addEventListener("change", follow);
addEventListener("pagehide", () => keepPlace(navigation.entry));
document.addEventListener("visibilitychange", () => keepPlace(navigation.entry));
followOtherTabs();
keepAboveKeyboard();
openOffline(() => {
  const text = "A new version of Switchboard is ready.";
  showToast(window, { text, action: "Update", stay: true, onAction: () => location.reload() });
});
app.replaceChildren();
draw();
entrance.arrive();
setTimeout(() => Promise.all(Object.values(pages).map((load) => load())).catch(() => {}), QUIET_MS);
