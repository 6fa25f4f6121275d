"""Green labels in words, for pages and mails."""

from typing import Any

from django import template

from suppliers.forms.label import code_sentence
from suppliers.models.labels_proof import LABEL
from suppliers.rules.label import Label

register = template.Library()


@register.filter
def label_name(code: str) -> str:
    """A label's name."""
    return str(LABEL[Label(code)])


@register.filter
def gap_sentence(gap: dict[str, Any]) -> str:
    """The sentence of a gap as it is stored: {code, facts}."""
    return code_sentence(gap["code"], gap["facts"])
