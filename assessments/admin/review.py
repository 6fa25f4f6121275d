"""The reviewer's workbench: decide on each file and each not-applicable, send back once, verify.

Every decision is one POST. With htmx the answer is the question alone, and the counts beside it; without, the page
is loaded again at the same question.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.admin.review_view import Refused, line_view, review_view
from assessments.admin.words import occasion_words, status_badge
from assessments.forms.review import NotApplicableDecisionForm, ProofDecisionForm, SendBackForm
from assessments.models import Answer, AnswerEvidence, Assessment
from assessments.rules.assessment import AssessmentStatus, EvidenceDecision, NotApplicableDecision
from assessments.selectors.answer import visible_answer_evidence, visible_answers
from assessments.selectors.review import Review, acceptable_together, review_of
from assessments.services.assessment import TERMS
from assessments.services.review import (
    accept_together,
    decide_evidence,
    decide_not_applicable,
    send_back,
    start_review,
    verify_assessment,
)
from suppliers.admin.history_words import history_line
from suppliers.admin.words import grade_badge
from suppliers.forms.refusal import refusals, sentence
from suppliers.permissions import orders_reports, reviews_assessments
from suppliers.selectors.clock import now, today
from suppliers.selectors.history import visible_history

HISTORY_SHOWN = 40
REFUSED = 422


class ReviewPages:
    """The pages about one assessment; mixed into its admin class, which brings `page`, `address`, `back` and `attempt`."""

    def page_context(self, request: HttpRequest, row: Assessment) -> dict[str, Any]:
        """One assessment as a whole: what comes next, how far it is, its score so far, its course."""
        view = review_view(review_of(row, today()), request.user)
        sheet = getattr(row, "score_sheet", None)
        return {
            **_frame(row),
            "title": str(row.supplier),
            "view": view,
            "sheet": sheet,
            "grade": grade_badge(sheet.grade if sheet else view.grade),
            "may_review": reviews_assessments(request.user),
            "may_order": orders_reports(request.user),
            "history": _history(request, row),
            "has_no_answers": row.status == AssessmentStatus.ASSIGNED,
        }

    def start_review(self, request: HttpRequest, row: Assessment) -> HttpResponse:
        """Take it into review and open the workbench."""
        if request.method != "POST":
            return redirect(self.address(row))
        try:
            start_review(row, by=request.user, at=now())
        except refusals() as refusal:
            return self.back(request, row, sentence(refusal), refused=True)
        return redirect(self.address(row, "review"))

    def review(self, request: HttpRequest, row: Assessment) -> HttpResponse:
        """One area's questions, or everything undecided (`?open=1`)."""
        return self._workbench(request, row, review_of(row, today()))

    def _workbench(
        self, request: HttpRequest, row: Assessment, review: Review, *, code: str = "", refused: Refused | None = None
    ) -> HttpResponse:
        view = review_view(review, request.user, area=_area(request, review), only_open=_only_open(request))
        if refused:
            view = view.with_refusal(code, refused)
        context = {**_frame(row), "view": view, "title": _("Review"), "may_review": reviews_assessments(request.user)}
        return self.page(request, row, "admin/pages/assessment_review.html", REFUSED if refused else 200, **context)

    def decide_proof(self, request: HttpRequest, row: Assessment) -> HttpResponse:
        """Accept or reject one file, or take the decision back."""
        form = ProofDecisionForm(request.POST)
        proof = _proof(request, row, form)
        return self._decide(request, row, proof.answer.question_code, form, lambda chosen: _decide_proof(request, proof, chosen))

    def decide_not_applicable(self, request: HttpRequest, row: Assessment) -> HttpResponse:
        """Accept or reject one not-applicable, or take the decision back."""
        form = NotApplicableDecisionForm(request.POST)
        answer = _answer(request, row, form)
        return self._decide(
            request, row, answer.question_code, form, lambda chosen: _decide_not_applicable(request, answer, chosen)
        )

    def _decide(
        self, request: HttpRequest, row: Assessment, code: str, form: Any, act: Callable[[dict[str, Any]], object]
    ) -> HttpResponse:
        if request.method != "POST":
            return redirect(self.address(row, "review"))
        words = ""
        if form.is_valid():
            try:
                act(form.cleaned_data)
            except refusals() as error:
                words = sentence(error)
        else:
            words = " ".join(str(message) for messages in form.errors.values() for message in messages)
        row.refresh_from_db(fields=["status"])
        review, refused = review_of(row, today()), _refused(request, words)
        if request.htmx:
            return self._one_question(request, row, review, code, refused)
        if refused:
            return self._workbench(request, row, review, code=code, refused=refused)
        return redirect(f"{self.address(row, 'review')}?{urlencode(_place(request))}#q-{code}")

    def _one_question(
        self, request: HttpRequest, row: Assessment, review: Review, code: str, refused: Refused | None
    ) -> HttpResponse:
        """The question as it stands now, and the counts beside it."""
        line = review.line(code)
        if line is None:
            raise Http404
        view = review_view(review, request.user, area=_area(request, review), only_open=_only_open(request))
        shown = line_view(line, review, request.user, refused=refused)
        context = {"record": row, "line": shown, "view": view, "may_review": reviews_assessments(request.user), "is_fresh": True}
        return TemplateResponse(request, "admin/parts/review_answer.html", context, status=REFUSED if refused else 200)

    def accept_together(self, request: HttpRequest, row: Assessment) -> HttpResponse:
        """A page that lists the files of one area that may be accepted in one go; POST accepts those that are ticked."""
        if not reviews_assessments(request.user):
            raise PermissionDenied
        review = review_of(row, today())
        code = _area(request, review)
        section = next(found for found in review.sections if found.code == code)
        files = acceptable_together(section, request.user, today())
        back = f"{self.address(row, 'review')}?{urlencode({'area': code})}"
        if request.method != "POST":
            context = {
                **_frame(row),
                "section": section,
                "files": files,
                "left": section.open_decisions - len(files),
                "back": back,
            }
            return self.page(request, row, "admin/pages/assessment_accept.html", title=_("Accept several files"), **context)
        ticked = set(request.POST.getlist("proof"))
        chosen = [found.proof for _line, found in files if str(found.proof.pk) in ticked]
        try:
            accepted = accept_together(chosen, by=request.user, at=now())
        except refusals() as refusal:
            return self.back(request, row, sentence(refusal), refused=True)
        words = ngettext("%(count)d file accepted.", "%(count)d files accepted.", accepted) % {"count": accepted}
        self.message_user(request, words)
        return redirect(back)

    def send_back(self, request: HttpRequest, row: Assessment) -> HttpResponse:
        """A page of its own: what is to be mended, and what follows. Once only."""
        if not reviews_assessments(request.user):
            raise PermissionDenied
        review = review_of(row, today())
        form = SendBackForm(request.POST or None, initial={"reason": _rejections(review)})
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                send_back(row, form.cleaned_data["reason"], by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                return self.back(request, row, _("Sent back. The supplier’s people have been told what to mend and until when."))
        status = REFUSED if request.method == "POST" else 200
        context = {**_frame(row), "form": form, "refusal": refusal, "days": TERMS.return_days, "open_lines": review.open_lines}
        return self.page(
            request, row, "admin/pages/assessment_send_back.html", status, title=_("Send back with reasons"), **context
        )

    def verify(self, request: HttpRequest, row: Assessment) -> HttpResponse:
        """A page of its own: what is still undecided, the score as it will be published, what follows."""
        if not reviews_assessments(request.user):
            raise PermissionDenied
        refusal = ""
        if request.method == "POST":
            try:
                sheet = verify_assessment(row, by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                words = _("Verified: ESG score %(esg)s, grade %(grade)s. The supplier has been told.")
                return self.back(request, row, words % {"esg": sheet.esg, "grade": sheet.grade})
        view = review_view(review_of(row, today()), request.user)
        context = {**_frame(row), "view": view, "refusal": refusal, "grade": grade_badge(view.grade)}
        status = REFUSED if refusal else 200
        return self.page(
            request, row, "admin/pages/assessment_verify.html", status, title=_("Verify and publish the score"), **context
        )


def _frame(row: Assessment) -> dict[str, Any]:
    """What every page about an assessment says at its head."""
    return {
        "occasion": occasion_words(row),
        "state": status_badge(row, today()),
        "is_in_review": row.status == AssessmentStatus.IN_REVIEW,
        "is_submitted": row.status == AssessmentStatus.SUBMITTED,
        "is_returned": row.status == AssessmentStatus.RETURNED,
        "is_finished": row.status == AssessmentStatus.LOCKED,
    }


def _history(request: HttpRequest, row: Assessment) -> list[Any]:
    rows = visible_history(request.user).filter(subject_type="assessments.assessment", subject_id=str(row.pk))
    return [history_line(entry) for entry in rows[:HISTORY_SHOWN]]


def _area(request: HttpRequest, review: Review) -> str:
    """The section asked for, else the first with something to decide, else the first."""
    codes = [section.code for section in review.sections]
    asked = request.POST.get("area", request.GET.get("area", ""))
    if asked in codes:
        return asked
    return next((section.code for section in review.sections if section.open_decisions), codes[0])


def _only_open(request: HttpRequest) -> bool:
    return bool(request.POST.get("open", request.GET.get("open", "")))


def _place(request: HttpRequest) -> dict[str, str]:
    """Where on the workbench the person is."""
    return {name: request.POST[name] for name in ("area", "open") if request.POST.get(name)}


def _refused(request: HttpRequest, words: str) -> Refused | None:
    """What was refused, with what had been typed; None where nothing was."""
    row_id = request.POST.get("proof", request.POST.get("answer", ""))
    return Refused(row_id, words, request.POST.get("reason", "")) if words else None


def _proof(request: HttpRequest, row: Assessment, form: ProofDecisionForm) -> AnswerEvidence:
    form.is_valid()
    found = visible_answer_evidence(request.user).filter(answer__assessment=row, pk=form.cleaned_data.get("proof")).first()
    if found is None:
        raise Http404
    return found


def _answer(request: HttpRequest, row: Assessment, form: NotApplicableDecisionForm) -> Answer:
    form.is_valid()
    found = visible_answers(request.user).filter(assessment=row, pk=form.cleaned_data.get("answer")).first()
    if found is None:
        raise Http404
    return found


def _decide_proof(request: HttpRequest, proof: AnswerEvidence, chosen: dict[str, Any]) -> object:
    decision: EvidenceDecision = chosen["decision"]
    return decide_evidence(proof, decision, reason=chosen["reason"], by=request.user, at=now())


def _decide_not_applicable(request: HttpRequest, answer: Answer, chosen: dict[str, Any]) -> object:
    decision: NotApplicableDecision = chosen["decision"]
    return decide_not_applicable(answer, decision, reason=chosen["reason"], by=request.user, at=now())


def _rejections(review: Review) -> str:
    """What was rejected, one line each, as a beginning for the reasons."""
    lines = []
    for line in review.lines:
        code, answer = line.question.code, line.answer
        if answer is not None and answer.not_applicable:
            if answer.not_applicable_decision == NotApplicableDecision.REJECTED:
                lines.append(f"{code}: {answer.decision_note}")
            continue
        lines += [f"{code}: {found.proof.reason}" for found in line.proofs if found.proof.decision == EvidenceDecision.REJECTED]
    return "\n".join(lines)
