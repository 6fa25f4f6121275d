"""Small parts that portal pages are made of; how to use them: docs/howto/portal_pages.md."""

from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_datetime, format_time
from django import template
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from suppliers.models.labels import ROLE, STANDING
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import local_day, today
from suppliers.selectors.notice import unread_count

register = template.Library()

TONES = {"good", "attention", "problem", "neutral"}
MESSAGE_TONE = {
    constants.SUCCESS: "good",
    constants.WARNING: "attention",
    constants.ERROR: "problem",
}
STANDING_TONE = {
    Standing.ACTIVE: "good",
    Standing.RETURNED: "attention",
    Standing.AWAITING_SIGNATURE: "attention",
    Standing.SUSPENDED: "problem",
    Standing.REJECTED: "problem",
    Standing.EXIT_NOTICE: "problem",
    Standing.BLACKLISTED: "problem",
}


def _locale() -> str:
    return "zh_Hans_CN" if (get_language() or "").startswith("zh") else "en_GB"


def _day(value: date | datetime) -> date:
    return local_day(value) if isinstance(value, datetime) else value


@register.filter
def tone(message: Message) -> str:
    """The status tone of one of Django's messages."""
    return MESSAGE_TONE.get(message.level, "neutral")


@register.filter
def long_date(value: date | datetime | None) -> str:
    """A day with its weekday in the reader's form: `Saturday 21 November 2026`, `2026年11月21日星期六`."""
    return format_date(_day(value), "full", locale=_locale()) if value else ""


@register.filter
def short_date(value: date | datetime | None) -> str:
    """A day for tables: `21 Nov 2026`, `2026年11月21日`."""
    if not value:
        return ""
    return format_date(_day(value), "medium" if _locale() == "en_GB" else "long", locale=_locale())


@register.filter
def moment(value: datetime | None) -> str:
    """An instant with its zone: `21 November 2026, 14:02 (Beijing time)`."""
    if not value:
        return ""
    local = timezone.localtime(value)
    words = {
        "day": format_date(local.date(), "long", locale=_locale()),
        "time": format_datetime(local, "HH:mm", locale=_locale()),
    }
    return _("%(day)s, %(time)s (Beijing time)") % words


@register.filter
def clock_time(value: datetime | None) -> str:
    """The time of day of an instant: `14:02`."""
    return format_time(timezone.localtime(value), "HH:mm", locale=_locale()) if value else ""


@register.filter
def how_far(value: date | datetime | None) -> str:
    """A day as seen from today: `today`, `in 3 days`, `2 days ago`."""
    if not value:
        return ""
    days = (_day(value) - today()).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in near:
        return near[days]
    if days > 0:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return ngettext("%(days)d day ago", "%(days)d days ago", -days) % {"days": -days}


@register.filter
def role_words(code: str) -> str:
    """The words of a role."""
    return str(ROLE.get(code, code))


@register.simple_tag
def unread_notices(account: Any) -> int:
    """How many notices the person has not read yet."""
    return unread_count(account)


@register.inclusion_tag("portal/parts/menu_item.html", takes_context=True)
def menu_item(context: RequestContext, url: str, words: str, count: int = 0, *, exact: bool = False) -> dict[str, Any]:
    """One entry of the menu; nothing when the page does not exist."""
    path = context["request"].path
    current = bool(url) and (path == url if exact else path.startswith(url))
    return {"url": url, "words": words, "count": count, "current": current}


@register.inclusion_tag("portal/parts/field.html")
def field(bound: BoundField, *, optional: bool = False) -> dict[str, Any]:
    """Label, help, error and widget of one form field, tied together for screen readers."""
    return {"bound": bound, "optional": optional}


@register.inclusion_tag("portal/parts/badge.html")
def badge(tone: str, words: str) -> dict[str, str]:
    """A status word in one of the four tones."""
    return {"tone": tone if tone in TONES else "neutral", "words": words}


@register.inclusion_tag("portal/parts/badge.html")
def standing_badge(standing: str) -> dict[str, str]:
    """How a supplier stands, as a badge."""
    return {"tone": STANDING_TONE.get(Standing(standing), "neutral"), "words": str(STANDING[Standing(standing)])}


@register.inclusion_tag("portal/parts/progress.html")
def progress(value: int, most: int, words: str = "") -> dict[str, Any]:
    """A bar with its words: `progress done total words`."""
    return {"value": value, "most": most or 1, "words": words}


@register.inclusion_tag("portal/parts/empty.html")
def empty(title: str, text: str = "") -> dict[str, str]:
    """A list with nothing in it, said calmly."""
    return {"title": title, "text": text}


@register.inclusion_tag("portal/parts/when.html")
def when(day: date | datetime) -> dict[str, Any]:
    """An absolute day with weekday and, beside it, how far away it is."""
    return {"day": day}


@register.inclusion_tag("portal/parts/next_step.html")
def next_step(item: Any) -> dict[str, Any]:
    """One thing that waits: an object with `url`, `verb`, `title`, `due_on`, `urgency` (see selectors/waiting.py)."""
    return {"item": item}
