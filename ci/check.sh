#!/usr/bin/env bash
# Runs the cases of a ruleset, looks for mistakes in it, and shows what its change does to events that were kept, as a
# pipeline wants it: all are run whatever the first one says, reports go into a folder, and the exit code is the worst of
# them (1 failed, 2 could not run).
#
# Everything is said in variables, so that no value is ever read by a shell:
#
#   ASSAY          the command                                   (assay)
#   ASSAY_PATHS    files or folders with cases, one per line     (the current folder)
#   ASSAY_RULESET  folders of the ruleset, one per line          (what assay.conf says)
#   ASSAY_BASE     minimal, none or a folder                     (what assay.conf says)
#   ASSAY_FAIL_ON  error, warning, info or never                 (warning)
#   ASSAY_TEST, ASSAY_LINT            true or false              (true)
#   ASSAY_TEST_ARGS, ASSAY_LINT_ARGS  further arguments, one per line
#   ASSAY_DIFF     files or folders with events, one per line    (none: no diff)
#   ASSAY_DIFF_AGAINST  the revision that the ruleset is compared with  (HEAD~1)
#   ASSAY_DIFF_ARGS     further arguments of diff, one per line
#   ASSAY_REPORTS  the folder of the reports                     (assay-reports)
#   ASSAY_FOR      github, gitlab or plain: whose annotations    (plain)
set -euo pipefail

assay=${ASSAY:-assay}
reports=${ASSAY_REPORTS:-assay-reports}
form=${ASSAY_FOR:-plain}
mkdir -p "$reports"

common=()
each_line() { # VARIABLE WORDS...: adds the words and a line of the variable's value to `arguments`, for every line
  local line value=${!1:-}
  shift
  while IFS= read -r line; do
    if [ -n "$line" ]; then arguments+=("$@" "$line"); fi
  done <<< "$value"
}
arguments=()
each_line ASSAY_RULESET --ruleset
if [ -n "${ASSAY_BASE:-}" ]; then arguments+=(--base "$ASSAY_BASE"); fi
common=(${arguments[@]+"${arguments[@]}"})

case "$form" in
  github) shown=(--report pretty --report github) ;;
  gitlab | plain) shown=(--report pretty) ;;
  *) echo "assay: ASSAY_FOR is github, gitlab or plain, not $form" >&2; exit 2 ;;
esac

status=0
worse() { if [ "$1" -gt "$status" ]; then status=$1; fi; }

if [ "${ASSAY_TEST:-true}" = true ]; then
  arguments=(test "${shown[@]}" --report "junit=$reports/test.junit.xml" --report "html=$reports/test.html")
  if [ "$form" = gitlab ]; then arguments+=(--report "gitlab=$reports/test.code-quality.json"); fi
  arguments+=(${common[@]+"${common[@]}"})
  each_line ASSAY_TEST_ARGS
  each_line ASSAY_PATHS
  code=0
  "$assay" "${arguments[@]}" || code=$?
  worse "$code"
fi

if [ "${ASSAY_LINT:-true}" = true ]; then
  arguments=(lint "${shown[@]}" --fail-on "${ASSAY_FAIL_ON:-warning}")
  arguments+=(--report "junit=$reports/lint.junit.xml" --report "sarif=$reports/lint.sarif")
  arguments+=(--report "compact=$reports/lint.txt")
  if [ "$form" = gitlab ]; then arguments+=(--report "gitlab=$reports/lint.code-quality.json"); fi
  arguments+=(${common[@]+"${common[@]}"})
  each_line ASSAY_LINT_ARGS
  code=0
  "$assay" "${arguments[@]}" || code=$?
  worse "$code"
  # `test` writes its own summary.
  if [ "$form" = github ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "$reports/lint.txt" ]; then
    count=$(wc -l < "$reports/lint.txt" | tr -d ' ')
    {
      echo
      echo "### assay lint: $([ "$count" = 0 ] && echo "nothing found" || echo "$count found")"
      if [ "$count" != 0 ]; then
        echo
        head -n 50 "$reports/lint.txt" | sed 's/^/    /'
        if [ "$count" -gt 50 ]; then echo; echo "… and $((count - 50)) more, in the report lint.txt"; fi
      fi
    } >> "$GITHUB_STEP_SUMMARY"
  fi
fi

if [ -n "${ASSAY_DIFF:-}" ]; then
  arguments=(diff "${ASSAY_DIFF_AGAINST:-HEAD~1}" . "${shown[@]}" --report "markdown=$reports/diff.md")
  arguments+=(--report "json=$reports/diff.json" --report "junit=$reports/diff.junit.xml")
  arguments+=(${common[@]+"${common[@]}"})
  each_line ASSAY_DIFF_ARGS
  each_line ASSAY_DIFF --corpus
  code=0
  "$assay" "${arguments[@]}" || code=$?
  worse "$code"
  if [ "$form" = github ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "$reports/diff.md" ]; then
    { echo; cat "$reports/diff.md"; } >> "$GITHUB_STEP_SUMMARY"
  fi
fi

exit "$status"
