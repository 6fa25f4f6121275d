"""An exception to a tool's rule says why it is one."""

import re

from tests.architecture.source import modules

NOQA = re.compile(r"# noqa(?!: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)* (--|# safe:) \S.{4,})")
# The star imports of the settings' entry points are what settings are made of; their reason stands in docs/layout.md.
SETTINGS = "config/settings/"


def test_every_noqa_names_its_rule_and_its_reason() -> None:
    found = [
        f"{module.path}:{number}"
        for module in modules()
        if not module.path.startswith(SETTINGS)
        for number, line in enumerate(module.text.splitlines(), 1)
        if NOQA.search(line)
    ]

    assert found == []
