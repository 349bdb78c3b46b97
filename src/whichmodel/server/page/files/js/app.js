// The page: an address becomes a view, and what is done in a view becomes an address.

import { USUAL, go, linkTo, read, written } from "./address.js";
import { changesPage } from "./changes.js";
import { COLUMNS, shownColumns } from "./columns.js";
import { Controls } from "./controls.js";
import { keep, store, told } from "./data.js";
import { announce, byId, fill, h } from "./dom.js";
import { DOWNWARDS, fitting, newest, sorted } from "./filtering.js";
import { Grid } from "./grid.js";
import { modelPage } from "./model.js";
import { Plot } from "./plot.js";
import { providersPage } from "./providers.js";
import { MOST, hits } from "./searching.js";
import { applyTheme, themeButton } from "./theme.js";
import { counted, own } from "./words.js";

const TABS = { models: "Models", plot: "Plot", providers: "Providers", changes: "Changes" };
const PAGES = { model: (state) => modelPage(state.model), providers: providersPage, changes: changesPage };
const root = document.documentElement;
const app = { state: read(), asked: null, cameFrom: "" };

/** Change the state as somebody wished; null is all filters away. */
function change(wish, step) {
  const { view, hide, axis } = app.state;
  const state = wish ? { ...app.state, ...wish } : { ...USUAL, view, hide, axis };
  app.state = state;
  go(state, step);
  render();
}

const open = (place) => {
  app.cameFrom = location.hash;
  location.hash = linkTo({ view: "model", model: store.columns.id[place] });
};

function sortBy(column) {
  const down = DOWNWARDS.has(column);
  const [once, twice] = down ? [`-${column}`, column] : [column, `-${column}`];
  change({ sort: app.state.sort === once ? twice : app.state.sort === twice ? "" : once }, true);
}

function render() {
  const { state } = app;
  const page = own(PAGES, state.view);
  const table = !page;
  tabs(state);
  app.browse.hidden = !table;
  app.page.hidden = table;
  document.title = state.view === "model" ? `${state.model}: whichmodel` : `whichmodel: ${own(TABS, state.view) || "Models"}`;
  if (table) return browse(state);
  const key = `${state.view} ${state.model}`;
  if (app.shown !== key) fill(app.page, page(state));
  app.shown = key;
  app.page.querySelector("[data-back]")?.setAttribute("href", app.cameFrom || linkTo({}));
}

function tabs(state) {
  fill(byId("tabs"), Object.entries(TABS).map(([view, words]) => {
    const kept = { models: { ...state, view, model: "" }, plot: { ...state, view, model: "" } }[view];
    const here = view === state.view;
    return h("a", { href: kept ? written(kept) : linkTo({ view }), "aria-current": here ? "page" : null }, words);
  }));
}

async function browse(state) {
  app.shown = "";
  app.controls.show(state);
  app.plot.element.hidden = state.view !== "plot";
  app.asked?.abort();
  const mine = new AbortController();
  app.asked = mine;
  try {
    const places = await wanted(state, mine.signal);
    if (!mine.signal.aborted) show(state, places);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

/** The places to show: hits in their order, or all that fit, the newest first. */
async function wanted(state, signal) {
  const words = state.q.trim();
  app.grid.frame.setAttribute("aria-busy", "true");
  const found = words ? await hits(state, root.dataset.search, signal) : app.newest;
  const kept = found.filter(fitting(state, Boolean(words)));
  return state.sort ? sorted(kept, state.sort) : kept;
}

function show(state, places) {
  const order = (own(COLUMNS, state.sort.replace(/^-/, "")) && state.sort) || (state.q.trim() ? "" : "-created");
  app.grid.frame.removeAttribute("aria-busy");
  app.grid.show(places, shownColumns(state.hide), order);
  if (state.view === "plot") app.plot.show(places, state.axis);
  app.count.textContent = countWords(state, places);
  app.count.dataset.for = state.q.trim();
  app.empty.hidden = places.length > 0;
  app.grid.frame.hidden = places.length === 0;
  announce(counted(places.length, "model"));
}

function countWords(state, places) {
  const number = counted(places.length, "model");
  if (!state.q.trim()) return `${number} of ${store.count.toLocaleString("en")}`;
  const first = places.length >= MOST ? `the first ${number}` : number;
  const wide = state.kind || state.status ? "" : ", of any kind and lifecycle";
  return `${first}, best first${wide}`;
}

function built() {
  app.controls = new Controls(change);
  app.grid = new Grid({ opened: open, sort: sortBy });
  app.plot = new Plot({ brushed: (ranges) => change(ranges, true), opened: open, axis: (axis) => change({ axis }, true) });
  app.count = h("p", { class: "count", id: "count" });
  const clear = h("button", { type: "button", onclick: () => change(null, true) }, "Clear all filters");
  app.empty = h("div", { class: "empty", hidden: true }, h("p", {}, "No model fits."),
    h("p", { class: "dim" }, "What is unknown of a model does not match a filter. A string that is on no list may be callable all the same."), clear);
  const keys = h("p", { class: "unseen", id: "grid-keys" }, "Arrow keys move, Enter opens a model, C copies its string, slash goes to the search box.");
  const bar = h("div", { class: "countline" }, app.count, h("p", { class: "keys", "aria-hidden": "true" }, "↑↓ move · ⏎ open · c copy · / search"));
  app.browse = h("div", { class: "browse" }, h("h1", { class: "unseen" }, "Models"), app.controls.element, app.plot.element, bar, keys, app.grid.frame, app.empty);
  app.page = h("div", { class: "paged" });
  fill(byId("app"), app.browse, app.page);
}

function listen() {
  addEventListener("hashchange", () => arrive());
  addEventListener("popstate", () => arrive());
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) {
      event.preventDefault();
      if (app.browse.hidden) location.hash = app.cameFrom || "#";
      setTimeout(() => app.controls.words.focus());
    } else if (event.key === "Escape") escape(event);
    else if (event.key === "ArrowDown" && event.target === app.controls.words) {
      event.preventDefault();
      app.grid.table.focus();
    }
  });
}

function escape(event) {
  if (event.target === app.controls.words && app.controls.words.value) {
    app.controls.words.value = "";
    change({ q: "" }, false);
  } else if (app.state.view === "model") location.hash = app.cameFrom || "#";
}

/** Show what the address says now; a page that was opened is looked at from its beginning. */
function arrive() {
  const before = app.state.view;
  app.state = read();
  render();
  if (app.state.view !== before) {
    scrollTo(0, 0);
    if (app.browse.hidden) byId("main").focus({ preventScroll: true });
    else if (before === "model") app.grid.table.focus({ preventScroll: true });
  }
}

async function start() {
  applyTheme();
  try {
    keep(await told("data", root.dataset.data));
  } catch {
    root.classList.add("failed");
    return fill(byId("app"), h("p", { class: "notice" }, "The data did not load. Reload the page to try again; below is what stands in the page itself."));
  }
  byId("plain").remove();
  app.newest = newest([...store.columns.id.keys()]);
  fill(byId("tools"), themeButton(() => app.plot.draw()));
  built();
  listen();
  render();
}

start();
