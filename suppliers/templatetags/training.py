"""Trainings in words, for pages and mails."""

from datetime import datetime

from django import template

from suppliers.models.labels_trade import TRAINING_MODULE
from suppliers.rules.training import TrainingModule
from suppliers.templatetags.portal import moment

register = template.Library()


@register.filter
def module_name(code: str) -> str:
    """What is taught."""
    return str(TRAINING_MODULE[TrainingModule(code)])


@register.filter
def stated_moment(text: str) -> str:
    """An instant kept as ISO text, in the reader's form."""
    return moment(datetime.fromisoformat(text)) if text else ""
