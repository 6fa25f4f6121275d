"""Tiers in templates: words for stored codes."""

from collections.abc import Mapping
from typing import Any

from django import template

from suppliers.forms import tier_words

register = template.Library()

register.filter("tier_name", tier_words.tier_name)
register.filter("spend_class_name", tier_words.spend_class_name)
register.filter("cause_words", tier_words.cause_words)
register.filter("tier_follows", tier_words.follows)
register.filter("why_tier", tier_words.why)


@register.filter
def cap_words(cap: Mapping[str, Any]) -> str:
    """What a stored cap says."""
    return tier_words.cap_words(cap)


@register.filter
def move_words(move: str) -> str:
    """A move as it is stored, from one letter to another, with an arrow."""
    return move.replace(">", " → ")
