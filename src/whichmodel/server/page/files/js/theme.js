// Light, dark, or as the system has it.

import { announce, h } from "./dom.js";

const KEY = "whichmodel-theme";
const THEMES = { auto: "◐", light: "☀", dark: "☾" };

const remembered = () => {
  try { return localStorage.getItem(KEY) || "auto"; } catch { return "auto"; }
};

function remember(theme) {
  try { localStorage.setItem(KEY, theme); } catch { /* a page without a memory still has a theme */ }
}

export function applyTheme(theme = remembered()) {
  const known = Object.hasOwn(THEMES, theme) ? theme : "auto";
  document.documentElement.dataset.theme = known;
  return known;
}

/** A button that goes through the themes; `changed` is called after each. */
export function themeButton(changed) {
  const button = h("button", { type: "button", class: "icon", id: "theme" });
  const show = (theme) => {
    button.textContent = THEMES[theme];
    button.setAttribute("aria-label", `Theme: ${theme}`);
    button.title = `Theme: ${theme}`;
  };
  button.addEventListener("click", () => {
    const names = Object.keys(THEMES);
    const next = names[(names.indexOf(applyTheme()) + 1) % names.length];
    remember(next);
    show(applyTheme(next));
    announce(`Theme: ${next}`);
    changed();
  });
  show(applyTheme());
  return button;
}
