// A text box with colours below it, line numbers, marks where something is wrong, and completion of names.
import { h, set, debounce } from "./dom.js";
import { highlight } from "./document.js";

const elements = {
  rules: ["rule", "group", "if_sid", "if_group", "if_level", "if_matched_sid", "if_matched_group", "match", "regex", "decoded_as", "category", "field", "srcip", "dstip", "user",
    "program_name", "hostname", "location", "status", "action", "url", "description", "mitre", "id", "options", "list", "same_source_ip", "same_field", "different_field", "time", "weekday", "info", "check_diff"],
  decoders: ["decoder", "parent", "prematch", "program_name", "regex", "order", "type", "fts", "plugin_decoder", "use_own_name", "json_null_field", "accumulate"],
};

/** An editor for XML; `changed(text)` is called with each keystroke. */
export function editor({ label, kind, value, changed }) {
  const text = h("textarea", { spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off", "aria-label": label, rows: "12" });
  text.value = value;
  const colours = h("pre", { class: "colours", "aria-hidden": "true" });
  const numbers = h("div", { class: "numbers", "aria-hidden": "true" });
  const list = h("ul", { class: "complete", role: "listbox", hidden: true });
  const problems = h("ul", { class: "problems", "aria-live": "polite" });
  const element = h("div", { class: "editor" }, h("div", { class: "pane" }, numbers, h("div", { class: "sheet" }, colours, text, list)), problems);
  let marks = [];
  let choice = -1;

  function paint() {
    const lines = text.value.split("\n");
    set(colours, lines.map((line, index) => h("div", { class: marks.some((m) => m.line === index + 1) ? `line ${marks.find((m) => m.line === index + 1).severity}` : "line" }, line ? highlight(line) : "\u200b")));
    set(numbers, lines.map((_, index) => {
      const mark = marks.find((m) => m.line === index + 1);
      return h("div", { class: mark ? mark.severity : undefined, title: mark?.message }, String(index + 1));
    }));
    const rows = Math.max(10, Math.min(40, lines.length + 1));
    if (text.rows !== rows) text.rows = rows;
  }

  const sync = () => {
    colours.scrollTop = text.scrollTop;
    colours.scrollLeft = text.scrollLeft;
    numbers.scrollTop = text.scrollTop;
  };
  const tell = debounce(() => changed(text.value), 40);

  function complete() {
    const before = text.value.slice(0, text.selectionStart);
    const found = /<(\/?)([a-z_]*)$/.exec(before);
    const names = found && found[2] ? elements[kind].filter((name) => name.startsWith(found[2]) && name !== found[2]) : [];
    choice = -1;
    list.hidden = !names.length;
    set(list, names.slice(0, 8).map((name) => h("li", { role: "option", onpointerdown: (event) => { event.preventDefault(); take(name); } }, name)));
    if (names.length) {
      const lines = before.split("\n");
      list.style.top = `${lines.length * 1.5 + 0.6}em`;
      list.style.left = `${Math.min(lines.at(-1).length, 60)}ch`;
    }
  }

  function take(name) {
    const at = text.selectionStart;
    const found = /<(\/?)([a-z_]*)$/.exec(text.value.slice(0, at));
    const closes = found[1] ? ">" : ["rule", "decoder", "group", "list", "field", "match", "regex"].includes(name) ? "" : `></${name}>`;
    text.setRangeText(`${name}${closes}`, at - found[2].length, at, "end");
    if (closes.startsWith("></")) text.selectionStart = text.selectionEnd = at - found[2].length + name.length + 1;
    list.hidden = true;
    edited();
  }

  function edited() {
    paint();
    sync();
    tell();
  }

  text.addEventListener("input", () => { edited(); complete(); });
  text.addEventListener("scroll", sync);
  text.addEventListener("blur", () => { list.hidden = true; });
  text.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const items = [...list.children];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      choice = (choice + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
      items.forEach((item, index) => item.setAttribute("aria-selected", index === choice ? "true" : "false"));
    } else if (event.key === "Enter" && choice >= 0) take(items[choice].textContent);
    else if (event.key === "Escape") list.hidden = true;
    else return;
    event.preventDefault();
  });
  paint();

  function mark(diagnostics) {
    marks = diagnostics;
    paint();
    set(problems, diagnostics.map((d) => h("li", { class: d.severity },
      h("button", { type: "button", class: "link", onclick: () => jump(d.line) }, `${d.line}:${d.column ?? 1}`), ` ${d.message}`, d.hint ? h("span", { class: "soft" }, ` ${d.hint}`) : null)));
  }

  function jump(line) {
    const at = text.value.split("\n").slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0);
    text.focus();
    text.setSelectionRange(at, at);
  }

  return { element, mark, get value() { return text.value; }, set value(next) { text.value = next; marks = []; paint(); } };
}
