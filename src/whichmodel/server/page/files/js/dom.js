// Elements are made here and nowhere else: text is always text, never markup.

/** An element with attributes, listeners (`onclick`) and children; null and false are left out. */
export function h(tag, given, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  append(made, children);
  return made;
}

export function append(parent, children) {
  for (const child of children.flat(9)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

export function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

export const byId = (id) => document.getElementById(id);

/** A link to somebody else's page, if its address is one; else its words. */
export function outward(address, words) {
  if (!/^https?:\/\//i.test(address)) return words;
  return h("a", { href: address, rel: "noreferrer noopener", target: "_blank" }, words);
}

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** The same text with U+FFFD for what could reorder, hide or break a line. */
export const visible = (text) => String(text).replace(HIDDEN, "\ufffd");

let announced = 0;

/** Say something to whoever listens instead of looking. */
export function announce(words) {
  clearTimeout(announced);
  announced = setTimeout(() => { byId("live").textContent = words; }, 150);
}

export function debounced(run, wait) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...given), wait);
  };
}
