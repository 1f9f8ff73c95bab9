"""Reads the files that GitHub, GitLab and pre-commit read, and checks what can be checked without them.

usage: test-files.py LINT.txt TEST.txt, compact reports of lint and test with findings in them
"""
import json
import pathlib
import re
import sys

import yaml

root = pathlib.Path(__file__).resolve().parent.parent
failures = []


def check(condition, message):
    if not condition:
        failures.append(message)


# The action: fields as GitHub's metadata syntax has them, and every reference resolves.
action = yaml.safe_load((root / "action.yml").read_text())
check(set(action) <= {"name", "author", "description", "inputs", "outputs", "runs", "branding"}, "fields of action.yml")
check(all(action.get(key) for key in ("name", "description", "runs")), "fields that action.yml needs")
inputs, outputs = action["inputs"], action["outputs"]
for name, value in inputs.items():
    check(set(value) <= {"description", "required", "default", "deprecationMessage"}, f"fields of input {name}")
    check(isinstance(value.get("default"), str), f"the default of input {name} is no string")
    check(value.get("description"), f"input {name} is not described")
for name, value in outputs.items():
    check(set(value) == {"description", "value"}, f"fields of output {name}")
runs = action["runs"]
check(set(runs) == {"using", "steps"} and runs["using"] == "composite", "runs is not composite")
steps = {}
for step in runs["steps"]:
    known = {"id", "name", "if", "run", "shell", "env", "working-directory", "uses", "with", "continue-on-error"}
    check(set(step) <= known, f"fields of step {step.get('name')}")
    check(("run" in step) != ("uses" in step), f"step {step.get('name')} neither runs nor uses something")
    if "run" in step:
        check("shell" in step, f"step {step.get('name')} names no shell")
        check("${{" not in step["run"], f"step {step.get('name')}: values belong into env, not into a script")
        script = re.search(r"\$GITHUB_ACTION_PATH/([\w/.-]+)", step["run"])
        check(script and (root / script[1]).is_file(), f"the script of step {step.get('name')}")
        if script:
            text = (root / script[1]).read_text() + (root / "ci/check.sh").read_text() + \
                (root / "ci/install.sh").read_text() + (root / "ci/stock-base.sh").read_text()
            for variable in step.get("env", {}):
                check(variable in text, f"no script reads {variable}")
    else:
        check(re.fullmatch(r"[\w.-]+/[\w./-]+@v\d+", step["uses"]), f"uses of step {step.get('name')}")
    if "id" in step:
        steps[step["id"]] = step
text = (root / "action.yml").read_text()
for name in re.findall(r"inputs\.([\w-]+)", text):
    check(name in inputs, f"there is no input {name}")
for name in inputs:
    check(f"inputs.{name}" in text, f"input {name} is not used")
written = (root / "ci/github/check.sh").read_text() + (root / "ci/github/install.sh").read_text()
for step, name in re.findall(r"steps\.([\w-]+)\.outputs\.([\w-]+)", text):
    check(step in steps, f"there is no step {step}")
    check(re.search(rf"\b{re.escape(name)}=", written), f"no script writes the output {name}")

# The template: keywords of jobs, references, and that its scripts are those that are installed.
template = yaml.safe_load((root / "ci/gitlab/assay.gitlab-ci.yml").read_text())
keywords = {"stage", "image", "needs", "variables", "script", "rules", "extends", "artifacts"}
jobs = {name: job for name, job in template.items() if name != "variables"}
for name, job in jobs.items():
    check(set(job) <= keywords, f"keywords of job {name}")
    check(job.get("extends", ".assay") in jobs, f"what {name} extends")
    reports = job.get("artifacts", {}).get("reports", {})
    check(set(reports) <= {"junit", "codequality"}, f"reports of job {name}")
    for path in reports.values():
        check(pathlib.Path(path).name in (root / "ci/check.sh").read_text(), f"no script writes {path}")
for script in re.findall(r"/usr/share/assay/(ci/[\w.-]+)", (root / "ci/gitlab/assay.gitlab-ci.yml").read_text()):
    check((root / script).is_file(), f"there is no {script}")
script = jobs[".assay"]["script"][0]
check("ASSAY_BASE" in script and "export ASSAY_BASE" in script, "the template's script exports no base")

# The hooks.
for hook in yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text()):
    check({"id", "name", "entry", "language", "files"} <= set(hook), f"fields of hook {hook.get('id')}")
    pattern = re.compile(hook["files"])
    for path in ("rules/local_rules.xml", "assay.conf", "etc/lists/users"):
        check(pattern.search(path), f"hook {hook['id']} overlooks {path}")
    check(not pattern.search("README.md"), f"hook {hook['id']} runs for README.md")
    check(bool(pattern.search("tests/a.ruletest")) == ("test" in hook["id"]), f"hook {hook['id']} and cases")

# The matcher: each pattern finds what compact reports say, with all its groups.
matchers = {m["owner"]: m for m in json.loads((root / "ci/problem-matcher.json").read_text())["problemMatcher"]}
reports = {"assay-lint": sys.argv[1], "assay-test": sys.argv[2]}
made_up = {
    "assay-lint-info": "rules/a.xml:3:5: info: This can be simpler. [could-be-osmatch]",
    "assay-test-todo": "tests/a.ruletest:7: passes now: A login (todo: later)",
}
for owner, matcher in matchers.items():
    (pattern,) = matcher["pattern"]
    check("severity" in pattern or matcher.get("severity") in ("error", "warning", "notice"), f"severity of {owner}")
    lines = [made_up[owner]] if owner in made_up else pathlib.Path(reports[owner]).read_text().splitlines()
    found = [m for m in (re.match(pattern["regexp"], line) for line in lines) if m]
    check(found, f"{owner} finds nothing in {lines[:3]}")
    for match in found:
        check(match[pattern["line"]].isdigit() and match[pattern["message"]], f"{owner} reads {match[0]} wrongly")
        check("." in match[pattern["file"]] and ":" not in match[pattern["file"]], f"{owner}: the file of {match[0]}")

for failure in failures:
    print(failure)
sys.exit(1 if failures else 0)
