// The story of a log: header, decoders with captures, rules, verdict.
import { h } from "./dom.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A text by its bytes: places in logs are counted in bytes. */
export class Bytes {
  constructor(text) { this.bytes = encoder.encode(text); }
  get length() { return this.bytes.length; }
  slice(from, to) { return decoder.decode(this.bytes.subarray(from, to)); }
}

/** A text in which some parts are marked; parts that lie in others are left out. */
export function marked(text, marks) {
  const bytes = new Bytes(text);
  const sorted = marks.filter((mark) => mark.to >= mark.from && mark.to <= bytes.length).sort((a, b) => a.from - b.from || b.to - a.to);
  const parts = [];
  let at = 0;
  for (const mark of sorted) {
    if (mark.from < at) continue;
    if (mark.from > at) parts.push(bytes.slice(at, mark.from));
    parts.push(h("mark", { class: mark.class, title: mark.title }, bytes.slice(mark.from, mark.to) || "‸"));
    at = mark.to;
  }
  parts.push(bytes.slice(at, bytes.length));
  return parts;
}

/** The log of an explained event with its header and captures in colours. */
export function spans(event) {
  const header = event.header ?? {};
  const marks = [];
  for (const [name, words] of [["timestamp", "Time"], ["hostname", "Host"], ["program_name", "Program"]]) {
    if (header[name]) marks.push({ from: header[name][0], to: header[name][1], class: "m-header", title: words });
  }
  const start = header.log?.[0] ?? 0;
  let index = 0;
  for (const run of event.decoding?.runs ?? []) {
    run.captures.forEach((capture, position) => {
      const field = run.fields.find((f) => f.capture === position + 1);
      if (capture.span) marks.push({ from: start + capture.span[0], to: start + capture.span[1], class: `m-${index % 8}`, title: field ? `${field.name} (${run.decoder})` : run.decoder });
      index += 1;
    });
  }
  return h("code", { class: "log" }, marked(event.log, marks));
}

const verdicts = { alert: ["Alert", "good"] };

/** What came out, in a line. */
export function verdict(event) {
  const v = event.verdict;
  if (event.error) return h("span", { class: "pill bad" }, event.error.message);
  if (!v) return h("span", { class: "pill" }, "no answer");
  const [words, kind] = verdicts[v.verdict] ?? [v.verdict.replace(/_/g, " "), v.alert ? "good" : ""];
  return h("span", { class: "verdict" }, h("span", { class: `pill ${kind}` }, words),
    v.decoder ? h("span", {}, "decoder ", h("b", {}, v.decoder)) : h("span", {}, "no decoder"),
    v.rule !== undefined ? h("span", {}, "rule ", h("b", {}, v.rule), ` level ${v.level}`, event.description ? h("span", { class: "soft" }, ` · ${event.description}`) : null) : h("span", {}, "no rule"));
}

const several = (count, one, more) => `${count} ${count === 1 ? one : more}`;
const place = (at) => (at ? h("span", { class: "at" }, at.split("/").pop()) : null);

/** A pattern that failed, with the byte it got to. */
function failure(event, failed) {
  if (!failed) return null;
  const start = (event.header?.log?.[0] ?? 0);
  const isInLog = failed.reached !== undefined && failed.element !== "program_name";
  const pattern = failed.token_span
    ? marked(failed.pattern, [{ from: failed.token_span[0], to: failed.token_span[1], class: "m-fail", title: "Here it stopped" }]) : failed.pattern;
  return h("div", { class: "failure" }, h("span", { class: "soft" }, `<${failed.element}> `), h("code", {}, pattern),
    isInLog ? h("div", {}, h("span", { class: "soft" }, `reached byte ${failed.reached}: `), h("code", { class: "log" },
      marked(event.log, [{ from: start + failed.reached, to: Math.min(start + failed.reached + 1, new Bytes(event.log).length), class: "m-fail", title: `Byte ${failed.reached}` }]))) : null,
    failed.remark ? h("p", { class: "note" }, failed.remark.message) : null);
}

const remarks = (list) => (list ?? []).map((remark) => h("p", { class: "note" }, remark.message ?? String(remark)));

function decoding(event) {
  const d = event.decoding;
  if (!d) return null;
  const tried = d.roots.filter((root) => root.result !== "taken" && root.failure?.reached > 0).sort((a, b) => b.failure.reached - a.failure.reached).slice(0, 3);
  return h("section", {}, h("h3", {}, "Decoders"),
    d.runs.map((run) => h("div", { class: `step ${run.succeeded ? "ok" : "no"}` },
      h("div", {}, h("b", {}, run.decoder), run.parent ? h("span", { class: "soft" }, ` child of ${run.parent}`) : null, place(run.decoder_at)),
      run.regex ? h("code", {}, run.regex) : null,
      run.fields.length ? h("dl", { class: "fieldlist" }, run.fields.map((field) => [h("dt", {}, field.name), h("dd", {}, field.value)])) : null,
      failure(event, run.failure), remarks(run.remarks))),
    d.children.some((child) => child.result !== "taken") ? h("details", {}, h("summary", {}, several(d.children.filter((c) => c.result !== "taken").length, "child that was not taken", "children that were not taken")),
      d.children.filter((child) => child.result !== "taken").map((child) => h("div", { class: "step no" }, h("b", {}, child.decoder), h("span", { class: "soft" }, ` ${child.result}`), place(child.decoder_at), failure(event, child.failure)))) : null,
    tried.length ? h("details", { open: !d.runs.length || undefined }, h("summary", {}, "Decoders that came close"), tried.map((root) => h("div", { class: "step no" }, h("b", {}, root.decoder), h("span", { class: "soft" }, ` ${root.result}`), place(root.decoder_at), failure(event, root.failure)))) : null,
    remarks(d.remarks));
}

function condition(c) {
  return h("li", { class: c.holds ? "ok" : "no" }, h("b", {}, c.field ? `${c.element} ${c.field}` : c.element), " wants ", h("code", {}, `${c.negated ? "not " : ""}${c.expected}`),
    c.value !== undefined ? [", it is ", h("code", {}, c.value)] : null, c.remark ? h("div", { class: "note" }, c.remark.message) : null);
}

function rules(event) {
  const r = event.rules;
  if (!r) return null;
  return h("section", {}, h("h3", {}, "Rules"),
    h("ol", { class: "path" }, r.path.map((rule) => h("li", {}, h("b", {}, rule.rule), ` level ${rule.level}`, place(rule.rule_at)))),
    r.misses.length ? h("details", {}, h("summary", {}, several(r.misses.length, "rule that nearly fired", "rules that nearly fired")), r.misses.map((miss) => h("div", { class: "step no" }, h("b", {}, `rule ${miss.rule}`), h("span", { class: "soft" }, ` level ${miss.level}`), place(miss.rule_at), h("ul", {}, miss.conditions.map(condition))))) : null,
    remarks(r.remarks));
}

function answers(event) {
  return (event.why_rules ?? []).map((why) => h("section", {}, h("h3", {}, `Why rule ${why.rule}`), h("p", {}, why.answer),
    h("ol", { class: "path" }, why.path.map((rule) => h("li", { class: rule.holds ? "ok" : "no" }, h("b", {}, rule.rule), ` level ${rule.level}`, place(rule.rule_at),
      rule.conditions.length ? h("ul", {}, rule.conditions.map(condition)) : null)))));
}

/** All of it. */
export function story(event) {
  if (event.error) return h("p", { class: "empty" }, event.error.message, event.error.hint ? ` — ${event.error.hint}` : "");
  return h("div", { class: "story" }, spans(event), h("div", { class: "verdictline" }, verdict(event)),
    (event.verdict?.advice ?? []).map((text) => h("p", { class: "note" }, text)), (event.verdict?.notes ?? []).map((text) => h("p", { class: "note" }, text)),
    event.input ? h("p", { class: "note" }, event.input.message) : null, answers(event), decoding(event), rules(event),
    event.document ? h("details", {}, h("summary", {}, "Document of the manager"), h("pre", { class: "code" }, pretty(event.document))) : null);
}

function pretty(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}
