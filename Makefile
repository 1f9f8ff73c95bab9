# Assay's commands. `make run` and `make test` are all that a newcomer needs; `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

SWIFT ?= swift
# The plugin of Package.swift is not tested here, and takes as long to build as everything else.
WITHOUT_PLUGIN := ASSAY_WITHOUT_PLUGIN=1
SAMPLE := rulesets/docker/samples/sql-injection.log
# Where `make release` builds and leaves the binary, apart from the everyday build; what is installed and packed.
DIST := .build/dist
BINARY ?= $(DIST)/assay
PREFIX ?= /usr/local
DESTDIR ?=
# Line ends handled as Characters: `text.split(separator: "\n")`, `text == "\n"`, `$$0.isNewline`. Scalars are fine (`case "\n":`).
CHARACTER_LINE_ENDS := (split\(separator: ?|of: ?|contains\(|replacing\(|trimming[A-Za-z]*\(|has(Suffix|Prefix)\(|[!=]= ?)"\\[rn]|\.isNewline|\.whitespacesAndNewlines|Character\("\\[rn]"\)
# Scripts, as git finds them.
SCRIPTS := .ci/run editors/test/run docs/tools/check-house docs/tools/check-references docs/tools/check-rooms docs/tools/make-site packaging/set-version examples/run fuzz/run '*.sh'

# A virtual environment in which `make lsp-test` installs pytest-lsp; without one the python3 in PATH is asked for it.
LSP_VENV ?=

# Where `make docs` writes the site, and the path under which it will be served.
SITE ?= .build/site
SITE_BASE ?= /

# How much and how `make fuzz` tries.
FUZZ_EVENTS ?= 100000
FUZZ_PAIRS ?= 1000000
FUZZ_EXPLANATIONS ?= 400
FUZZ_MUTATIONS ?= 1000000
FUZZ_EDITS ?= 1000000
FUZZ_SEED ?= 20261121
# How long `make fuzz-coverage` tries each target, in seconds, and what else watches: nothing, or address.
TIME ?= 60
TARGET ?=
FUZZ_SANITIZER ?=
comma := ,
BENCHMARKS := benchmarks/.build/release
# What `make bench` measures with: RULESET holds decoders/ and rules/ and lies in a manager's home or a checkout, LOGS is
# a compressed file of lines.
RULESET ?= ../shared/wazuh-4.14.7/ruleset
LOGS ?= ../shared/bench/ini-logs.txt.gz
# An author's files, for `make lint-figures`.
OWN ?= rulesets/docker

# The ruleset that `make studio-page-test` looks at.
PAGE_BASE ?= minimal

.PHONY: help deps swift run test examples lint pages docs studio studio-test studio-podman studio-page-test live-figures mcp-test release release-static release-check man commands pictures completions install deb
.PHONY: lsp-test lsp-figures lint-figures
.PHONY: archive rpm sbom checksums formula release-studio newcomer-walk fuzz fuzz-program fuzz-coverage sanitize bench bench-scaling bench-gate clean

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS=$$'\t' read -r name text; do \
	  printf '  make %-14s %s\n' "$$name" "$$text"; done

swift:
	@command -v $(SWIFT) >/dev/null || { \
	  echo "assay: no Swift toolchain found; install Swift 6.0 or later from https://www.swift.org/install" >&2; exit 2; }

deps: ## Install libxml2, PCRE2, zlib and pkg-config where they are missing (apt or brew)
	@if command -v pkg-config >/dev/null && pkg-config --exists libxml-2.0 libpcre2-8 zlib; then exit 0; fi; \
	sudo=; if [ "$$(id -u)" -ne 0 ] && command -v sudo >/dev/null; then sudo=sudo; fi; \
	if command -v apt-get >/dev/null; then \
	  echo "Installing libxml2-dev, libpcre2-dev, zlib1g-dev and pkg-config with apt-get"; \
	  $$sudo apt-get update -qq || echo "assay: apt-get update failed; trying with the lists at hand" >&2; \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	    libxml2-dev libpcre2-dev zlib1g-dev pkg-config >/dev/null; \
	elif command -v brew >/dev/null; then \
	  echo "Installing libxml2, pcre2, zlib and pkgconf with brew"; \
	  brew install --quiet libxml2 pcre2 zlib pkgconf; \
	else \
	  echo "assay: please install libxml2, PCRE2 (8 bit), zlib and pkg-config, with their headers" >&2; exit 2; \
	fi; \
	pkg-config --exists --print-errors libxml-2.0 libpcre2-8 zlib

run: swift deps ## Build assay, run the Docker ruleset's cases, and try one container log line
	@$(SWIFT) build --product assay
	@echo; echo '$$ assay test rulesets/docker'
	@.build/debug/assay test rulesets/docker
	@echo; echo '$$ assay try --ruleset rulesets/docker < $(SAMPLE)'
	@.build/debug/assay try --ruleset rulesets/docker < $(SAMPLE)

test: swift deps ## Run all tests, then the cases of all rulesets; each rule needs one in which it fires, and a near miss
	@$(WITHOUT_PLUGIN) $(SWIFT) build --build-tests
	@$(WITHOUT_PLUGIN) $(SWIFT) test --skip-build --disable-xctest
	@.build/debug/assay test rulesets --require-each positive,negative
	@ci/test.sh .build/debug/assay
	@echo 'make test: all green'

examples: swift deps ## Run every example: cases, lint, conversions, a package's swift test
	@$(SWIFT) build --product assay
	@SWIFT='$(SWIFT)' examples/run
	@echo 'make examples: all green'

lint: swift ## Check format and house rules, without building
	@$(SWIFT) format --version >/dev/null 2>&1 || { \
	  echo "assay: this toolchain has no swift-format ('swift format'); it comes with Swift 6.0 and later" >&2; exit 2; }
	@$(SWIFT) format lint --strict -r Sources Tests Plugins examples fuzz docs/tools studio/Sources studio/Tests studio/Package.swift Package.swift
	@if grep -rnE '^\s*(@\w+ )?import Foundation$$' Sources; then \
	  echo 'lint: Foundation costs start-up time; use Bytes, System or at most FoundationEssentials' >&2; exit 1; fi
	@if grep -rnE '$(CHARACTER_LINE_ENDS)' Sources --include='*.swift'; then \
	  echo 'lint: to a String CR LF is one Character: tell lines apart by bytes (Bytes/String+LineFeeds.swift)' >&2; exit 1; fi
	@if git ls-files -z | xargs -0 grep -nIE '^(<<<<<<<|>>>>>>>) ' -- ; then \
	  echo 'lint: a merge was left half done' >&2; exit 1; fi
	@docs/tools/check-house --self-test
	@docs/tools/check-house
	@docs/tools/check-references
	@docs/tools/check-rooms || [ $$? -eq 2 ]
	@git ls-files -z $(SCRIPTS) | xargs -0 -n 1 bash -n
	@if command -v shellcheck >/dev/null; then git ls-files -z $(SCRIPTS) | xargs -0 shellcheck -S warning; \
	else echo 'lint: no shellcheck here; the scripts were only parsed' >&2; fi
	@packaging/set-version --check
	@echo 'make lint: clean'

studio: swift deps ## Build assay-studio, which follows a Docker Engine and serves the page: studio/.build/release/assay-studio
	@$(SWIFT) build --package-path studio -c release --product assay-studio

studio-test: swift deps ## Test it
	@$(SWIFT) build --package-path studio -c release --product assay-studioPackageTests
	@$(SWIFT) test --package-path studio -c release --skip-build --disable-xctest

studio-podman: studio ## Follow a real podman with both programs, where it can run containers
	@$(SWIFT) build --product assay
	@ci/podman-test.sh .build/debug/assay studio/.build/release/assay-studio || [ $$? -eq 77 ]

studio-page-test: studio ## Look at the page with Chromium (Playwright); PICTURES=DIR keeps what was seen
	@$(SWIFT) build --product assay
	@PATH="$$PWD/studio/.build/release:$$PATH" ci/page-test.py .build/debug/assay --base $(PAGE_BASE) $(if $(PICTURES),--pictures $(PICTURES))

live-figures: swift deps ## Measure `assay live`: a million lines in 200 files, kills, a full disk
	@$(SWIFT) build -c release --product assay
	@ci/live-figures.py .build/release/assay

pages: ## Write the pages of the repository as a site with a search, which needs no server: .build/pages
	@docs/tools/make-pages .build/pages

docs: swift deps ## Write the pages and the documentation of the libraries as a site, without warnings: .build/site
	@SWIFT=$(SWIFT) docs/tools/make-site $(SITE) $(SITE_BASE)

mcp-test: swift deps ## Ask `assay mcp` with the Python SDK of its protocol (pip install mcp)
	@$(SWIFT) build --product assay
	@ci/mcp-test.py .build/debug/assay

release: swift deps ## Build the stripped binary with Swift's libraries inside: .build/dist/assay
	@SWIFT=$(SWIFT) packaging/release.sh

release-static: swift deps ## Build it with all libraries inside (Linux): .build/dist/assay-static
	@SWIFT=$(SWIFT) packaging/release.sh --static

release-studio: swift deps ## Build assay-studio for packages, with Swift's libraries inside (Linux): .build/dist/assay-studio
	@$(SWIFT) build --package-path studio -c release --product assay-studio --static-swift-stdlib --disable-local-rpath -Xlinker -s
	@install -D -m 755 studio/.build/release/assay-studio $(DIST)/assay-studio
	@ls -l $(DIST)/assay-studio

release-check: $(BINARY) ## Check what BINARY links to and how fast it starts
	@packaging/check-release.sh $(BINARY)

man: $(BINARY) ## Write the manual pages into .build/man
	@mkdir -p .build/man
	@$(BINARY) manual .build/man

commands: $(BINARY) ## Write docs/commands from the help of the commands and docs/man
	@$(BINARY) manual --markdown docs/commands

pictures: $(BINARY) ## Draw the pictures of the README from what the command prints
	@docs/tools/make-picture $(BINARY)

completions: $(BINARY) ## Write the completions for bash, zsh and fish into .build/completions
	@mkdir -p .build/completions
	@$(BINARY) --generate-completion-script bash > .build/completions/assay
	@$(BINARY) --generate-completion-script zsh > .build/completions/_assay
	@$(BINARY) --generate-completion-script fish > .build/completions/assay.fish

install: $(BINARY) ## Install binary (and assay-studio where make release-studio built it), manual pages, completions, schemas and rulesets below DESTDIR and PREFIX
	@packaging/install.sh $(BINARY) "$(DESTDIR)" $(PREFIX)

deb: $(BINARY) ## Build the Debian package from BINARY (needs debhelper): .build/deb/assay_*.deb
	@packaging/deb.sh $(BINARY)

rpm: $(BINARY) ## Build the RPM package from BINARY (needs rpmbuild): .build/rpm/assay-*.rpm
	@packaging/rpm.sh $(BINARY)

sbom: swift deps ## Write what the binary is made of as CycloneDX: .build/dist/assay-*.cdx.json
	@SWIFT=$(SWIFT) packaging/sbom.sh

formula: ## Write Homebrew's formula of this version: .build/dist/assay.rb
	@packaging/homebrew.sh

checksums: ## List the SHA-256 of all packages that are there, signed with SIGNING_KEY: .build/release
	@rm -rf .build/release
	@packaging/checksums.sh .build/release $(wildcard .build/dist/*.tar.gz .build/dist/*.cdx.json .build/dist/assay.rb .build/deb/*.deb .build/rpm/*.rpm)

newcomer-walk: ## Time what a newcomer does, in a Debian that knows nothing of it (as root with debootstrap)
	@ci/newcomer-walk.sh $(BINARY)

archive: ## Pack .build/dist/assay-static with all that goes with it, and its checksum, for a release
	@packaging/archive.sh $(DIST)/assay-static

$(DIST)/assay:
	@$(MAKE) release

lsp-test: ## Try the language server with real clients (pytest-lsp, Neovim, Emacs, node), as far as they are installed
	@[ -x .build/debug/assay ] || $(SWIFT) build --product assay
	@ASSAY_VENV=$(LSP_VENV) editors/test/run .build/debug/assay

lsp-figures: $(BINARY) ## Measure the language server on the stock ruleset: how long people wait, and what it takes
	@editors/test/figures $(BINARY) $(RULESET)

fuzz: swift deps ## Run the property and fuzz tests for longer
	@$(WITHOUT_PLUGIN) $(SWIFT) build --build-tests
	@ASSAY_FUZZ=$(FUZZ_EVENTS) ASSAY_FUZZ_PAIRS=$(FUZZ_PAIRS) ASSAY_FUZZ_SEED=$(FUZZ_SEED) \
	  ASSAY_FUZZ_EXPLANATIONS=$(FUZZ_EXPLANATIONS) ASSAY_FUZZ_MUTATIONS=$(FUZZ_MUTATIONS) ASSAY_FUZZ_EDITS=$(FUZZ_EDITS) \
	  $(WITHOUT_PLUGIN) $(SWIFT) test --skip-build --disable-xctest --filter 'Fuzz|EditTests|PatternsTests|DifferentialTests|GoldenExplanationTests|ProgressTests'

fuzz-program: swift deps ## Build the program for coverage-guided fuzzing (Linux; needs libFuzzer and lld of the toolchain)
	@ASSAY_FUZZ_PROGRAM=1 $(SWIFT) build --scratch-path .build/fuzz -c release --product assay-fuzz \
	  -Xswiftc -sanitize=fuzzer$(if $(FUZZ_SANITIZER),$(comma)$(FUZZ_SANITIZER)) -Xswiftc -use-ld=lld -Xswiftc -enforce-exclusivity=checked

fuzz-coverage: fuzz-program ## Fuzz for TIME seconds a target, guided by coverage: TARGET=… takes one, else all
	@fuzz/run .build/fuzz/release/assay-fuzz $(TIME) $(TARGET)

# An argument that is `inout` and has no bytes is told to the thread sanitizer with an address that is none, and it ends there.
# Where this word is set, the engine's only such argument has a byte.
THREAD = --sanitize=thread -Xswiftc -DASSAY_THREAD_SANITIZER --scratch-path .build/thread

sanitize: swift deps ## Run all tests under AddressSanitizer, then under ThreadSanitizer
	@$(WITHOUT_PLUGIN) $(SWIFT) build --build-tests --sanitize=address --scratch-path .build/address
	@ASAN_OPTIONS=detect_leaks=0 $(WITHOUT_PLUGIN) $(SWIFT) test --skip-build --disable-xctest --sanitize=address --scratch-path .build/address
	@$(WITHOUT_PLUGIN) $(SWIFT) build --build-tests $(THREAD)
	@TSAN_OPTIONS="halt_on_error=0 suppressions=$(CURDIR)/ci/tsan.supp" $(WITHOUT_PLUGIN) $(SWIFT) test --skip-build --disable-xctest $(THREAD)

bench: swift deps ## Measure building blocks and whole events; RULESET and LOGS where they are there
	@$(SWIFT) build --package-path benchmarks -c release
	@$(BENCHMARKS)/assay-benchmarks micro
	@echo
	@if [ -d "$(RULESET)" ] && [ -f "$(LOGS)" ]; then \
	  gunzip -c $(LOGS) > .build/bench-logs.txt; \
	  $(BENCHMARKS)/assay-benchmarks macro $(dir $(RULESET)) .build/bench-logs.txt; echo; \
	  $(BENCHMARKS)/pattern-bench $(RULESET) .build/bench-logs.txt; \
	else \
	  $(BENCHMARKS)/assay-benchmarks macro; \
	fi

lint-figures: swift deps ## Measure lint while somebody types into OWN on top of the stock ruleset (RULESET)
	@$(SWIFT) build --package-path benchmarks -c release --product lint-bench
	@$(BENCHMARKS)/lint-bench $(dir $(RULESET)) $(OWN)

bench-scaling: swift deps ## Measure how speed depends on rules and log length: benchmarks/REPORT.md
	@$(SWIFT) build --package-path benchmarks -c release --product assay-benchmarks
	@$(BENCHMARKS)/assay-benchmarks scaling benchmarks

bench-gate: swift deps ## Count instructions with valgrind and compare them with benchmarks/instructions.tsv
	@$(SWIFT) build --package-path benchmarks -c release --product assay-benchmarks
	@benchmarks/gate

clean: ## Remove everything that was built
	@rm -rf .build benchmarks/.build studio/.build
