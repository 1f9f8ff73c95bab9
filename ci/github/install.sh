#!/usr/bin/env bash
# The first step of the action: installs the command and tells the steps behind it where it is.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The path knows better than the context, which within another composite action names that one.
case "${GITHUB_ACTION_PATH:-}" in
  */_actions/*/*/*)
    path=${GITHUB_ACTION_PATH##*/_actions/}
    ACTION_REPOSITORY=$(cut -d / -f 1,2 <<< "$path")
    ;;
esac
if [ -n "${ACTION_REPOSITORY:-}" ]; then
  export ASSAY_DOWNLOADS=${ASSAY_DOWNLOADS:-${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY/releases/download}
fi
binary=$("$here/install.sh" "$RUNNER_TEMP/assay/bin")
dirname "$binary" >> "$GITHUB_PATH"
{
  echo "binary=$binary"
  echo "version=$("$binary" --version | cut -d ' ' -f 2)"
} >> "$GITHUB_OUTPUT"
