"""Handing out evidence files: to those who may see them, never to be opened inside our pages."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from suppliers.selectors.evidence import visible_evidence


@require_safe
def evidence_file(request: HttpRequest, pk: int) -> FileResponse:
    """One file as an attachment under its own name; a foreign, a missing and a lost one are the same 404."""
    evidence = get_object_or_404(visible_evidence(request.user), pk=pk)
    try:
        file = evidence.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=True, filename=evidence.original_name, content_type=evidence.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
