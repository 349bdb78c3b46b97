// A model's page: how to write it, what is known of it and by whom, its other offers, its history.

import { linkTo } from "./address.js";
import { canWords, priceWords } from "./columns.js";
import { copy, spelledFor } from "./copying.js";
import { fileName, isOver, lifeWords, providerOf, statusOf, store, told } from "./data.js";
import { fill, h, outward } from "./dom.js";
import { ageWords, counted, money, own, tokenWords } from "./words.js";

const [WON, CONFLICT] = [1, 2];

export function modelPage(id) {
  const place = store.place.get(id);
  if (place === undefined) return unknownPage(id);
  const { name } = store.columns;
  const facts = h("div", { "aria-busy": "true" }, h("p", { class: "dim" }, "Reading what each source states …"));
  const history = h("div", {});
  readFacts(place, facts, history);
  return h("article", { class: "page model" },
    h("p", { class: "back" }, h("a", { href: linkTo({}), "data-back": true }, "← All models")),
    h("h1", { class: "long" }, id),
    h("p", { class: "sub" }, name[place] && name[place] !== id ? [name[place], " · "] : "",
      h("a", { href: linkTo({ provider: providerOf(place).id, kind: "all", status: "all" }) }, providerOf(place).name),
      " · ", originWords(providerOf(place))),
    lifeNote(place),
    h("div", { class: "cards" }, glance(place), strings(place)),
    offersOf(place),
    h("section", { "aria-labelledby": "facts" }, h("h2", { id: "facts" }, "Facts and who states them"), facts),
    h("section", { "aria-labelledby": "history" }, h("h2", { id: "history" }, "History"), history));
}

const unknownPage = (id) => h("article", { class: "page model" },
  h("h1", { class: "long" }, id),
  h("p", {}, "No list that is known here has this string. It may be callable all the same: a model of this minute is on no list yet."),
  h("p", {}, h("a", { href: linkTo({ q: id }) }, "Search for something like it")));

/** Where a provider's list comes from, and how old it is. */
export function originWords(provider) {
  const age = ageWords(provider.at);
  if (provider.source === "live" || provider.source === "cached") return `own list, asked ${age} ago`;
  if (provider.source === "catalogue") return `catalogue of ${provider.at.slice(0, 10)}`;
  return "no list";
}

function lifeNote(place) {
  const words = lifeWords(place);
  return words && h("p", { class: `notice ${statusOf(place)}` }, words[0].toUpperCase() + words.slice(1));
}

function glance(place) {
  const { context, output, since } = store.columns;
  const rows = [
    ["Context window", tokenWords(context[place])], ["Longest output", tokenWords(output[place])],
    ["Price per 1M tokens, in / out", priceWords(place) || "?"], ["Created", since[place]],
    ["Known to do", canWords(place).join(", ") || "?"],
  ];
  return h("section", { class: "card", "aria-label": "At a glance" }, h("h2", {}, "At a glance"),
    h("dl", {}, rows.map(([term, words]) => h("div", {}, h("dt", {}, term), h("dd", {}, words)))));
}

function strings(place) {
  return h("section", { class: "card", "aria-label": "Strings to copy" }, h("h2", {}, "Copy the string"),
    spelledFor(place).map(([name, text]) => h("div", { class: "string" },
      h("div", { class: "stringline" }, h("span", { class: "dim" }, name),
        h("button", { type: "button", class: "small", "data-spelled": name, "aria-label": `Copy for ${name}`, onclick: () => copy(text) }, "Copy")),
      h("pre", { tabindex: "0", "aria-label": `The string for ${name}` }, text))));
}

function offersOf(place) {
  const { id, context, same } = store.columns;
  const others = (store.groups.get(same[place]) || []).filter((each) => each !== place);
  const title = h("h2", { id: "offers" }, "The same model elsewhere");
  if (!others.length) return h("section", { "aria-labelledby": "offers" }, title, h("p", { class: "dim" }, "No other offer is known to be the same model."));
  const rows = [place, ...others].sort((a, b) => isOver(a) - isOver(b) || order(a) - order(b));
  return h("section", { "aria-labelledby": "offers" }, title,
    h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Offers compared" }, h("table", {},
      h("thead", {}, h("tr", {}, ["Model string", "Context", "$ in", "$ out", "Can", "Lifecycle"].map((words, at) => h("th", { scope: "col", class: at > 0 && at < 4 ? "number" : null }, words)))),
      h("tbody", {}, rows.map((each) => h("tr", { class: each === place ? "own" : isOver(each) ? "over" : null },
        h("th", { scope: "row" }, each === place ? h("span", { class: "id" }, id[each], " (this one)") : h("a", { class: "id", href: linkTo({ view: "model", model: id[each] }) }, id[each])),
        h("td", { class: "number" }, tokenWords(context[each])), h("td", { class: "number" }, money(store.columns.in[each])),
        h("td", { class: "number" }, money(store.columns.out[each])), h("td", {}, canWords(each).join(" ")), h("td", {}, lifeWords(each))))))));
}

const order = (place) => {
  const cost = store.columns.inward[place] + (store.columns.outward[place] || 0);
  return Number.isNaN(cost) ? 1e9 : cost;
};

async function readFacts(place, facts, history) {
  const provider = providerOf(place).id;
  try {
    const known = await told(`facts/${provider}`, `facts/${encodeURIComponent(fileName(provider))}.js`);
    fill(facts, factTable(known, store.columns.id[place]));
    fill(history, historyList(own(known.history, store.columns.model[place]) || []));
  } catch {
    fill(facts, h("p", { class: "notice" }, "The facts did not load. Reload the page to try again."));
  }
  facts.removeAttribute("aria-busy");
}

function factTable(known, id) {
  const rows = (own(known.facts, id) || []);
  if (!rows.length) return h("p", { class: "dim" }, "Nobody states anything about it.");
  const body = rows.map(([field, value, source, at, why, flags]) => h("tr", { class: flags & WON ? "won" : "lost" },
    h("th", { scope: "row" }, flags & WON ? known.words[field] : ""),
    h("td", { class: "value" }, outward(value, value)),
    h("td", {}, known.words[source]), h("td", { class: "nowrap" }, known.words[at].slice(0, 10)),
    h("td", {}, flags & CONFLICT ? h("span", { class: "differs" }, "≠ ") : "", known.words[why])));
  return h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Facts" }, h("table", { class: "facts" },
    h("thead", {}, h("tr", {}, ["Fact", "Value", "Source", "As of", "Why"].map((words) => h("th", { scope: "col" }, words)))),
    h("tbody", {}, body)));
}

function historyList(rows) {
  if (!rows.length) return h("p", { class: "dim" }, "No change of it was seen.");
  return [h("p", { class: "dim" }, counted(rows.length, "change")), h("ol", { class: "history" }, rows.map(([when, words]) => h("li", {}, h("time", {}, when), " ", words)))];
}
