// Threat hunting and Docker: numbers, panels, fields, events.
import { h, set, number, download, say, moment } from "./dom.js";
import { ask } from "./api.js";
import { go, query, addFilter, pinnedAgent, read, memory } from "./state.js";
import { donut, overTime } from "./charts.js";
import { filterBar } from "./filters.js";
import { eventTable, PAGE } from "./table.js";
import { documentView } from "./document.js";
import { fieldList } from "./fields.js";

const zone = -new Date().getTimezoneOffset() * 60000;
const MOST_EXPORTED = 10000;

export function dashboardPage(name) {
  let latest;
  let dashboards;
  let shown;
  const bar = filterBar(() => latest);
  const agent = h("div", { class: "agent", hidden: true });
  const metrics = h("div", { class: "metrics" });
  const timeline = h("section", { class: "card timeline", "aria-label": "Alerts over time" });
  const panels = h("div", { class: "panels" });
  const table = eventTable(name, { open: (row) => go({ row }), remove: (field) => columns((now) => now.filter((f) => f !== field)), exportAll });
  const fields = fieldList({
    question: () => narrowed(read()),
    toggle: (field) => columns((now) => (now.includes(field) ? now.filter((f) => f !== field) : [...now, field])),
    chosen: () => current(read()),
  });
  const view = documentView({ close: () => go({ row: undefined }) });
  const element = h("div", { class: "dashboard" }, h("h1", { class: "hidden" }, name === "docker" ? "Docker" : "Threat hunting"),
    bar.element, agent, metrics, timeline, panels, h("div", { class: "lower" }, fields.element, table.element));

  const dashboardName = (state) => (pinnedAgent(state) ? `${name}-agent` : name);
  const definition = (state) => dashboards?.find((d) => d.id === dashboardName(state));
  const current = (state) => state.columns ?? memory.get(`columns.${name}`, null) ?? definition(state)?.columns ?? ["timestamp"];

  function columns(change) {
    const next = change(current(read()));
    memory.set(`columns.${name}`, next);
    go({ columns: next });
  }

  function narrowed(state) {
    return { dashboard: dashboardName(state), query: query(state), from: state.from, to: state.to, zone };
  }

  const pick = (field, value, not) => addFilter(field, value, not);
  const brush = (from, to) => go({ from, to, offset: 0 });

  async function show(state) {
    bar.show(state);
    if (state.row === undefined) view.show(undefined);
    try {
      if (!dashboards) ({ dashboards } = await ask("dashboards"));
      const question = narrowed(state);
      const wanted = current(state);
      const isSame = shown?.mark === JSON.stringify(question);
      const [answer, page] = await Promise.all([
        isSame ? shown.answer : ask("panels", question, "panels"),
        ask("table", { ...question, fields: wanted, sort: state.sort, ascending: state.ascending, offset: state.offset, limit: PAGE }, "table"),
      ]);
      bar.tell();
      if (!isSame) draw(answer, definition(state), state);
      shown = { mark: JSON.stringify(question), answer };
      table.show(page, wanted, state);
      fields.show();
      view.show(state.row);
    } catch (error) {
      if (error.isSuperseded) return;
      if (error.span) bar.tell(error);
      else set(panels, h("p", { class: "empty" }, error.message, error.hint ? h("span", {}, ` — ${error.hint}`) : null));
    }
  }

  function draw(answer, dashboard, state) {
    latest = state.to === undefined ? answer.to - 1 : Math.max(latest ?? 0, answer.to - 1);
    const pinned = pinnedAgent(state);
    agent.hidden = !pinned;
    if (pinned) set(agent, "Agent ", h("strong", {}, pinned));
    set(timeline, overTime(answer.timeline, { pick, brush, title: "Alerts over time", height: 96 }));
    const answers = new Map(answer.panels.map((panel) => [panel.id, panel]));
    const numbers = dashboard.panels.filter((panel) => panel.shape === "metric");
    set(metrics, numbers.map((panel) => h("div", { class: `card metric ${panel.id}` },
      h("span", { class: "name" }, panel.title),
      panel.filter
        ? h("button", { type: "button", class: "number link", title: `Only these: ${panel.filter}`, onclick: () => go({ query: joined(state.query, panel.filter), offset: 0 }) }, number(answers.get(panel.id).number))
        : h("span", { class: "number" }, number(answers.get(panel.id).number)))));
    metrics.hidden = !numbers.length;
    set(panels, dashboard.panels.filter((panel) => panel.shape !== "metric").map((panel) => {
      const data = answers.get(panel.id);
      const options = { field: panel.field, pick, brush, title: panel.title, shape: panel.shape };
      const card = h("section", { class: `card panel shape-${panel.shape}`, "aria-label": panel.title, "data-panel": panel.id },
        h("header", {}, h("h2", { title: panel.field }, panel.title)),
        panel.shape === "pie" ? donut(data, options) : overTime(data, options));
      card.style.setProperty("--span", panel.width);
      return card;
    }));
  }

  const joined = (one, other) => (one.trim() && one.trim() !== other ? `(${one}) and ${other}` : other);

  async function exportAll(form) {
    const state = read();
    const wanted = current(state);
    const rows = [];
    let total = 0;
    try {
      do {
        const page = await ask("table", { ...narrowed(state), fields: wanted, sort: state.sort, ascending: state.ascending, offset: rows.length, limit: 1000 });
        rows.push(...page.rows);
        total = page.total;
        if (!page.rows.length) break;
      } while (rows.length < Math.min(total, MOST_EXPORTED));
    } catch (error) {
      say(error.message, true);
      return;
    }
    const line = (row) => wanted.map((field, index) => (field === "timestamp" ? new Date(row.time).toISOString() : row.values[index].join("; ")));
    if (form === "json") {
      const objects = rows.map((row) => Object.fromEntries(wanted.map((field, index) => [field, field === "timestamp" ? new Date(row.time).toISOString() : row.values[index]])));
      download("alerts.json", "application/json", JSON.stringify(objects, null, 2));
    } else {
      // A cell that a spreadsheet would take for a formula is made text.
      const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
      download("alerts.csv", "text/csv", [wanted, ...rows.map(line)].map((cells) => cells.map(cell).join(",")).join("\r\n"));
    }
    say(rows.length < total ? `The first ${number(rows.length)} of ${number(total)} alerts; narrow down for the rest` : `${number(total)} alerts`);
  }

  function changed(status, hasMore) {
    if (!hasMore && status.done && shown) return;
    shown = undefined;
    show(read());
  }

  return { element, show, changed, leave: () => view.show(undefined) };
}
