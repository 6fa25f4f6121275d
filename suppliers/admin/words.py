"""How states look to the buyer's people: a word and a tone; days and instants in the reader's form."""

from datetime import date, datetime

from babel.dates import format_date
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from suppliers.admin.reading import badge
from suppliers.models import Supplier
from suppliers.models.labels import (
    CHECK_RESULT,
    DOCUMENT_STATUS,
    JOB_STATE,
    REGION_GROUP,
    SIGNATURE_STATUS,
    STANDING,
)
from suppliers.rules.job import JobState
from suppliers.rules.qualification import CheckResult
from suppliers.rules.signature import DocumentStatus, SignatureStatus
from suppliers.rules.standing import Standing
from suppliers.selectors.country import country_name
from suppliers.selectors.region import province_name

STANDING_TONE = {
    Standing.ACTIVE: "good",
    Standing.RETURNED: "attention",
    Standing.AWAITING_SIGNATURE: "attention",
    Standing.SUSPENDED: "problem",
    Standing.EXIT_NOTICE: "problem",
    Standing.RUN_OFF: "attention",
    Standing.REJECTED: "problem",
    Standing.BLACKLISTED: "problem",
}
JOB_TONE = {JobState.DONE: "good", JobState.RUNNING: "attention", JobState.FAILED: "problem"}
CHECK_TONE = {CheckResult.PASSED: "good", CheckResult.FAILED: "problem", CheckResult.EXPLAINED: "attention"}
DOCUMENT_TONE = {DocumentStatus.PUBLISHED: "good", DocumentStatus.APPROVED: "attention"}
SIGNATURE_TONE = {
    SignatureStatus.SIGNED: "good",
    SignatureStatus.ASSIGNED: "attention",
    SignatureStatus.VIEWED: "attention",
    SignatureStatus.EXPIRED: "problem",
    SignatureStatus.REFUSED: "problem",
}


def standing_badge(standing: str) -> str:
    """How a supplier stands."""
    state = Standing(standing)
    return badge(STANDING[state], STANDING_TONE.get(state, "neutral"))


def job_badge(state: str) -> str:
    """How far a piece of background work is."""
    found = JobState(state)
    return badge(JOB_STATE[found], JOB_TONE.get(found, "neutral"))


def check_badge(result: str) -> str:
    """What came out of a qualification check."""
    return badge(dict(CHECK_RESULT)[result], CHECK_TONE.get(CheckResult(result), "neutral"))


def document_badge(status: str) -> str:
    """The state of a document version."""
    found = DocumentStatus(status)
    return badge(DOCUMENT_STATUS[found], DOCUMENT_TONE.get(found, "neutral"))


def signature_badge(status: str) -> str:
    """The state of a signature."""
    found = SignatureStatus(status)
    return badge(SIGNATURE_STATUS[found], SIGNATURE_TONE.get(found, "neutral"))


def grade_badge(grade: str) -> str:
    """The letter in its fixed shape."""
    return format_html('<span class="a-grade">{}</span>', grade) if grade else ""


def locale_now() -> str:
    """Babel's name of the reader's language."""
    return "zh_Hans_CN" if (get_language() or "").startswith("zh") else "en_GB"


def day_words(day: date | None) -> str:
    """A day for tables: `21 Nov 2026`, `2026年11月21日`."""
    if day is None:
        return ""
    locale = locale_now()
    return format_date(day, "medium" if locale == "en_GB" else "long", locale=locale)


def moment_words(at: datetime | None) -> str:
    """An instant for tables, in Beijing time: `21 Nov 2026, 14:02`."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return _("%(day)s, %(time)s") % {"day": day_words(local.date()), "time": local.strftime("%H:%M")}


def place_words(supplier: Supplier) -> tuple[str, str]:
    """The region group, and the province in the Mainland or the country elsewhere."""
    province = supplier.registered_province
    return str(dict(REGION_GROUP)[supplier.region_group]), province_name(province) if province else country_name(
        supplier.registered_country
    )
