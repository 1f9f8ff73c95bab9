#!/usr/bin/env bash
# Installs the Debian package in a Debian that knows nothing of it, and runs what a newcomer would. Needs root and
# debootstrap, and fetches Debian's packages:
#
#   packaging/test-deb.sh PACKAGE.deb [SUITE]
#
# SCRATCH is the folder for the tree (a new one in /tmp; it is removed at the end), MIRROR where Debian is.
set -euo pipefail
package=$(realpath "${1:?usage: packaging/test-deb.sh PACKAGE.deb [SUITE]}")
suite=${2:-bookworm}
mirror=${MIRROR:-http://deb.debian.org/debian}
scratch=${SCRATCH:-$(mktemp -d /tmp/assay-deb.XXXXXX)}
root=$scratch/$suite

if [ "$(id -u)" != 0 ]; then echo "test-deb: this needs root, for chroot" >&2; exit 2; fi
clean() {
  if mountpoint -q "$root/proc"; then umount "$root/proc"; fi
  rm -rf --one-file-system "$scratch"
}
trap clean EXIT
run() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
expect() { # TEXT COMMAND...
  local text=$1 output
  shift
  output=$(run "$@" 2>&1) || { echo "$output"; echo "test-deb: failed: $*" >&2; exit 1; }
  if ! grep -qF -- "$text" <<< "$output"; then
    echo "$output"
    echo "test-deb: no \"$text\" from: $*" >&2
    exit 1
  fi
  echo "ok: $*"
}

debootstrap --variant=minbase "$suite" "$root" "$mirror" > "$scratch/debootstrap.log" ||
  { tail "$scratch/debootstrap.log" >&2; exit 1; }
# Swift reads a program's arguments there.
mount -t proc proc "$root/proc"
cp "$package" "$root/tmp/assay.deb"
version=$(dpkg-deb --field "$package" Version)
run apt-get update -qq
run apt-get install -y -qq --no-install-recommends /tmp/assay.deb > "$scratch/apt.log" 2>&1 || { cat "$scratch/apt.log"; exit 1; }
echo "installed with it: $(sed -n 's/^Setting up \([^ :]*\).*/\1/p' "$scratch/apt.log" | tr '\n' ' ')"

expect "assay $version" assay --version
expect 'Status: install ok installed' dpkg --status assay
fails=$(run dpkg --verify assay)
if [ -n "$fails" ]; then echo "$fails"; echo "test-deb: files differ from the package" >&2; exit 1; fi
# What does the linker find?
if run ldd /usr/bin/assay | grep 'not found'; then exit 1; fi

run cp -R /usr/share/assay/rulesets /root/rulesets
expect ' passed' assay test /root/rulesets
expect 'nothing found' assay lint /root/rulesets/docker
expect "id: '31103'" sh -c 'assay try --ruleset /root/rulesets/docker < /root/rulesets/docker/samples/sql-injection.log'
expect 'rule' sh -c 'echo "Jan  1 00:00:00 web gate[1]: login refused" | assay explain --base minimal --ruleset /root/rulesets/docker'
expect '<grammar' head -n 20 /usr/share/assay/schemas/wazuh-ruleset.rng
for page in man1/assay.1 man1/assay-test.1 man5/assay-cases.5 man5/assay.conf.5 man7/assay-patterns.7; do
  expect '.SH "DESCRIPTION"' gunzip -c "/usr/share/man/$page.gz"
done
expect 'assay' bash -c 'source /usr/share/bash-completion/completions/assay; complete -p assay'

# The examples, as their README says; Swift packages among them need a toolchain and are left to `make examples`.
run cp -R /usr/share/doc/assay/examples /root/examples
while IFS= read -r folder; do
  expect ' passed' sh -c "cd '/root/examples/$folder' && assay test --report compact"
  expect 'nothing found' sh -c "cd '/root/examples/$folder' && assay lint --fail-on info"
done < <(cd "$root/root/examples" && find . -name assay.conf -exec dirname {} + | sort)
expect '' env ASSAY=assay /root/examples/from-ini/convert.sh --check

run apt-get remove -y -qq assay > /dev/null 2>&1
if run test -e /usr/bin/assay || run test -e /usr/share/assay; then echo "test-deb: removing it leaves files" >&2; exit 1; fi
echo "test-deb: installed, ran and was removed on $suite"
