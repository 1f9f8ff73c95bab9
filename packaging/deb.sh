#!/usr/bin/env bash
# Builds the Debian package from a binary that is there already, with debhelper, in .build/deb:
#
#   packaging/deb.sh BINARY
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

binary=$(realpath "${1:?usage: packaging/deb.sh BINARY}")
version=$(dpkg-parsechangelog --file packaging/debian/changelog --show-field Version)
if [ "$("$binary" --version)" != "assay $version" ]; then
  echo "deb: $binary is $("$binary" --version), packaging/debian/changelog is about $version" >&2
  exit 2
fi

work=$PWD/.build/deb
tree=$work/assay-$version
rm -rf "$work"
mkdir -p "$tree"
git ls-files -z | tar --null --files-from=- --create | tar --extract --directory "$tree"
cp -R packaging/debian "$tree/debian"

# The program that follows Docker, where it was built for packages.
studio=${ASSAY_STUDIO:-$PWD/.build/dist/assay-studio}
if [ -x "$studio" ]; then
  ASSAY_STUDIO=$(realpath "$studio")
  export ASSAY_STUDIO
else
  unset ASSAY_STUDIO
fi

cd "$tree"
ASSAY_BINARY=$binary dpkg-buildpackage --build=binary --unsigned-changes --unsigned-source
cd "$work"
if command -v lintian >/dev/null; then lintian --tag-display-limit 0 -- *.changes; fi
ls -l "$work"/*.deb
