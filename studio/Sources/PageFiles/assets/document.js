// A document: its fields, its JSON, the rule that fired, why it fired, and the way to a case.
import { h, set, say, copy } from "./dom.js";
import { ask } from "./api.js";
import { addFilter, address, read } from "./state.js";
import { story } from "./story.js";

const tabs = [["table", "Fields"], ["json", "JSON"], ["rule", "Rule"], ["why", "Why"], ["case", "Save as case"]];

export function documentView({ close }) {
  const place = document.getElementById("flyout");
  let row;
  let found;
  let tab = "table";
  let before;

  async function show(next) {
    if (next === row) return;
    row = next;
    if (row === undefined) {
      place.hidden = true;
      set(place);
      before?.focus?.();
      return;
    }
    before = document.activeElement;
    try {
      const answer = await ask("document", { row }, "document");
      let parsed;
      try { parsed = JSON.parse(answer.document); } catch { parsed = {}; }
      found = { text: answer.document, json: parsed._source ?? parsed };
      draw();
      place.hidden = false;
      place.querySelector("button")?.focus();
    } catch (error) {
      say(error.message, true);
    }
  }

  function draw() {
    const rule = found.json.rule;
    const panel = h("div", { class: "body", role: "tabpanel", id: "document-body", tabindex: "0" });
    set(place, h("section", { class: "document", role: "dialog", "aria-label": "Document", onkeydown: (event) => { if (event.key === "Escape") close(); } },
      h("header", {}, h("div", {}, h("h2", {}, rule ? rule.description : "Document"), h("p", {}, [found.json.timestamp, found.json.agent?.name, rule ? `rule ${rule.id}, level ${rule.level}` : null].filter(Boolean).join(" · "))),
        h("button", { type: "button", class: "quiet", "aria-label": "Close", onclick: close }, "✕")),
      h("div", { role: "tablist", class: "tabs" }, tabs.map(([name, words]) => h("button", {
        type: "button", role: "tab", "aria-selected": name === tab ? "true" : "false", "aria-controls": "document-body", tabindex: name === tab ? "0" : "-1",
        onclick: () => { tab = name; draw(); place.querySelector("[aria-selected=true]").focus(); },
        onkeydown: (event) => {
          const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
          if (!step) return;
          tab = tabs[(tabs.findIndex(([n]) => n === tab) + step + tabs.length) % tabs.length][0];
          draw();
          place.querySelector("[aria-selected=true]").focus();
        },
      }, words))), panel));
    ({ table, json, rule: source, why, case: save })[tab](panel);
  }

  function table(panel) {
    const rows = [];
    flatten(found.json, "", rows);
    set(panel, h("table", { class: "plain" }, h("tbody", {}, rows.map(([field, values]) => h("tr", {},
      h("th", { scope: "row" }, field), h("td", {}, values.map((value) => h("div", { class: "value" }, h("span", { class: "text" }, value),
        h("span", { class: "plusminus" },
          h("button", { type: "button", class: "cellbutton", "aria-label": `Only ${field} ${value}`, onclick: () => addFilter(field, value) }, "+"),
          h("button", { type: "button", class: "cellbutton", "aria-label": `All but ${field} ${value}`, onclick: () => addFilter(field, value, true) }, "−"))))))))));
  }

  function flatten(value, name, rows) {
    if (Array.isArray(value) && value.every((item) => typeof item !== "object")) rows.push([name, value.map(String)]);
    else if (value && typeof value === "object") for (const [key, inner] of Object.entries(value)) flatten(inner, name ? `${name}.${key}` : key, rows);
    else rows.push([name, [String(value)]]);
  }

  function json(panel) {
    set(panel, h("button", { type: "button", class: "quiet", onclick: () => copy(found.text) }, "Copy"), h("pre", { class: "code" }, JSON.stringify(found.json, null, 2)));
  }

  async function source(panel) {
    const id = Number(found.json.rule?.id);
    if (!Number.isInteger(id)) { set(panel, h("p", { class: "empty" }, "No rule matched")); return; }
    set(panel, h("p", { class: "empty" }, "…"));
    try {
      const rule = await ask("rule", { id }, "rule");
      const lines = (rule.text ?? "").split("\n");
      set(panel, h("p", { class: "where" }, h("code", {}, `${rule.file}:${rule.line}`)),
        h("ol", { class: "code source", start: String(rule.line) }, lines.map((line, index) => {
          const item = h("li", {}, highlight(line));
          item.value = rule.line + index;
          return item;
        })),
        String(rule.level) !== String(found.json.rule.level) ? h("p", { class: "note" }, `Here it has level ${rule.level}; the alert says ${found.json.rule.level}.`) : null);
    } catch (error) { fault(panel, error); }
  }

  const log = () => ({ log: found.json.full_log ?? "", location: found.json.location ?? "stdin" });

  async function why(panel) {
    if (!found.json.full_log) { set(panel, h("p", { class: "empty" }, "The document does not hold the log")); return; }
    set(panel, h("p", { class: "empty" }, "…"));
    try {
      const id = Number(found.json.rule?.id);
      const answer = await ask("try", { logs: [log()], why: Number.isInteger(id) ? id : undefined }, "why").catch((error) => {
        // The ruleset here may not have the rule.
        if (error.diagnostics) return ask("try", { logs: [log()] }, "why");
        throw error;
      });
      const told = answer.events?.[0];
      set(panel, told ? story(told) : h("p", { class: "empty" }, "The ruleset does not load"),
        h("p", {}, h("a", { href: address({ page: "playground", filters: [], query: "", text: JSON.stringify({ logs: log().log }) }) }, "Open in the playground")));
    } catch (error) { fault(panel, error); }
  }

  function save(panel) {
    const title = h("input", { type: "text", value: found.json.rule?.description?.replace(/\]/g, ")") ?? "", "aria-label": "Title", maxlength: "200" });
    const path = h("input", { type: "text", value: "cases.ruletest", "aria-label": "File" });
    const result = h("p", { role: "status" });
    set(panel, h("p", {}, "Runs the log on the ruleset of this page, and adds a case that expects what comes out now."),
      h("pre", { class: "code" }, log().log),
      h("form", {
        class: "stack", onsubmit: async (event) => {
          event.preventDefault();
          try {
            const answer = await ask("save", { title: title.value.trim(), path: path.value.trim(), logs: [log()] });
            set(result, answer.saved);
          } catch (error) { set(result, error.message, error.hint ? ` — ${error.hint}` : ""); }
        },
      }, h("label", {}, "Title ", title), h("label", {}, "File ", path), h("button", { type: "submit" }, "Save")), result);
  }

  function fault(panel, error) {
    if (!error.isSuperseded) set(panel, h("p", { class: "empty" }, error.message, error.hint ? h("span", {}, ` — ${error.hint}`) : null));
  }

  return { show };
}

/** A line of XML with its names in colour. */
export function highlight(line) {
  return line.split(/(<\/?[\w-]+|\/?>|"[^"]*"|<!--.*?-->)/).map((part) => {
    if (/^<!--/.test(part)) return h("span", { class: "x-comment" }, part);
    if (/^<|^\/?>/.test(part)) return h("span", { class: "x-tag" }, part);
    return /^"/.test(part) ? h("span", { class: "x-text" }, part) : part;
  });
}
