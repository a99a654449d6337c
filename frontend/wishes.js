/** @import { Chat } from "./chat.js" */

/**
 * What components wish for, by the name of the event, and what then happens. A wish that returns a promise answers its component
 * (see components/wish.js).
 *
 * @type {Record<string, (chat: Chat, wish: any) => unknown>}
 */
export const wishes = {
  say(chat, { text, replyTo }) {
    if (!chat.current) return;
    chat.outbox.say(chat.current.room, text, replyTo);
    chat.drafts.drop(chat.current.room);
    if (!chat.current.timeline.atEnd) chat.goLatest().catch(() => {});
  },
  "edit-message": (chat, { seq, text }) => void (chat.current && chat.outbox.edit(chat.current.room, seq, text)),
  "delete-message": (chat, { seq }) => void (chat.current && chat.outbox.remove(chat.current.room, seq)),
  "restore-message": (chat, { seq }) => void (chat.current && chat.outbox.restore(chat.current.room, seq)),
  react(chat, { seq, emoji }) {
    if (!chat.current) return;
    const { room, timeline } = chat.current;
    chat.outbox.react(room, seq, emoji, !timeline.hasMine(seq, emoji));
  },
  "retry-entry": (chat, { id }) => chat.outbox.retry(id),
  "discard-entry": (chat, { id }) => void chat.outbox.discard(id),
  typing: (chat, { room }) => chat.notices.pressed(room),
  "keep-draft": (chat, { room, text, replyTo }) => chat.drafts.keep(room, text, replyTo),

  "load-more": (chat, { direction }) => chat.more(direction),
  "go-latest": (chat) => chat.goLatest(),
  "go-to-message": (chat, { seq }) => chat.goTo(seq),
  "stand-at"(chat, { room, place }) {
    const { current } = chat;
    if (current && current.room === room) current.place = place;
  },
  "hide-divider": (chat) => chat.current?.set({ dividerAfter: null }),
  "messages-shown"(chat, { shown, hidden }) {
    for (const seq of hidden) chat.current?.position.hidden(seq);
    for (const seq of shown) chat.current?.position.shown(seq);
  },
  "list-versions": (chat, { room, seq, after }) => chat.api.get(`/api/rooms/${room}/messages/${seq}/versions?after=${after}`),
  "live-shown": (chat, { shown, hidden }) => chat.live.show(shown, hidden),
  "pause-live": (chat, { paused }) => chat.live.pause(paused),
  "reload-live": (chat) => chat.live.reload(),
  "set-alert": (chat, { name, label, limit, now }) => chat.live.alerts.set(name, label, limit, now),
  "remove-alert": (chat, { name }) => chat.live.alerts.remove(name),
  "load-notices": (chat) => chat.live.loadNotices(),
  announce: (chat, { text }) => chat.announcements.say(text),

  "go-to-room"(chat, { room }) {
    chat.navigate(`/r/${room}`);
    chat.announcements.say(chat.rooms.room(room)?.name ?? room);
  },
  "reload-room": (chat) => chat.reload(),
  "reload-rooms": (chat) => chat.loadRooms(),
  "try-now": (chat) => chat.connection.tryNow(),
  "search-more": (chat) => chat.search.more(),
  "search-again": (chat) => chat.search.find(chat.search.query, chat.search.room),
  "go-search"(chat, { query, room, replace }) {
    if (replace && query === chat.search.query && room === chat.search.room) return;
    const asked = new URLSearchParams(room ? { q: query, room } : { q: query });
    chat.navigate(`/search?${asked}`, replace);
  },
  "sign-in-again": (chat) => void chat.dispatchEvent(new Event("signed-out")),

  async "create-room"(chat, { name, isPrivate }) {
    const room = await chat.api.post("/api/rooms", { name, private: isPrivate });
    await chat.loadRooms();
    chat.navigate(`/r/${room.id}`);
  },
  async "open-direct"(chat, { usernames }) {
    const room = await chat.api.post("/api/rooms", { direct: usernames });
    await chat.loadRooms();
    chat.navigate(`/r/${room.id}`);
  },
  async "find-people"(chat, { query }) {
    const { items } = await chat.api.get(`/api/users?${new URLSearchParams({ q: query })}`);
    return items.filter((/** @type {any} */ person) => person.id !== chat.me.id && !person.disabled);
  },
  async "join-room"(chat, { room }) {
    await chat.api.put(`/api/rooms/${room}/members/me`, {});
    await chat.loadRooms();
    if (chat.current?.room === room) chat.reload();
    else chat.navigate(`/r/${room}`);
  },
  async "leave-room"(chat, { room }) {
    await chat.api.delete(`/api/rooms/${room}/members/me`);
    await chat.loadRooms();
    const next = chat.rooms.joined[0] ?? chat.rooms.direct[0];
    chat.navigate(next ? `/r/${next.id}` : "/");
  },
  async "rename-room"(chat, { room, name }) {
    await chat.api.patch(`/api/rooms/${room}`, { name });
    chat.rooms.amend(room, { name });
  },
  async "archive-room"(chat, { room, archived }) {
    await chat.api.patch(`/api/rooms/${room}`, { archived });
    chat.rooms.amend(room, { archived });
  },
  async "delete-room"(chat, { room }) {
    await chat.api.delete(`/api/rooms/${room}`);
    await chat.loadRooms();
    const next = chat.rooms.joined[0] ?? chat.rooms.direct[0];
    chat.navigate(next ? `/r/${next.id}` : "/", true);
  },
  "load-members": (chat) => chat.loadMembers(),
  async "invite-member"(chat, { room, username }) {
    await chat.api.put(`/api/rooms/${room}/members/${encodeURIComponent(username)}`, {});
    await chat.loadMembers();
  },
  async "change-role"(chat, { room, user, role }) {
    await chat.api.put(`/api/rooms/${room}/members/${encodeURIComponent(user)}`, { role });
    await chat.loadMembers();
  },
  async "remove-member"(chat, { room, user }) {
    await chat.api.delete(`/api/rooms/${room}/members/${encodeURIComponent(user)}`);
    await chat.loadMembers();
  },
  async "ban-member"(chat, { room, user }) {
    await chat.api.put(`/api/rooms/${room}/bans/${encodeURIComponent(user)}`);
    await chat.loadMembers();
  },
  "list-bans": async (chat, { room }) => (await chat.api.get(`/api/rooms/${room}/bans`)).items,
  async "lift-ban"(chat, { room, user }) {
    await chat.api.delete(`/api/rooms/${room}/bans/${encodeURIComponent(user)}`);
  },
};
