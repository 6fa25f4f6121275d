"""Finding whom to ask: suppliers that match what was typed, each with why it can or cannot be asked."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.rules.assessment import OPEN, AssessmentOccasion
from assessments.rules.questionnaire import Questionnaire
from assessments.selectors.assessment import visible_assessments
from assessments.selectors.questionnaire import questionnaire_in_use, questionnaire_of
from suppliers.models import Supplier
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import today
from suppliers.selectors.supplier import matching_suppliers, visible_suppliers

MOST_FOUND = 20


def first_choice(request: HttpRequest) -> dict[str, Any]:
    """A supplier that was asked before is asked again yearly; any other after its admittance."""
    chosen = _chosen(request)
    asked_before = bool(chosen) and visible_assessments(request.user).filter(supplier_id=chosen).exists()
    occasion = AssessmentOccasion.YEARLY if asked_before else AssessmentOccasion.ADMITTANCE
    return {"supplier": chosen, "occasion": str(occasion), "year": today().year}


def _chosen(request: HttpRequest) -> int | None:
    given = request.POST.get("supplier", request.GET.get("supplier", ""))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None


def candidates(request: HttpRequest) -> dict[str, Any]:
    """Suppliers that match what was typed, and the chosen one; each with how many questions it would be asked, or why none."""
    typed = request.POST.get("q", request.GET.get("q", ""))[:200]
    chosen = _chosen(request)
    rows = visible_suppliers(request.user)
    found = matching_suppliers(rows, typed) if typed.strip() else rows.filter(pk=chosen)
    listed = list(found.order_by("number")[: MOST_FOUND + 1])
    busy = set(
        visible_assessments(request.user).filter(supplier__in=listed, status__in=OPEN).values_list("supplier_id", flat=True)
    )
    version = questionnaire_in_use(today())
    bank = questionnaire_of(version) if version else None
    choices_found = [_candidate(supplier, supplier.pk in busy, bank) for supplier in listed[:MOST_FOUND]]
    return {"typed": typed, "found": choices_found, "is_cut": len(listed) > MOST_FOUND, "chosen": chosen, "most": MOST_FOUND}


def _candidate(supplier: Supplier, is_busy: bool, bank: Questionnaire | None) -> dict[str, Any]:  # noqa: FBT001 -- a plain fact
    why_not, questions = "", 0
    if supplier.standing != Standing.ACTIVE:
        why_not = _("Only an active supplier is asked; this one is: %(standing)s.") % {
            "standing": supplier.get_standing_display()
        }
    elif is_busy:
        why_not = _("This supplier is being asked already.")
    elif not (supplier.category and supplier.profile):
        why_not = _("The supplier's category or profile is missing. Enter both first: they decide which questions apply.")
    elif bank is not None:
        questions = len(bank.applicable(supplier.category, supplier.profile))
    address = reverse("admin:suppliers_supplier_change", args=[supplier.pk])
    return {"supplier": supplier, "why_not": why_not, "questions": questions, "address": address}
