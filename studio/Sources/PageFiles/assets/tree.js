// The rules as the engine goes through them, and the map of their numbers.
import { h, set, number, debounce } from "./dom.js";
import { ask } from "./api.js";
import { severity } from "./table.js";
import { highlight } from "./document.js";

let loaded;
async function load() {
  loaded ??= ask("tree").catch((error) => { loaded = undefined; throw error; });
  return loaded;
}

const MOST = 200;

export function treePage() {
  let tree;
  const search = h("input", { type: "search", placeholder: "Number, words, group", "aria-label": "Find a rule", oninput: debounce(draw, 120) });
  const own = h("input", { type: "checkbox", onchange: draw });
  const list = h("ul", { class: "rules" });
  const count = h("span", { class: "soft" });
  const element = h("div", {}, h("div", { class: "titleline" }, h("h1", {}, "Tree"), search, h("label", {}, own, " own rules only"), count), h("section", { class: "card" }, list));

  async function show() {
    try {
      tree = await load();
      draw();
    } catch (error) {
      if (!error.isSuperseded) set(list, h("li", { class: "empty" }, error.message, error.hint ? ` — ${error.hint}` : ""));
    }
  }

  const isOwn = (rule) => rule.file !== undefined && !tree.files[rule.file].base;

  function draw() {
    if (!tree) return;
    const words = search.value.trim().toLowerCase();
    const fits = (rule) => (!own.checked || isOwn(rule)) && (!words || String(rule.id) === words || `${rule.id} ${rule.description} ${rule.groups ?? ""}`.toLowerCase().includes(words));
    if (!words && !own.checked) {
      set(list, tree.roots.map((node) => item(node)));
      count.textContent = `${number(tree.rules.length)} rules`;
      return;
    }
    const found = tree.rules.map((rule, index) => ({ rule, index })).filter(({ rule }) => fits(rule));
    const nodes = new Map();
    tree.nodes.forEach(([rule], node) => { if (!nodes.has(rule)) nodes.set(rule, node); });
    count.textContent = `${number(found.length)} of ${number(tree.rules.length)} rules`;
    set(list, found.slice(0, MOST).map(({ index }) => (nodes.has(index) ? item(nodes.get(index), true) : null)),
      found.length > MOST ? h("li", { class: "soft" }, `and ${number(found.length - MOST)} more`) : null);
  }

  function item(node, isHit = false) {
    const [index, ...children] = tree.nodes[node];
    const rule = tree.rules[index];
    const inner = h("ul", { hidden: true });
    const source = h("div", { hidden: true });
    const twist = children.length ? h("button", {
      type: "button", class: "twist", "aria-expanded": "false", "aria-label": `${children.length} rules below ${rule.id}`,
      onclick: () => {
        if (!inner.children.length) set(inner, children.map((child) => item(child)));
        inner.hidden = !inner.hidden;
        twist.textContent = inner.hidden ? "▸" : "▾";
        twist.setAttribute("aria-expanded", inner.hidden ? "false" : "true");
      },
    }, "▸") : h("span", { class: "twist" });
    return h("li", { class: `${isOwn(rule) ? "own" : ""}${isHit ? " hit" : ""}` },
      h("div", {}, twist, h("button", { type: "button", class: "link id", title: "Show its source", onclick: () => open(rule, source) }, rule.id),
        h("span", { class: `level ${severity(rule.level)}` }, rule.level), h("span", { class: "words", title: rule.description }, rule.description || "–"),
        children.length ? h("span", { class: "soft" }, number(children.length)) : null, rule.file !== undefined ? h("span", { class: "at" }, `${tree.files[rule.file].path.split("/").pop()}:${rule.line}`) : null),
      source, inner);
  }

  async function open(rule, place) {
    if (place.firstChild) {
      place.hidden = !place.hidden;
      return;
    }
    place.hidden = false;
    try {
      const answer = await ask("rule", { id: rule.id }, "rule");
      set(place, h("pre", { class: "code" }, (answer.text ?? "").split("\n").map((line) => [highlight(line), "\n"])));
    } catch (error) {
      if (!error.isSuperseded) set(place, h("p", { class: "soft" }, error.message));
    }
  }

  return { element, show, changed: (status) => { if (status.changes) { loaded = undefined; show(); } } };
}

export function idsPage() {
  const blocks = h("div", { class: "idblocks" });
  const head = h("p", { class: "soft" });
  const from = h("input", { type: "number", min: "0", max: "999999", value: "100000", "aria-label": "From", oninput: () => free() });
  const next = h("output");
  let tree;
  const element = h("div", {}, h("div", { class: "titleline" }, h("h1", {}, "Ids"), h("label", {}, "Next free from ", from), next), head, blocks);

  async function show() {
    try {
      tree = await load();
      draw();
    } catch (error) {
      if (!error.isSuperseded) set(blocks, h("p", { class: "empty" }, error.message));
    }
  }

  function free() {
    if (!tree) return;
    const taken = new Set(tree.rules.map((rule) => rule.id));
    const found = [];
    for (let id = Number(from.value) || 0; id <= 999999 && found.length < 5; id++) if (!taken.has(id)) found.push(id);
    next.textContent = found.join(", ");
  }

  function draw() {
    free();
    const by = new Map();
    for (const rule of tree.rules) {
      const block = Math.floor(rule.id / 100);
      if (!by.has(block)) by.set(block, []);
      by.get(block).push(rule);
    }
    const isOwn = (rule) => rule.file !== undefined && !tree.files[rule.file].base;
    head.textContent = `${number(tree.rules.length)} numbers are taken in ${number(by.size)} blocks of a hundred; own ones are coloured.`;
    const name = (rule) => (rule.file === undefined ? "built in" : tree.files[rule.file].path.split("/").pop());
    set(blocks, [...by].sort(([a, rulesA], [b, rulesB]) => rulesB.some(isOwn) - rulesA.some(isOwn) || a - b).map(([block, rules]) => {
      const taken = new Map(rules.map((rule) => [rule.id - block * 100, rule]));
      const files = [...new Set(rules.map(name))];
      return h("section", { class: "card idblock", "aria-label": `${block * 100} to ${block * 100 + 99}: ${rules.length} taken` },
        h("h2", {}, `${block * 100}–${block * 100 + 99}`, h("span", { class: "soft" }, `${rules.length} taken`)),
        h("div", { class: "cells", "aria-hidden": "true" }, Array.from({ length: 100 }, (_, i) => {
          const rule = taken.get(i);
          return h("i", { class: rule ? (isOwn(rule) ? "own" : "base") : undefined, title: rule ? `${rule.id} ${rule.description}` : `${block * 100 + i} is free` });
        })),
        h("div", { class: "soft" }, files.slice(0, 3).join(", "), files.length > 3 ? ` and ${files.length - 3} more` : ""));
    }));
  }

  return { element, show, changed: (status) => { if (status.changes) { loaded = undefined; show(); } } };
}
