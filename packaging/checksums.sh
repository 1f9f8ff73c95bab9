#!/usr/bin/env bash
# Lists the SHA-256 of everything that a release publishes, and signs the list where there is a key:
#
#   packaging/checksums.sh FOLDER [FILE…]
#
# FILEs are copied into FOLDER first. SIGNING_KEY names a key that gpg has; without it the list is not signed, which is
# said. The list is FOLDER/SHA256SUMS, the signature FOLDER/SHA256SUMS.asc.
set -euo pipefail
folder=${1:?usage: packaging/checksums.sh FOLDER [FILE…]}
shift
mkdir -p "$folder"
if [ $# -gt 0 ]; then cp -- "$@" "$folder"; fi
cd "$folder"
rm -f SHA256SUMS SHA256SUMS.asc
files=()
for file in *; do
  # Those beside the archives say the same of one file each.
  case "$file" in *.sha256) ;; *) if [ -f "$file" ]; then files+=("$file"); fi ;; esac
done
if [ ${#files[@]} = 0 ]; then echo "checksums: there is nothing in $folder" >&2; exit 2; fi
sum() { if command -v sha256sum >/dev/null; then sha256sum -- "$@"; else shasum -a 256 -- "$@"; fi; }
sum "${files[@]}" > ../SHA256SUMS.new
mv ../SHA256SUMS.new SHA256SUMS
cat SHA256SUMS
if [ -n "${SIGNING_KEY:-}" ]; then
  gpg --batch --yes --local-user "$SIGNING_KEY" --armor --detach-sign SHA256SUMS
  gpg --verify SHA256SUMS.asc SHA256SUMS
else
  echo "checksums: not signed: SIGNING_KEY names no key" >&2
fi
