"""Answering: one section on a page, every answer saved by itself."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from assessments.forms.answer import AnswerForm
from assessments.forms.answer_words import answer_words, given_answer
from assessments.models import Answer, Assessment
from assessments.portal.access import own_assessment
from assessments.portal.question_row import QuestionRow, question_row, reading_of
from assessments.rules.assessment import WRITABLE
from assessments.rules.question import Question
from assessments.selectors.answer import answers_by_code
from assessments.selectors.progress import Progress, Section, progress_of, sections_of
from assessments.services.answer import (
    AnswerConflict,
    AnswerNotSaved,
    AnswerText,
    NotWritable,
    QuestionNotAsked,
    asked_question,
    save_answer,
)
from suppliers.forms.refusal import sentence
from suppliers.permissions import NotAllowed, answers_questions
from suppliers.portal.saving import say_saved
from suppliers.selectors.clock import now, today

Rows = dict[str, Answer]


def may_write(request: HttpRequest, assessment: Assessment) -> bool:
    """Whether this person can change answers now."""
    return assessment.status in WRITABLE and answers_questions(request.user, assessment.supplier_id)


def section_or_404(assessment: Assessment, code: str) -> Section:
    """The section of this code."""
    for section in sections_of(assessment):
        if section.code == code:
            return section
    raise Http404


def question_or_404(assessment: Assessment, code: str) -> Question:
    """The question of this code, if it is asked here."""
    try:
        return asked_question(assessment, code)
    except QuestionNotAsked as refusal:
        raise Http404 from refusal


@require_GET
def area(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One section: its questions one after another."""
    assessment = own_assessment(request, pk)
    section = section_or_404(assessment, code)
    return area_page(request, assessment, section)


def area_page(
    request: HttpRequest, assessment: Assessment, section: Section, *, instead: QuestionRow | None = None, status: int = 200
) -> HttpResponse:
    """The page of a section; `instead` shows one question as it was typed, with what is wrong."""
    answers = answers_by_code(assessment)
    figures = [question.code for question in section.questions if question.is_number]
    reading = reading_of(assessment, today(), may_write=may_write(request, assessment), codes=figures)
    rows = [question_row(reading, question, answers.get(question.code)) for question in section.questions]
    if instead is not None:
        rows = [instead if row.code == instead.code else row for row in rows]
    sections = sections_of(assessment)
    place = sections.index(section)
    context = {
        "assessment": assessment,
        "section": section,
        "rows": rows,
        "progress": progress_of(section, answers),
        "steps": [progress_of(other, answers) for other in sections],
        "before": sections[place - 1] if place else None,
        "after": sections[place + 1] if place + 1 < len(sections) else None,
        "may_write": reading.may_write,
    }
    return render(request, "portal/assessment_area.html", context, status=status)


@require_POST
def save(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Store one answer and say so after the commit."""
    assessment = own_assessment(request, pk)
    question = question_or_404(assessment, code)
    if request.POST.get("choice") == "theirs":
        return _take_theirs(request, assessment, question)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _refused(request, assessment, question, _as_typed(request), _form_words(form))
    at = now()
    try:
        saved = save_answer(assessment, code, form.text(), expected_version=form.cleaned_data["version"], by=request.user, at=at)
    except AnswerConflict as conflict:
        return _conflict(request, assessment, question, conflict)
    except (AnswerNotSaved, NotWritable, NotAllowed) as refusal:
        return _refused(request, assessment, question, form.text(), sentence(refusal))
    if not request.htmx:
        return redirect(f"{reverse('answers:area', args=[pk, question.area])}#q-{code}")
    row, progress = fresh(request, assessment, question)
    remarks = tuple(answer_words(remark.reason, remark.facts) for remark in saved.remarks)
    context = {"row": replace(row, remarks=remarks), "progress": progress}
    return say_saved(render(request, "portal/assessment_saved.html", context), saved.answer.updated_at)


def fresh(
    request: HttpRequest, assessment: Assessment, question: Question, *, with_last_year: bool = False
) -> tuple[QuestionRow, Progress]:
    """The question and its section as they stand now."""
    answers = answers_by_code(assessment)
    codes = [question.code] if with_last_year and question.is_number else []
    reading = reading_of(assessment, today(), may_write=may_write(request, assessment), codes=codes)
    section = section_or_404(assessment, question.area)
    return question_row(reading, question, answers.get(question.code)), progress_of(section, answers)


def typed_row(request: HttpRequest, assessment: Assessment, question: Question, typed: AnswerText, problem: str) -> QuestionRow:
    """The question with what was typed in its fields, and what is wrong with it."""
    row, _progress = fresh(request, assessment, question)
    codes = [question.code] if question.is_number else []
    reading = reading_of(assessment, today(), may_write=row.may_write, codes=codes)
    return replace(question_row(reading, question, row.answer, typed=typed), problem=problem)


def _as_typed(request: HttpRequest) -> AnswerText:
    typed = {name: request.POST.get(name, "") for name in ("value", "unit", "note", "reason")}
    return AnswerText(**typed, not_applicable="not_applicable" in request.POST)


def _form_words(form: AnswerForm) -> str:
    return " ".join(str(message) for messages in form.errors.values() for message in messages)


def _refused(request: HttpRequest, assessment: Assessment, question: Question, typed: AnswerText, words: str) -> HttpResponse:
    if request.htmx:
        context = {"code": question.code, "problem": words}
        return render(request, "portal/assessment_problem.html", context, status=422)
    row = typed_row(request, assessment, question, typed, words)
    return area_page(request, assessment, section_or_404(assessment, question.area), instead=row, status=422)


def _conflict(request: HttpRequest, assessment: Assessment, question: Question, conflict: AnswerConflict) -> HttpResponse:
    words = sentence(conflict)
    if not request.htmx:
        row = typed_row(request, assessment, question, conflict.text, words)
        return area_page(request, assessment, section_or_404(assessment, question.area), instead=row, status=409)
    theirs, mine = AnswerText.of(conflict.stored), conflict.text
    context = {
        "code": question.code,
        "problem": words,
        "assessment": assessment,
        "stored": conflict.stored,
        "texts": [_side(question, theirs), _side(question, mine)],
    }
    return render(request, "portal/assessment_conflict.html", context, status=409)


def _side(question: Question, text: AnswerText) -> dict[str, Any]:
    return {"given": given_answer(question, text.value, text.unit), "text": text}


def _take_theirs(request: HttpRequest, assessment: Assessment, question: Question) -> HttpResponse:
    row, progress = fresh(request, assessment, question, with_last_year=True)
    response = render(request, "portal/assessment_theirs.html", {"row": row, "progress": progress, "assessment": assessment})
    return trigger_client_event(response, "assay:taken", {"form": question.code})
