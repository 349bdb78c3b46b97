// A model string as each tool wants it, and the clipboard.

import { announce, h } from "./dom.js";
import { providerOf, store } from "./data.js";

const quoted = (text) => JSON.stringify(text);

/** Names and strings; what a tool does not know is left out. */
export function spelledFor(place) {
  const { id, model } = store.columns;
  const provider = providerOf(place);
  const router = openRouter(place);
  const yaml = `model_list:\n  - model_name: ${quoted(model[place])}\n    litellm_params:\n      model: ${quoted(id[place])}`;
  const massgen = provider.massgen && `backend:\n  type: ${provider.massgen}\n  model: ${quoted(model[place])}`;
  return [
    ["LiteLLM", id[place]],
    ["OpenRouter", router],
    [`${provider.name} SDK`, model[place]],
    ["LiteLLM proxy config", yaml],
    ["MassGen config", massgen],
  ].filter(([, text]) => text);
}

/** OpenRouter's string for the model, if it offers the same one. */
function openRouter(place) {
  const { model, same } = store.columns;
  const offers = store.groups.get(same[place]) || [place];
  const there = offers.filter((each) => providerOf(each).id === "openrouter");
  const shortest = there.map((each) => model[each]).sort((a, b) => a.length - b.length)[0];
  return there.includes(place) ? model[place] : shortest || "";
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copiedByHand(text)) return announce("Copying is not allowed here");
  }
  announce(`Copied ${text}`);
  toast(`Copied ${text}`);
}

/** Without a clipboard of its own (plain HTTP, a file) a page can still copy what is selected. */
function copiedByHand(text) {
  const area = h("textarea", { class: "unseen", "aria-hidden": "true" });
  area.value = text;
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus();
  return done;
}

let shown = 0;

function toast(words) {
  document.querySelector(".toast")?.remove();
  const made = h("div", { class: "toast", "aria-hidden": "true" }, words.split("\n")[0]);
  document.body.append(made);
  clearTimeout(shown);
  shown = setTimeout(() => made.remove(), 1800);
}
