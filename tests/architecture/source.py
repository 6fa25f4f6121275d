"""Reading the product's own source for rules that no linter knows."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from config.env import ROOT

APPS = ("suppliers", "assessments")


@dataclass(frozen=True)
class Module:
    """One file of the product."""

    path: str
    text: str
    tree: ast.Module

    @property
    def layer(self) -> str:
        """The folder or file directly under the app: rules, models, services ..."""
        return self.path.split("/")[1].removesuffix(".py")

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


@cache
def modules(*roots: str) -> tuple[Module, ...]:
    """Every module under these folders, without migrations."""
    paths = sorted(path for root in roots or (*APPS, "config") for path in (ROOT / root).rglob("*.py"))
    return tuple(_read(path) for path in paths if "migrations" not in path.parts)


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text))
