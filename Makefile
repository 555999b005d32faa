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
PREFIX ?= /usr/local
DESTDIR ?=

JELA := $(CARGO_TARGET_DIR)/release/jela
PYTHON_READERS := $(abspath $(CARGO_TARGET_DIR)/python-readers)
OIDC_PROVIDER := $(abspath $(CARGO_TARGET_DIR)/oidc-provider)
CARGO_DENY := 0.20.2
# What pages are checked with for those who see, hear or move otherwise.
AXE_CORE := 4.14.1
AXE := $(abspath $(CARGO_TARGET_DIR))/axe-core-$(AXE_CORE)/axe.min.js
# Debian package = a command by which it is known to be there.
PACKAGES := poppler-utils=pdftotext qpdf=qpdf chromium=chromium python3=python3 openssl=openssl npm=npm curl=curl nginx-light=nginx

# The tests find the Python readers, axe-core and the OpenID provider by this, and refuse snapshots that nobody has accepted.
TESTS := JELA_PYTHON=$(PYTHON_READERS)/bin/python JELA_AXE=$(AXE) JELA_OIDC_PROVIDER=$(OIDC_PROVIDER) INSTA_UPDATE=no \
	cargo test --workspace --release --no-fail-fast

.PHONY: help build demo test check advisories bench soak package install tools debian-packages cargo-deny

help: ## lists what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

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

advisories: cargo-deny ## known faults of dependencies; needs a network
	cargo deny --workspace check advisories

bench: build $(PYTHON_READERS)/installed $(PYTHON_READERS)/bench-installed ## measures speed and memory and prints tables
	JELA_PYTHON=$(PYTHON_READERS)/bin/python cargo bench --workspace --bench bench --profile release -- --output-format bencher | .ci/bench-table
	.ci/memory $(JELA)
	.ci/grievances-memory $(JELA)
	.ci/load $(JELA) "$$(.ci/bench-binary)"
	.ci/keeping $(JELA) "$$(.ci/bench-binary)"
	.ci/downloads $(JELA) "$$(.ci/bench-binary)"
	.ci/readers $(JELA) $(PYTHON_READERS)/bin/python "$$(.ci/bench-binary)"
	.ci/debian-libraries libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
	.ci/documents $(PYTHON_READERS)/bin/python "$$(.ci/bench-binary)"

soak: tools ## the long counts of the tests: more cases of each property, more kills, workbooks in LibreOffice
	.ci/debian-packages libreoffice-calc=soffice
	JELA_SOAK=1 PROPTEST_CASES=20000 $(TESTS)
	.ci/soak-readers $(JELA)

package: build ## makes a Debian package in ./dist: the program, manual pages, completions, a unit for systemd
	.ci/package $(JELA) dist

install: build ## installs the program, manual pages and completions below PREFIX (/usr/local), for systems without dpkg
	install -D -s -m 0755 $(JELA) $(DESTDIR)$(PREFIX)/bin/jela
	$(JELA) manual --out $(CARGO_TARGET_DIR)/manual
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 0644 $(CARGO_TARGET_DIR)/manual/man1/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -D -m 0644 $(CARGO_TARGET_DIR)/manual/completions/jela.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/jela
	install -D -m 0644 packaging/jela.toml $(DESTDIR)$(PREFIX)/share/doc/jela/jela.toml
	sed 's|/usr/bin/jela|$(PREFIX)/bin/jela|' packaging/jela.service | install -D -m 0644 /dev/stdin $(DESTDIR)$(PREFIX)/lib/systemd/system/jela.service

tools: debian-packages $(PYTHON_READERS)/installed $(AXE) $(OIDC_PROVIDER)/installed ## installs what the tests need besides Rust

debian-packages:
	@.ci/debian-packages $(PACKAGES)

# Readers of the lake from outside, pinned in tests/interop.
$(PYTHON_READERS)/installed: tests/interop/requirements.txt | debian-packages
	python3 -m venv --clear $(PYTHON_READERS)
	$(PYTHON_READERS)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

# A certified provider for the tests of single sign-on.
$(OIDC_PROVIDER)/installed: tests/interop/oidc-provider/package.json tests/interop/oidc-provider/provider.mjs .ci/oidc-provider
	.ci/oidc-provider $(OIDC_PROVIDER)
	touch $@

$(PYTHON_READERS)/bench-installed: benches/requirements.txt $(PYTHON_READERS)/installed
	$(PYTHON_READERS)/bin/pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

# npm checks what it fetched against the hash that the registry states.
$(AXE): | debian-packages
	mkdir -p $(@D)
	cd $(@D) && npm pack --silent axe-core@$(AXE_CORE) && tar -xzf axe-core-$(AXE_CORE).tgz --strip-components=1 package/axe.min.js package/LICENSE
	rm $(@D)/axe-core-$(AXE_CORE).tgz && touch $@

# Built once, in a place of its own, and kept beside cargo itself.
cargo-deny:
	@test "$$(cargo deny --version 2>/dev/null)" = "cargo-deny $(CARGO_DENY)" \
		|| env -u CARGO_TARGET_DIR cargo install cargo-deny --version $(CARGO_DENY) --locked
