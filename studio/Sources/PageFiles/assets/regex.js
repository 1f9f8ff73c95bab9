// One pattern in three dialects on many subjects.
import { h, set, debounce } from "./dom.js";
import { ask } from "./api.js";
import { read, go, memory } from "./state.js";
import { marked } from "./story.js";

const names = { osregex: "OS_Regex", osmatch: "OS_Match", pcre2: "PCRE2" };

export function regexPage() {
  const kept = memory.get("regex", { pattern: "from (\\S+) port (\\d+)", subjects: "Invalid user guest from 192.0.2.7 port 22\nAccepted password for root from 198.51.100.4" });
  const pattern = h("input", { type: "text", class: "mono wide", spellcheck: "false", "aria-label": "Pattern", oninput: run });
  pattern.value = kept.pattern;
  const subjects = h("textarea", { class: "mono", rows: "6", spellcheck: "false", "aria-label": "Subjects, one per line", oninput: run });
  subjects.value = kept.subjects;
  const sides = h("div", { class: "sides", "aria-live": "polite" });
  const element = h("div", { class: "regex" }, h("h1", {}, "Regex"),
    h("section", { class: "card stack" }, h("label", {}, "Pattern", pattern), h("label", {}, "Subjects, one per line", subjects)), sides);
  const keep = debounce(() => {
    memory.set("regex", { pattern: pattern.value, subjects: subjects.value });
    go({ text: JSON.stringify([pattern.value, subjects.value]) }, true);
  }, 600);

  async function run() {
    const lines = subjects.value.split("\n").filter((line) => line).slice(0, 200);
    keep();
    try {
      const answer = await ask("regex", { pattern: pattern.value, subjects: lines }, "regex");
      set(sides, answer.dialects.map((side) => column(side, lines, answer)));
    } catch (error) {
      if (!error.isSuperseded) set(sides, h("p", { class: "fault" }, error.message));
    }
  }

  function column(side, lines, answer) {
    const translation = answer.translations.find((t) => t.dialect === side.dialect);
    return h("section", { class: "card", "aria-label": names[side.dialect] },
      h("header", {}, h("h2", {}, names[side.dialect]), side.dialect === answer.guess ? h("span", { class: "pill" }, "likely meant") : null),
      side.compiles ? h("ol", { class: "subjects" }, side.subjects.map((result, index) => h("li", { class: result.matches ? "ok" : "no" },
        h("code", { class: "log" }, result.matches ? marked(lines[index], result.captures.map(([from, to], i) => ({ from, to, class: `m-${i % 8}`, title: `Group ${i + 1}` }))) : lines[index]),
        h("span", { class: "soft" }, result.matches === null ? "no answer" : result.matches ? `matches${result.end ? `, goes on at byte ${result.end}` : ""}` : "does not match"))))
        : h("p", { class: "fault" }, side.error?.message ?? String(side.error), side.error?.hint ? ` — ${side.error.hint}` : ""),
      translation ? h("div", { class: "translation" }, h("h3", {}, "The same, written so"),
        translation.pattern !== undefined ? [h("code", {}, translation.pattern), translation.negated ? h("span", { class: "note" }, "with negate=\"yes\"") : null,
          h("p", { class: translation.exact ? "soft" : "note" }, translation.exact ? "No subject was found on which they differ." : "Not the same on all subjects.")]
          : h("p", { class: "soft" }, "cannot be written in this dialect")) : null);
  }

  return {
    element,
    show: (state) => {
      try {
        const [p, s] = JSON.parse(state.text || "[]");
        if (p !== undefined && document.activeElement !== pattern && document.activeElement !== subjects) [pattern.value, subjects.value] = [p, s];
      } catch { /* somebody's own address */ }
      run();
    },
  };
}
