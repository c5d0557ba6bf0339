# Everything a person needs: `make run` and `make test`. The rest is for those who work on Masar.

PYTHON := .venv/bin/python
READY := .venv/ready
BUILD := build
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: run test torture lint bench screenshots install uninstall clean

## Open the window on the sample map; without a display, draw it, check it and export it into build/.
run: $(READY)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" != Linux ]; then \
		$(PYTHON) main.py; \
	else \
		$(OFFSCREEN) $(PYTHON) -m editor.demonstrate $(BUILD); \
	fi

## Run all tests, in random order, warnings as errors; MASAR_TORTURE=full tries as often as .ci/run, ten times as often.
test: $(READY)
	$(OFFSCREEN) $(PYTHON) -m pytest -n 2 --dist worksteal -q --timeout=$(if $(MASAR_TORTURE),1800,120)

## Kill, break and deceive for hours: what torments the file, and each law, in the long profile; prints one table.
torture: $(READY)
	$(OFFSCREEN) MASAR_TORTURE=long $(PYTHON) -m pytest -n 2 --dist worksteal -q --timeout=0 -m "torture or hypothesis"

## Check style, types, the law of imports and the catalogue of words.
lint: $(READY)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

## Measure speed: each target beside what was reached.
bench: $(READY)
	$(OFFSCREEN) $(PYTHON) -m pytest -q -s -p no:randomly -m bench tests/benchmarks

## Draw window and poster of the sample in three languages, for the README and for the eye.
screenshots: $(READY)
	$(OFFSCREEN) $(PYTHON) -m editor.screenshots resources/screenshots

## Put Masar into the desktop's menu and let it open .masar files on a double click (for this user).
install: $(READY)
	$(PYTHON) -m editor.desktop install

uninstall: $(READY)
	$(PYTHON) -m editor.desktop uninstall

$(READY): pyproject.toml .ci/prepare
	@sh .ci/prepare
	@touch $(READY)

clean:
	rm -rf .venv $(BUILD) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
