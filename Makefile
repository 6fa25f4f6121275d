# Names for those who type make; ./run is the one door.
.PHONY: run test lock bench fmt lint types layers
run:    ; ./run
test:   ; ./run test
lock:   ; ./run lock
bench:  ; ./run bench
fmt:    ; .venv/bin/ruff check --fix . && .venv/bin/ruff format .
lint:   ; .venv/bin/ruff check . && .venv/bin/ruff format --check .
types:  ; .venv/bin/python -m mypy
layers: ; .venv/bin/lint-imports
