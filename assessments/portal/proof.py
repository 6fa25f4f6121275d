"""Files beside answers: upload, reuse, take away."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assessments.forms.answer import ProofForm
from assessments.models import Assessment
from assessments.portal.access import own_assessment, own_proof
from assessments.portal.answer import area_page, fresh, question_or_404, section_or_404, typed_row
from assessments.rules.question import Question
from assessments.selectors.answer import visible_answer_evidence
from assessments.services.answer import AnswerText
from assessments.services.proof import attach_evidence, detach_evidence
from suppliers.forms.evidence import refusal_sentence
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Evidence
from suppliers.models.labels import EVIDENCE_KIND
from suppliers.permissions import NotAllowed
from suppliers.rules.evidence import EvidenceRefused
from suppliers.selectors.clock import now
from suppliers.selectors.evidence import visible_evidence
from suppliers.services.evidence import store_evidence

MOST_OFFERED = 30


@require_POST
def attach(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Store the files that were sent, or take one from the store, and lay them beside the answer."""
    assessment = own_assessment(request, pk)
    question = question_or_404(assessment, code)
    problems = []
    for file in _files(request, assessment, question, problems):
        try:
            attach_evidence(assessment, code, file, by=request.user, at=now())
        except refusals() as refusal:
            problems.append(sentence(refusal))
    return _answered(request, assessment, question, problems)


@require_POST
def detach(request: HttpRequest, pk: int, proof: int) -> HttpResponse:
    """Take one file away from its answer."""
    assessment = own_assessment(request, pk)
    row = own_proof(request, assessment, proof)
    question = question_or_404(assessment, row.answer.question_code)
    problems = []
    try:
        detach_evidence(row, by=request.user, at=now())
    except refusals() as refusal:
        problems.append(sentence(refusal))
    return _answered(request, assessment, question, problems)


@require_GET
def files(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Files of the supplier's store that are not beside this answer yet."""
    assessment = own_assessment(request, pk)
    question_or_404(assessment, code)
    present = visible_answer_evidence(request.user).filter(answer__assessment=assessment, answer__question_code=code)
    offered = visible_evidence(request.user).filter(supplier_id=assessment.supplier_id)
    context = {
        "assessment": assessment,
        "code": code,
        "files": offered.exclude(pk__in=present.values("evidence")).order_by("-uploaded_at", "-pk")[:MOST_OFFERED],
    }
    return render(request, "portal/assessment_files.html", context)


def _files(request: HttpRequest, assessment: Assessment, question: Question, problems: list[str]) -> Iterable[Evidence]:
    if request.POST.get("evidence", "").isdecimal():
        offered = visible_evidence(request.user).filter(supplier_id=assessment.supplier_id)
        yield get_object_or_404(offered, pk=int(request.POST["evidence"][:18]))
        return
    uploads = request.FILES.getlist("files")
    form = ProofForm(request.POST)
    if not form.is_valid():
        problems.append(_("The date “valid until” cannot be read. Write year-month-day, for example 2027-06-30."))
        return
    if not uploads:
        problems.append(_("No file has arrived. Please choose one."))
    for upload in uploads:
        yield from _stored(request, assessment, question, upload, form, problems)


def _stored(
    request: HttpRequest, assessment: Assessment, question: Question, upload: UploadedFile, form: ProofForm, problems: list[str]
) -> Iterable[Evidence]:
    kinds = [kind for kind in question.evidence.kinds if kind in EVIDENCE_KIND]
    facts = {"kind": kinds[0] if kinds else "other", "expires_on": form.cleaned_data["expires_on"]}
    try:
        yield store_evidence(assessment.supplier, upload, by=request.user, at=now(), **facts)
    except EvidenceRefused as refusal:
        problems.append(_("%(name)s was not stored. %(reason)s") % {"name": upload.name, "reason": refusal_sentence(refusal)})
    except NotAllowed as refusal:
        problems.append(sentence(refusal))


def _answered(request: HttpRequest, assessment: Assessment, question: Question, problems: list[str]) -> HttpResponse:
    status = 422 if problems else 200
    if request.htmx:
        row, progress = fresh(request, assessment, question, with_last_year=True)
        context = {"row": row, "progress": progress, "proof_problem": " ".join(problems)}
        return render(request, "portal/assessment_proved.html", context, status=status)
    if not problems:
        return redirect(f"{reverse('answers:area', args=[assessment.pk, question.area])}#q-{question.code}")
    section = section_or_404(assessment, question.area)
    row, _progress = fresh(request, assessment, question)
    typed = AnswerText() if row.answer is None else AnswerText.of(row.answer)
    instead = typed_row(request, assessment, question, typed, " ".join(problems))
    return area_page(request, assessment, section, instead=instead, status=status)
