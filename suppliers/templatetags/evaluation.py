"""Words for evaluations and appeals on pages and in mails."""

from django import template

from suppliers.models.labels_trade import APPEAL_AGAINST, APPEAL_STATUS, DIMENSION
from suppliers.rules.appeal import AppealAgainst, AppealStatus
from suppliers.rules.performance import Dimension

register = template.Library()


@register.filter
def dimension_name(code: str) -> str:
    """The words of a dimension."""
    return str(DIMENSION[Dimension(code)])


@register.filter
def against_name(code: str) -> str:
    """What is appealed against; a kind that another app has added shows its code."""
    return str(APPEAL_AGAINST[AppealAgainst(code)]) if code in APPEAL_AGAINST else code


@register.filter
def appeal_state(code: str) -> str:
    """The state of an appeal."""
    return str(APPEAL_STATUS[AppealStatus(code)])
