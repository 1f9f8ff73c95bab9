#!/usr/bin/env bash
# Writes what the binary is made of as CycloneDX 1.5: .build/dist/assay-VERSION.cdx.json
#
#   packaging/sbom.sh
#
# Swift packages are those of Package.resolved; libraries of the system as pkg-config finds them, which is how the build
# finds them. The same versions give the same file: it has no date and no number of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=$(sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/Ground/Bytes/Release.swift)
address=$(sed -n 's/.*static let repository = "\(.*\)"/\1/p' Sources/Ground/Bytes/Release.swift)
if [ ! -f Package.resolved ]; then
  echo "sbom: there is no Package.resolved; swift package resolve makes it" >&2
  exit 2
fi
mkdir -p .build/dist
out=.build/dist/assay-$version.cdx.json

# A component per line: TYPE NAME VERSION LICENSE PURL.
components() {
  # Pins have their members in a line each.
  sed -n 's/.*"identity" : "\(.*\)",/i \1/p; s/.*"location" : "\(.*\)",/l \1/p; s/.*"version" : "\(.*\)"/v \1/p' \
    Package.resolved | while read -r key value; do
    case "$key" in
      i) name=$value ;;
      l) location=${value#https://}; location=${location%.git} ;;
      v) echo "library $name $value Apache-2.0 pkg:swift/$location@$value" ;;
    esac
  done
  local module license number
  while read -r name module license; do
    number=$(pkg-config --modversion "$module") || { echo "sbom: pkg-config does not find $module" >&2; exit 2; }
    echo "library $name $number $license pkg:generic/$name@$number"
  done <<< $'libxml2 libxml-2.0 MIT\npcre2 libpcre2-8 BSD-3-Clause\nzlib zlib Zlib'
  local swift
  swift=$("${SWIFT:-swift}" --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' | head -n 1)
  [ -n "$swift" ] || { echo "sbom: the toolchain does not say its version" >&2; exit 2; }
  echo "library swift-runtime $swift Apache-2.0 pkg:generic/swift@$swift"
}
found=$(components)

{
  printf '{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.5",\n  "version": 1,\n  "metadata": {\n    "component": {\n'
  printf '      "type": "application",\n      "bom-ref": "assay",\n      "name": "assay",\n      "version": "%s",\n' "$version"
  printf '      "licenses": [{"license": {"id": "Apache-2.0"}}],\n      "purl": "pkg:github/%s@v%s"\n    }\n  },\n' "$address" "$version"
  printf '  "components": [\n'
  separator=
  while read -r type name number license purl; do
    printf '%b    {"type": "%s", "bom-ref": "%s", "name": "%s", "version": "%s", "licenses": [{"license": {"id": "%s"}}], "purl": "%s"}' \
      "$separator" "$type" "$name" "$name" "$number" "$license" "$purl"
    separator=',\n'
  done <<< "$found"
  printf '\n  ],\n  "dependencies": [\n    {"ref": "assay", "dependsOn": ['
  cut -d ' ' -f 2 <<< "$found" | sed 's/.*/"&"/' | paste -sd, - | sed 's/,/, /g' | tr -d '\n'
  printf ']}\n  ]\n}\n'
} > "$out.new"
mv "$out.new" "$out"
ls -l "$out"
