#!/bin/bash -eu
# Builds the fuzz program once; each target is a copy of it under its name, with its seeds and dictionary.
make fuzz-program FUZZ_SANITIZER=address
targets=$(SWIFT_BACKTRACE=enable=no .build/fuzz/release/assay-fuzz | sed -n 's/^  //p')
for target in $targets; do
  cp .build/fuzz/release/assay-fuzz "$OUT/assay-fuzz-$target"
  [ ! -d "fuzz/seeds/$target" ] || (cd "fuzz/seeds/$target" && zip -q "$OUT/assay-fuzz-${target}_seed_corpus.zip" ./*)
  [ ! -f "fuzz/dictionaries/$target.dict" ] || cp "fuzz/dictionaries/$target.dict" "$OUT/assay-fuzz-$target.dict"
done
