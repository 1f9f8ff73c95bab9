// Cases: how they do, and what differs; runs again when a file changes.
import { h, set, number, say } from "./dom.js";
import { ask } from "./api.js";

const order = ["broken", "failed", "unexpected-pass", "todo", "skipped", "passed"];

export function testsPage() {
  let filter = "all";
  let answer;
  let changes = [];
  const head = h("div", { class: "metrics" });
  const list = h("div", { class: "cases", "aria-live": "polite" });
  const search = h("input", { type: "search", placeholder: "Find a case", "aria-label": "Find a case", oninput: draw });
  const element = h("div", { class: "tests" }, h("div", { class: "titleline" }, h("h1", {}, "Tests"), search, h("button", { type: "button", onclick: run }, "Run")), head, list);

  async function run() {
    try {
      answer = await ask("tests", {}, "tests");
      changes = [];
      draw();
      if (answer.results.some((line) => line.type === "case" && line.status === "failed")) {
        // A page that was exported has none.
        ({ changes } = await ask("changes", {}, "changes").catch(() => ({ changes: [] })));
        draw();
      }
    } catch (error) {
      if (!error.isSuperseded) set(list, h("p", { class: "empty" }, error.message, error.hint ? ` — ${error.hint}` : ""));
    }
  }

  /** Writes what comes out now into the file of cases. */
  async function accept(change) {
    try {
      say((await ask("accept", { file: change.file, line: change.line, title: change.title, after: change.after })).accepted);
      run();
    } catch (error) { say(`${error.message}${error.hint ? ` — ${error.hint}` : ""}`, true); }
  }

  /** What would be written for a case: changes stand between its line and that of the next. */
  function proposals(test, cases) {
    const next = Math.min(...cases.filter((other) => other.file === test.file && other.line > test.line).map((other) => other.line));
    const own = changes.filter((change) => change.file === test.file && change.line >= test.line && change.line < next);
    return own.map((change) => h("div", { class: "diff" }, h("b", {}, "Comes out now"), change.before ? h("div", { class: "expected" }, "− ", change.before) : null,
      change.after.map((line) => h("div", { class: "actual" }, "+ ", line)), h("button", { type: "button", class: "quiet", onclick: () => accept(change) }, "Accept")));
  }

  function draw() {
    if (!answer) return;
    const cases = answer.results.filter((line) => line.type === "case");
    const problems = [...answer.results.filter((line) => line.type === "diagnostic"), ...(answer.problem ? [answer.problem] : [])];
    const total = answer.results.find((line) => line.type === "run") ?? {};
    set(head, [["all", total.cases ?? 0], ...order.map((name) => [name, total[name] ?? 0])].filter(([name, count]) => count || name === "all" || name === "failed").map(([name, count]) => h("button", {
      type: "button", class: `card metric ${name}`, "aria-pressed": filter === name ? "true" : "false", onclick: () => { filter = name; draw(); },
    }, h("span", { class: "name" }, name), h("span", { class: "number" }, number(count)))));
    const words = search.value.trim().toLowerCase();
    const shown = cases.filter((test) => (filter === "all" || test.status === filter) && `${test.title} ${test.file}`.toLowerCase().includes(words))
      .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
    set(list, problems.map((problem) => h("div", { class: `card case ${problem.severity === "error" ? "failed" : "todo"}` },
      h("div", { class: "titleline" }, h("span", { class: "pill bad" }, problem.severity), h("b", {}, problem.message), h("span", { class: "at" }, problem.file ? `${problem.file}:${problem.line ?? 1}` : "")),
      problem.hint ? h("p", { class: "soft" }, problem.hint) : null)),
    shown.slice(0, 500).map((test) => h("details", { class: `card case ${test.status}`, open: ["failed", "broken"].includes(test.status) && shown.length <= 30 ? true : undefined },
      h("summary", {}, h("span", { class: `pill ${test.status === "passed" ? "good" : ["failed", "broken", "unexpected-pass"].includes(test.status) ? "bad" : ""}` }, test.status), h("b", {}, test.title), h("span", { class: "at" }, `${test.file}:${test.line}`)),
      test.reason ? h("p", {}, test.reason) : null,
      (test.failures ?? []).map((failure) => h("div", { class: "diff" }, h("b", {}, failure.subject), h("div", { class: "expected" }, "− ", String(failure.expected ?? "")), h("div", { class: "actual" }, "+ ", String(failure.actual ?? "(none)")),
        failure.cause ? h("p", { class: "note" }, typeof failure.cause === "string" ? failure.cause : failure.cause.message ?? "") : null)),
      test.status === "failed" ? proposals(test, cases) : null,
      (test.notes ?? []).map((note) => h("p", { class: "note" }, note.message)))),
    shown.length > 500 ? h("p", { class: "soft" }, `and ${number(shown.length - 500)} more`) : null,
    !shown.length && !problems.length ? h("p", { class: "empty" }, "No case") : null);
  }

  return { element, show: () => { if (!answer) { set(list, h("p", { class: "empty" }, "Running…")); run(); } }, changed: (status) => { if (status.changes && answer) run(); } };
}
