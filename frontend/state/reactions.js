/** @import { Person, Reaction } from "./types.js" */

/** How many people the server names for one emoji on a message; the others are counted only. */
const NAMED = 10;

/**
 * The reactions on a message after somebody has put an emoji there, or taken it away. What is so already changes nothing.
 *
 * @param {readonly Reaction[]} reactions
 * @param {{emoji: string, on: boolean, by: Person, mine: boolean}} change
 * @returns {Reaction[]}
 */
export function counted(reactions, { emoji, on, by, mine }) {
  const known = reactions.find((reaction) => reaction.emoji === emoji);
  if (!known) return on ? [...reactions, { emoji, count: 1, mine, people: [by] }] : [...reactions];
  const named = known.people.some((person) => person.id === by.id);
  const allNamed = known.people.length === known.count;
  const there = mine ? known.mine : named || (!on && !allNamed);
  if (there === on) return [...reactions];
  const people = known.people.filter((person) => person.id !== by.id);
  if (on && allNamed && people.length < NAMED) people.push(by);
  const now = { emoji, count: known.count + (on ? 1 : -1), mine: mine ? on : known.mine, people };
  return reactions.map((reaction) => (reaction === known ? now : reaction)).filter((reaction) => reaction.count > 0);
}

/**
 * Says who put an emoji on a message: "👍 2: Ada, Grace".
 *
 * @param {Reaction} reaction
 * @param {Person | null} me is named whenever the emoji is the reader's too
 * @returns {string}
 */
export function reactionLabel({ emoji, count, mine, people }, me) {
  const names = people.map((person) => person.name);
  if (mine && me && !people.some((person) => person.id === me.id)) names.push(me.name);
  const others = count - names.length;
  const rest = others > 0 ? ` and ${others === 1 ? "1 other" : `${others} others`}` : "";
  return `${emoji} ${count}: ${names.join(", ")}${rest}`;
}
