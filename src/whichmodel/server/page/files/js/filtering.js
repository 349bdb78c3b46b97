// Which models are shown, and in which order.

import { list } from "./address.js";
import { can, isOver, kindOf, providerOf, statusOf, store } from "./data.js";
import { dollarsOf, own, tokensOf } from "./words.js";

export const ABILITIES = ["tools", "vision", "reasoning", "structured_output"];

/** Whether a model fits: what is unknown does not match a wish. */
export function fitting(state, searching) {
  const tests = [
    ...inProviders(state), ...ofKind(state, searching), ...inLife(state, searching),
    ...able(state), ...within(state),
  ];
  return (place) => tests.every((test) => test(place));
}

function inProviders(state) {
  const wanted = new Set(list(state.provider));
  return wanted.size ? [(place) => wanted.has(providerOf(place).id)] : [];
}

function ofKind(state, searching) {
  if (state.kind === "all" || (!state.kind && searching)) return [];
  if (!state.kind) return [(place) => ["", "chat"].includes(kindOf(place))];
  return [(place) => kindOf(place) === state.kind];
}

function inLife(state, searching) {
  if (state.status === "all" || (!state.status && searching)) return [];
  if (!state.status) return [(place) => store.columns.offered[place] === 1];
  return [(place) => statusOf(place) === state.status];
}

const able = (state) =>
  list(state.can).filter((name) => ABILITIES.includes(name))
    .map((name) => (place) => can(place, ABILITIES.indexOf(name)) === true);

function within(state) {
  const { context, inward, born } = store.columns;
  const limits = [
    [tokensOf(state.context), (least) => (place) => context[place] >= least],
    [tokensOf(state.contextTo), (most) => (place) => context[place] > 0 && context[place] <= most],
    [dollarsOf(state.price), (most) => (place) => inward[place] <= most],
    [dollarsOf(state.priceFrom), (least) => (place) => inward[place] >= least],
    [state.since || null, (from) => (place) => born[place] >= from],
    [state.until || null, (to) => (place) => born[place] !== "" && born[place] <= to],
  ];
  return limits.filter(([value]) => value !== null).map(([value, test]) => test(value));
}

const text = (column) => (place) => store.columns[column][place].toLowerCase();
const number = (column) => (place) => store.columns[column][place];

/** The day, or the month in which a list first had it; "" where nobody tells. */
const dated = (place) => store.columns.since[place].replace(/^[~?]/, "");

const KEYS = {
  id: text("id"), name: text("name"), provider: (place) => providerOf(place).name.toLowerCase(),
  kind: kindOf, context: number("context"), output: number("output"), inward: number("inward"),
  outward: number("outward"), created: dated,
  can: (place) => ABILITIES.filter((_, ability) => can(place, ability)).length,
  life: (place) => store.columns.retires[place] || statusOf(place),
};
/** Columns of which the first click gives the largest. */
export const DOWNWARDS = new Set(["created", "context", "output", "can"]);

const isNothing = (value) => value === "" || value === 0 || value === "unknown" || Number.isNaN(value);

/** Places in the order of a column (`-` in front: downwards); what is unknown comes last. */
export function sorted(places, sort) {
  const name = sort.replace(/^-/, "");
  const key = own(KEYS, name);
  if (!key) return places;
  const sign = sort.startsWith("-") ? -1 : 1;
  const free = name === "inward" || name === "outward";
  const nothing = (value) => (free ? Number.isNaN(value) : isNothing(value));
  const rows = places.map((place) => [key(place), place]);
  rows.sort(([one, a], [other, b]) => {
    if (nothing(one) || nothing(other)) return nothing(one) - nothing(other) || a - b;
    return one < other ? -sign : one > other ? sign : a - b;
  });
  return rows.map(([, place]) => place);
}

/** The newest first, what is over last; of one age their makers' own offers first. */
export function newest(places) {
  const { id, near } = store.columns;
  const rows = places.map((place) => [dated(place), place]);
  const order = ([one, a], [other, b]) => isOver(a) - isOver(b)
    || (other > one ? 1 : other < one ? -1 : near[a] - near[b] || (id[a] < id[b] ? -1 : 1));
  return rows.sort(order).map(([, place]) => place);
}
