#!/usr/bin/env bash
# Builds the release binary, stripped, with Swift's libraries inside: .build/dist/assay. With --static (Linux) libxml2,
# PCRE2 and the C library are inside as well: .build/dist/assay-static, which runs on any Linux of the same processor.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

swift=${SWIFT:-swift}
dist=$PWD/.build/dist
links=$dist/link
flags=(-c release --product assay --disable-local-rpath)
result=$dist/assay
scratch=$dist

case "${1:-}" in
  "") static=false ;;
  --static) static=true ;;
  *) echo "usage: packaging/release.sh [--static]" >&2; exit 2 ;;
esac

# Where the C compiler has a file of its own; nothing when it has none.
compiler_file() {
  local compiler path
  for compiler in "${CC:-}" cc clang gcc; do
    if [ -n "$compiler" ] && command -v "$compiler" >/dev/null; then
      path=$("$compiler" -print-file-name="$1")
      if [ -f "$path" ]; then echo "$path"; return; fi
    fi
  done
}

mkdir -p "$links"
case "$(uname -s)" in
  Linux)
    flags+=(-Xlinker -s)
    if $static; then
      scratch=$dist/static
      result=$dist/assay-static
      # shellcheck disable=SC2046 # the flags are words
      "${CC:-clang}" -O2 $(pkg-config --cflags libxml-2.0) -c packaging/static/no-converters.c \
        -o "$links/no-converters.o"
      flags+=(-Xswiftc -static-executable -Xlinker "$links/no-converters.o")
      for library in $(pkg-config --static --libs-only-l libxml-2.0 libpcre2-8 zlib); do
        case "$library" in
          -licu*) ;;  # see no-converters.c
          *) flags+=(-Xlinker "$library") ;;
        esac
      done
    else
      # The runtime needs C++'s library and the unwinder. A folder in which the linker finds nothing but their archives
      # puts them inside.
      for pair in libstdc++.a=libstdc++.a libgcc_eh.a=libgcc_s.a; do
        file=$(compiler_file "${pair%=*}")
        if [ -n "$file" ]; then ln -sf "$file" "$links/${pair#*=}"; fi
      done
      flags+=(--static-swift-stdlib -Xswiftc "-L$links" -Xlinker --as-needed -Xlinker --no-export-dynamic)
    fi
    ;;
  *)
    if $static; then echo "assay: --static is for Linux" >&2; exit 2; fi
    ;;
esac

"$swift" build "${flags[@]}" --scratch-path "$scratch"
built=$("$swift" build "${flags[@]}" --scratch-path "$scratch" --show-bin-path)/assay
cp "$built" "$result.new"
if [ "$(uname -s)" = Darwin ]; then strip "$result.new"; fi
mv "$result.new" "$result"
ls -l "$result"
