# What can be done here; plain `make` lists it. Targets do their own set-up and may be run in any order.
#
# Everything is built in the release profile and with one choice of features, so that polars, deltalake and typst
# are compiled once: for the demo, the tests and the benchmarks alike.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

export CARGO_TARGET_DIR ?= $(HOME)/.cache/jela-target
DATA ?= data
LISTEN ?= 127.0.0.1:8080

JELA := $(CARGO_TARGET_DIR)/release/jela
PYTHON_READERS := $(abspath $(CARGO_TARGET_DIR)/python-readers)
CARGO_DENY := 0.20.2
# Debian package = a command by which it is known to be there.
PACKAGES := poppler-utils=pdftotext chromium=chromium python3=python3 openssl=openssl

# The tests find the Python readers by this, and refuse snapshots that nobody has accepted.
TESTS := JELA_PYTHON=$(PYTHON_READERS)/bin/python INSTA_UPDATE=no cargo test --workspace --release --no-fail-fast

.PHONY: help build demo test check bench soak tools debian-packages cargo-deny

help: ## lists what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## builds the command jela
	cargo build --release
	@echo "built: $(JELA)"

demo: build ## makes sample workbooks of Bankura, takes them in, serves them at http://127.0.0.1:8080
	$(JELA) demo --data $(DATA) --listen $(LISTEN)

test: tools check ## installs what the tests need, then runs the checks and every test
	$(TESTS)
	.ci/snapshots

check: cargo-deny ## formatting, lints as errors, documentation, licences and sources of dependencies
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --release -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --release
	cargo deny --workspace check bans licenses sources

bench: build $(PYTHON_READERS)/installed $(PYTHON_READERS)/bench-installed ## measures speed and memory and prints tables
	JELA_PYTHON=$(PYTHON_READERS)/bin/python cargo bench --workspace --bench bench --profile release -- --output-format bencher | .ci/bench-table
	.ci/memory $(JELA)
	.ci/grievances-memory $(JELA)
	.ci/readers $(JELA) $(PYTHON_READERS)/bin/python "$$(.ci/bench-binary)"

soak: tools ## the long counts of the tests: more cases of each property, more kills
	JELA_SOAK=1 PROPTEST_CASES=20000 $(TESTS)

tools: debian-packages $(PYTHON_READERS)/installed ## installs what the tests need besides Rust

debian-packages:
	@.ci/debian-packages $(PACKAGES)

# Readers of the lake from outside, pinned in tests/interop.
$(PYTHON_READERS)/installed: tests/interop/requirements.txt | debian-packages
	python3 -m venv --clear $(PYTHON_READERS)
	$(PYTHON_READERS)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

$(PYTHON_READERS)/bench-installed: benches/requirements.txt $(PYTHON_READERS)/installed
	$(PYTHON_READERS)/bin/pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

# Built once, in a place of its own, and kept beside cargo itself.
cargo-deny:
	@test "$$(cargo deny --version 2>/dev/null)" = "cargo-deny $(CARGO_DENY)" \
		|| env -u CARGO_TARGET_DIR cargo install cargo-deny --version $(CARGO_DENY) --locked
