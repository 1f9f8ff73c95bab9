#!/usr/bin/env bash
# Turns the ini tests into cases. --check only looks whether tests/ is what they turn into.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
assay=${ASSAY:-assay}

if [ "${1:-}" = --check ]; then
  "$assay" convert ini/stash.ini | diff -u tests/stash.ruletest - || {
    echo 'convert.sh: tests/stash.ruletest is not what ini/stash.ini turns into; run ./convert.sh' >&2
    exit 1
  }
else
  "$assay" convert --force --output tests ini/*.ini
fi
