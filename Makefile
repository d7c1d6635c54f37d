# make book: set up what is needed and build the book. make test: set up what is needed and run every test.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: book test check manual mutants bench bench-setting bench-correction clean
book: .venv/book-ready
	$(BIN)/book build

test: .venv/test-ready
	$(BIN)/pytest -n auto

check: .venv/book-ready
	$(BIN)/book check

# The manual as a book, made as any other tool's would be: imported by its SUMMARY.md.
manual: .venv/book-ready
	rm -rf build/manual
	$(BIN)/book import manual build/manual --title "Corrigenda: The Manual" --author "The Corrigenda authors" --language en-GB
	echo "theme: textbook" >> build/manual/chapters/book.yaml
	$(BIN)/book build --project build/manual

mutants: .venv/test-ready
	$(BIN)/python -m tests.mutants

bench: .venv/test-ready
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]' && $(BIN)/python -m tests.bench.notes

bench-setting: .venv/test-ready
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]' && $(BIN)/python -m tests.bench.typography

bench-correction: .venv/test-ready
	$(BIN)/python -m tests.bench.correction

clean:
	rm -rf .venv build/manual build/.cache build/*.pdf build/*.epub build/report.json

# The stamps are as old as the last set-up from these very pins. A half-made environment has no stamp and is made again.
.venv/book-ready: pyproject.toml constraints.txt setup/debian
	PYTHON=$(PYTHON) setup/debian book
	test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/test-ready: .venv/book-ready
	PYTHON=$(PYTHON) setup/debian test
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	touch $@
