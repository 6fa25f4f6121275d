"""The supplier's self-assessments: the list, one as a whole, handing in, the score with its sum."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assessments.forms.answer_words import answer_words
from assessments.models import Answer, Assessment
from assessments.portal.access import own_assessment
from assessments.portal.answer import may_write
from assessments.portal.question_row import proof_rows, words_of
from assessments.reports.score_chart import area_radar
from assessments.rules.assessment import WRITABLE, AssessmentStatus, EvidenceDecision, NotApplicableDecision
from assessments.selectors.answer import answers_by_code
from assessments.selectors.assessment import is_overdue, visible_assessments
from assessments.selectors.progress import progress_of, sections_of
from assessments.selectors.questionnaire import asked_questions, questionnaire_of
from assessments.selectors.readiness import Remark, readiness_of
from assessments.selectors.receipt import receipt_of_score, receipt_of_sheet
from assessments.selectors.score import score_of, visible_score_sheets
from assessments.services.assessment import AlreadySubmitted, SubmitBlocked, ensure_assigned, submit_assessment
from suppliers.forms.refusal import sentence
from suppliers.permissions import NotAllowed, submits_assessment
from suppliers.rules.workflow import MoveNotAllowed
from suppliers.selectors.clock import now, today
from suppliers.selectors.supplier import visible_suppliers


@require_GET
def assessments(request: HttpRequest) -> HttpResponse:
    """All assessments of the own supplier, the latest first."""
    if not request.user.is_supplier:
        raise PermissionDenied
    supplier = visible_suppliers(request.user).get()
    ensure_assigned(supplier, at=now())
    rows = visible_assessments(request.user).select_related("score_sheet")
    context = {"assessments": rows, "supplier": supplier, "today": today(), "writable": WRITABLE}
    return render(request, "portal/assessments.html", context)


@require_GET
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """One assessment: how far it is, what is next, what it would score."""
    assessment = own_assessment(request, pk)
    answers = answers_by_code(assessment)
    ready = readiness_of(assessment, today(), answers)
    steps = [progress_of(section, answers, ready.blocking) for section in sections_of(assessment)]
    is_locked = assessment.status == AssessmentStatus.LOCKED
    context = {
        "assessment": assessment,
        "steps": steps,
        "asked": sum(step.asked for step in steps),
        "done": sum(step.done for step in steps),
        "minutes_left": sum(step.minutes_left for step in steps),
        "next_step": next((step for step in steps if step.done < step.asked), None),
        "blocking": len(ready.blocking),
        "costs": len(ready.costs),
        "score": None if is_locked else score_of(assessment, today(), answers.values()),
        "sheet": visible_score_sheets(request.user).filter(assessment=assessment).first() if is_locked else None,
        "to_mend": _to_mend(assessment, answers),
        "overdue": is_overdue(assessment, today()),
        "may_write": may_write(request, assessment),
        "is_writable": assessment.status in WRITABLE,
    }
    return render(request, "portal/assessment.html", context)


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing, and handing in."""
    assessment = own_assessment(request, pk)
    status = 200
    if request.method == "POST":
        try:
            submit_assessment(assessment, by=request.user, at=now())
        except AlreadySubmitted as second_click:
            messages.info(request, sentence(second_click))
            return redirect("answers:overview", pk=pk)
        except NotAllowed as refusal:
            raise PermissionDenied from refusal
        except (SubmitBlocked, MoveNotAllowed) as refusal:
            messages.error(request, sentence(refusal))
            status = 409
        else:
            messages.success(request, _("Handed in. A reviewer looks at it now; you will get a notice."))
            return redirect("answers:overview", pk=pk)
    ready = readiness_of(assessment, today())
    blocking = _remark_rows(assessment, ready.blocking)
    context = {
        "assessment": assessment,
        "blocking": blocking,
        "blocking_groups": _by_section(assessment, blocking),
        "costs": _remark_rows(assessment, ready.costs),
        "is_writable": assessment.status in WRITABLE,
        "may_submit": submits_assessment(request.user, assessment.supplier_id),
    }
    return render(request, "portal/assessment_submit.html", context, status=status)


@require_GET
def score(request: HttpRequest, pk: int) -> HttpResponse:
    """The score with every step of its sum: the published one, or the one that the answers would come to now."""
    assessment = own_assessment(request, pk)
    sheet = None
    if assessment.status == AssessmentStatus.LOCKED:
        sheet = visible_score_sheets(request.user).filter(assessment=assessment).first()
        if sheet is None:
            raise Http404
        view = receipt_of_sheet(sheet)
    else:
        view = receipt_of_score(score_of(assessment, today()))
    chart = area_radar(view, get_language() or "en", _("Radar chart of the area scores; the table beside it has the numbers."))
    context = {"assessment": assessment, "sheet": sheet, "view": view, "chart": chart}
    return render(request, "portal/assessment_receipt.html", context)


def _remark_rows(assessment: Assessment, remarks: tuple[Remark, ...]) -> list[dict[str, object]]:
    bank = questionnaire_of(assessment.questionnaire)
    return [
        {
            "code": remark.code,
            "area": remark.area,
            "question": words_of(bank.question(remark.code).text).here,
            "critical": bank.question(remark.code).critical,
            "weight": bank.question(remark.code).weight,
            "reason": answer_words(remark.reason, remark.facts),
        }
        for remark in remarks
    ]


def _by_section(assessment: Assessment, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    groups = [
        {"name": section.name, "rows": [row for row in rows if row["area"] == section.code]}
        for section in sections_of(assessment)
    ]
    return [group for group in groups if group["rows"]]


def _to_mend(assessment: Assessment, answers: dict[str, Answer]) -> list[dict[str, object]]:
    """What the reviewer did not accept, with the reasons, while the supplier can mend it."""
    if assessment.status != AssessmentStatus.RETURNED:
        return []
    rows = []
    for question in asked_questions(assessment):
        answer = answers.get(question.code)
        if answer is None:
            continue
        reasons = [
            f"{row.proof.evidence.original_name}: {row.proof.reason}"
            for row in proof_rows(answer, today())
            if row.proof.decision == EvidenceDecision.REJECTED
        ]
        if answer.not_applicable and answer.not_applicable_decision == NotApplicableDecision.REJECTED:
            reasons.append(answer.decision_note)
        if reasons:
            rows.append({"code": question.code, "area": question.area, "words": words_of(question.text).here, "reasons": reasons})
    return rows
