#!/usr/bin/env python3
"""Looks at the page of `assay serve` with a real Chromium, as a person would:

    ci/page-test.py ASSAY [--pictures DIR]

`assay-studio` has to stand beside ASSAY or in PATH; needs the Python package `playwright` and Chromium (CHROMIUM names it).
Each page in dark and light and on a screen 420 pixels wide: no error in the console, no violation of the page's policy, no
request to elsewhere, nothing that sticks out, enough contrast; the way from a query to a saved case with the keyboard;
hostile texts that stay texts. Ends with 1 where something is wrong. --pictures keeps what was seen.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time

from playwright.sync_api import sync_playwright

HOSTILE = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>'
PAGES = ["hunt", "docker", "playground", "regex", "tests", "attack", "tree", "ids"]

CONTRAST = """() => {
  const parse = (c) => { const m = c.match(/[\\d.]+/g)?.map(Number) ?? [0,0,0,0]; return c.startsWith('color(') ? [m[0]*255, m[1]*255, m[2]*255, m[3] ?? 1] : [m[0], m[1], m[2], m[3] ?? 1]; };
  const light = ([r, g, b]) => { const f = (v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }; return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
  const back = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > .9) return c; } return [255, 255, 255, 1]; };
  const bad = [];
  const walk = document.createTreeWalker(document.querySelector('body'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (e.closest('svg, textarea, [disabled], .hidden, .skip, noscript, .off, .h0') ) continue;
    const style = getComputedStyle(e);
    if (style.color === 'rgba(0, 0, 0, 0)') continue;
    const [a, b] = [light(parse(style.color)), light(back(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) bad.push(`${ratio.toFixed(2)} ${e.tagName}.${e.className}: ${walk.currentNode.data.trim().slice(0, 40)}`);
  }
  return [...new Set(bad)];
}"""

NAMELESS = """() => [...document.querySelectorAll('button, a[href], input, select, textarea, [role=img]')].filter((e) => {
  if (!e.checkVisibility()) return false;
  const name = e.getAttribute('aria-label') || e.textContent.trim() || e.title || e.labels?.[0]?.textContent.trim() || e.placeholder;
  return !name;
}).map((e) => e.outerHTML.slice(0, 120))"""


def alerts(path):
    """A small day of alerts: ssh, web with SQL injection, containers of podman and of a newer Docker, hostile texts."""
    def write(file, number, rule, agent, data, log, location):
        time_ = f"2026-11-23T{number // 60 % 24:02}:{number % 60:02}:00.{number % 1000:03}+0000"
        document = {"timestamp": time_, "rule": rule, "agent": agent, "manager": {"name": "manager"}, "id": f"{number}.1",
                    "full_log": log, "decoder": {"name": "x"}, "data": data, "location": location}
        file.write(json.dumps(document, separators=(",", ":")) + "\n")

    def rule(id_, level, description, groups, mitre=None):
        found = {"level": level, "description": description, "id": str(id_), "groups": groups, "pci_dss": ["10.2.4", "10.2.5"]}
        if mitre:
            found["mitre"] = {"id": [mitre[0]], "technique": [mitre[1]], "tactic": [mitre[2]]}
        return found

    with open(path, "w", encoding="utf-8") as file:
        for number in range(1200):
            agent = {"id": f"{number % 7 + 1:03}", "name": ["web-1", "web-2", "db-1", "mail", "edge", "build", "web-3"][number % 7]}
            kind = (number * 7919) % 10
            if kind < 4:
                address = f"203.0.113.{number % 200 + 1}"
                write(file, number, rule(5710, 5, "sshd: Attempt to login using a non-existent user", ["syslog", "sshd", "authentication_failed"],
                                         ("T1110.001", "Password Guessing", "Credential Access")), agent,
                      {"srcip": address, "srcuser": "guest"}, f"Nov 23 10:00:00 web sshd[1]: Invalid user guest from {address} port 22", "/var/log/auth.log")
            elif kind < 6:
                write(file, number, rule(5715, 3, "sshd: authentication success.", ["syslog", "sshd", "authentication_success"], ("T1078", "Valid Accounts", "Initial Access")),
                      agent, {"srcip": "198.51.100.4"}, "Nov 23 10:00:00 web sshd[1]: Accepted password for root from 198.51.100.4 port 22 ssh2", "/var/log/auth.log")
            elif kind < 7:
                write(file, number, rule(31103, 7, "SQL injection attempt.", ["web", "accesslog", "attack", "sql_injection"],
                                         ("T1190", "Exploit Public-Facing Application", "Initial Access")), agent,
                      {"srcip": "192.0.2.7", "url": "/?id=1%20union%20select%20"},
                      '192.0.2.7 - - [23/Nov/2026:10:00:01 +0000] "GET /?id=1%20union%20select%20 HTTP/1.1" 404 196', "/var/log/nginx/access.log")
            elif kind < 9:
                action = ["start", "die", "create", "exec_start: sh"][number % 4]
                image = ["docker.io/library/nginx:1.25", "docker.io/library/postgres:16", "localhost/app:2"][number % 3]
                attributes = {"image": image, "name": f"c{number % 5}"}
                docker = {"Type": "container", "Action": action, "Actor": {"ID": f"{number:064x}", "Attributes": attributes}, "scope": "local"}
                if number % 2:
                    docker |= {"status": action, "from": image}
                write(file, number, rule(87903, 3, f"Docker: Container {attributes['name']} {action}", ["docker"]), agent,
                      {"integration": "docker", "docker": docker}, json.dumps({"integration": "docker", "docker": docker}), "Wazuh-Docker")
            else:
                write(file, number, rule(100012, 12, f"{HOSTILE} web shell", ["web", "attack"], ("T1505.003", "Web Shell", "Persistence")), agent,
                      {"url": HOSTILE}, f"{HOSTILE} \u202e\x1b[31m", "/var/log/x")


def until(page, expression, seconds=20):
    """Waits until an expression is true. Playwright's own waiting evaluates texts, which the page's policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        if time.monotonic() > end:
            raise TimeoutError(expression)
        page.wait_for_timeout(50)


class Walk:
    """One visit, and what was wrong with it."""

    def __init__(self, context, address, pictures):
        self.faults, self.pictures, self.address = [], pictures, address
        self.page = context.new_page()
        self.page.on("console", lambda m: self.faults.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.faults.append(f"error: {e}"))
        self.page.on("request", lambda r: None if r.url.startswith(address.split("?")[0]) or r.url.startswith(("data:", "blob:"))
                     else self.faults.append(f"request to {r.url}"))

    def expect(self, what, is_so):
        if not is_so:
            self.faults.append(what)

    def look(self, name):
        page = self.page
        page.wait_for_timeout(350)
        if self.pictures:
            page.screenshot(path=os.path.join(self.pictures, f"{name}.png"), full_page=False)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.expect(f"{name}: sticks out by {wide} pixels", wide <= 0)
        for fault in page.evaluate(CONTRAST)[:5]:
            self.faults.append(f"{name}: too little contrast: {fault}")
        for fault in page.evaluate(NAMELESS)[:5]:
            self.faults.append(f"{name}: nothing names {fault}")
        self.expect(f"{name}: a hostile text ran", not page.evaluate("window.pwned"))


def start(assay, arguments, folder):
    program = subprocess.Popen([assay, "serve", "--port", "0", *arguments], stdout=subprocess.PIPE, text=True, cwd=folder)
    line = program.stdout.readline()
    found = re.search(r"http://\S+", line)
    if not found:
        sys.exit(f"assay serve printed no address: {line!r}")
    return program, found[0]


def pages(walk, scheme, width):
    page = walk.page
    page.goto(walk.address)
    page.wait_for_selector(".metric .number")
    walk.expect("the secret is left in the address", "k=" not in page.url)
    for name in PAGES:
        page.evaluate(f"location.hash = '#/{name}'")
        page.wait_for_selector({"hunt": ".panel svg", "docker": "[data-panel=images] svg", "playground": ".verdict", "regex": ".subjects li",
                                "tests": ".cases .card", "attack": ".technique", "tree": ".rules li", "ids": ".idblock"}[name], timeout=30000)
        walk.look(f"{name}-{scheme}-{width}")


def seeds(walk):
    """podman events -> Docker page; SQL injection line -> Hunt -> document -> rule 31103's source -> case saved."""
    page = walk.page
    page.goto(walk.address)
    page.evaluate("location.hash = '#/docker'")
    page.wait_for_selector("[data-panel=images] .legend li")
    walk.expect("docker: images", page.locator("[data-panel=images] .legend li").count() == 3)
    page.locator("[data-panel=images] .legend .link", has_text="nginx").click()
    page.wait_for_selector(".filter")
    until(page, "document.querySelectorAll('[data-panel=images] .legend li').length === 1")
    # The filter is there on the other page, too, until it is cleared.
    page.locator("nav a", has_text="Threat hunting").click()
    page.wait_for_selector(".metric.total")
    walk.expect("hunt: the filter is shared", page.locator(".filter").count() == 1)
    page.locator(".pills .link", has_text="Clear all").click()
    until(page, "document.querySelector('.metric.total .number').textContent === '1,200'")
    # From here on with the keyboard alone.
    page.locator("#query").focus()
    page.keyboard.type("rule.level >=")
    page.keyboard.press("Enter")
    page.wait_for_selector("#query[aria-invalid]")
    walk.expect("the fault of a query", "expected" in page.locator("#query-fault").inner_text())
    page.keyboard.press("Control+A")
    page.keyboard.type("rule.id: 31103")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.metric.total .number').textContent === '120'")
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('open')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".document h2")
    walk.expect("the document's title", page.locator(".document h2").inner_text() == "SQL injection attempt.")
    page.locator(".tabs [aria-selected=true]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".source li")
    walk.expect("the rule's source", '<rule id="31103"' in page.locator(".source").inner_text())
    walk.look("document-rule")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".story .verdict")
    walk.expect("why it fired", "31103" in page.locator(".story .verdict").first.inner_text())
    walk.look("document-why")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".document form")
    page.locator(".document form input").nth(1).fill("seen.ruletest")
    page.locator(".document form button").press("Enter")
    until(page, "document.querySelector('.document [role=status]').textContent !== ''")
    page.keyboard.press("Escape")
    until(page, "document.getElementById('flyout').hidden")


def keystrokes(walk):
    page = walk.page
    page.evaluate("location.hash = '#/playground'")
    page.wait_for_selector(".verdict")
    page.locator("textarea[aria-label=Rules]").fill(
        '<group name="x,"><rule id="100100" level="12"><if_sid>5710</if_sid><match>guest</match><description>Guest again.</description></rule></group>')
    until(page, "document.querySelector('.logs .verdict')?.textContent.includes('100100')")
    took = []
    for _ in range(12):
        page.keyboard.type(" ")
        page.wait_for_timeout(150)
        took.append(int(re.search(r"(\d+) ms", page.locator("section[aria-label=Logs] header").inner_text())[1]))
    page.locator("textarea[aria-label=Rules]").fill("<group name='x,'><rule id='100100' level='12'><if_sid>5710</if_sid><match>gu</rule></group>")
    page.wait_for_selector(".problems li, .fault")
    walk.look("playground-fault")
    return sorted(took)[len(took) // 2]


def exported(chromium, assay, arguments, folder):
    """The page in a folder, opened without a server."""
    target = os.path.join(folder, "exported")
    subprocess.run([assay, "serve", "--export", target, *arguments], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    faults = []
    page = chromium.new_page()
    page.on("console", lambda m: faults.append(f"exported: console: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda e: faults.append(f"exported: {e}"))
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else faults.append(f"exported: request to {r.url}"))
    page.goto(f"file://{target}/index.html")
    page.wait_for_selector(".metric .number")
    if page.locator(".metric.total .number").inner_text() != "1,200":
        faults.append("exported: the total")
    page.locator(".open").first.click()
    page.wait_for_selector(".document h2")
    for name, wanted in [("docker", "[data-panel=images] .legend li"), ("tests", ".case"), ("attack", ".technique, .empty"), ("tree", ".rules li")]:
        page.evaluate(f"location.hash = '#/{name}'")
        page.wait_for_selector(wanted)
    if page.evaluate("window.pwned"):
        faults.append("exported: a hostile text ran")
    page.close()
    return faults


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("assay")
    arguments.add_argument("--pictures")
    arguments.add_argument("--base", default="minimal")
    given = arguments.parse_args()
    if given.pictures:
        os.makedirs(given.pictures, exist_ok=True)
    base = given.base if given.base in ("minimal", "none") else os.path.abspath(given.base)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        alerts(os.path.join(folder, "alerts.json"))
        with open(os.path.join(folder, "a.ruletest"), "w", encoding="utf-8") as file:
            file.write("[Right]\n> Jan 10 12:00:00 web sshd[1]: Invalid user guest from 192.0.2.7 port 22\ndecoder = sshd\n\n"
                       "[Wrong]\n> Jan 10 12:00:00 web sshd[1]: Invalid user guest from 192.0.2.7 port 22\ndecoder = nothing\n")
        program, address = start(os.path.abspath(given.assay), ["--alerts", "alerts.json", "--base", base], folder)
        faults = []
        try:
            chromium = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
            for scheme, width in [("light", 1360), ("dark", 1360), ("light", 420), ("dark", 420)]:
                context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                walk = Walk(context, address, given.pictures)
                pages(walk, scheme, width)
                if (scheme, width) == ("dark", 1360):
                    if base != "minimal":
                        seeds(walk)
                        # What stands in the console now was asked for: the fault of a query.
                        walk.faults = [fault for fault in walk.faults if "422" not in fault]
                    median = keystrokes(walk)
                    print(f"keystroke to result: {median} ms (median)")
                faults += [f"{scheme} {width}: {fault}" for fault in walk.faults]
                context.close()
            faults += exported(chromium, os.path.abspath(given.assay), ["--alerts", "alerts.json", "--base", base], folder)
            chromium.close()
        finally:
            program.terminate()
            program.wait()
        if base != "minimal" and not os.path.exists(os.path.join(folder, "seen.ruletest")):
            faults.append("the case was not saved")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
