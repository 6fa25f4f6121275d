"""The contracts of pyproject.toml hold: two apps in one direction, layers inside each, rules without Django."""

import subprocess
import sys
from pathlib import Path

from config.env import ROOT


def test_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
