"""The supplier's self-assessments: the list, one as a whole, handing in, the result."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from assessments.selectors.assessment import visible_assessments


def assessments(request: HttpRequest) -> HttpResponse:
    """All assessments of the own supplier."""
    return render(request, "portal/assessments.html", {"assessments": visible_assessments(request.user)})


def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """One assessment."""
    assessment = get_object_or_404(visible_assessments(request.user), pk=pk)
    return render(request, "portal/assessment.html", {"assessment": assessment})
