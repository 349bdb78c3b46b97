// The search box, the filters and the choice of columns.

import { list } from "./address.js";
import { COLUMNS, shownColumns } from "./columns.js";
import { store } from "./data.js";
import { debounced, h } from "./dom.js";
import { ABILITIES } from "./filtering.js";

const ABILITY_WORDS = ["Tools", "Vision", "Reasoning", "JSON schema"];
const CONTEXTS = [["", "Any context"], ["32k", "≥ 32k"], ["128k", "≥ 128k"], ["200k", "≥ 200k"], ["1m", "≥ 1M"]];
const PRICES = [["", "Any price"], ["0", "Free"], ["0.1", "≤ $0.10 in"], ["0.5", "≤ $0.50 in"], ["1", "≤ $1 in"], ["3", "≤ $3 in"], ["10", "≤ $10 in"]];

const select = (name, label, options, changed) =>
  h("select", { id: `f-${name}`, "aria-label": label, onchange: (event) => changed({ [name]: event.target.value }, true) },
    options.map(([value, words]) => h("option", { value }, words)));

/** `changed(change, step)` is told what was chosen. */
export class Controls {
  constructor(changed) {
    this.changed = changed;
    this.slowly = debounced((q) => changed({ q, sort: "" }, false), 120);
    this.words = h("input", {
      type: "search", id: "q", placeholder: "Search: kimi tools >128k <$1", autocomplete: "off", spellcheck: "false",
      autocapitalize: "none", "aria-label": "Search models", "aria-controls": "grid", maxlength: "300",
      oninput: (event) => this.slowly(event.target.value),
    });
    this.providers = popover("providers", "Providers", this.providerList());
    this.columns = popover("columns", "Columns", this.columnList());
    this.reset = h("button", { type: "button", class: "plainly", onclick: () => changed(null, true) }, "Clear");
    this.chips = h("span", { class: "chips" });
    this.element = h("form", { class: "controls", role: "search", onsubmit: (event) => event.preventDefault() },
      h("div", { class: "searchline" }, this.words, h("kbd", { "aria-hidden": "true" }, "/")),
      h("div", { class: "filters" }, this.providers, this.abilities(), this.selects(), this.columns, this.reset, this.chips));
  }

  providerList() {
    const found = [...store.providers].filter((each) => each.models).sort((a, b) => a.name.localeCompare(b.name, "en"));
    const rows = found.map((each) => h("label", { class: "choice", "data-name": `${each.name} ${each.id}`.toLowerCase() },
      h("input", { type: "checkbox", value: each.id, onchange: () => this.picked() }), h("span", { class: "grow" }, each.name), h("span", { class: "dim" }, each.models)));
    const narrow = (event) => {
      const wanted = event.target.value.toLowerCase();
      for (const row of rows) row.hidden = !row.dataset.name.includes(wanted);
    };
    return [h("input", { type: "search", placeholder: "Find a provider", "aria-label": "Find a provider", oninput: narrow }), h("div", { class: "choices" }, rows)];
  }

  picked() {
    const ticked = [...this.providers.querySelectorAll("input[type=checkbox]:checked")];
    this.changed({ provider: ticked.map((each) => each.value).join(",") }, true);
  }

  columnList() {
    return Object.entries(COLUMNS).filter(([, column]) => !column.fixed).map(([name, column]) =>
      h("label", { class: "choice" }, h("input", { type: "checkbox", value: name, onchange: () => this.turned() }), column.title));
  }

  turned() {
    const boxes = [...this.columns.querySelectorAll("input[type=checkbox]")];
    const unusual = boxes.filter((box) => box.checked === Boolean(COLUMNS[box.value].hidden));
    this.changed({ hide: unusual.map((box) => box.value).join(",") }, false);
  }

  abilities() {
    return h("fieldset", { class: "toggles" }, h("legend", { class: "unseen" }, "What it can do"),
      ABILITIES.map((name, at) => h("label", { class: "toggle" },
        h("input", { type: "checkbox", value: name, class: "able", onchange: () => this.enabled() }), h("span", {}, ABILITY_WORDS[at]))));
  }

  enabled() {
    const ticked = [...this.element.querySelectorAll("input.able:checked")];
    this.changed({ can: ticked.map((box) => box.value).join(",") }, true);
  }

  selects() {
    const kinds = [["", "Chat"], ["all", "All kinds"], ...store.kinds.filter(Boolean).map((kind) => [kind, kind === "chat" ? "chat, surely" : kind])];
    const lives = [["", "Offered now"], ["all", "Any lifecycle"], ...store.statuses.map((status) => [status, status])];
    return [
      select("kind", "Kind", kinds, this.changed), select("context", "Least context window", CONTEXTS, this.changed),
      select("price", "Highest input price", PRICES, this.changed), select("status", "Lifecycle", lives, this.changed),
    ];
  }

  /** Show a state, however it came about. */
  show(state) {
    if (document.activeElement !== this.words) this.words.value = state.q;
    const wanted = new Set(list(state.provider));
    for (const box of this.providers.querySelectorAll("input[type=checkbox]")) box.checked = wanted.has(box.value);
    const names = store.providers.filter((each) => wanted.has(each.id)).map((each) => each.name);
    this.providers.querySelector("summary").textContent = names.length === 1 ? names[0] : names.length ? `${names.length} providers` : "Providers";
    this.providers.classList.toggle("on", names.length > 0);
    const able = new Set(list(state.can));
    for (const box of this.element.querySelectorAll("input.able")) box.checked = able.has(box.value);
    const columns = new Set(shownColumns(state.hide));
    for (const box of this.columns.querySelectorAll("input")) box.checked = columns.has(box.value);
    this.choose(state);
    this.limits(state);
  }

  choose(state) {
    for (const name of ["kind", "context", "price", "status"]) {
      const field = this.element.querySelector(`#f-${name}`);
      const value = state[name];
      if (![...field.options].some((option) => option.value === value)) {
        field.append(h("option", { value }, { context: `≥ ${value}`, price: `≤ $${value} in` }[name] || value));
      }
      field.value = value;
      field.classList.toggle("on", value !== "");
    }
  }

  limits(state) {
    const told = [["contextTo", "context ≤ "], ["priceFrom", "price ≥ $"], ["since", "from "], ["until", "to "]];
    this.chips.replaceChildren(...told.filter(([name]) => state[name]).map(([name, words]) =>
      h("button", { type: "button", class: "chip", "aria-label": `Remove ${words}${state[name]}`, onclick: () => this.changed({ [name]: "" }, true) }, `${words}${state[name]} ✕`)));
    const set = ["q", "provider", "can", "kind", "context", "price", "status", "contextTo", "priceFrom", "since", "until"];
    this.reset.hidden = !set.some((name) => state[name]);
  }
}

/** A list under a button, which closes when something else is clicked, or on Escape. */
function popover(name, title, content) {
  const made = h("details", { class: `popover ${name}` }, h("summary", {}, title), h("div", { class: "sheet" }, content));
  document.addEventListener("click", (event) => { if (!made.contains(event.target)) made.open = false; });
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !made.open) return;
    made.open = false;
    made.querySelector("summary").focus();
    event.stopPropagation();
  });
  return made;
}
