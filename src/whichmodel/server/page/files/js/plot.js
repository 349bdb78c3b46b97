// Price against context or age, drawn on a canvas; what is brushed becomes a filter.

import { h } from "./dom.js";
import { isOver, store } from "./data.js";
import { money, tokenWords } from "./words.js";

const MARGIN = { left: 56, right: 16, top: 12, bottom: 36 };
const NEAR = 14;
const DAY = 86400000;
const day = (time) => new Date(time).toISOString().slice(0, 10);
const days = (text) => Date.parse(text.length === 7 ? `${text}-01` : text) / DAY;

const AXES = {
  context: {
    title: "context window, tokens", value: (place) => Math.log10(store.columns.context[place] || NaN),
    words: (value) => tokenWords(Math.round(10 ** value)), ticks: [3, 4, 5, 6, 7],
    wish: (low, high) => ({ context: low && String(Math.floor(10 ** low)), contextTo: high && String(Math.ceil(10 ** high)), since: "", until: "" }),
  },
  created: {
    title: "created", value: (place) => days(store.columns.born[place]), words: (value) => day(value * DAY).slice(0, 7),
    ticks: [2022, 2023, 2024, 2025, 2026, 2027, 2028].map((year) => days(`${year}-01-01`)),
    wish: (low, high) => ({ since: low && day(low * DAY), until: high && day(high * DAY), context: "", contextTo: "" }),
  },
};
const FREE = -3;
const price = (place) => {
  const dollars = store.columns.inward[place];
  return dollars === 0 ? FREE : Math.max(-2.6, Math.log10(dollars));
};
const priceTick = (value) => (value === FREE ? "free" : money(String(Number((10 ** value).toPrecision(3)))));

/** `brushed(change)` is told the ranges, or null to forget them; `opened(place)` a model. */
export class Plot {
  constructor({ brushed, opened, axis }) {
    Object.assign(this, { brushed, opened, points: [], brush: null, axis: "context" });
    this.canvas = h("canvas", { role: "img", "aria-label": "Price against context", class: "canvas" });
    this.tip = h("div", { class: "tip", hidden: true, "aria-hidden": "true" });
    this.choice = h("select", { "aria-label": "Horizontal axis", onchange: (event) => axis(event.target.value) },
      h("option", { value: "context" }, "Price × context"), h("option", { value: "created" }, "Price × release date"));
    this.note = h("p", { class: "note" });
    this.area = h("div", { class: "area" }, this.canvas, this.tip);
    this.element = h("section", { class: "plot", "aria-label": "Plot" },
      h("div", { class: "plotline" }, this.choice, this.note), this.area);
    this.listen();
    new ResizeObserver(() => this.draw()).observe(this.area);
  }

  listen() {
    this.canvas.addEventListener("pointerdown", (event) => this.down(event));
    this.canvas.addEventListener("pointermove", (event) => this.moved(event));
    this.canvas.addEventListener("pointerup", (event) => this.up(event));
    this.canvas.addEventListener("pointercancel", () => { this.brush = null; this.draw(); });
    this.canvas.addEventListener("pointerleave", () => { this.tip.hidden = true; });
  }

  /** Plot these models; those without a price or a place on the axis are counted only. */
  show(places, axis) {
    this.axis = Object.hasOwn(AXES, axis) ? axis : "context";
    this.choice.value = this.axis;
    const { value } = AXES[this.axis];
    this.points = places.map((place) => ({ place, x: value(place), y: price(place) }))
      .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
    const left = places.length - this.points.length;
    const words = `${this.points.length.toLocaleString("en")} models plotted`;
    this.note.textContent = `${words}${left ? `, ${left.toLocaleString("en")} without price or ${this.axis === "context" ? "context" : "date"}` : ""}. Drag to select.`;
    this.canvas.setAttribute("aria-label", `Input price against ${AXES[this.axis].title}: ${words}. The filters select the same ranges; the table below lists the models.`);
    this.draw();
  }

  scales() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const range = (values, spare) => {
      let [low, high] = [Infinity, -Infinity];
      for (const value of values) { low = Math.min(low, value); high = Math.max(high, value); }
      if (low > high) [low, high] = [0, 1];
      return [low - spare, Math.max(high, low + spare) + spare];
    };
    const [x0, x1] = range(this.points.map((point) => point.x), this.axis === "context" ? 0.12 : 30);
    const [y0, y1] = range(this.points.map((point) => point.y), 0.25);
    const inner = { w: width - MARGIN.left - MARGIN.right, h: height - MARGIN.top - MARGIN.bottom };
    return {
      width, height, x0, x1, y0, y1,
      x: (value) => MARGIN.left + ((value - x0) / (x1 - x0)) * inner.w,
      y: (value) => MARGIN.top + (1 - (value - y0) / (y1 - y0)) * inner.h,
      fromX: (at) => x0 + ((at - MARGIN.left) / inner.w) * (x1 - x0),
      fromY: (at) => y0 + (1 - (at - MARGIN.top) / inner.h) * (y1 - y0),
    };
  }

  draw() {
    const scale = this.scales();
    if (!scale.width) return;
    const dense = devicePixelRatio || 1;
    this.canvas.width = scale.width * dense;
    this.canvas.height = scale.height * dense;
    const pen = this.canvas.getContext("2d");
    pen.scale(dense, dense);
    const style = getComputedStyle(this.canvas);
    this.frame(pen, scale, style);
    this.dots(pen, scale, style);
    if (this.brush) this.box(pen, style);
  }

  frame(pen, scale, style) {
    pen.font = `12px ${style.fontFamily}`;
    pen.strokeStyle = style.borderTopColor;
    pen.fillStyle = style.color;
    pen.lineWidth = 1;
    for (const tick of AXES[this.axis].ticks.filter((value) => value >= scale.x0 && value <= scale.x1)) {
      line(pen, scale.x(tick), MARGIN.top, scale.x(tick), scale.height - MARGIN.bottom);
      pen.textAlign = "center";
      pen.fillText(AXES[this.axis].words(tick), scale.x(tick), scale.height - MARGIN.bottom + 16);
    }
    for (const tick of [FREE, -2, -1, 0, 1, 2, 3].filter((value) => value >= scale.y0 && value <= scale.y1)) {
      line(pen, MARGIN.left, scale.y(tick), scale.width - MARGIN.right, scale.y(tick));
      pen.textAlign = "right";
      pen.fillText(priceTick(tick), MARGIN.left - 8, scale.y(tick) + 4);
    }
    pen.textAlign = "right";
    pen.fillText(`$ per 1M input tokens, against ${AXES[this.axis].title}`, scale.width - MARGIN.right, scale.height - 4);
  }

  dots(pen, scale, style) {
    pen.fillStyle = style.accentColor === "auto" ? style.color : style.accentColor;
    const size = this.points.length > 20000 ? 1.5 : 3;
    for (const { place, x, y } of this.points) {
      pen.globalAlpha = isOver(place) ? 0.18 : 0.45;
      pen.beginPath();
      pen.arc(scale.x(x), scale.y(y), size, 0, 7);
      pen.fill();
    }
    pen.globalAlpha = 1;
  }

  box(pen, style) {
    const { x, y, w, h: high } = corners(this.brush);
    pen.fillStyle = style.outlineColor;
    pen.globalAlpha = 0.15;
    pen.fillRect(x, y, w, high);
    pen.globalAlpha = 1;
    pen.strokeStyle = style.outlineColor;
    pen.strokeRect(x + 0.5, y + 0.5, w, high);
  }

  down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.brush = { x0: event.offsetX, y0: event.offsetY, x1: event.offsetX, y1: event.offsetY };
    this.tip.hidden = true;
  }

  moved(event) {
    if (!this.brush) return this.hint(event);
    this.brush.x1 = event.offsetX;
    this.brush.y1 = event.offsetY;
    this.draw();
  }

  up(event) {
    if (!this.brush) return;
    const box = corners(this.brush);
    this.brush = null;
    if (box.w > 6 && box.h > 6) this.brushed(this.ranges(box));
    else {
      const found = this.nearest(event.offsetX, event.offsetY);
      if (found) this.opened(found.place);
    }
    this.draw();
  }

  /** The ranges under a box; a side at or beyond the frame asks for nothing. */
  ranges({ x, y, w, h: high }) {
    const scale = this.scales();
    const low = x <= MARGIN.left ? "" : scale.fromX(x);
    const top = x + w >= scale.width - MARGIN.right ? "" : scale.fromX(x + w);
    const dear = y <= MARGIN.top ? "" : String(Number((10 ** scale.fromY(y)).toPrecision(3)));
    const least = scale.fromY(y + high);
    const cheap = y + high >= scale.height - MARGIN.bottom || least < -2.7 ? "" : String(Number((10 ** least).toPrecision(3)));
    return { ...AXES[this.axis].wish(low, top), price: dear, priceFrom: cheap };
  }

  nearest(x, y) {
    const scale = this.scales();
    let best = null;
    let least = NEAR * NEAR;
    for (const point of this.points) {
      const far = (scale.x(point.x) - x) ** 2 + (scale.y(point.y) - y) ** 2;
      if (far < least) [best, least] = [point, far];
    }
    return best;
  }

  hint(event) {
    const found = this.nearest(event.offsetX, event.offsetY);
    this.tip.hidden = !found;
    this.canvas.classList.toggle("over", Boolean(found));
    if (!found) return;
    const { id, context, since, in: inward } = store.columns;
    const { place } = found;
    this.tip.replaceChildren(h("strong", {}, id[place]), ` ${tokenWords(context[place])} · ${money(inward[place])} in · ${since[place]}`);
    const left = Math.min(event.offsetX + 12, this.canvas.clientWidth - this.tip.offsetWidth - 8);
    this.tip.style.left = `${Math.max(4, left)}px`;
    this.tip.style.top = `${Math.max(4, event.offsetY - this.tip.offsetHeight - 12)}px`;
  }
}

function line(pen, x0, y0, x1, y1) {
  pen.beginPath();
  pen.moveTo(Math.round(x0) + 0.5, Math.round(y0) + 0.5);
  pen.lineTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
  pen.stroke();
}

const corners = ({ x0, y0, x1, y1 }) =>
  ({ x: Math.min(x0, x1), y: Math.min(y0, y1), w: Math.abs(x1 - x0), h: Math.abs(y1 - y0) });
