// The filter bar that the pages with alerts share: query, time, filters.
import { h, set, moment } from "./dom.js";
import { go, clause, read, memory } from "./state.js";

const spans = [["15m", 900e3, "Last 15 minutes"], ["1h", 3600e3, "Last hour"], ["24h", 86400e3, "Last 24 hours"],
  ["7d", 7 * 86400e3, "Last 7 days"], ["30d", 30 * 86400e3, "Last 30 days"]];

/** The bar; `latest()` is the time of the latest alert, from which "last hour" counts back. */
export function filterBar(latest) {
  const input = h("input", {
    type: "text", id: "query", spellcheck: "false", autocomplete: "off", "aria-describedby": "query-fault",
    placeholder: "rule.level >= 12 and not agent.name: web-*", "aria-label": "Query",
  });
  const fault = h("p", { id: "query-fault", class: "fault", role: "status" });
  const pills = h("div", { class: "pills" });
  const times = h("select", { "aria-label": "Time", onchange: () => choose(times.value) });
  const from = h("input", { type: "datetime-local", step: "1", "aria-label": "From", onchange: own });
  const to = h("input", { type: "datetime-local", step: "1", "aria-label": "To", onchange: own });
  const custom = h("span", { class: "custom", hidden: true }, from, "–", to);
  const form = h("form", {
    class: "query", role: "search", onsubmit: (event) => {
      event.preventDefault();
      go({ query: input.value.trim(), offset: 0, row: undefined });
    },
  }, h("label", { for: "query", class: "mark" }, "KQL"), input, h("button", { type: "submit" }, "Search"));
  const help = h("details", { class: "help" }, h("summary", {}, "?"), h("div", {},
    h("p", {}, h("code", {}, "rule.level >= 12"), " compares; ", h("code", {}, "agent.name: web-*"), " with stars; ",
      h("code", {}, "rule.groups: (web or sshd)"), " any of them; ", h("code", {}, "data.srcip: *"), " has the field; ",
      h("code", {}, "sqlmap"), " looks into all fields; join with ", h("code", {}, "and or not ( )"), ".")));
  const element = h("section", { class: "filters", "aria-label": "Filters" },
    h("div", { class: "line" }, form, help, times, custom), fault, pills);

  function choose(value) {
    const last = latest() ?? Date.now();
    const known = spans.find(([name]) => name === value);
    if (known) go({ from: last - known[1] + 1, to: last + 1, offset: 0 });
    else if (value === "all") go({ from: undefined, to: undefined, offset: 0 });
    custom.hidden = value !== "own";
  }

  function own() {
    const time = (field) => (field.value ? new Date(field.value).getTime() : undefined);
    go({ from: time(from), to: time(to), offset: 0 });
  }

  function show(state) {
    if (document.activeElement !== input) input.value = state.query;
    const isAll = state.from === undefined && state.to === undefined;
    const length = state.to - state.from;
    const known = spans.find(([, long]) => long === length && state.to === (latest() ?? 0) + 1);
    set(times, h("option", { value: "all" }, "All time"), spans.map(([name, , words]) => h("option", { value: name }, words)),
      h("option", { value: "own" }, isAll || known ? "From … to …" : `${moment(state.from ?? 0, false)} – ${moment(state.to ?? Date.now(), false)}`));
    times.value = isAll ? "all" : known ? known[0] : "own";
    custom.hidden = times.value !== "own";
    const local = (time) => (time === undefined ? "" : moment(time).slice(0, 19).replace(" ", "T"));
    [from.value, to.value] = [local(state.from), local(state.to)];
    set(pills, state.filters.map((filter, index) => pill(filter, index)), state.filters.length
      ? h("button", { type: "button", class: "link", onclick: () => go({ filters: [], offset: 0 }) }, "Clear all") : null,
      saved());
  }

  function change(index, change) {
    const { filters } = read();
    const next = change ? filters.map((f, i) => (i === index ? { ...f, ...change } : f)) : filters.filter((_, i) => i !== index);
    go({ filters: next, offset: 0, row: undefined });
  }

  function pill(filter, index) {
    return h("span", { class: `filter${filter.not ? " not" : ""}${filter.off ? " off" : ""}` },
      h("button", { type: "button", title: "Turn around", onclick: () => change(index, { not: filter.not ? undefined : true }) }, clause(filter)),
      h("button", {
        type: "button", title: filter.off ? "Use it again" : "Leave it out for now", "aria-label": filter.off ? "Use the filter again" : "Leave the filter out",
        onclick: () => change(index, { off: filter.off ? undefined : true }),
      }, filter.off ? "◌" : "●"),
      h("button", { type: "button", title: "Remove", "aria-label": "Remove the filter", onclick: () => change(index) }, "×"));
  }

  /** Sets of filters that somebody keeps, such as those that hide noise. */
  function saved() {
    const sets = memory.get("filters", []);
    return h("details", { class: "saved" }, h("summary", {}, "Saved filters"), h("div", {},
      sets.map((entry, index) => h("div", {},
        h("button", { type: "button", class: "link", onclick: () => go({ query: entry.query, filters: entry.filters, offset: 0 }) }, entry.name),
        h("button", {
          type: "button", class: "cellbutton", "aria-label": `Forget ${entry.name}`,
          onclick: () => { memory.set("filters", sets.filter((_, i) => i !== index)); show(read()); },
        }, "×"))),
      h("form", {
        onsubmit: (event) => {
          event.preventDefault();
          const name = event.target.elements.name.value.trim();
          const state = read();
          if (name) memory.set("filters", [...sets.filter((e) => e.name !== name), { name, query: state.query, filters: state.filters }]);
          show(state);
        },
      }, h("input", { name: "name", "aria-label": "Name", placeholder: "Name", maxlength: "60" }), h("button", { type: "submit" }, "Keep these"))));
  }

  /** Says what is wrong with the query, with the place. */
  function tell(error) {
    if (!error) {
      set(fault);
      input.removeAttribute("aria-invalid");
      return;
    }
    input.setAttribute("aria-invalid", "true");
    set(fault, error.message, error.hint ? h("span", {}, ` — ${error.hint}`) : null);
    if (error.span && document.activeElement === input) input.setSelectionRange(error.span[0] - 1, Math.max(error.span[1] - 1, error.span[0]));
  }

  return { element, show, tell, focus: () => input.focus() };
}
