# Longer runs of what `swift test` does briefly: the native matcher against the plain transcription of the
# specification, the other property tests, random bytes, 64 KB subjects. FUZZ_SEED varies them.
FUZZ_PAIRS ?= 1000000
FUZZ_SEED ?= 20261121

.PHONY: fuzz pattern-bench

fuzz:
	ASSAY_FUZZ_PAIRS=$(FUZZ_PAIRS) ASSAY_FUZZ_SEED=$(FUZZ_SEED) swift test --filter PatternsTests

# The native matcher against PCRE2's machine code. RULESET holds decoders/ and rules/, LOGS is a compressed file of lines.
RULESET ?= ../shared/wazuh-4.14.7/ruleset
LOGS ?= ../shared/bench/ini-logs.txt.gz

pattern-bench:
	swift build --package-path benchmarks -c release --product pattern-bench
	gunzip -c $(LOGS) > .build/pattern-bench-logs.txt
	benchmarks/.build/release/pattern-bench $(RULESET) .build/pattern-bench-logs.txt
