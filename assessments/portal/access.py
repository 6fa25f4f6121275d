"""Reaching the own supplier's assessments: lookup, 404 and 403 in one."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from assessments.models import AnswerEvidence, Assessment
from assessments.selectors.answer import visible_answer_evidence
from assessments.selectors.assessment import visible_assessments


def own_assessment(request: HttpRequest, pk: int) -> Assessment:
    """An assessment of the person's own supplier. The buyer's people have their own place, the admin: 403."""
    if not request.user.is_supplier:
        raise PermissionDenied
    return get_object_or_404(visible_assessments(request.user), pk=pk)


def own_proof(request: HttpRequest, assessment: Assessment, pk: int) -> AnswerEvidence:
    """A proof in this assessment; a foreign and a missing one are the same 404."""
    return get_object_or_404(visible_answer_evidence(request.user).filter(answer__assessment=assessment), pk=pk)
