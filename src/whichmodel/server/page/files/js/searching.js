// Ranked hits: from the server that gave the page, else by the page itself.

import { visible } from "./dom.js";
import { can, isOver, kindOf, providerOf, statusOf, store } from "./data.js";
import { list } from "./address.js";
import { indexed, rankedBy } from "./ranking.js";
import { dollarsOf, tokensOf } from "./words.js";

/** So many hits are shown. */
export const MOST = 200;
let index = null;

const within = (place, { column, least, value }) => {
  const stated = store.columns[column][place];
  if (column === "context" && !stated) return false;
  return least ? stated >= value : stated <= value;
};

const ABLE = { tools: 0, tool: 0, vision: 1, reasoning: 2, structured: 3, json: 3 };

const facts = {
  provider: (place) => providerOf(place).id,
  kind: kindOf,
  status: statusOf,
  isOver,
  born: (place) => store.columns.born[place],
  isOwn: (place) => store.columns.own[place] === 1,
  within,
  can: (place, word) =>
    (word === "free" ? store.columns.inward[place] === 0 : can(place, ABLE[word]) === true),
  isExactly: (place, whole) => whole === store.columns.id[place].toLowerCase()
    || (whole === store.columns.model[place].toLowerCase() && !isOver(place)),
};

/** Hits of the page's own search, best first. */
export function ownHits(words) {
  index ??= indexed(store.names);
  return rankedBy(index, words, facts);
}

/** The hits for what was typed and chosen; the server's where it answers. */
export async function hits(state, address, signal) {
  if (address) {
    try {
      return await serverHits(state, address, signal);
    } catch (error) {
      if (error.name === "AbortError") throw error;
    }
  }
  return ownHits(state.q);
}

async function serverHits(state, address, signal) {
  const given = new URLSearchParams({ q: state.q, limit: String(MOST) });
  for (const name of list(state.provider)) given.append("provider", name);
  for (const name of list(state.can)) given.set(name, "true");
  if (state.kind) given.set("kind", state.kind);
  if (state.status) given.set("status", state.status);
  if (tokensOf(state.context) !== null) given.set("min_context", String(tokensOf(state.context)));
  if (dollarsOf(state.price) !== null) given.set("max_price", String(dollarsOf(state.price)));
  const answer = await fetch(`${address}?${given}`, { signal });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  const found = await answer.json();
  return found.matches.map((hit) => store.place.get(visible(hit.id))).filter((place) => place !== undefined);
}
