"""Questionnaire text (YAML) into a plain mapping that remembers on which line everything stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

MOST_CHARACTERS = 2_000_000
_TIMESTAMP = "tag:yaml.org,2002:timestamp"


@dataclass(frozen=True)
class TextProblem:
    """One mistake in the text: its line from 1, its place in words, the code of the reason and the facts of it."""

    line: int
    path: str
    reason: str
    facts: dict[str, object] = field(default_factory=dict)


class TextRefused(Exception):
    """The text cannot be used; nothing was loaded. `problems` are all mistakes, by line."""

    def __init__(self, problems: Sequence[TextProblem]) -> None:
        super().__init__("; ".join(f"line {problem.line}: {problem.path} {problem.reason}" for problem in problems))
        self.problems = tuple(problems)


# libyaml is ten times as fast; where the wheel came without it the same is done in Python.
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):
    """Plain data only. Dates stay text, so that the document is JSON as it stands."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class ReadText:
    """What the text says (`mapping`), and the tree of its nodes for finding lines."""

    mapping: Any
    root: yaml.Node

    def line_of(self, steps: Sequence[str | int]) -> int:
        """The line of the value at this place, or of the nearest thing above that exists."""
        node = self.root
        mark = node.start_mark
        for step in steps:
            found = _child(node, step)
            if found is None:
                break
            key, node = found
            mark = key.start_mark
        return _line(mark)


def read_text(text: str) -> ReadText:
    """The document and its lines. Raises TextRefused for what is no plain YAML of one document."""
    if len(text) > MOST_CHARACTERS:
        raise TextRefused([TextProblem(1, "", "text_too_long", {"most": MOST_CHARACTERS})])
    try:
        aliases = [event for event in yaml.parse(text, Loader=_Loader) if isinstance(event, yaml.AliasEvent)]
        if aliases:
            # A few aliases of aliases are enough to fill the memory; a questionnaire has no need of any.
            raise TextRefused([TextProblem(_line(event.start_mark), event.anchor or "", "alias") for event in aliases])
        loader = _Loader(text)
        root = loader.get_single_node()
        if root is None:
            raise TextRefused([TextProblem(1, "", "empty_text")])
        doubles = list(_doubled_keys(root))
        if doubles:
            raise TextRefused(doubles)
        return ReadText(loader.construct_document(root), root)
    except yaml.MarkedYAMLError as error:
        line = _line(error.problem_mark or error.context_mark)
        raise TextRefused([TextProblem(line, "", "not_yaml", {"problem": error.problem or ""})]) from error
    except yaml.YAMLError as error:
        raise TextRefused([TextProblem(1, "", "not_yaml", {"problem": str(error)})]) from error
    except ValueError as error:
        # YAML knows the shape of a number that Python cannot make, such as 0o8 or a 5,000-digit one.
        raise TextRefused([TextProblem(1, "", "not_yaml", {"problem": str(error)})]) from error


def _line(mark: Any) -> int:
    """The line of a mark, from 1; YAML's marks count from 0 and may be absent."""
    return mark.line + 1 if mark else 1


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """The node that marks the place of a step (a key, a list member) and the node of its value."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return (node.value[step], node.value[step]) if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    return None


def _doubled_keys(node: yaml.Node, path: str = "") -> Iterator[TextProblem]:
    """A key that stands twice in one mapping: YAML would silently take the last one."""
    if isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            yield from _doubled_keys(item, f"{path}[{position}]")
    if not isinstance(node, yaml.MappingNode):
        return
    seen = set()
    for key, value in node.value:
        name = str(key.value)
        place = f"{path}.{name}".removeprefix(".")
        if name in seen:
            yield TextProblem(_line(key.start_mark), place, "doubled_key", {"key": name})
        seen.add(name)
        yield from _doubled_keys(value, place)
