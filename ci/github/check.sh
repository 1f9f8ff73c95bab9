#!/usr/bin/env bash
# The main step of the action: fetches the base, runs the checks, and says where the reports are.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

case "${INPUT_BASE:-stock}" in
  stock) ASSAY_BASE=$("$here/stock-base.sh" "$STOCK_VERSION" "$RUNNER_TEMP/assay/stock-$STOCK_VERSION") ;;
  configured)  # assay.conf knows
    ASSAY_BASE=
    "$here/named-base.sh"
    ;;
  *) ASSAY_BASE=$INPUT_BASE ;;
esac
export ASSAY_BASE ASSAY_FOR=github ASSAY_REPORTS="${ASSAY_REPORTS:-$RUNNER_TEMP/assay/reports}"

# A checkout of a pull request has one commit: what it is compared with is fetched.
if [ -n "${ASSAY_DIFF:-}" ] && [ -z "${ASSAY_DIFF_AGAINST:-}" ] && [ -n "${GITHUB_BASE_REF:-}" ]; then
  git fetch --quiet --depth=1 origin "$GITHUB_BASE_REF"
  export ASSAY_DIFF_AGAINST=FETCH_HEAD
fi

code=0
"$here/check.sh" || code=$?
{
  echo "base=$ASSAY_BASE"
  echo "reports=$ASSAY_REPORTS"
  for report in junit=test.junit.xml html=test.html lint-junit=lint.junit.xml sarif=lint.sarif diff=diff.md; do
    if [ -f "$ASSAY_REPORTS/${report#*=}" ]; then echo "${report%%=*}=$ASSAY_REPORTS/${report#*=}"; fi
  done
  case "$code" in
    0) echo "result=passed" ;;
    1) echo "result=failed" ;;
    *) echo "result=invalid" ;;
  esac
} >> "$GITHUB_OUTPUT"
exit "$code"
