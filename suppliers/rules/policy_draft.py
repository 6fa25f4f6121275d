"""Drafting a policy: which figures a draft may change, what differs between two versions. Source: docs/scoring.md, versions.

A figure is named by its path in the document, such as ("overall", "bands", 0, "gte"). The number of bands and limits stays:
a form changes figures, a file (`load_policy`) may change the shape.
"""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from suppliers.rules.document import Step

Path = tuple[Step, ...]

_VERSION = re.compile(r"(\d+)\.(\d+)")


class PolicySection(StrEnum):
    """Parts of the form, in its order."""

    WEIGHTS = "weights"
    BANDS = "bands"
    MARKS = "marks"
    CAPS = "caps"
    CLOCKS = "clocks"
    LABELS = "labels"
    EXIT = "exit"


class FigureKind(StrEnum):
    """How a figure is typed: an exact number, a whole number, or the letter of a tier."""

    DECIMAL = "decimal"
    INTEGER = "integer"
    TIER = "tier"


@dataclass(frozen=True)
class Figure:
    """One figure that a draft may change. `value` is as it stands in the document; None is "no upper end"."""

    path: Path
    section: PolicySection
    kind: FigureKind
    value: Any

    @property
    def name(self) -> str:
        """The path in one word, as a form names its field."""
        return "__".join(str(step) for step in self.path)


@dataclass(frozen=True)
class Difference:
    """One figure that two versions give differently; None where a version does not have it."""

    path: Path
    before: Any
    after: Any


# Where figures stand, by the first steps of their path; the first that fits decides.
_PLACES: tuple[tuple[Path, PolicySection], ...] = (
    (("esg", "weights"), PolicySection.WEIGHTS),
    (("performance", "weights"), PolicySection.WEIGHTS),
    (("overall", "weights"), PolicySection.WEIGHTS),
    (("overall", "deduction_per_point"), PolicySection.WEIGHTS),
    (("overall", "deduction_max"), PolicySection.WEIGHTS),
    (("esg", "bands"), PolicySection.BANDS),
    (("overall", "bands"), PolicySection.BANDS),
    (("overall", "hysteresis", "margin"), PolicySection.BANDS),
    (("spend_classes_cny_12m",), PolicySection.BANDS),
    (("performance", "delivery_otd_pct"), PolicySection.MARKS),
    (("performance", "quality_acceptance_pct"), PolicySection.MARKS),
    (("performance", "responsiveness_median_hours"), PolicySection.MARKS),
    (("performance", "min_raters"), PolicySection.MARKS),
    (("performance", "min_orders_for_kpi"), PolicySection.MARKS),
    (("overall", "caps", "readmittance_probation", "months"), PolicySection.CLOCKS),
    (("overall", "caps"), PolicySection.CAPS),
    (("esg", "coverage_min_pct"), PolicySection.CAPS),
    (("esg", "validity_months"), PolicySection.CLOCKS),
    (("exit_terms_days",), PolicySection.CLOCKS),
    (("readmittance_months",), PolicySection.CLOCKS),
    (("green_label", "performance_min_score"), PolicySection.LABELS),
    (("selection", "weights"), PolicySection.LABELS),
    (("selection", "bonus"), PolicySection.LABELS),
    (("exit_rules",), PolicySection.EXIT),
)
_LETTERS = frozenset("ABCD")
_NAMES_OF_BANDS = frozenset({"grade", "name", "zh", "code"})


def figures(definition: Mapping[str, Any]) -> tuple[Figure, ...]:
    """Every figure that a draft may change, by section, in the order of the document."""
    found = []
    for path, value in leaves(definition):
        section = next((section for place, section in _PLACES if path[: len(place)] == place), None)
        if section is not None and _is_figure(path, value):
            found.append(Figure(path, section, _kind(value), value))
    order = list(PolicySection)
    return tuple(sorted(found, key=lambda figure: order.index(figure.section)))


def with_figures(definition: Mapping[str, Any], changes: Mapping[Path, Any]) -> dict[str, Any]:
    """A copy of the document with other figures in these places."""
    changed: Any = copy.deepcopy(dict(definition))
    for path, value in changes.items():
        place = changed
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
    return dict(changed)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What two versions give differently, in the order of the newer one; the head of the document is left aside."""
    old, new = dict(leaves(before)), dict(leaves(after))
    paths = [path for path in new if not _same(old.get(path), new[path])]
    paths += [path for path in old if path not in new]
    return tuple(Difference(path, old.get(path), new.get(path)) for path in paths if path[0] != "policy")


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value of a document with its path."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from leaves(item, (*path, position))
    else:
        yield path, value


def next_version(version: str, taken: Iterable[str]) -> str:
    """The next free number after this one: 1.0, 1.1, 1.2 ..."""
    numbers = [(int(found[1]), int(found[2])) for name in (version, *taken) if (found := _VERSION.fullmatch(name))]
    major, minor = max(numbers, default=(1, -1))
    return f"{major}.{minor + 1}"


def _is_figure(path: Path, value: Any) -> bool:
    last = path[-1]
    if last in _NAMES_OF_BANDS or (last == "tier" and "bands" in path):
        return False
    return value in _LETTERS or (not isinstance(value, bool) and _number(value) is not None)


def _kind(value: Any) -> FigureKind:
    if value in _LETTERS:
        return FigureKind.TIER
    return FigureKind.INTEGER if isinstance(value, int) else FigureKind.DECIMAL


def _same(before: Any, after: Any) -> bool:
    """Whether two values mean the same: "2" and "2.00" are one figure."""
    numbers = _number(before), _number(after)
    return numbers[0] == numbers[1] if None not in numbers else before == after


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    try:
        return Decimal(value)
    except ArithmeticError:
        return None
