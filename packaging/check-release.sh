#!/usr/bin/env bash
# Checks what is promised of a release binary: it is stripped, links directly to the C library, libxml2 and PCRE2 at most,
# says its version, and starts in less than START_LIMIT milliseconds (median of RUNS runs of --version and --help).
#
# On a busy machine that says more about the others: `chrt -f 50` before the command helps, as root.
#
# What the libraries link to in turn (Debian's libxml2: ICU, zlib, liblzma) is not the binary's doing; `ldd` shows it.
set -euo pipefail

binary=${1:?usage: packaging/check-release.sh BINARY}
limit=${START_LIMIT:-8}
runs=${RUNS:-60}
failed=false
fail() { echo "check-release: $1" >&2; failed=true; }

printf '%s: %s, %s bytes\n' "$binary" "$("$binary" --version)" "$(wc -c < "$binary" | tr -d ' ')"
[[ "$("$binary" --version)" =~ ^assay\ [0-9]+\.[0-9]+\.[0-9]+ ]] || fail "--version is not 'assay X.Y.Z'"

if [ "$(uname -s)" = Linux ]; then
  needed=$(readelf -d "$binary" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
  echo "links to: ${needed:-nothing}" | tr '\n' ' '
  echo
  for library in $needed; do
    case "$library" in
      libc.so.* | libm.so.* | ld-linux*.so.* | libpthread.so.* | libdl.so.* | librt.so.*) ;;  # glibc
      libxml2.so.* | libpcre2-8.so.* | libz.so.*) ;;
      *) fail "links to $library" ;;
    esac
  done
  if readelf -d "$binary" | grep -qE '\((RPATH|RUNPATH)\)'; then fail "looks for libraries in folders of its own"; fi
  if readelf -S "$binary" | grep -q '\.symtab'; then fail "is not stripped"; fi
fi

# The median of many runs in microseconds, the shell's fork among them.
median() {
  local begin end
  for ((run = 0; run < runs; run++)); do
    begin=${EPOCHREALTIME/[.,]/}
    "$binary" "$1" >/dev/null
    end=${EPOCHREALTIME/[.,]/}
    echo $((end - begin))
  done | sort -n | sed -n "$((runs / 2 + 1))p"
}

if [ -n "${EPOCHREALTIME:-}" ]; then
  for option in --version --help; do
    time=$(median "$option")
    printf 'assay %-9s  %d.%02d ms (median of %d runs)\n' "$option" $((time / 1000)) $((time % 1000 / 10)) "$runs"
    if [ "$time" -ge $((limit * 1000)) ]; then fail "$option takes $limit ms or more"; fi
  done
else
  echo "check-release: start-up is not measured: that needs bash 5" >&2
fi
! $failed
