// ATT&CK: what rules name, what cases show to work, what fired in the alerts.
import { h, set, number, download } from "./dom.js";
import { ask } from "./api.js";
import { address, read } from "./state.js";

const columns = ["Reconnaissance", "Resource Development", "Initial Access", "Execution", "Persistence", "Privilege Escalation", "Defense Evasion", "Credential Access", "Discovery",
  "Lateral Movement", "Collection", "Command and Control", "Exfiltration", "Impact"];

export function attackPage() {
  let answer;
  let fired = new Map();
  let layer = "rules";
  const matrix = h("div", { class: "matrix" });
  const tools = h("div", { class: "titleline" });
  const element = h("div", { class: "attack" }, tools, matrix);

  async function load() {
    set(matrix, h("p", { class: "empty" }, "Running the cases…"));
    try {
      answer = await ask("attack", {}, "attack");
      fired = new Map();
      try {
        const terms = await ask("terms", { field: "rule.mitre.id", size: 1000 }, "attack-fired");
        for (const term of terms.terms) fired.set(term.value, term.count);
      } catch { /* there are no alerts */ }
      draw();
    } catch (error) {
      if (!error.isSuperseded) set(matrix, h("p", { class: "empty" }, error.message, error.hint ? ` — ${error.hint}` : ""));
    }
  }

  const count = (t) => ({ rules: t.rules.length, tested: t.tested.length, fired: fired.get(t.id) ?? 0 })[layer];

  function draw() {
    set(tools, h("h1", {}, "ATT&CK"), h("div", { class: "segments", role: "group", "aria-label": "Layer" }, [["rules", "Rules"], ["tested", "Tested rules"], ["fired", "Fired in the alerts"]].map(([name, words]) => h("button", {
      type: "button", "aria-pressed": layer === name ? "true" : "false", onclick: () => { layer = name; draw(); },
    }, words))), h("span", { class: "soft" }, `${number(answer.techniques.filter((t) => count(t) > 0).length)} of ${number(answer.techniques.length)} techniques that rules name`),
    h("button", { type: "button", class: "quiet", onclick: save }, "Navigator layer"));
    const top = Math.max(1, ...answer.techniques.map(count));
    set(matrix, columns.map((tactic) => {
      const own = answer.techniques.filter((t) => t.tactics.includes(tactic)).sort((a, b) => count(b) - count(a) || a.id.localeCompare(b.id));
      return h("section", { "aria-label": tactic }, h("h2", {}, tactic, h("small", {}, ` ${own.filter((t) => count(t)).length}/${own.length}`)),
        own.map((t) => h("a", {
          class: `technique h${count(t) ? Math.min(4, 1 + Math.floor((3.999 * Math.log(count(t) + 1)) / Math.log(top + 1))) : 0}`,
          title: `${t.id} ${t.name}\n${t.rules.length} rules, ${t.tested.length} tested, ${number(fired.get(t.id) ?? 0)} alerts`,
          href: address({ ...read(), page: "hunt", text: "", query: "", filters: [{ field: "rule.mitre.id", value: t.id }], offset: 0 }),
        }, h("span", {}, t.name || t.id), h("b", {}, number(count(t))))));
    }));
  }

  function save() {
    const techniques = answer.techniques.filter((t) => count(t)).map((t) => ({ techniqueID: t.id, score: count(t), comment: `${t.rules.length} rules, ${t.tested.length} tested, ${fired.get(t.id) ?? 0} alerts` }));
    download(`attack-${layer}.json`, "application/json", JSON.stringify({
      name: `Assay: ${layer}`, versions: { attack: "13", navigator: "4.8.2", layer: "4.5" }, domain: "enterprise-attack", techniques,
      gradient: { colors: ["#c7e9c0", "#31a354"], minValue: 0, maxValue: Math.max(1, ...techniques.map((t) => t.score)) },
    }, null, 2));
  }

  return { element, show: () => { if (!answer) load(); }, changed: () => {} };
}
