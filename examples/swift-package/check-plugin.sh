#!/usr/bin/env bash
# Does `swift package assay` pass arguments on, run in the package, and fail when a case fails? The argument is a scratch
# path to build in. The first time takes a minute or two: SwiftPM builds the command for the plugin.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=${1:-$here/.build}
output=$(mktemp)
folder=$(mktemp -d)
trap 'rm -rf "$output" "$folder"' EXIT

plugin() { ${SWIFT:-swift} package --package-path "$here" --scratch-path "$scratch" assay "$@" > "$output" 2>&1; }
fail() {
  echo "check-plugin: $1" >&2
  cat "$output" >&2
  exit 1
}

plugin test ruleset/tests || fail 'the cases do not pass'
grep -q '^10 cases in 2 files: 8 passed, 1 todo, 1 skipped' "$output" || fail 'the summary is missing'
plugin lint --ruleset ruleset || fail 'lint does not pass'
# -v and --jobs are options of SwiftPM, too; behind `--` they are the command's.
plugin -- test ruleset/tests --jobs 1 --filter 'who did it' || fail 'arguments behind -- do not arrive'
grep -q '^1 case in 1 file: 1 passed' "$output" || fail '--filter does not arrive'
sed 's/^rule    = 100201$/rule    = 100202/' "$here/ruleset/tests/audit.ruletest" > "$folder/audit.ruletest"
if plugin test --ruleset ruleset "$folder/audit.ruletest"; then fail 'a failed case does not fail the plugin'; fi
grep -q 'expected  100202' "$output" || fail 'the failure is not shown'
echo 'swift package assay: test, lint and failures as they should be.'
