// What changed lately, day by day.

import { linkTo } from "./address.js";
import { store } from "./data.js";
import { fill, h } from "./dom.js";
import { counted } from "./words.js";

const MARKS = { appeared: "+", disappeared: "−", changed: "~" };
const STEP = 200;

export function changesPage() {
  const days = h("div", {});
  const count = h("p", { class: "dim", role: "status" });
  const more = h("button", { type: "button", onclick: () => show(asked, shown + STEP) }, "Show more");
  let [asked, shown] = ["", STEP];
  const show = (words, most) => {
    [asked, shown] = [words, most];
    const found = store.changes.filter((change) => textOf(change).includes(words.toLowerCase()));
    fill(days, byDay(found.slice(0, most)));
    count.textContent = `${counted(found.length, "change")}, the newest first`;
    more.hidden = found.length <= most;
  };
  show("", STEP);
  return h("section", { class: "page changes" }, h("h1", {}, "What changed lately"),
    h("p", {}, "By what each refresh found in the providers' own lists, and by when published catalogues first had a model."),
    h("input", { type: "search", placeholder: "Find a model or provider", "aria-label": "Find a model or provider", oninput: (event) => show(event.target.value, STEP) }),
    count, days, more);
}

const textOf = ([, provider, model, , words]) => `${store.providers[provider]?.name || ""} ${model} ${words}`.toLowerCase();

function byDay(changes) {
  const days = new Map();
  for (const change of changes) {
    if (!days.has(change[0])) days.set(change[0], []);
    days.get(change[0]).push(change);
  }
  return [...days].map(([day, rows]) => h("section", {}, h("h2", {}, day),
    h("ul", { class: "changed" }, rows.map(changeLine))));
}

function changeLine([, at, model, kind, words]) {
  const provider = store.providers[at];
  const id = provider ? `${provider.prefix}/${model}` : model;
  const name = store.place.has(id) ? h("a", { class: "id", href: linkTo({ view: "model", model: id }) }, id) : h("span", { class: "id" }, id);
  return h("li", { class: kind }, h("span", { class: "mark", "aria-hidden": "true" }, MARKS[kind] || "~"), name, " ", h("span", { class: "dim" }, words));
}
