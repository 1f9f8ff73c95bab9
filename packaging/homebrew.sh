#!/usr/bin/env bash
# Writes the formula of a release, with the checksum of its source: .build/dist/assay.rb
#
#   packaging/homebrew.sh ARCHIVE
#
# ARCHIVE is the source as the formula's url gives it; without one, what git makes of the tag of this version.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=$(sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/Ground/Bytes/Release.swift)
mkdir -p .build/dist
archive=${1:-}
if [ -z "$archive" ]; then
  archive=.build/dist/assay-$version-source.tar.gz
  git rev-parse --quiet --verify "refs/tags/v$version" > /dev/null || {
    echo "homebrew: there is no tag v$version yet; name the archive of the source" >&2; exit 2; }
  git archive --format tar.gz --prefix "assay-$version/" --output "$archive" "v$version"
fi
sum=$({ if command -v sha256sum >/dev/null; then sha256sum "$archive"; else shasum -a 256 "$archive"; fi; } | cut -d ' ' -f 1)
sed "s/^  sha256 \"0*\"/  sha256 \"$sum\"/" packaging/homebrew/assay.rb > .build/dist/assay.rb
grep -F "$sum" .build/dist/assay.rb
