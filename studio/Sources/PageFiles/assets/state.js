// What the page shows stands in its address: #/hunt?q=…&f=…&from=…&to=… Pages share the filters.

/** Reads the address. */
export function read() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const words = new URLSearchParams(query);
  let filters = [];
  try {
    filters = JSON.parse(words.get("f") ?? "[]").filter((f) => typeof f.field === "string");
  } catch { /* somebody's own address */ }
  const time = (name) => (words.get(name) ? Number(words.get(name)) || undefined : undefined);
  return {
    page: path || "hunt", query: words.get("q") ?? "", filters, from: time("from"), to: time("to"),
    sort: words.get("sort") ?? "timestamp", ascending: words.get("asc") === "1",
    offset: Number(words.get("offset")) || 0, row: words.has("row") ? Number(words.get("row")) : undefined,
    columns: words.get("cols") ? words.get("cols").split(",") : undefined, text: words.get("t") ?? "",
  };
}

/** The address of a state. */
export function address(state) {
  const words = new URLSearchParams();
  if (state.query) words.set("q", state.query);
  if (state.filters?.length) words.set("f", JSON.stringify(state.filters));
  if (state.from !== undefined) words.set("from", state.from);
  if (state.to !== undefined) words.set("to", state.to);
  if (state.sort && state.sort !== "timestamp") words.set("sort", state.sort);
  if (state.ascending) words.set("asc", "1");
  if (state.offset) words.set("offset", state.offset);
  if (state.row !== undefined) words.set("row", state.row);
  if (state.columns) words.set("cols", state.columns.join(","));
  if (state.text) words.set("t", state.text);
  const query = words.toString();
  return `#/${state.page}${query ? `?${query}` : ""}`;
}

/** Goes on with some of the state changed. */
export function go(change, replace = false) {
  const next = address({ ...read(), ...change });
  if (next === location.hash) return;
  if (replace) {
    history.replaceState(null, "", next);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = next;
  }
}

const quoted = (text) => `"${text.replace(/[\\"]/g, "\\$&")}"`;

/** A filter as a query. */
export function clause(filter) {
  const test = filter.exists ? `${filter.field}: *` : `${filter.field}: ${quoted(filter.value)}`;
  return filter.not ? `not ${test}` : test;
}

/** All that narrows down, as one query. */
export function query(state) {
  const parts = state.filters.filter((f) => !f.off).map(clause);
  if (state.query.trim()) parts.unshift(`(${state.query})`);
  return parts.join(" and ");
}

/** Adds a filter, in the place of its opposite. */
export function addFilter(field, value, not = false) {
  const { filters } = read();
  const rest = filters.filter((f) => !(f.field === field && f.value === value));
  go({ filters: [...rest, { field, value, not: not || undefined }], offset: 0, row: undefined });
}

/** The agent that the page is about, where there is one. */
export function pinnedAgent(state) {
  const agents = state.filters.filter((f) => f.field === "agent.name" && !f.not && !f.off && !f.exists);
  return agents.length === 1 ? agents[0].value : undefined;
}

/** What is kept from visit to visit, such as widths of columns. */
export const memory = {
  get(name, otherwise) {
    try { return JSON.parse(localStorage.getItem(`assay.${name}`)) ?? otherwise; } catch { return otherwise; }
  },
  set(name, value) {
    try { localStorage.setItem(`assay.${name}`, JSON.stringify(value)); } catch { /* a private window keeps nothing */ }
  },
};
