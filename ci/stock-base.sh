#!/usr/bin/env bash
# Checks out the stock ruleset of a Wazuh release, `ruleset/` and `etc/` and nothing else, as something that `--base`
# takes. Prints the folder.
#
#   ci/stock-base.sh VERSION FOLDER
#
# VERSION is a release (4.14.7), or a tag or branch of STOCK_REPOSITORY. A folder that holds that version already is left
# as it is.
set -euo pipefail

version=${1:?usage: ci/stock-base.sh VERSION FOLDER}
folder=${2:?usage: ci/stock-base.sh VERSION FOLDER}
repository=${STOCK_REPOSITORY:-https://github.com/wazuh/wazuh.git}
case "$version" in
  -*) echo "assay: $version is no version" >&2; exit 2 ;;
  [0-9]*) ref=v$version ;;
  *) ref=$version ;;
esac

if [ -f "$folder/.git/assay-ref" ] && [ "$(cat "$folder/.git/assay-ref")" = "$repository $ref" ]; then
  echo "$folder"
  exit
fi
if [ -e "$folder" ] && [ -n "$(ls -A "$folder")" ]; then
  echo "assay: $folder is there already, and is not the stock ruleset $version; remove it or choose another folder" >&2
  exit 2
fi
if ! git -c advice.detachedHead=false clone --quiet --depth 1 --filter=blob:none --sparse --no-checkout \
  --branch "$ref" -- "$repository" "$folder" >&2; then
  echo "assay: the stock ruleset cannot be fetched: $repository has no $ref, or cannot be reached" >&2
  exit 2
fi
git -C "$folder" sparse-checkout set --no-cone '/ruleset/' '/etc/'
git -C "$folder" -c advice.detachedHead=false checkout --quiet
if [ ! -d "$folder/ruleset/rules" ]; then
  echo "assay: $repository has no ruleset/rules in $ref" >&2
  exit 2
fi
echo "$repository $ref" > "$folder/.git/assay-ref"
echo "assay: stock ruleset $ref, commit $(git -C "$folder" rev-parse HEAD)" >&2
echo "$folder"
