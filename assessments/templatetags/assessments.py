"""Self-assessments inside pages of either app: what waits, a supplier's panel, words for codes."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from assessments.forms.answer_words import given_answer
from assessments.models import Assessment, CarbonYear
from assessments.models.labels import ASSESSMENT_STATUS, EVIDENCE_STATE, GATE_REASON
from assessments.rules.assessment import WRITABLE, AssessmentStatus
from assessments.rules.carbon import AgreementStatus, CarbonYearStatus
from assessments.rules.wording import Wording
from assessments.selectors.answer import answers_by_code
from assessments.selectors.assessment import latest_locked_assessment, open_assessment, visible_assessments
from assessments.selectors.carbon import visible_carbon_years
from assessments.selectors.progress import progress_of, sections_of
from assessments.selectors.receipt import AnswerLine
from assessments.services.assessment import ensure_assigned
from assessments.services.carbon_year import WRITABLE as WRITABLE_YEARS
from suppliers.forms.evidence import ACCEPT, evidence_help
from suppliers.models import Supplier
from suppliers.permissions import answers_questions
from suppliers.rules.rounding import plain
from suppliers.selectors.clock import now, today
from suppliers.selectors.supplier import visible_suppliers
from suppliers.selectors.waiting import WaitingItem, waiting_item

register = template.Library()

STATUS_TONE = {
    AssessmentStatus.RETURNED: "attention",
    AssessmentStatus.VERIFIED: "good",
    AssessmentStatus.LOCKED: "good",
}


@register.simple_tag
def assessment_waiting(account: Any) -> list[WaitingItem]:
    """The assessment that waits for this person, as items for `{% next_step item %}`; asks a newly admitted supplier."""
    supplier = visible_suppliers(account).first() if getattr(account, "is_supplier", False) else None
    if supplier is None or not answers_questions(account, supplier.pk):
        return []
    ensure_assigned(supplier, at=now())
    assessment = visible_assessments(account).filter(status__in=WRITABLE).first()
    years = visible_carbon_years(account).filter(status__in=WRITABLE_YEARS, agreement__status=AgreementStatus.IN_FORCE)
    items = [] if assessment is None else [_waiting(assessment)]
    return items + [_carbon_waiting(year) for year in years]


def _carbon_waiting(year: CarbonYear) -> WaitingItem:
    verb = (
        _("Mend the carbon figures that were sent back")
        if year.status == CarbonYearStatus.RETURNED
        else _("Report carbon figures")
    )
    title = _("Carbon programme, year %(year)s") % {"year": year.year}
    return waiting_item(verb, title, reverse("carbon:year", args=[year.pk]), year.due_on, today=today())


def _waiting(assessment: Assessment) -> WaitingItem:
    answers = answers_by_code(assessment)
    left = sum(step.asked - step.done for step in (progress_of(part, answers) for part in sections_of(assessment)))
    if assessment.status == AssessmentStatus.RETURNED:
        verb = _("Mend the self-assessment that was sent back")
    elif left:
        verb = ngettext("Answer %(left)d question", "Answer %(left)d questions", left) % {"left": left}
    else:
        verb = _("Check and hand in the self-assessment")
    title = _("Self-assessment %(year)s") % {"year": assessment.year}
    return waiting_item(verb, title, reverse("answers:overview", args=[assessment.pk]), assessment.due_on, today=today())


@register.inclusion_tag("includes/assessment_panel.html")
def assessment_panel(supplier: Supplier) -> dict[str, Any]:
    """The supplier's present and last self-assessment in a few lines, for pages about the supplier."""
    last = latest_locked_assessment(supplier)
    return {"supplier": supplier, "current": open_assessment(supplier), "last": last, "today": today()}


@register.inclusion_tag("portal/parts/badge.html")
def assessment_badge(assessment: Assessment) -> dict[str, str]:
    """Where the assessment stands, as a badge."""
    status = AssessmentStatus(assessment.status)
    return {"tone": STATUS_TONE.get(status, "neutral"), "words": str(ASSESSMENT_STATUS[status])}


@register.simple_tag
def progress_words(done: int, asked: int) -> str:
    """`12 of 37 questions answered`."""
    return ngettext("%(done)d of %(asked)d question answered", "%(done)d of %(asked)d questions answered", asked) % {
        "done": done,
        "asked": asked,
    }


@register.simple_tag
def receipt_answer(answer: AnswerLine) -> str:
    """The answer of one line of a receipt in words."""
    line = answer.line
    words = {
        "blank": _("No answer"),
        "na_accepted": _("Not applicable, accepted"),
        "na_rejected": _("Not applicable, not accepted"),
        "na_pending": _("Not applicable, not yet reviewed"),
    }
    return words.get(line["why"]) or given_answer(answer.question, line["answer"], line["unit"])


@register.simple_tag
def accepted_files() -> str:
    """Endings of files that are taken, for the `accept` of a file input."""
    return ACCEPT


@register.simple_tag
def accepted_files_words() -> str:
    """What files are taken, in a sentence."""
    return str(evidence_help)


@register.filter
def in_words(wording: Wording) -> str:
    """A wording in the reader's language."""
    return wording.in_language(get_language() or "en")


@register.filter
def figure(number: Decimal) -> str:
    """A number without idle zeros."""
    return plain(number)


@register.filter
def gate_words(reason: str) -> str:
    """Why a tier is limited."""
    return str(GATE_REASON.get(reason, reason))


@register.filter
def proof_words(state: str) -> str:
    """The state of a proof."""
    return str(EVIDENCE_STATE.get(state, state))


@register.filter
def iso_day(written: str) -> date:
    """A day stored as text in JSON, for the date filters."""
    return date.fromisoformat(written)


@register.filter
def at(items: Any, position: int) -> Any:
    """The member of a sequence at a position."""
    return items[position]
