// What is looked at stands behind the `#` of the address: a link shares it, and no server sees it.

export const USUAL = {
  view: "models", model: "", q: "", provider: "", kind: "", status: "", can: "",
  context: "", contextTo: "", price: "", priceFrom: "", since: "", until: "",
  sort: "", hide: "", axis: "context",
};

/** The state that an address asks for; what it does not know it leaves out. */
export function read(hash = location.hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const state = { ...USUAL };
  for (const name of Object.keys(USUAL)) {
    if (given.has(name)) state[name] = given.get(name).slice(0, 10000);
  }
  return state;
}

export function written(state) {
  const given = new URLSearchParams();
  for (const [name, usual] of Object.entries(USUAL)) {
    if (state[name] !== usual && state[name] !== undefined) given.set(name, state[name]);
  }
  return `#${given.toString().replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ",")}`;
}

export const linkTo = (change) => written({ ...USUAL, ...change });

/** Another state: a step that "back" undoes, or (while typing) the same step. */
export function go(state, step) {
  const hash = written(state);
  if (hash === (location.hash || "#")) return;
  history[step ? "pushState" : "replaceState"](null, "", hash);
}

export const list = (text) => (text ? text.split(",").filter(Boolean) : []);
