"""What there is to say about an answer, in the reader's language: one sentence per reason, with its facts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.rules.question import Question
from assessments.rules.rule_reader import QuestionType
from suppliers.forms.listing import listed
from suppliers.rules.rounding import plain

SENTENCES: dict[str, Promise | str] = {
    "not_yes_or_no": _("Please answer yes or no."),
    "not_an_option": _("Please choose one of the answers."),
    "unknown_option": _("“%(value)s” is not one of the answers to this question."),
    "not_a_number": _("“%(value)s” is not a number. Write digits only, for example 225.6 or 1,450; choose the unit beside it."),
    "too_many_digits": _("This figure has more than %(most)s digits. Please check it, or choose a larger unit."),
    "too_many_decimals": _("Please give at most %(most)s decimal places."),
    "not_a_date": _("“%(value)s” is not a date. Write year-month-day, for example 2026-06-30."),
    "date_in_future": _("This day is still to come. Please give the day on which it was last done, %(latest)s at the latest."),
    "outside_bands": _("The figure %(value)s cannot be scored. Please check it."),
    "not_a_file": _("This question is answered by a file. Please add one."),
    "unknown_unit": _("The unit “%(unit)s” is not known for this figure. Use one of: %(allowed)s."),
    "outside_range": _(
        "%(value)s %(unit)s cannot be right: the figure has to lie between %(lowest)s and %(highest)s %(unit)s. "
        "Please check the unit."
    ),
    "na_not_allowed": _("This question applies to every company. Please answer it."),
    "justification_too_short": _(
        "Please say in at least %(least)s characters why this does not apply to you; so far there are %(written)s."
    ),
    "outside_usual_range": _(
        "%(value)s %(unit)s is unusual for a company like yours (usual: %(lowest)s to %(highest)s %(unit)s). Check"
        " the unit; if the figure is right, explain it in the note."
    ),
    "differs_from_last_year": _(
        "%(value)s %(unit)s differs by more than half from last year's %(last_year)s %(unit)s. Check the unit; if "
        "the figure is right, explain it in the note."
    ),
    "already_expired": _("This date has passed: the document is out of date and counts 0."),
    "expires_soon": _("This document runs out soon, on %(expires_on)s."),
    "too_long": _("This text is too long: %(written)s characters, at most %(most)s fit."),
    "control_character": _("The text holds a character that cannot be stored. Please type it again instead of pasting it."),
    "unanswered": _("Not answered yet."),
    "unanswered_or_note": _(
        "Not answered yet. If you do not have it, say why in the note (at least %(least)s characters); it then counts 0."
    ),
    "left_blank": _("Left open with a note: this counts 0."),
    "proof_missing": _("No proof yet: without proof this counts 0."),
    "proof_expired": _("The proof is out of date."),
    "proof_rejected": _("The proof was rejected: without other proof this counts 0."),
}


def answer_words(reason: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a reason code, in the language that is active."""
    return str(SENTENCES[reason]) % {name: _shown(value) for name, value in facts.items()}


def _shown(value: Any) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return str(date_format(value, "Y-m-d"))
    if isinstance(value, list | tuple):
        return listed(value)
    return str(value)


def given_answer(question: Question, value: object, unit: str | None = None) -> str:
    """An answer as a person reads it: yes, the words of an option, a figure with its unit, a day."""
    if value is None or value == "":
        return ""
    if question.type == QuestionType.YES_NO_NA:
        return str({"yes": _("Yes"), "no": _("No")}.get(str(value), value))
    if question.type == QuestionType.FILE:
        return str(_("File added"))
    if question.is_number:
        return f"{value} {unit or question.unit}"
    for option in question.options:
        if str(option.value) == str(value):
            return option.wording.in_language(get_language() or "en")
    return str(value)
