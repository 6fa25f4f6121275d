"""Small parts that portal pages are made of; how to use them: docs/howto/portal_pages.md."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_datetime, format_time
from django import template
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from suppliers.forms.listing import listed
from suppliers.models import Supplier
from suppliers.models.labels import ROLE, STANDING
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import local_day, today
from suppliers.selectors.notice import unread_count
from suppliers.selectors.waiting import WaitingItem, in_order_of_date

register = template.Library()
register.filter("listed", listed)

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

STANDING_SENTENCE = {
    Standing.DRAFT: gettext_lazy(
        "Your application is open. When it is handed in, procurement checks it; then a manager and integrity and "
        "compliance approve it, and your signatory signs two documents."
    ),
    Standing.SUBMITTED: gettext_lazy(
        "Your application has been handed in. Procurement checks it next. You need do nothing now; a mail will tell you."
    ),
    Standing.CHECKING: gettext_lazy(
        "Procurement is checking your application; then a manager and integrity and compliance approve it. "
        "You need do nothing now; a mail will tell you."
    ),
    Standing.RETURNED: gettext_lazy(
        "Your application was sent back with reasons. Mend what they name and hand it in again; the checks then go on."
    ),
    Standing.REJECTED: gettext_lazy("Your company was not admitted. The decision and its reason stand in the application."),
    Standing.AWAITING_SIGNATURE: gettext_lazy(
        "Your company is approved. It becomes an active supplier with the last signature under the undertaking and the "
        "code of conduct."
    ),
    Standing.ACTIVE: gettext_lazy("Your company is an active supplier: it can be invited to tenders and receive orders."),
    Standing.SUSPENDED: gettext_lazy(
        "Your company is suspended: it receives no new orders and no invitations until the reason is settled. "
        "The notice names the reason and what you can do."
    ),
    Standing.EXIT_NOTICE: gettext_lazy("An exit notice has been served. It names the reasons and until when you can appeal."),
    Standing.RUN_OFF: gettext_lazy("The cooperation is running off: open orders are completed, new ones are not placed."),
    Standing.EXITED: gettext_lazy("The cooperation has ended. You can apply again when the waiting time is over."),
    Standing.BLACKLISTED: gettext_lazy(
        "Your company is on the blacklist. The decision names the reason, the term and the way to appeal."
    ),
}


def _locale() -> str:
    return "zh_Hans_CN" if (get_language() or "").startswith("zh") else "en_GB"


def _day(value: date | datetime | str) -> date:
    """The local day of a date, an instant, or either in ISO form (as notices keep it)."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return local_day(value) if isinstance(value, datetime) else value


@register.filter
def tone(message: Message) -> str:
    """The status tone of one of Django's messages."""
    return MESSAGE_TONE.get(message.level, "neutral")


@register.filter
def long_date(value: date | datetime | str | None) -> str:
    """A day with its weekday in the reader's form: `Saturday 21 November 2026`, `2026年11月21日星期六`."""
    return format_date(_day(value), "full", locale=_locale()) if value else ""


@register.filter
def short_date(value: date | datetime | str | None) -> str:
    """A day for tables: `21 Nov 2026`, `2026年11月21日`."""
    if not value:
        return ""
    return format_date(_day(value), "medium" if _locale() == "en_GB" else "long", locale=_locale())


@register.filter
def typed_words(text: str) -> str:
    """What somebody typed, as it is; only a day kept as `2018-05-07` reads in the reader's form."""
    try:
        return short_date(date.fromisoformat(text))
    except ValueError:
        return text


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
def how_far(value: date | datetime | str | None) -> str:
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


@register.filter
def named(supplier: Supplier) -> str:
    """The supplier's name in the language of the page, as far as it is known."""
    return supplier.name_in(get_language() or "")


@register.filter
def other_name(supplier: Supplier) -> str:
    """The name in the other language, where there are two."""
    return supplier.other_name_in(get_language() or "")


@register.filter
def standing_sentence(standing: str) -> str:
    """What a standing means for the supplier and what follows."""
    return str(STANDING_SENTENCE[Standing(standing)])


@register.simple_tag
def merge_waiting(first: Iterable[WaitingItem], second: Iterable[WaitingItem]) -> list[WaitingItem]:
    """Both apps' waiting items in order of date; what has no date comes last."""
    return in_order_of_date([*first, *second])


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
