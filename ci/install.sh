#!/usr/bin/env bash
# Puts `assay` into a folder: the binary of a release, checked against its checksum, else built from the source beside
# this script. Prints the path of the command.
#
#   ci/install.sh FOLDER
#
#   ASSAY_VERSION   the release (0.1.0; default: the one of this source), or `source` to build
#   ASSAY_CHECKSUM  SHA-256 of the archive; without it, the file that was published beside the archive decides, which
#                   tells damage, but not someone who replaced both
#   ASSAY_DOWNLOADS where releases are: URL/vVERSION/assay-VERSION-linux-x86_64.tar.gz; without it there are none
set -euo pipefail

folder=${1:?usage: ci/install.sh FOLDER}
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
own=$(sed -n 's/.*static let version = "\(.*\)".*/\1/p' "$source/Sources/Ground/Bytes/Release.swift" 2>/dev/null || true)
version=${ASSAY_VERSION:-$own}
version=${version#v}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { curl --fail --silent --show-error --location --retry 3 --proto '=https,file' --output "$2" "$1"; }

hash_of() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# Status 1 means that there is no such release for this machine; a wrong checksum ends everything.
download() {
  local platform name url expected actual
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) platform=linux-x86_64 ;;
    Linux-aarch64 | Linux-arm64) platform=linux-aarch64 ;;
    *) return 1 ;;
  esac
  name=assay-$version-$platform
  url=$ASSAY_DOWNLOADS/v$version/$name.tar.gz
  fetch "$url" "$work/archive.tar.gz" || return 1
  expected=${ASSAY_CHECKSUM:-}
  if [ -z "$expected" ]; then
    fetch "$url.sha256" "$work/sha256" || { echo "assay: $url has no checksum" >&2; exit 2; }
    expected=$(cut -d ' ' -f 1 "$work/sha256")
  fi
  actual=$(hash_of "$work/archive.tar.gz")
  if [ "$actual" != "$expected" ]; then
    echo "assay: $url is not what it should be: SHA-256 $actual instead of $expected" >&2
    exit 2
  fi
  tar -xzf "$work/archive.tar.gz" -C "$work"
  install -m 755 "$work/$name/bin/assay" "$folder/assay"
}

build() {
  if ! command -v "${SWIFT:-swift}" >/dev/null; then
    echo "assay: there is no release $version to download, and no Swift toolchain to build with" >&2
    exit 2
  fi
  if [ "$version" != source ] && [ "$version" != "$own" ]; then
    echo "assay: there is no release $version to download; the source here is $own" >&2
    exit 2
  fi
  echo "assay: building $own from source, which takes some minutes" >&2
  make -C "$source" release >&2
  install -m 755 "$source/.build/dist/assay" "$folder/assay"
}

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
if [ "$version" = source ] || [ -z "${ASSAY_DOWNLOADS:-}" ] || ! download; then build; fi
"$folder/assay" --version >&2
echo "$folder/assay"
