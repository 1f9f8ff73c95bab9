// The list of fields, each with its most frequent values.
import { h, set, number } from "./dom.js";
import { ask } from "./api.js";
import { addFilter } from "./state.js";

export function fieldList({ question, toggle, chosen }) {
  let all = [];
  let open;
  let isDrawn = false;
  const search = h("input", { type: "search", placeholder: "Find a field", "aria-label": "Find a field", oninput: draw });
  const list = h("ul");
  const element = h("aside", { class: "card fields", "aria-label": "Fields" }, h("header", {}, h("h2", {}, "Fields")), search, list);

  async function show() {
    try {
      ({ fields: all } = await ask("fields", {}, "fields"));
      draw();
    } catch { /* the page says it */ }
  }

  function draw() {
    const words = search.value.trim().toLowerCase();
    const columns = chosen();
    const found = all.filter((field) => field.name.toLowerCase().includes(words));
    const first = found.filter((field) => columns.includes(field.name));
    const rest = found.filter((field) => !columns.includes(field.name)).slice(0, 300);
    set(list, [...first, ...rest].map((field) => entry(field, columns.includes(field.name))));
    isDrawn = true;
  }

  function entry(field, isColumn) {
    const values = h("div", { class: "values" });
    const row = h("li", {},
      h("button", {
        type: "button", class: "name link", title: `${field.name}, in ${number(field.rows)} documents`, "aria-expanded": open === field.name ? "true" : "false",
        onclick: () => { open = open === field.name ? undefined : field.name; draw(); },
      }, field.name),
      h("button", {
        type: "button", class: `cellbutton${isColumn ? " on" : ""}`, title: isColumn ? "Hide the column" : "Show as a column",
        "aria-label": `${isColumn ? "Hide" : "Show"} the column ${field.name}`, "aria-pressed": isColumn ? "true" : "false", onclick: () => toggle(field.name),
      }, isColumn ? "✓" : "▥"));
    if (open === field.name) {
      row.append(values);
      top(field.name, values);
    }
    return row;
  }

  async function top(field, place) {
    try {
      const answer = await ask("terms", { ...question(), field, size: 5 }, `terms ${field}`);
      const sum = answer.rows || 1;
      set(place, answer.terms.map((term) => {
        const meter = h("i");
        meter.style.width = `${(100 * term.count) / sum}%`;
        return h("div", { class: "topvalue" }, h("span", { class: "text", title: term.value }, term.value), h("b", {}, `${((100 * term.count) / sum).toFixed(1)}%`),
          h("button", { type: "button", class: "cellbutton", "aria-label": `Only ${term.value}`, onclick: () => addFilter(field, term.value) }, "+"),
          h("button", { type: "button", class: "cellbutton", "aria-label": `All but ${term.value}`, onclick: () => addFilter(field, term.value, true) }, "−"),
          h("span", { class: "meter", "aria-hidden": "true" }, meter));
      }), h("p", {}, answer.distinct ? `${number(answer.distinct)} values in ${number(answer.rows)} documents` : "not in these documents"));
    } catch (error) {
      if (!error.isSuperseded) set(place, h("p", {}, error.message));
    }
  }

  return { element, show };
}
