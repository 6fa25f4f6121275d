"""What a questionnaire declares beside its questions: areas, categories, scales, sources, weights."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.area import AREA_CODES, DIMENSION_CODES
from assessments.rules.indicator import Indicator, read_indicator
from assessments.rules.question_reader import ALL, Codes
from assessments.rules.rule_reader import read_levels
from assessments.rules.scoring_rule import Option
from assessments.rules.wording import Wording, read_wording, read_wording_or_name
from suppliers.rules.document import Node


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its name: an area, a dimension, a category or a profile."""

    code: str
    name: Wording
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A law, standard or policy that a question rests on. `checked` tells how the source was seen."""

    id: str
    title: Wording
    type: Wording
    note: Wording | None
    checked: str


@dataclass(frozen=True)
class Catalogue:
    """The declared parts that questions refer to."""

    areas: tuple[Named, ...]
    dimensions: tuple[Named, ...]
    categories: tuple[Named, ...]
    profiles: tuple[Named, ...]
    references: tuple[Reference, ...]
    scales: Mapping[str, tuple[Option, ...]]
    indicators: tuple[Indicator, ...]

    @property
    def codes(self) -> Codes:
        """The codes alone, for checking references."""
        return Codes(
            areas=_codes(self.areas),
            dimensions=_codes(self.dimensions),
            categories=_codes(self.categories),
            profiles=_codes(self.profiles),
            references=tuple(reference.id for reference in self.references),
            scales=self.scales,
            indicators={found.question: found for found in self.indicators if found.question},
        )


def read_catalogue(root: Node) -> Catalogue:
    """The declared parts of a questionnaire document."""
    profiles = _read_named(root["profiles"], None)
    indicators = _read_indicators(root["indicators"], _codes(profiles))
    return Catalogue(
        areas=_read_named(root["areas"], AREA_CODES),
        dimensions=_read_named(root["dimensions"], DIMENSION_CODES, note="test"),
        categories=_read_named(root["categories"], None, note="examples"),
        profiles=profiles,
        references=_read_references(root["references"]),
        scales=_read_scales(root["scales"]),
        indicators=indicators,
    )


def read_module_weights(node: Node, codes: Codes) -> dict[str, Decimal]:
    """Weights of the cross-cutting modules, which sum to 1."""
    node.fields(("weights",), ("note",))
    weights = node["weights"].fields(codes.dimensions)
    found = {code: weights[code].decimal(0, 1) for code in codes.dimensions}
    node["weights"].check_sum(found.values(), 1)
    return found


def read_area_weights(node: Node, codes: Codes) -> dict[tuple[str, str], dict[str, Decimal]]:
    """Area weights by (category, profile), which sum to 100; `all` stands for every category."""
    node.fields(codes.profiles)
    found: dict[tuple[str, str], dict[str, Decimal]] = {}
    for profile in codes.profiles:
        for key, weights_node in node[profile].entries():
            if key != ALL and key not in codes.categories:
                weights_node.refuse("unknown_category", value=key, allowed=list(codes.categories))
                continue
            weights = _read_weights(weights_node, codes)
            for category in codes.categories if key == ALL else (key,):
                if (category, profile) in found:
                    weights_node.refuse("duplicate", value=category)
                found[category, profile] = weights
        missing = [category for category in codes.categories if (category, profile) not in found]
        if missing:
            node[profile].refuse("area_weights_missing", categories=missing)
    return found


def _read_weights(node: Node, codes: Codes) -> dict[str, Decimal]:
    node.fields(codes.areas)
    weights = {area: node[area].decimal(0, 100) for area in codes.areas}
    node.check_sum(weights.values(), 100)
    return weights


def _read_named(node: Node, allowed: Collection[str] | None, *, note: str = "note") -> tuple[Named, ...]:
    found: dict[str, Named] = {}
    for item in node.items():
        item.fields(("code", "name"), (note,))
        code = item["code"].text() if allowed is None else item["code"].word(allowed, "unknown_code")
        if code and code in found:
            item["code"].refuse("duplicate", value=code)
        remark = "" if item[note].is_empty else item[note].text()
        found[code] = Named(code, read_wording(item["name"]), remark)
    return tuple(found.values())


def _read_references(node: Node) -> tuple[Reference, ...]:
    found: dict[str, Reference] = {}
    for item in node.items():
        item.fields(("id", "title", "type", "checked"), ("note",))
        code = item["id"].text()
        if code and code in found:
            item["id"].refuse("duplicate", value=code)
        note = item["note"]
        found[code] = Reference(
            id=code,
            title=read_wording(item["title"]),
            type=read_wording_or_name(item["type"]),
            note=None if note.is_empty or note.value == "" else read_wording_or_name(note),
            checked=item["checked"].word(("V", "S", "M"), "unknown_check_mark"),
        )
    return tuple(found.values())


def _read_scales(node: Node) -> dict[str, tuple[Option, ...]]:
    scales: dict[str, tuple[Option, ...]] = {}
    for item in node.items():
        item.fields(("id", "levels"))
        code = item["id"].text()
        if code and code in scales:
            item["id"].refuse("duplicate", value=code)
        scales[code] = read_levels(item["levels"])
    return scales


def _read_indicators(node: Node, profiles: tuple[str, ...]) -> tuple[Indicator, ...]:
    found: dict[str, Indicator] = {}
    filled: set[str] = set()
    for item in node.items():
        indicator = read_indicator(item, profiles)
        if indicator.code and indicator.code in found:
            item["code"].refuse("duplicate", value=indicator.code)
        if indicator.question in filled:
            item["question"].refuse("duplicate", value=indicator.question)
        filled |= {indicator.question} if indicator.question else set()
        found[indicator.code] = indicator
    return tuple(found.values())


def _codes(named: tuple[Named, ...]) -> tuple[str, ...]:
    return tuple(entry.code for entry in named)
