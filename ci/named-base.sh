#!/usr/bin/env bash
# Fetches the stock ruleset that the assay.conf of the current folder names (`base = wazuh-4.14.7`), unless it is there:
#
#   ci/named-base.sh
#
# Where assay.conf names none, there is nothing to do. ASSAY is the command, STOCK_REPOSITORY where stock-base.sh clones.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
assay=${ASSAY:-assay}

# Each configuration below counts: rulesets of a repository may have one each.
find . -name assay.conf -not -path './.git/*' -exec sed -n \
  's/^[[:blank:]]*base[[:blank:]]*=[[:blank:]]*"\{0,1\}wazuh-\([0-9][0-9.]*\)"\{0,1\}[[:blank:]]*$/\1/p' {} + | sort -u |
  while IFS= read -r version; do
    if "$assay" base path "$version" >/dev/null 2>&1; then continue; fi
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    "$here/stock-base.sh" "$version" "$work/stock" >/dev/null
    "$assay" base add "$work/stock" --as "$version" >/dev/null
    rm -rf "$work"
  done
