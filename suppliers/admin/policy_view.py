"""What the pages of the scoring policy show: comparison of two versions, matrix and list of moves."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from suppliers.admin.reading import badge
from suppliers.forms.listing import listed
from suppliers.forms.policy_words import STEP, figure_label, figure_words
from suppliers.forms.tier_words import cap_words
from suppliers.models import ScoringPolicy
from suppliers.models.labels_trade import POLICY_STATUS
from suppliers.reports.table_export import Cell
from suppliers.rules.policy_draft import differences
from suppliers.rules.policy_simulation import DecidingStep
from suppliers.rules.policy_version import PolicyStatus
from suppliers.rules.tier import Tier
from suppliers.rules.tier_cap import CapReason

TONE = {PolicyStatus.ACTIVE: "good", PolicyStatus.PROPOSED: "attention", PolicyStatus.DRAFT: "attention"}
LETTERS = tuple(str(tier) for tier in Tier)


def policy_badge(status: str) -> str:
    """The state of a version."""
    state = PolicyStatus(status)
    return badge(POLICY_STATUS[state], TONE.get(state, "neutral"))


def compared(before: ScoringPolicy, after: ScoringPolicy) -> list[tuple[str, str, str]]:
    """(figure, before, after) of everything two versions give differently."""
    return [
        (figure_label(found.path, after.definition), figure_words(found.before), figure_words(found.after))
        for found in differences(before.definition, after.definition)
    ]


def matrix(summary: Mapping[str, Any]) -> list[tuple[str, list[tuple[int, bool]], int]]:
    """A row for each tier before: (tier, [(suppliers, stays)] for each tier after, all of the row)."""
    moves, before = summary.get("moves", {}), summary.get("before", {})
    rows = []
    for letter in LETTERS:
        gone = {to: int(moves.get(f"{letter}>{to}", 0)) for to in LETTERS}
        stayed = int(before.get(letter, 0)) - sum(gone.values())
        cells = [(stayed, True) if to == letter else (gone[to], False) for to in LETTERS]
        rows.append((letter, cells, int(before.get(letter, 0))))
    return rows


def move_rows(moves: Iterable[Mapping[str, Any]], names: Mapping[int, str]) -> list[dict[str, Any]]:
    """Moves with names (by the supplier's id) and words, for the page."""
    return [{**move, "name": names.get(move["supplier_id"], move["supplier"]), "why": why_words(move)} for move in moves]


def why_words(move: Mapping[str, Any]) -> str:
    """Which step decides, and for caps which."""
    step = str(STEP[DecidingStep(move["step"])])
    caps = [_code_words(code) for code in move["caps_to"] or move["caps_from"]]
    if move["step"] != DecidingStep.CAPS or not caps:
        return step
    words = {"caps": listed(caps)}
    return (
        _("a cap that now applies: %(caps)s") % words if move["caps_to"] else _("a cap that no longer applies: %(caps)s") % words
    )


def move_header() -> list[str]:
    """The heads of the file."""
    return [_("Supplier number"), _("Tier now"), _("Tier then"), _("G now"), _("G then"), _("Decided by")]


def move_cells(move: Mapping[str, Any]) -> list[Cell]:
    """One line of the file."""
    return [move["supplier"], move["from"], move["to"], move["overall_from"], move["overall_to"], why_words(move)]


def _code_words(code: str) -> str:
    """A cap's code, such as `esg_below_65` or `critical_no:EP-01`, in words."""
    name, _sign, question = code.partition(":")
    reason = max((each for each in CapReason if name == each or name.startswith(f"{each}_")), key=len)
    return cap_words({"reason": reason, "question": question, "limit": name.removeprefix(reason).lstrip("_")})
