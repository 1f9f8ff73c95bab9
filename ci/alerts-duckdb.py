#!/usr/bin/env python3
"""Compares the numbers of the page's panels with DuckDB's over the same alerts.json:

    ci/alerts-duckdb.py ASSAY ALERTS

Each panel of each dashboard, with and without a query; needs the Python package `duckdb`. Ends with 1 where a number differs.
"""
import json
import subprocess
import sys

import duckdb


class Engine:
    """`assay serve --engine-only`: a line of JSON for a line of JSON."""

    def __init__(self, assay, alerts):
        self.program = subprocess.Popen(
            [assay, "serve", "--engine-only", "--alerts", alerts, "--base", "minimal"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, operation, **question):
        self.program.stdin.write(json.dumps({"op": operation, **question}) + "\n")
        self.program.stdin.flush()
        return json.loads(self.program.stdout.readline())


def column(field):
    """All values of a field in a document, as a list of texts."""
    path = "$." + ".".join(f'"{name}"' for name in field.split("."))
    return (f"CASE json_type(d, '{path}') WHEN 'ARRAY' THEN list_distinct(json_extract_string(d, '{path}[*]')) "
            f"ELSE [json_extract_string(d, '{path}')] END")


def has(field, *values):
    return "(" + " OR ".join(f"list_contains({column(field)}, '{value}')" for value in values) + ")"


LEVEL = "CAST(json_extract_string(d, '$.rule.level') AS INT)"
FILTERS = {
    "": "TRUE",
    "rule.level >= 12": f"{LEVEL} >= 12",
    "rule.groups: (win_authentication_failed or authentication_failed or authentication_failures)":
        has("rule.groups", "win_authentication_failed", "authentication_failed", "authentication_failures"),
    "rule.groups: authentication_success": has("rule.groups", "authentication_success"),
    "rule.groups: docker": has("rule.groups", "docker"),
}
QUERIES = {
    "": "TRUE",
    "rule.level >= 5 and not agent.name: web-*": f"{LEVEL} >= 5 AND NOT json_extract_string(d, '$.agent.name') LIKE 'web-%'",
    'rule.mitre.tactic: "Credential Access" or data.docker.Action: (start or stop)':
        f"({has('rule.mitre.tactic', 'Credential Access')} OR {has('data.docker.Action', 'start', 'stop')})",
}


def main():
    assay, alerts = sys.argv[1:]
    engine = Engine(assay, alerts)
    while not engine.ask("status")["status"]["done"]:
        pass
    base = duckdb.connect()
    base.execute("CREATE TABLE a AS SELECT json AS d, epoch_ms(strptime(json_extract_string(json, '$.timestamp'), "
                 "'%Y-%m-%dT%H:%M:%S.%g%z')) AS t FROM read_ndjson_objects(?)", [alerts])
    compared, faults = 0, []

    def check(name, ours, theirs):
        nonlocal compared
        compared += 1
        if ours != theirs:
            faults.append(f"{name}\n  ours:   {ours}\n  DuckDB: {theirs}")

    for dashboard in engine.ask("dashboards")["dashboards"]:
        for query, condition in QUERIES.items():
            answer = engine.ask("panels", dashboard=dashboard["id"], query=query)
            rows = f"a WHERE ({condition}) AND {FILTERS[dashboard['filter']]}"
            check(f"{dashboard['id']} total {query}", answer["total"], base.execute(f"SELECT count(*) FROM {rows}").fetchone()[0])
            for panel, data in zip(dashboard["panels"], answer["panels"]):
                name = f"{dashboard['id']}/{panel['id']} {query}"
                mine = f"{rows} AND {FILTERS[panel['filter']]}"
                if panel["shape"] == "metric":
                    check(name, data["number"], base.execute(f"SELECT count(*) FROM {mine}").fetchone()[0])
                    continue
                values = f"(SELECT unnest({column(panel['field'])}) AS v, t FROM {mine})"
                top = base.execute(f"SELECT v, count(*) AS n FROM {values} WHERE v IS NOT NULL GROUP BY v ORDER BY n DESC, v").fetchall()
                if panel["shape"] == "pie":
                    size = len(data["terms"])
                    check(name, [(t["value"], t["count"]) for t in data["terms"]], top[:size])
                    check(f"{name} others", (data["others"], data["distinct"]), (sum(n for _, n in top[size:]), len(top)))
                    continue
                start, step = data["start"], data["interval"]
                check(f"{name} series", [s["value"] for s in data["series"]], [v for v, _ in top[:len(data["series"])]])
                for series in data["series"]:
                    theirs = [0] * data["intervals"]
                    for part, count in base.execute(
                            f"SELECT (t - {start}) // {step} AS part, count(*) FROM {values} WHERE v = ? GROUP BY part",
                            [series["value"]]).fetchall():
                        theirs[int(part)] = count
                    check(f"{name} {series['value']}", series["counts"], theirs)
    engine.program.stdin.close()
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    print(f"{compared} numbers and series compared, {len(faults)} differ")
    sys.exit(1 if faults or not compared else 0)


main()
