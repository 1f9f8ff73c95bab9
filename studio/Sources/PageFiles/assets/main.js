// The shell: pages, what the engine says of itself, dark or light.
import { h, set, number, size } from "./dom.js";
import { follow } from "./api.js";
import { read, address, memory } from "./state.js";
import { dashboardPage } from "./hunt.js";
import { playgroundPage } from "./playground.js";
import { regexPage } from "./regex.js";
import { testsPage } from "./tests.js";
import { attackPage } from "./attack.js";
import { treePage, idsPage } from "./tree.js";

const pages = {
  hunt: { title: "Threat hunting", make: () => dashboardPage("hunt") },
  docker: { title: "Docker", make: () => dashboardPage("docker") },
  playground: { title: "Playground", make: playgroundPage },
  regex: { title: "Regex", make: regexPage },
  tests: { title: "Tests", make: testsPage },
  attack: { title: "ATT&CK", make: attackPage },
  tree: { title: "Tree", make: treePage },
  ids: { title: "Ids", make: idsPage },
};

const main = document.getElementById("main");
let current;

function show() {
  const state = read();
  const page = pages[state.page] ? state.page : "hunt";
  set(document.getElementById("nav"), Object.entries(pages).map(([name, { title }]) => h("li", {},
    h("a", {
      href: address({ ...state, page: name, offset: 0, row: undefined, columns: undefined, sort: undefined, ascending: false, text: "" }),
      "aria-current": name === page ? "page" : undefined,
    }, title))));
  if (current?.name !== page) {
    current?.page.leave?.();
    current = { name: page, page: pages[page].make() };
    set(main, current.page.element);
    document.title = `${pages[page].title} · Assay`;
    main.scrollTop = 0;
  }
  current.page.show({ ...state, page });
}

let last = "";
let rows = 0;
function tell(status) {
  const place = document.getElementById("status");
  if (!status) {
    set(place, h("span", { class: "pill bad" }, "not connected"));
    return;
  }
  if (!status.alerts) {
    set(place, h("span", { class: "pill" }, "no alerts given"));
  } else if (!status.done) {
    const part = status.bytes_total ? Math.floor((100 * status.bytes_read) / status.bytes_total) : 0;
    set(place, h("span", { class: "pill busy" }, `reading ${part}% · ${number(status.rows)}`));
  } else {
    const lost = status.unreadable.reduce((sum, entry) => sum + entry.lines, 0);
    set(place,
      h("span", { class: "pill good", title: `${size(status.index_bytes)} of memory` }, `${number(status.rows)} documents`),
      lost ? h("span", {
        class: "pill bad",
        title: [...status.unreadable.map((e) => `${number(e.lines)}: ${e.reason}`),
          ...status.problems.slice(0, 5).map((p) => `${p.file ?? ""}:${p.line ?? ""}: ${p.message}`)].join("\n"),
      }, `${number(lost)} lines are no alerts`) : null);
  }
  const mark = `${status.rows} ${status.done} ${status.changes}`;
  if (mark === last) return;
  const hasMore = status.rows !== rows;
  [last, rows] = [mark, status.rows];
  current?.page.changed?.(status, hasMore);
}

const themes = { auto: "◐ Auto", dark: "● Dark", light: "○ Light" };
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  memory.set("theme", theme);
  const button = document.getElementById("theme");
  button.textContent = themes[theme];
  button.setAttribute("aria-label", `Colours: ${theme}`);
}
document.getElementById("theme").addEventListener("click", () => {
  const names = Object.keys(themes);
  setTheme(names[(names.indexOf(document.documentElement.dataset.theme) + 1) % names.length]);
});
setTheme(themes[memory.get("theme")] ? memory.get("theme") : "auto");

// The secret of the address has done its work; it need not stand there.
if (location.search) history.replaceState(null, "", location.pathname + location.hash);
window.addEventListener("hashchange", show);
show();
follow(tell);
