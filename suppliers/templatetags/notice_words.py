"""Words for the codes inside a notice's facts."""

from datetime import date

from django import template

from suppliers.forms.admittance import SECTION_TITLE
from suppliers.forms.note import SHARED_FACT
from suppliers.models.labels import CHECK, DOCUMENT_KIND
from suppliers.rules.application import Section
from suppliers.rules.signature import DocumentKind
from suppliers.templatetags.portal import long_date

register = template.Library()


@register.filter
def document_name(kind: str) -> str:
    """The name of a kind of document."""
    return str(DOCUMENT_KIND[DocumentKind(kind)])


@register.filter
def section_name(section: str) -> str:
    """The title of a part of the application."""
    return str(SECTION_TITLE[Section(section)])


@register.filter
def check_name(code: str) -> str:
    """The words of a qualification check."""
    return str(CHECK[code])


@register.filter
def shared_fact(code: str) -> str:
    """What two suppliers have in common."""
    return str(SHARED_FACT.get(code, code))


@register.filter
def stated_day(day: str) -> str:
    """A day kept as ISO text, with its weekday in the reader's form."""
    return long_date(date.fromisoformat(day)) if day else ""
