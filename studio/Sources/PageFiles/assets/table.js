// The table of events: columns that keep their width, sorting, filters on every cell.
import { h, set, number, moment } from "./dom.js";
import { go, addFilter, memory } from "./state.js";

export const PAGE = 50;
const names = {
  timestamp: "Time", "agent.name": "Agent", "rule.mitre.technique": "Technique", "rule.mitre.tactic": "Tactic",
  "rule.description": "Description", "rule.level": "Level", "rule.id": "Rule", "data.docker.Type": "Type",
  "data.docker.Action": "Action", "data.docker.Actor.Attributes.image": "Image",
};
const widths = { timestamp: 196, "agent.name": 110, "rule.level": 74, "rule.id": 84, "rule.description": 340, "data.docker.Type": 100, "data.docker.Action": 130 };

export const title = (field) => names[field] ?? field;

/** How bad a level is, as a class. */
export function severity(level) {
  const value = Number(level);
  return value >= 12 ? "critical" : value >= 7 ? "high" : value >= 5 ? "medium" : "low";
}

/** A table; `open(row)` shows a document. */
export function eventTable(page, { open, remove, exportAll }) {
  const head = h("tr");
  const body = h("tbody");
  const columns = h("colgroup");
  const table = h("table", { class: "events" }, columns, h("thead", {}, head), body);
  const count = h("span", { class: "count" });
  const pager = h("div", { class: "pager" });
  const element = h("section", { class: "card tablecard", "aria-label": "Events" },
    h("header", {}, h("h2", {}, "Events"), count, h("span", { class: "grow" }),
      h("button", { type: "button", class: "quiet", onclick: () => exportAll("csv") }, "CSV"),
      h("button", { type: "button", class: "quiet", onclick: () => exportAll("json") }, "JSON")),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Events, scrolls sideways" }, table), pager);
  let kept = memory.get(`widths.${page}`, {});

  function header(field, state) {
    const isSorted = state.sort === field;
    const col = h("col");
    col.style.width = `${kept[field] ?? widths[field] ?? 160}px`;
    columns.append(col);
    const grip = h("span", { class: "grip", "aria-hidden": "true", onpointerdown: (event) => resize(event, field, col) });
    return h("th", { scope: "col", "aria-sort": isSorted ? (state.ascending ? "ascending" : "descending") : undefined, title: field },
      h("button", {
        type: "button", class: "sort",
        onclick: () => go({ sort: field, ascending: isSorted ? !state.ascending : false, offset: 0 }),
        onkeydown: (event) => {
          const step = event.shiftKey && { ArrowLeft: -20, ArrowRight: 20 }[event.key];
          if (step) keep(field, col, parseInt(col.style.width, 10) + step);
        },
      }, title(field), h("i", { "aria-hidden": "true" }, isSorted ? (state.ascending ? "▲" : "▼") : "")),
      field === "timestamp" ? null : h("button", { type: "button", class: "cellbutton", title: "Hide the column", "aria-label": `Hide ${title(field)}`, onclick: () => remove(field) }, "×"),
      grip);
  }

  function keep(field, col, width) {
    kept = { ...kept, [field]: Math.max(48, Math.min(1200, Math.round(width))) };
    col.style.width = `${kept[field]}px`;
    memory.set(`widths.${page}`, kept);
    fit();
  }

  function resize(event, field, col) {
    event.preventDefault();
    const [start, width] = [event.clientX, parseInt(col.style.width, 10)];
    const move = (next) => keep(field, col, width + next.clientX - start);
    const end = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
  }

  function fit() {
    table.style.width = `${[...columns.children].reduce((sum, col) => sum + parseInt(col.style.width, 10), 34)}px`;
  }

  function cell(field, values) {
    if (!values.length) return h("td", {}, h("span", { class: "none" }, "–"));
    return h("td", {}, values.map((value) => h("span", { class: "value" },
      field === "rule.level" ? h("span", { class: `level ${severity(value)}` }, value) : h("span", { class: "text", title: value }, value),
      h("span", { class: "plusminus" },
        h("button", { type: "button", class: "cellbutton", title: `Only ${value}`, "aria-label": `Only ${title(field)} ${value}`, onclick: () => addFilter(field, value) }, "+"),
        h("button", { type: "button", class: "cellbutton", title: `All but ${value}`, "aria-label": `All but ${title(field)} ${value}`, onclick: () => addFilter(field, value, true) }, "−")))));
  }

  function show(answer, fields, state) {
    set(columns);
    const lead = h("col");
    lead.style.width = "34px";
    set(head, h("th", { scope: "col" }, h("span", { class: "hidden" }, "Document")), fields.map((field) => header(field, state)));
    columns.prepend(lead);
    fit();
    set(body, answer.rows.map((row) => h("tr", { class: state.row === row.row ? "chosen" : undefined },
      h("td", {}, h("button", { type: "button", class: "cellbutton open", title: "Show the document", "aria-label": `Show the document of ${moment(row.time)}`, onclick: () => open(row.row) }, "⤢")),
      fields.map((field, index) => (field === "timestamp"
        ? h("td", { class: "time" }, moment(row.time)) : cell(field, row.values[index]))))));
    if (!answer.rows.length) set(body, h("tr", {}, h("td", { colspan: fields.length + 1, class: "empty" }, "No alert is like that")));
    const last = state.offset + answer.rows.length;
    count.textContent = `${number(answer.total)}`;
    set(pager,
      h("button", { type: "button", disabled: state.offset === 0, onclick: () => go({ offset: Math.max(0, state.offset - PAGE) }) }, "← Before"),
      h("span", {}, answer.total ? `${number(state.offset + 1)}–${number(last)} of ${number(answer.total)}` : ""),
      h("button", { type: "button", disabled: last >= answer.total, onclick: () => go({ offset: state.offset + PAGE }) }, "Next →"));
  }

  return { element, show };
}
