"""Reading a parsed YAML document strictly, collecting every mistake with its place.

Readers ask a Node for the type they need. A mistake is noted and a harmless stand-in comes back,
so that one pass finds all mistakes; the caller looks at `problems` before it uses what was read.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

Step = str | int
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SHOWN_CHARACTERS = 80


class _Absent:
    """Stands for a value whose absence was already noted; reading it stays silent."""


ABSENT = _Absent()


@dataclass(frozen=True)
class DocumentProblem:
    """One mistake: where (`steps` from the root), why (`reason` code) and the facts of it."""

    steps: tuple[Step, ...]
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The place in words of the document, such as `questions[12].scoring.rule`."""
        shown = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.steps)
        return shown.removeprefix(".")


@dataclass(frozen=True)
class Node:
    """A value inside the document, with its place and the list that mistakes are noted in."""

    value: object
    problems: list[DocumentProblem]
    steps: tuple[Step, ...] = ()

    def refuse(self, reason: str, **facts: object) -> None:
        """Note a mistake at this place, unless the place itself is already noted as missing."""
        if self.value is not ABSENT:
            self.problems.append(DocumentProblem(self.steps, reason, facts))

    def __getitem__(self, key: Step) -> "Node":
        """What lies under a key of a mapping or at a position of a list; no key reads as absent."""
        found: object = ABSENT
        if isinstance(self.value, Mapping):
            found = self.value.get(key, ABSENT)
        elif isinstance(self.value, list) and isinstance(key, int):
            found = self.value[key]
        return Node(found, self.problems, (*self.steps, key))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is here: the key is absent or its value is null."""
        return self.value is None or self.value is ABSENT

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> "Node":
        """Check that this is a mapping with exactly these keys."""
        if not isinstance(self.value, Mapping):
            self.refuse("not_a_mapping", value=self._shown())
            return self
        for key in self.value:
            if key not in required and key not in optional:
                step = str(key)
                self.problems.append(DocumentProblem((*self.steps, step), "unknown_key", {"key": step}))
        for key in required:
            if key not in self.value:
                self.problems.append(DocumentProblem((*self.steps, key), "missing", {"key": key}))
        return self

    def entries(self) -> list[tuple[str, "Node"]]:
        """Key and value of each entry of a mapping whose keys are data."""
        if not isinstance(self.value, Mapping):
            self.refuse("not_a_mapping", value=self._shown())
            return []
        for key in self.value:
            if not isinstance(key, str):
                # YAML reads a bare `no` or `1` as something else than the word it looks like.
                self.refuse("key_not_text", key=str(key))
        return [(key, self[key]) for key in self.value if isinstance(key, str)]

    def items(self) -> list["Node"]:
        """The members of a list that must not be empty."""
        if not isinstance(self.value, list):
            self.refuse("not_a_list", value=self._shown())
            return []
        if not self.value:
            self.refuse("empty_list")
        return [Node(value, self.problems, (*self.steps, position)) for position, value in enumerate(self.value)]

    def text(self) -> str:
        """A text that is not blank."""
        if not isinstance(self.value, str):
            self.refuse("not_text", value=self._shown())
            return ""
        if not self.value.strip():
            self.refuse("empty_text")
        return self.value

    def word(self, allowed: Collection[str], reason: str) -> str:
        """One of the allowed codes; anything else is noted under `reason`."""
        if not isinstance(self.value, str) or self.value not in allowed:
            self.refuse(reason, value=self._shown(), allowed=list(allowed))
            return ""
        return self.value

    def words(self, allowed: Collection[str], reason: str) -> tuple[str, ...]:
        """A list of allowed codes, none of them twice."""
        found: list[str] = []
        for item in self.items():
            code = item.word(allowed, reason)
            if code and code in found:
                item.refuse("duplicate", value=code)
            found.append(code)
        return tuple(found)

    def truth(self) -> bool:
        """True or false, and nothing that merely looks like it."""
        if not isinstance(self.value, bool):
            self.refuse("not_true_or_false", value=self._shown())
        return self.value is True

    def integer(self, lowest: int, highest: int) -> int:
        """A whole number within the bounds, both included."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.refuse("not_a_whole_number", value=self._shown())
            return lowest
        if not lowest <= self.value <= highest:
            self.refuse("out_of_range", value=self.value, lowest=lowest, highest=highest)
        return self.value

    def decimal(self, lowest: int | None = None, highest: int | None = None) -> Decimal:
        """An exact number within the bounds, both included; written as number or as text."""
        number = self._decimal_or_none()
        if number is None:
            self.refuse("not_a_number", value=self._shown())
            return Decimal(0)
        if (lowest is not None and number < lowest) or (highest is not None and number > highest):
            self.refuse("out_of_range", value=str(number), lowest=lowest, highest=highest)
        return number

    def day(self) -> date:
        """A calendar day written as YYYY-MM-DD in quotes."""
        if isinstance(self.value, str) and ISO_DATE.fullmatch(self.value):
            try:
                return date.fromisoformat(self.value)
            except ValueError:
                pass
        self.refuse("not_a_date", value=self._shown())
        return date.min

    def check_sum(self, parts: Iterable[Decimal], expected: int) -> None:
        """Note weights that do not add up."""
        total = sum(parts, Decimal(0))
        if total != expected:
            self.refuse("weights_do_not_sum", total=str(total), expected=expected)

    def _decimal_or_none(self) -> Decimal | None:
        if isinstance(self.value, bool) or not isinstance(self.value, str | int | float | Decimal):
            return None
        try:
            # repr of a float is the shortest text that means it, which is what was written.
            number = Decimal(str(self.value))
        except InvalidOperation:
            return None
        return number if number.is_finite() else None

    def _shown(self) -> str:
        return str(self.value)[:SHOWN_CHARACTERS]
