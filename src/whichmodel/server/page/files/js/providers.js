// How each provider's list came about: never a bare list.

import { linkTo } from "./address.js";
import { store } from "./data.js";
import { fill, h, outward } from "./dom.js";
import { originWords } from "./model.js";
import { ageWords, counted } from "./words.js";

const LISTINGS = { public: "public", authenticated: "key", local: "local", catalogue: "no API" };
const SOURCES = { live: "own list", cached: "own list", catalogue: "catalogue", none: "none" };

export function providersPage() {
  const body = h("tbody", {});
  const count = h("p", { class: "dim", role: "status" });
  const show = (words) => {
    const wanted = words.toLowerCase();
    const rows = store.providers.filter((each) => `${each.name} ${each.id} ${each.status} ${each.source}`.toLowerCase().includes(wanted));
    fill(body, rows.map(providerRow));
    count.textContent = counted(rows.length, "provider");
  };
  show("");
  return h("section", { class: "page providers" }, h("h1", {}, "Providers"),
    h("p", {}, "Where each list comes from, how asking went, and how old it is. Listed is not callable: a provider may list what your key may not use."),
    h("input", { type: "search", placeholder: "Find a provider", "aria-label": "Find a provider", oninput: (event) => show(event.target.value) }), count,
    h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Providers" }, h("table", {}, heading(), body)));
}

const heading = () => h("thead", {}, h("tr", {}, ["Provider", "Models", "Source", "Status", "Age", "Listing", "Key"].map((words) =>
  h("th", { scope: "col", class: words === "Models" ? "number" : null }, words))));

function providerRow(each) {
  const link = h("a", { href: linkTo({ provider: each.id, kind: "all", status: "all" }) }, each.name);
  const trouble = each.status === "ok" ? "ok" : store.troubles[each.status] || each.status;
  const skipped = each.skipped ? `${counted(each.skipped, "row")} not understood` : "";
  return h("tr", {},
    h("th", { scope: "row" }, link, each.docs ? [" ", h("span", { class: "small" }, outward(each.docs, "docs"))] : ""),
    h("td", { class: "number" }, each.models.toLocaleString("en")),
    h("td", { title: originWords(each) }, h("span", { class: `badge src-${each.source}` }, SOURCES[each.source] || each.source)),
    h("td", {}, h("span", { class: `status ${each.status}` }, trouble), h("span", { class: "dim" }, [each.detail, skipped].filter(Boolean).map((words) => ` ${words}`))),
    h("td", { class: "nowrap", title: each.at }, ageWords(each.at) || "?"),
    h("td", {}, LISTINGS[each.listing] || each.listing), h("td", {}, each.keys.slice(0, 2).map((key) => h("code", {}, key)).flatMap((key) => [key, " "])));
}
