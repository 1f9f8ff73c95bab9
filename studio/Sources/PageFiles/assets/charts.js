// Charts as drawings: they can be selected, printed, and read by those who do not see them.
import { h, svg, set, number, moment, tick, span } from "./dom.js";

/** The class of a series: levels of rules get colours that say how bad they are. */
export function colour(field, value, index) {
  if (field !== "rule.level") return `c${index % 10}`;
  const level = Number(value);
  if (level >= 15) return "l6";
  if (level >= 12) return "l5";
  if (level >= 10) return "l4";
  if (level >= 7) return "l3";
  if (level >= 5) return "l2";
  return level >= 3 ? "l1" : "l0";
}

function nice(max) {
  if (max <= 4) return Math.max(1, max);
  const power = 10 ** Math.floor(Math.log10(max));
  for (const step of [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10]) if (max <= step * power) return step * power;
  return max;
}

const short = (value) => (value >= 1e6 ? `${+(value / 1e6).toFixed(1)}M` : value >= 1e4 ? `${+(value / 1e3).toFixed(1)}k` : number(value));

/** A legend whose entries filter. */
export function legend(entries, { field, pick }) {
  return h("ul", { class: "legend" }, entries.map((entry) => h("li", {},
    h("i", { class: entry.class, "aria-hidden": "true" }),
    h("button", {
      type: "button", class: "link", title: `Only ${field}: ${entry.label}`, onclick: () => pick(field, entry.label, false),
    }, entry.label),
    h("b", {}, number(entry.count), entry.share ? h("small", {}, ` ${entry.share}`) : null),
    h("button", {
      type: "button", class: "cellbutton", title: `All but ${entry.label}`, "aria-label": `Leave out ${entry.label}`,
      onclick: () => pick(field, entry.label, true),
    }, "−"))));
}

/** A ring of shares. */
export function donut(terms, { field, pick, title }) {
  const total = terms.terms.reduce((sum, term) => sum + term.count, 0) + terms.others;
  if (!total) return h("p", { class: "empty" }, "No alert has this field");
  const parts = terms.terms.map((term, index) => ({ label: term.value, count: term.count, class: colour(field, term.value, index) }));
  const drawn = terms.others ? [...parts, { label: "others", count: terms.others, class: "rest" }] : parts;
  const share = (count) => `${((100 * count) / total).toFixed(count / total < 0.1 ? 1 : 0)}%`;
  let angle = 0;
  const arcs = drawn.map((part) => {
    const from = angle;
    angle += (part.count / total) * 2 * Math.PI;
    return svg("path", { class: part.class, d: ring(50, 50, 31, 47, from, Math.min(angle, from + 2 * Math.PI - 1e-4)) },
      svg("title", {}, `${part.label}: ${number(part.count)} (${share(part.count)})`));
  });
  const words = drawn.map((part) => `${part.label} ${share(part.count)}`).join(", ");
  return h("div", { class: "donut" },
    svg("svg", { viewBox: "0 0 100 100", role: "img", "aria-label": `${title}: ${words}` }, arcs,
      svg("text", { x: 50, y: 49, class: "big" }, short(terms.distinct)),
      svg("text", { x: 50, y: 60, class: "small" }, terms.distinct === 1 ? "value" : "values")),
    legend(parts.map((part) => ({ ...part, share: share(part.count) })), { field, pick }));
}

function ring(x, y, inner, outer, from, to) {
  const point = (radius, angle) => `${(x + radius * Math.sin(angle)).toFixed(3)} ${(y - radius * Math.cos(angle)).toFixed(3)}`;
  const large = to - from > Math.PI ? 1 : 0;
  return `M${point(outer, from)}A${outer} ${outer} 0 ${large} 1 ${point(outer, to)}L${point(inner, to)}`
    + `A${inner} ${inner} 0 ${large} 0 ${point(inner, from)}Z`;
}

/** Draws again whenever there is more or less room: letters keep their size. */
const sizes = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    const width = Math.round(contentRect.width);
    if (width > 0 && target.drawnWidth !== width) {
      target.drawnWidth = width;
      target.draw(width);
    }
  }
});

/** Bars or areas over time, one upon the other; a drag over them chooses a time. */
export function overTime(data, { field, pick, brush, title, shape = "histogram", height = 170 }) {
  const series = data.series.map((s, index) => ({
    label: s.value, counts: s.counts, class: field ? colour(field, s.value, index) : "c0",
    count: s.counts.reduce((a, b) => a + b, 0),
  }));
  if (field === "rule.level") series.sort((a, b) => Number(a.label) - Number(b.label));
  const sums = Array.from({ length: data.intervals }, (_, i) => series.reduce((sum, s) => sum + s.counts[i], 0));
  if (!sums.some((sum) => sum > 0)) return h("p", { class: "empty" }, "Nothing in this time");
  const plot = h("div", { class: "plot" });
  plot.style.height = `${height}px`;
  const tip = h("div", { class: "tip", hidden: true });
  plot.draw = (width) => set(plot, drawing(data, { field, brush, title, shape, height, width, series, sums, tip }), tip);
  sizes.observe(plot);
  const figure = h("div", { class: "overtime" }, plot);
  if (field) figure.append(legend(series, { field, pick }));
  return figure;
}

function drawing(data, { field, brush, title, shape, height, width, series, sums, tip }) {
  const top = nice(Math.max(...sums));
  const box = { left: 40, right: 4, top: 8, bottom: 20 };
  const inner = { width: Math.max(40, width - box.left - box.right), height: height - box.top - box.bottom };
  const step = inner.width / data.intervals;
  const x = (i) => box.left + i * step;
  const y = (value) => box.top + inner.height * (1 - value / top);
  const marks = shape === "area" && data.intervals > 1 ? areas(series, data.intervals, x, y, step) : bars(series, data.intervals, x, y, step);
  const grid = [0, 0.5, 1].map((part) => svg("g", { class: "grid" },
    svg("line", { x1: box.left, x2: width - box.right, y1: y(top * part), y2: y(top * part) }),
    svg("text", { x: box.left - 6, y: y(top * part) + 3.5, "text-anchor": "end" }, Number.isInteger(top * part) ? short(top * part) : "")));
  const every = Math.max(1, Math.ceil((data.intervals * 84) / inner.width));
  const ticks = [];
  for (let i = 0; i < data.intervals; i += every) {
    if (x(i) > width - 60 && i > 0) break;
    ticks.push(svg("text", { class: "tick", x: x(i), y: height - 5, "text-anchor": "start" }, tick(data.start + i * data.interval, data.interval, i)));
  }
  const cover = svg("rect", { class: "cover", x: box.left, y: box.top, width: inner.width, height: inner.height });
  const cursor = svg("rect", { class: "cursor", y: box.top, width: Math.max(step, 1), height: inner.height, visibility: "hidden" });
  const chosen = svg("rect", { class: "brush", y: box.top, height: inner.height, visibility: "hidden" });
  const element = svg("svg", {
    viewBox: `0 0 ${width} ${height}`, role: "img", class: "time",
    "aria-label": `${title}: from ${moment(data.start, false)}, a value per ${span(data.interval)}; `
      + (field ? series.map((s) => `${s.label} ${number(s.count)}`).join(", ") : `${number(sums.reduce((a, b) => a + b, 0))} alerts`),
  }, grid, marks, ticks, cursor, chosen, cover);
  watch(element, tip, cursor, chosen, { data, series, box, width, step, brush });
  return element;
}

function bars(series, count, x, y, step) {
  const gap = step > 4 ? 1 : 0;
  const base = new Array(count).fill(0);
  return series.map((s) => {
    let path = "";
    for (let i = 0; i < count; i++) {
      if (!s.counts[i]) continue;
      const [low, high] = [y(base[i]), y(base[i] + s.counts[i])];
      // What is there is seen, however little it is.
      const top = Math.min(high, low - 0.8);
      path += `M${x(i).toFixed(2)} ${low.toFixed(2)}V${top.toFixed(2)}h${Math.max(step - gap, 0.5).toFixed(2)}V${low.toFixed(2)}Z`;
      base[i] += s.counts[i];
    }
    return svg("path", { class: s.class, d: path });
  });
}

function areas(series, count, x, y, step) {
  const base = new Array(count).fill(0);
  return series.map((s) => {
    const upper = [];
    const lower = [];
    for (let i = 0; i < count; i++) {
      lower.push(`${(x(i) + step / 2).toFixed(2)} ${y(base[i]).toFixed(2)}`);
      base[i] += s.counts[i];
      upper.push(`${(x(i) + step / 2).toFixed(2)} ${y(base[i]).toFixed(2)}`);
    }
    return svg("path", { class: `${s.class} area`, d: `M${upper.join("L")}L${lower.reverse().join("L")}Z` });
  });
}

function watch(drawing, tip, cursor, chosen, { data, series, box, width, step, brush }) {
  const place = (event) => {
    const bounds = drawing.getBoundingClientRect();
    const at = ((event.clientX - bounds.left) / bounds.width) * width - box.left;
    return Math.min(data.intervals - 1, Math.max(0, Math.floor(at / step)));
  };
  let start;
  drawing.addEventListener("pointermove", (event) => {
    const i = place(event);
    cursor.setAttribute("x", box.left + i * step);
    cursor.setAttribute("visibility", "visible");
    const shown = series.filter((s) => s.counts[i]).reverse();
    set(tip, h("strong", {}, moment(data.start + i * data.interval, false)),
      shown.length ? shown.slice(0, 10).map((s) => h("div", {}, h("i", { class: s.class }), s.label || "alerts", h("b", {}, number(s.counts[i]))))
        : h("div", {}, "nothing"));
    tip.hidden = false;
    const part = (box.left + i * step) / width;
    tip.style.left = part < 0.6 ? `${100 * part + 3}%` : "auto";
    tip.style.right = part < 0.6 ? "auto" : `${100 - 100 * part + 1}%`;
    if (start === undefined) return;
    const [a, b] = [Math.min(start, i), Math.max(start, i) + 1];
    chosen.setAttribute("x", box.left + a * step);
    chosen.setAttribute("width", (b - a) * step);
    chosen.setAttribute("visibility", "visible");
  });
  drawing.addEventListener("pointerleave", () => { tip.hidden = true; cursor.setAttribute("visibility", "hidden"); });
  if (!brush) return;
  drawing.classList.add("brushed");
  drawing.addEventListener("pointerdown", (event) => {
    start = place(event);
    drawing.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  drawing.addEventListener("pointerup", (event) => {
    if (start === undefined) return;
    const i = place(event);
    const [a, b] = [Math.min(start, i), Math.max(start, i) + 1];
    start = undefined;
    brush(data.start + a * data.interval, data.start + b * data.interval);
  });
}
