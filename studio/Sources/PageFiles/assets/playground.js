// The playground: logs beside decoders and rules, live.
import { h, set, say, copy, debounce } from "./dom.js";
import { ask } from "./api.js";
import { read, go, memory } from "./state.js";
import { editor } from "./editor.js";
import { story, spans, verdict } from "./story.js";

const formats = ["syslog", "json", "eventchannel", "docker", "windows"];
const example = {
  logs: [
    { log: "Jan 10 12:00:00 web sshd[1]: Invalid user guest from 192.0.2.7 port 22" },
    { log: '192.0.2.7 - - [10/Jan/2026:12:00:01 +0000] "GET /?id=1%20union%20select%20 HTTP/1.1" 200 196', wait: 1 },
  ],
  decoders: "", rules: "",
};

/** The playground's state as text for the address: no server sees it. */
const pack = (state) => JSON.stringify({ logs: state.logs, decoders: state.decoders || undefined, rules: state.rules || undefined });

function unpack(text) {
  try {
    const state = JSON.parse(text);
    const logs = typeof state.logs === "string" ? state.logs.split("\n").map((log) => ({ log })) : state.logs;
    return { logs: logs.map((entry) => (typeof entry === "string" ? { log: entry } : entry)), decoders: state.decoders ?? "", rules: state.rules ?? "" };
  } catch { return undefined; }
}

export function playgroundPage() {
  let state = unpack(read().text) ?? memory.get("playground", example);
  let chosen = 0;
  let events = [];
  let why = "";
  const list = h("ol", { class: "logs" });
  const detail = h("section", { class: "card detail", "aria-label": "Story", "aria-live": "polite" });
  const took = h("span", { class: "soft" });
  const decoders = editor({ label: "Decoders", kind: "decoders", value: state.decoders, changed: (text) => { state.decoders = text; run(); } });
  const rules = editor({ label: "Rules", kind: "rules", value: state.rules, changed: (text) => { state.rules = text; run(); } });
  const whyInput = h("input", { type: "text", inputmode: "numeric", size: "8", placeholder: "rule", "aria-label": "Why not this rule", oninput: () => { why = whyInput.value; run(); } });
  const problem = h("div", { role: "status" });
  const element = h("div", { class: "playground" }, h("h1", { class: "hidden" }, "Playground"),
    h("div", { class: "left" },
      h("section", { class: "card", "aria-label": "Logs" }, h("header", {}, h("h2", {}, "Logs"), took, h("span", { class: "grow" }),
        h("button", { type: "button", class: "quiet", onclick: () => { state.logs.push({ log: "", wait: 1 }); chosen = state.logs.length - 1; drawLogs(); focusLog(); } }, "+ Log"),
        h("button", { type: "button", class: "quiet", onclick: paste, title: "A log per line" }, "Paste lines")), list),
      problem, detail),
    h("div", { class: "right" },
      h("section", { class: "card" }, h("header", {}, h("h2", {}, "Decoders"), h("span", { class: "soft" }, "loaded behind those of the ruleset")), decoders.element),
      h("section", { class: "card" }, h("header", {}, h("h2", {}, "Rules"), h("span", { class: "grow" }), h("button", { type: "button", class: "quiet", onclick: template }, "Template")), rules.element),
      h("section", { class: "card actions" }, h("label", {}, "Why (not) rule ", whyInput),
        h("button", { type: "button", class: "quiet", onclick: share }, "Share"),
        h("button", { type: "button", class: "quiet", onclick: command }, "Copy as command"),
        h("details", {}, h("summary", {}, "Save as case"), saveForm()))));

  function template() {
    rules.value = `<group name="local,">\n  <rule id="100100" level="10">\n    <if_sid>5710</if_sid>\n    <match>guest</match>\n    <description>Somebody tries the guest account.</description>\n    <mitre>\n      <id>T1110</id>\n    </mitre>\n  </rule>\n</group>\n`;
    state.rules = rules.value;
    run();
  }

  function paste() {
    const box = h("textarea", { rows: "8", "aria-label": "A log per line", placeholder: "A log per line" });
    const dialog = h("dialog", {}, h("form", { method: "dialog", class: "stack", onsubmit: () => {
      const lines = box.value.split("\n").filter((line) => line.trim());
      if (lines.length) { state.logs = lines.slice(0, 200).map((log) => ({ log, wait: 1 })); chosen = 0; drawLogs(); run(); }
    } }, h("h2", {}, "Logs"), box, h("button", { type: "submit" }, "Take them")));
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
  }

  function focusLog() { list.querySelectorAll("textarea")[chosen]?.focus(); }

  function drawLogs() {
    set(list, state.logs.map((entry, index) => {
      const box = h("textarea", {
        rows: "1", spellcheck: "false", "aria-label": `Log ${index + 1}`, wrap: "soft", placeholder: "a log line",
        oninput: () => { entry.log = box.value.replace(/\n/g, ""); grow(box); run(); }, onfocus: () => choose(index),
        onkeydown: (event) => {
          if (event.key === "Enter") { event.preventDefault(); state.logs.splice(index + 1, 0, { ...entry, log: "", wait: 1, new_session: undefined }); chosen = index + 1; drawLogs(); focusLog(); run(); }
        },
      });
      box.value = entry.log;
      requestAnimationFrame(() => grow(box));
      return h("li", { class: index === chosen ? "chosen" : undefined },
        box, h("div", { class: "outcome", onclick: () => choose(index) }),
        h("details", { class: "more" }, h("summary", { "aria-label": `Sender and time of log ${index + 1}` }, "⋯"),
          h("div", {},
            h("label", {}, "Location ", h("input", { type: "text", value: entry.location ?? "", placeholder: "stdin", oninput: (e) => { entry.location = e.target.value || undefined; run(); } })),
            h("label", {}, "Sender ", select(formats, entry.format ?? "syslog", (value) => { entry.format = value; run(); })),
            h("label", {}, "Seconds after the one before ", h("input", { type: "number", min: "0", step: "any", value: String(entry.wait ?? 0), oninput: (e) => { entry.wait = Number(e.target.value) || 0; run(); } })),
            h("label", {}, h("input", { type: "checkbox", checked: !!entry.new_session, onchange: (e) => { entry.new_session = e.target.checked || undefined; run(); } }), " begins a session"))),
        h("button", { type: "button", class: "cellbutton", "aria-label": `Remove log ${index + 1}`, onclick: () => { state.logs.splice(index, 1); if (!state.logs.length) state.logs.push({ log: "" }); chosen = Math.min(chosen, state.logs.length - 1); drawLogs(); run(); } }, "×"));
    }));
    drawOutcomes();
  }

  function select(values, value, changed) {
    const box = h("select", { onchange: () => changed(box.value) }, values.map((name) => h("option", { value: name }, name)));
    box.value = value;
    return box;
  }

  function grow(box) {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }

  function choose(index) {
    chosen = index;
    [...list.children].forEach((item, i) => item.classList.toggle("chosen", i === index));
    drawStory();
  }

  function drawOutcomes() {
    [...list.children].forEach((item, index) => {
      const event = events[index];
      set(item.querySelector(".outcome"), event && event.log === state.logs[index]?.log ? [event.header ? spans(event) : null, verdict(event)] : null);
    });
    drawStory();
  }

  function drawStory() {
    const event = events[chosen];
    const open = [...detail.querySelectorAll("details")].map((d) => d.open);
    set(detail, event ? story(event) : h("p", { class: "empty" }, "Type a log"));
    [...detail.querySelectorAll("details")].forEach((d, index) => { if (open[index]) d.open = true; });
  }

  const keep = debounce(() => memory.set("playground", state), 500);

  async function run() {
    keep();
    const asked = state.logs.filter((entry) => entry.log).length ? state.logs : [];
    const rule = /^\d{1,6}$/.test(why.trim()) ? Number(why) : undefined;
    const start = performance.now();
    try {
      const answer = await ask("try", { logs: asked.map(({ log, location, format, wait, new_session }) => ({ log: log || " ", location, format, wait, new_session })), decoders: state.decoders, rules: state.rules, why: rule }, "try");
      took.textContent = `${Math.round(performance.now() - start)} ms`;
      const mine = (name) => answer.diagnostics.filter((d) => d.file === name && d.line);
      decoders.mark(mine("playground_decoders.xml"));
      rules.mark(mine("playground_rules.xml"));
      const others = answer.diagnostics.filter((d) => !d.file?.startsWith("playground_"));
      set(problem, answer.loaded ? null : h("p", { class: "fault" }, "The engine would not start with this. ", others.slice(0, 3).map((d) => `${d.file ?? ""}:${d.line ?? ""}: ${d.message} `)));
      if (answer.loaded) { events = answer.events; drawOutcomes(); }
    } catch (error) {
      if (error.isSuperseded) return;
      set(problem, h("p", { class: "fault" }, error.message, error.hint ? ` — ${error.hint}` : ""));
    }
  }

  function share() {
    go({ text: pack(state) }, true);
    copy(location.href);
  }

  function command() {
    const quote = (text) => `'${text.replace(/'/g, `'\\''`)}'`;
    const lines = state.logs.map((entry) => JSON.stringify({ event: entry.log, location: entry.location, new_session: entry.new_session }));
    copy(`printf '%s\\n' ${lines.map(quote).join(" ")} | assay try --json --input jsonl`);
  }

  function saveForm() {
    const title = h("input", { type: "text", "aria-label": "Title", maxlength: "200", placeholder: "A failed login alerts" });
    const path = h("input", { type: "text", value: "cases.ruletest", "aria-label": "File" });
    return h("form", {
      class: "stack", onsubmit: async (event) => {
        event.preventDefault();
        try {
          const answer = await ask("save", { title: title.value.trim(), path: path.value.trim(), logs: state.logs.filter((l) => l.log), decoders: state.decoders, rules: state.rules });
          say(answer.saved);
        } catch (error) { say(`${error.message}${error.hint ? ` — ${error.hint}` : ""}`, true); }
      },
    }, h("label", {}, "Title ", title), h("label", {}, "File ", path), h("button", { type: "submit" }, "Save"));
  }

  drawLogs();
  let shownText = read().text;
  return {
    element,
    show: (next) => {
      if (next.text && next.text !== shownText) {
        const given = unpack(next.text);
        if (given) { state = given; decoders.value = state.decoders; rules.value = state.rules; chosen = 0; drawLogs(); }
      }
      shownText = next.text;
      run();
    },
    changed: () => {},
  };
}
