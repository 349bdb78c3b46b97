// A table of any length of which only the rows in sight are in the page.

import { copy } from "./copying.js";
import { fill, h } from "./dom.js";
import { COLUMNS } from "./columns.js";
import { isOver, store } from "./data.js";

const SPARE = 12;

/** `opened(place)` is told which model was chosen, `sort(column)` which heading. */
export class Grid {
  constructor({ opened, sort }) {
    this.opened = opened;
    this.places = [];
    this.active = 0;
    this.span = [-1, -1];
    this.sort = sort;
    this.head = h("tr", { role: "row", "aria-rowindex": "1" });
    this.body = h("tbody", { role: "rowgroup" });
    this.table = h("table", {
      role: "grid", class: "grid", tabindex: "0", "aria-label": "Models", id: "grid",
      "aria-describedby": "grid-keys", onkeydown: (event) => this.pressed(event), onclick: (event) => this.clicked(event),
    }, h("thead", { role: "rowgroup" }, this.head), this.body);
    this.frame = h("div", { class: "frame" }, this.table);
    this.frame.addEventListener("scroll", () => this.draw(), { passive: true });
    this.watch = new ResizeObserver(() => { this.height = 0; this.draw(true); });
    this.watch.observe(this.frame);
  }

  /** Show other models; the first becomes the active one unless they are the same. */
  show(places, columns, order) {
    const same = places.length === this.places.length && places.every((place, at) => place === this.places[at]);
    this.places = places;
    this.columns = columns;
    if (!same) {
      this.active = 0;
      this.frame.scrollTop = 0;
    }
    this.table.setAttribute("aria-rowcount", String(places.length + 1));
    this.table.setAttribute("aria-colcount", String(columns.length + 1));
    fill(this.head, columns.map((name) => this.heading(name, order)), h("th", { role: "columnheader", scope: "col", class: "act" }, h("span", { class: "unseen" }, "Copy")));
    this.draw(true);
  }

  heading(name, order) {
    const { title, long, number } = COLUMNS[name];
    const mine = order.replace(/^-/, "") === name;
    const up = !order.startsWith("-");
    const sorted = mine ? (up ? "ascending" : "descending") : "none";
    const button = h("button", { type: "button", class: "sort", title: long || null, onclick: (event) => { event.stopPropagation(); this.sort(name); } },
      title, h("span", { "aria-hidden": "true", class: "mark" }, mine ? (up ? "▲" : "▼") : ""));
    return h("th", { role: "columnheader", scope: "col", "aria-sort": sorted, class: `c-${name}${number ? " number" : ""}` }, button);
  }

  rowHeight() {
    this.height ||= parseFloat(getComputedStyle(this.frame).getPropertyValue("--row")) || 36;
    return this.height;
  }

  /** Put the rows in sight, and a few more, between two gaps as high as all the others. */
  draw(anew = false) {
    const height = this.rowHeight();
    const first = Math.max(0, Math.floor(this.frame.scrollTop / height) - SPARE);
    const last = Math.min(this.places.length, Math.ceil((this.frame.scrollTop + this.frame.clientHeight) / height) + SPARE);
    if (!anew && first === this.span[0] && last === this.span[1]) return;
    this.span = [first, last];
    const rows = [];
    for (let at = first; at < last; at += 1) rows.push(this.row(at));
    fill(this.body, this.gap(first * height), rows, this.gap((this.places.length - last) * height));
    this.mark();
  }

  gap(height) {
    if (height <= 0) return null;
    const cell = h("td", { role: "presentation", colspan: this.columns.length + 1 });
    cell.style.height = `${height}px`;
    return h("tr", { role: "presentation", "aria-hidden": "true", class: "gap" }, cell);
  }

  row(at) {
    const place = this.places[at];
    const cells = this.columns.map((name) => h("td", { role: "gridcell", class: `c-${name}${COLUMNS[name].number ? " number" : ""}` }, COLUMNS[name].cell(place)));
    const id = store.columns.id[place];
    const button = h("button", { type: "button", class: "copy icon", tabindex: "-1",
      "aria-label": `Copy ${id}`, title: `Copy ${id}`, "data-copy": id }, h("span", { class: "pages", "aria-hidden": "true" }));
    return h("tr", { role: "row", id: `row-${at}`, "aria-rowindex": at + 2, "data-at": at, class: isOver(place) ? "over" : null },
      cells, h("td", { role: "gridcell", class: "act" }, button));
  }

  mark() {
    this.body.querySelector(".active")?.classList.remove("active");
    const row = this.body.querySelector(`#row-${this.active}`);
    this.body.querySelector("[aria-selected]")?.removeAttribute("aria-selected");
    if (!row) return this.table.removeAttribute("aria-activedescendant");
    row.classList.add("active");
    row.setAttribute("aria-selected", "true");
    this.table.setAttribute("aria-activedescendant", row.id);
  }

  clicked(event) {
    const button = event.target.closest("[data-copy]");
    if (button) return copy(button.dataset.copy);
    const row = event.target.closest("tr[data-at]");
    if (!row || event.target.closest("a") || getSelection().toString()) return;
    this.active = Number(row.dataset.at);
    this.opened(this.places[this.active]);
  }

  pressed(event) {
    if (event.target !== this.table || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.frame.clientHeight / this.rowHeight()) - 2);
    const last = this.places.length - 1;
    const steps = {
      ArrowDown: this.active + 1, ArrowUp: this.active - 1, PageDown: this.active + page,
      PageUp: this.active - page, Home: 0, End: last, j: this.active + 1, k: this.active - 1,
    };
    if (event.key in steps) this.move(Math.max(0, Math.min(last, steps[event.key])));
    else if (event.key === "Enter" && last >= 0) this.opened(this.places[this.active]);
    else if (event.key === "c" && last >= 0) copy(store.columns.id[this.places[this.active]]);
    else return;
    event.preventDefault();
  }

  move(at) {
    this.active = Math.max(0, at);
    const height = this.rowHeight();
    const head = this.head.getBoundingClientRect().height;
    const [top, bottom] = [this.active * height, (this.active + 1) * height];
    if (top < this.frame.scrollTop) this.frame.scrollTop = top;
    else if (bottom + head > this.frame.scrollTop + this.frame.clientHeight) this.frame.scrollTop = bottom + head - this.frame.clientHeight;
    this.draw();
    this.mark();
  }
}
