#!/usr/bin/env bash
# Installs a built binary with everything that goes with it:
#
#   packaging/install.sh BINARY DESTDIR PREFIX
#
# assay-studio comes with it where it was built: ASSAY_STUDIO, else .build/dist/assay-studio (make release-studio).
#
# Manual pages and completions are made by the binary itself, so they say what it says. ZSH_COMPLETIONS is the folder for
# zsh below PREFIX, which distributions name differently; MAN_DATE is what the pages say of their age.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

binary=${1:?usage: packaging/install.sh BINARY DESTDIR PREFIX}
root=${2?a DESTDIR is missing; it may be empty}${3:?a PREFIX is missing}
zsh=${ZSH_COMPLETIONS:-share/zsh/site-functions}
date=${MAN_DATE:-$(sed -n 's/^## \[[0-9.]*\] - \([0-9-]*\)$/\1/p' CHANGELOG.md | head -n 1)}
date=${date:-$(git log -1 --format=%cs 2>/dev/null || true)}

umask 022
install -d "$root/bin" "$root/share/bash-completion/completions" "$root/$zsh" "$root/share/fish/vendor_completions.d"
install -m 755 "$binary" "$root/bin/assay"
studio=${ASSAY_STUDIO:-.build/dist/assay-studio}
if [ -x "$studio" ]; then
  install -m 755 "$studio" "$root/bin/assay-studio"
elif [ -n "${ASSAY_STUDIO:-}" ]; then
  echo "install: there is no program $studio" >&2
  exit 2
fi

# A file that is sourced names no interpreter.
"$binary" --generate-completion-script bash | sed '1{/^#!/d;}' > "$root/share/bash-completion/completions/assay"
"$binary" --generate-completion-script zsh > "$root/$zsh/_assay"
"$binary" --generate-completion-script fish > "$root/share/fish/vendor_completions.d/assay.fish"

pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT
"$binary" manual "$pages" --docs docs --date "$date"
for page in "$pages"/*; do
  install -d "$root/share/man/man${page##*.}"
  install -m 644 "$page" "$root/share/man/man${page##*.}/"
done

# Folders with what `git` knows of them when this is a clone, else all that is there.
copy() {
  local file
  { git ls-files -- "$1" 2>/dev/null | grep . || find "$1" -type f; } | while IFS= read -r file; do
    install -d "$2/$(dirname "$file")"
    if [ -x "$file" ]; then install -m 755 "$file" "$2/$file"; else install -m 644 "$file" "$2/$file"; fi
  done
}
for folder in schemas rulesets ci/gitlab ci/problem-matcher.json ci/check.sh ci/stock-base.sh ci/named-base.sh; do
  copy "$folder" "$root/share/assay"
done
for folder in docs examples; do copy "$folder" "$root/share/doc/assay"; done
rm -rf "$root/share/doc/assay/docs/man"  # that is in the pages
install -m 644 README.md CHANGELOG.md NOTICE LICENSE "$root/share/doc/assay/"
