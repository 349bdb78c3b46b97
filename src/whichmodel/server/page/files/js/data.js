// The data comes as scripts, which a page that was opened as a file may load as well.

import { h } from "./dom.js";

const waiting = new Map();
const arrived = new Map();

globalThis.whichmodelTold = (name, text) => {
  const value = JSON.parse(text);
  arrived.set(name, value);
  waiting.get(name)?.(value);
};

/** What the script at an address tells under a name; asked for once. */
export function told(name, address) {
  if (arrived.has(name)) return Promise.resolve(arrived.get(name));
  return new Promise((resolve, reject) => {
    waiting.set(name, resolve);
    const failed = () => { script.remove(); reject(new Error(`${address} did not load`)); };
    const script = h("script", { src: address, onerror: failed });
    document.head.append(script);
  });
}

export const store = { count: 0, columns: {}, providers: [], changes: [], names: null };

/** Read the columns once; `low` are ids and names in small letters, in the same order. */
export function keep(data) {
  const columns = data.models;
  Object.assign(store, data, { columns, count: columns.id.length });
  store.place = new Map(columns.id.map((id, place) => [id, place]));
  columns.inward = Float64Array.from(columns.in, priced);
  columns.outward = Float64Array.from(columns.out, priced);
  store.groups = grouped(columns.same);
}

const priced = (text) => (text === "" ? NaN : Number(text));

function grouped(same) {
  const groups = new Map();
  same.forEach((group, place) => {
    if (!group) return;
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(place);
  });
  return groups;
}

const FOUR = 4;

/** Whether a model is known to do it: true, false, or null for unknown. */
export function can(place, ability) {
  const bits = store.columns.can[place];
  if (bits & (1 << ability)) return true;
  return bits & (1 << (ability + FOUR)) ? false : null;
}

export const providerOf = (place) => store.providers[store.columns.provider[place]];
export const statusOf = (place) => store.statuses[store.columns.status[place]];
export const kindOf = (place) => store.kinds[store.columns.kind[place]];
export const isOver = (place) => /^(retired|unlisted)$/.test(statusOf(place));

/** What to know of a model's life before it is used. */
export function lifeWords(place) {
  const { retires, instead } = store.columns;
  const status = statusOf(place);
  let words = status === "active" || status === "unknown" ? "" : status;
  if (retires[place] && status === "retired") words = `retired ${retires[place]}`;
  else if (retires[place] && status !== "unlisted") words = `retires ${retires[place]}`;
  return words && instead[place] ? `${words} → ${instead[place]}` : words;
}

/** A provider's file is named after its id, with codes for what is no letter or digit. */
export const fileName = (id) =>
  [...id].map((char) => (/[A-Za-z0-9_-]/.test(char) ? char : `~${char.codePointAt(0).toString(16)}`)).join("");
