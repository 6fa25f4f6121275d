"""Tags and filters of the templates in templates/reports: everything said in the languages of the edition.

`{% say _("Report number") %}` prints words of ours, `{% say value %}` words of the data, and
`{% say _("Version %(number)s") number=cover.version %}` a sentence with values. The template needs `edition`.
Dates in tables are ISO 8601 (the same in both languages), times are Asia/Shanghai.
"""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from suppliers.reports.edition import markup, sentences

register = template.Library()

SHOWN_ZONE = ZoneInfo("Asia/Shanghai")
NOTHING = "–"
DIGITS_IN_A_GROUP = 8
KIBIBYTE = 1024


@register.simple_tag(takes_context=True)
def say(context: template.Context, message: object, **values: object) -> SafeString:
    """The message in each language of the edition, one under the other."""
    return markup(sentences(message, context["edition"], values))


@register.simple_tag(takes_context=True)
def say_inline(context: template.Context, message: object, **values: object) -> SafeString:
    """The message in each language of the edition, one after the other, parted by a stroke: for short labels."""
    return markup(sentences(message, context["edition"], values), inline=True)


@register.simple_tag(takes_context=True)
def plainly(context: template.Context, message: object, **values: object) -> str:
    """Without markup, for attributes and titles: the languages parted by a stroke."""
    stroke = SafeString(" / ")  # safe: a constant; what it joins is escaped
    return stroke.join(sentences(message, context["edition"], values).values())


@register.simple_tag(takes_context=True)
def page_number(context: template.Context) -> SafeString:
    """Page x of y, filled in by the style sheet."""
    page = SafeString('<span class="page"></span>')  # safe: a constant
    pages = SafeString('<span class="pages"></span>')  # safe: a constant
    counters = {"page": page, "pages": pages}
    return markup(sentences(_("Page %(page)s of %(pages)s"), context["edition"], counters), inline=True)


@register.filter
def score(value: Decimal | None) -> str:
    """Two places; nothing is "–", never 0."""
    return NOTHING if value is None else f"{value:.2f}"


@register.filter
def figure(value: Decimal | int | None) -> str:
    """As exact as it is, with thousands set apart by commas: 5,250 or 18.4."""
    if value is None:
        return NOTHING
    exact = Decimal(value)
    return f"{exact.normalize():,f}" if exact % 1 else f"{exact:,.0f}"


@register.filter
def day(value: date | None) -> str:
    """ISO 8601, the same in both languages."""
    return NOTHING if value is None else value.isoformat()


@register.filter
def moment(value: datetime | None) -> str:
    """Minute and offset: 2026-11-20 14:02 +08:00."""
    if value is None:
        return NOTHING
    return value.astimezone(SHOWN_ZONE).strftime("%Y-%m-%d %H:%M ") + "+08:00"


@register.filter
def digest(value: str) -> str:
    """A digest in groups of eight, so that it can be compared by eye and breaks over lines."""
    groups = (value[start : start + DIGITS_IN_A_GROUP] for start in range(0, len(value), DIGITS_IN_A_GROUP))
    return " ".join(groups) or NOTHING


@register.filter
def kilobytes(value: int) -> str:
    """File size, at least 1 KB."""
    return f"{max(1, round(value / KIBIBYTE)):,} KB"
