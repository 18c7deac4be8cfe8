# One command for each thing; every one does its own set-up.
.PHONY: run demo test check fuzz corpus chaos bench bench-huge bench-many train evaluate quality experiments translations package smoke setup clean

BIN := .venv/bin

# As the app asks for it (upscaler/processor.py)
export OMP_WAIT_POLICY := PASSIVE
DEMO := build/demo
SAMPLE := resources/samples/astronaut.png

run: setup
	$(BIN)/upscaler

demo: setup
	mkdir -p $(DEMO)
	$(BIN)/upscale $(SAMPLE) -x 4 -o $(DEMO)/astronaut_4x.png --on-exists overwrite
	$(BIN)/upscaler --compare $(SAMPLE) $(DEMO)/astronaut_4x.png --render $(DEMO)/comparison.png
	@echo "Result: $(DEMO)/astronaut_4x.png, comparison: $(DEMO)/comparison.png"
ifneq ($(DISPLAY)$(WAYLAND_DISPLAY),)
	$(BIN)/upscaler --compare $(SAMPLE) $(DEMO)/astronaut_4x.png
endif

test: check
	packaging/setup.sh desktop
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest --numprocesses logical --maxprocesses 4 --dist worksteal $(PYTEST)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# As many files as FUZZ says, others than in `make test`
FUZZ ?= 100000
fuzz: setup
	FUZZ=$(FUZZ) FUZZ_SEED=1000000 $(BIN)/pytest tests/fuzz -o faulthandler_timeout=0

# As many files as CORPUS says, of every layout (tests/corpus/README.md); a seed makes the same ones again
CORPUS ?= 20000
corpus: setup
	$(BIN)/python -m tests.corpus --count $(CORPUS) $(if $(CORPUS_SEED),--seed $(CORPUS_SEED))

# As often as CHAOS says, and with the real network
CHAOS ?= 1000
chaos: setup
	rm -rf build/chaos
	$(BIN)/python -m tests.chaos.killer build/chaos --kills $(CHAOS) --real

bench: setup
	$(BIN)/python -m tests.bench.bench
	$(BIN)/python -m tests.bench.guests
	$(BIN)/python -m tests.bench.window
	$(BIN)/python -m tests.bench.start
	$(BIN)/python -m tests.bench.batch

bench-huge: setup
	$(BIN)/python -m tests.bench.huge

# A million files, and a cluster of two processes (docs/cluster.md)
bench-many: setup
	$(BIN)/python -m tests.bench.many

# Photos may be any folder; see docs/training.md. A run that OUT (outside the checkout) already holds is resumed.
PHOTOS ?= ../shared/data/train
OUT ?= ../upscaler-training
MINUTES ?= 60
NEW = --photos $(PHOTOS) --minutes $(MINUTES)
train: setup
	$(BIN)/python -m upscaler.training.train --out $(OUT) $(if $(wildcard $(OUT)/config.json),--resume,$(NEW)) $(ARGS)

VALIDATION ?= ../shared/data/validation
MODEL ?= photo
evaluate: setup
	$(BIN)/python -m upscaler.training.evaluate --photos $(VALIDATION) --model $(MODEL) $(ARGS)

# How results look, in figures and, with SHEETS=folder, on sheets (docs/quality.md)
quality: setup
	$(BIN)/pip install -q -e ".[train]"
	$(BIN)/python -m upscaler.training.quality --photos $(VALIDATION) $(if $(SHEETS),--sheets $(SHEETS)) $(ARGS)

# Which claim: shortcuts, skip, norm, longer, stride (docs/experiments.md)
CLAIM ?= shortcuts
experiments: setup
	$(BIN)/python -m upscaler.training.experiments $(CLAIM) --photos $(PHOTOS) --out $(OUT)-$(CLAIM) $(ARGS)

# After any change of a text: brings resources/translations in line (docs/decisions/0040-translations.md)
translations: setup
	$(BIN)/python -m tests.translations update

# What people install, into dist/. RELEASES=https://... is where the app may ask for new versions (docs/release.md)
package: setup
	packaging/setup.sh package
	RELEASES='$(RELEASES)' $(BIN)/python packaging/package.py

# Tries it out in a clean system: bookworm or jammy (Ubuntu 22.04). Root must do this, and leaves .venv to its owner
SUITE ?= bookworm
smoke:
	packaging/setup.sh smoke
	PYTHONDONTWRITEBYTECODE=1 $(BIN)/python packaging/smoke.py --suite $(SUITE)

setup: .venv/.ready

.venv/.ready: pyproject.toml packaging/setup.sh
	packaging/setup.sh

clean:
	rm -rf build dist .venv
