#!/usr/bin/env bash
# Packs a binary with all that goes with it as a release has it: .build/dist/assay-VERSION-SYSTEM-PROCESSOR.tar.gz and
# its SHA-256 beside it. ci/install.sh takes it from there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

binary=$(realpath "${1:?usage: packaging/archive.sh BINARY}")
system=$(uname -s | tr '[:upper:]' '[:lower:]')
name=assay-$("$binary" --version | cut -d ' ' -f 2)-$system-$(uname -m)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

packaging/install.sh "$binary" "$work" "/$name"
# The same tree gives the same archive: fixed order, owner and time.
time=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$time" -C "$work" -cf - "$name" \
  | gzip -9n > ".build/dist/$name.tar.gz"
cd .build/dist
sha256sum "$name.tar.gz" > "$name.tar.gz.sha256"
ls -l "$PWD/$name.tar.gz"
cat "$name.tar.gz.sha256"
