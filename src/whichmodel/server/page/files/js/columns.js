// The columns of the table: what each shows of a model, and which are there unless told otherwise.

import { h } from "./dom.js";
import { ABILITIES } from "./filtering.js";
import { can, kindOf, lifeWords, providerOf, statusOf, store } from "./data.js";
import { linkTo } from "./address.js";
import { money, tokenWords } from "./words.js";

const SHORT = ["tools", "vision", "reasoning", "json"];
const of = (column, words) => (place) => words(store.columns[column][place]);

/** What a phone shows under the id. */
const brief = (place) => {
  const { context, since } = store.columns;
  return [tokenWords(context[place]), priceWords(place), since[place]].filter(Boolean).join(" · ");
};

export function priceWords(place) {
  const [inward, outward] = [store.columns.in[place], store.columns.out[place]];
  if (inward === "" && outward === "") return "";
  if (!Number(inward) && !Number(outward)) return "free";
  return `${money(inward)} / ${money(outward)}`;
}

function modelCell(place) {
  const id = store.columns.id[place];
  const link = h("a", { href: linkTo({ view: "model", model: id }), tabindex: "-1", title: id, class: "id" }, id);
  return [link, h("span", { class: "brief" }, brief(place))];
}

export const canWords = (place) => ABILITIES.map((_, ability) => can(place, ability) && SHORT[ability]).filter(Boolean);

const badges = (place) => canWords(place).map((word) => h("span", { class: `badge ${word}` }, word));

function lifeCell(place) {
  const words = lifeWords(place);
  return words ? h("span", { class: `life ${statusOf(place)}`, title: words }, words) : "";
}

/** By name: the title, the cell, and whether it is a number or left out at first. */
export const COLUMNS = {
  id: { title: "Model string", cell: modelCell, fixed: true },
  name: { title: "Name", cell: of("name", String), hidden: true },
  provider: { title: "Provider", cell: (place) => providerOf(place).name },
  kind: { title: "Kind", cell: kindOf, hidden: true },
  context: { title: "Context", cell: of("context", tokenWords), number: true },
  output: { title: "Max output", cell: of("output", tokenWords), number: true, hidden: true },
  inward: { title: "$ in", cell: of("in", money), number: true, long: "Dollars per million input tokens" },
  outward: { title: "$ out", cell: of("out", money), number: true, long: "Dollars per million output tokens" },
  created: { title: "Created", cell: of("since", String), number: true, long: "Created; with ~, first seen in that month" },
  can: { title: "Can", cell: badges, long: "What it is known to do" },
  life: { title: "Lifecycle", cell: lifeCell },
};

/** The names of the columns that are shown; `hide` names those that differ from the usual. */
export const shownColumns = (hide) => {
  const turned = new Set(hide.split(",").filter(Boolean));
  return Object.keys(COLUMNS).filter((name) => COLUMNS[name].fixed || Boolean(COLUMNS[name].hidden) === turned.has(name));
};
