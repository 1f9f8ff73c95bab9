#!/usr/bin/env bash
# Puts together by hand what the last stage of the Dockerfile holds, and runs it as a container would, in a chroot with
# nothing else in it: that finds what a static binary still lacks. Needs root.
#
#   packaging/test-image.sh .build/dist/assay-static
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

binary=${1:?usage: packaging/test-image.sh BINARY}
if [ "$(id -u)" != 0 ]; then echo "test-image: this needs root, for chroot" >&2; exit 2; fi
root=$(mktemp -d /tmp/assay-image.XXXXXX)
clean() {
  if mountpoint -q "$root/proc"; then umount "$root/proc"; fi
  rm -rf --one-file-system "$root"
}
trap clean EXIT

packaging/install.sh "$binary" "$root" /usr
mkdir -p "$root/work" "$root/proc" "$root/usr/share/zoneinfo"
cp -RL /usr/share/zoneinfo/. "$root/usr/share/zoneinfo/"
cp -R rulesets/docker/. "$root/work/"
mount -t proc proc "$root/proc"

expect() { # TEXT ARGUMENTS...
  local text=$1 output
  shift
  # Empty `env`: a container has no more than a PATH. chroot starts in /, so the folder is named.
  output=$(/usr/bin/env -i PATH=/usr/bin "$(command -v chroot)" "$root" /usr/bin/assay "$@" 2>&1 < "${input:-/dev/null}") || {
    echo "$output"; echo "test-image: failed: assay $*" >&2; exit 1; }
  grep -qF -- "$text" <<< "$output" || {
    echo "$output"; echo "test-image: no \"$text\" from: assay $*" >&2; exit 1; }
  echo "ok: assay $*"
}
expect 'assay ' --version
expect 'USAGE' --help
expect ' passed' test /work
expect ' passed' test /work --jobs 4 --report pretty --report junit=/work/cases.xml
grep -q '<testsuites name="assay"' "$root/work/cases.xml"
expect 'nothing found' lint /work
input=rulesets/docker/samples/sql-injection.log expect "id: '31103'" try --ruleset /work
input=rulesets/docker/samples/sql-injection.log expect '31103' try --ruleset /work --timezone Europe/Berlin --json
expect 'pcre2    match' regex --dialect pcre2 '(?i)a+b' 'xAAB'
expect '"threads":2' bench --ruleset /work --events /work/samples/sql-injection.log --repeat 1000 --threads 2
echo "test-image: runs with nothing around it, $(du -sh "$root/usr/bin/assay" | cut -f 1) of $(du -sh "$root/usr" | cut -f 1)"
