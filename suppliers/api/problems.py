"""Refusals for machines: RFC 9457 problem details, a stable code and a sentence in the reader's language."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from suppliers.forms.refusal import code_of, is_refusal, sentence

CONTENT_TYPE = "application/problem+json"
# Everything else that is refused is in conflict with the state of the record.
STATUS_OF = {
    "not_allowed": status.HTTP_403_FORBIDDEN,
    "evidence_refused": status.HTTP_422_UNPROCESSABLE_ENTITY,
    "import_file_refused": status.HTTP_422_UNPROCESSABLE_ENTITY,
    "rate_not_possible": status.HTTP_422_UNPROCESSABLE_ENTITY,
}


class ProblemSerializer(serializers.Serializer):
    """What every refusal looks like."""

    type = serializers.CharField(help_text="Always about:blank; `code` says which problem it is.")
    title = serializers.CharField(help_text="The HTTP status in words.")
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="Stable name of the problem, for programs.")
    detail = serializers.CharField(help_text="What is wrong and what to do, in the reader's language.")
    errors = serializers.DictField(
        required=False, child=serializers.ListField(child=serializers.CharField()), help_text="Messages by field."
    )


class Unprocessable(exceptions.APIException):
    """The request is well formed, but a rule refuses it; raised by views that collect messages by field."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "unprocessable"

    def __init__(self, code: str, detail: str, errors: dict[str, list[str]] | None = None) -> None:
        super().__init__(detail, code)
        self.problem_code = code
        self.errors = errors


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: our refusals, Django's and DRF's own, all in one form; faults stay faults (500)."""
    if is_refusal(error):
        code = code_of(error)
        return _problem(STATUS_OF.get(code, status.HTTP_409_CONFLICT), code, sentence(error))
    response = exception_handler(error, context)
    if response is None:
        return None
    code, detail = _words_of(error)
    problem = _problem(response.status_code, code, detail, _errors_of(error))
    for name in ("WWW-Authenticate", "Retry-After"):
        if name in response.headers:
            problem.headers[name] = response.headers[name]
    return problem


def _words_of(error: Exception) -> tuple[str, str]:
    if isinstance(error, Http404 | exceptions.NotFound):
        return "not_found", _("There is no such record, or you may not see it.")
    if isinstance(error, PermissionDenied):
        return "not_allowed", _("Your role does not allow this. Ask a colleague with the right role, or the administrator.")
    if isinstance(error, exceptions.ValidationError):
        return "invalid", _("Some fields are not right; see the messages by field.")
    if isinstance(error, Unprocessable):
        return error.problem_code, str(error.detail)
    if isinstance(error, exceptions.APIException):
        return str(error.default_code), str(error.detail)
    return "error", str(error)


def _errors_of(error: Exception) -> dict[str, list[str]] | None:
    if isinstance(error, Unprocessable):
        return error.errors
    if not isinstance(error, exceptions.ValidationError):
        return None
    found: dict[str, list[str]] = {}
    _collect("", error.detail, found)
    return found


def _collect(path: str, detail: Any, found: dict[str, list[str]]) -> None:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            _collect(f"{path}.{name}" if path else str(name), inner, found)
    elif isinstance(detail, list):
        for inner in detail:
            _collect(path, inner, found)
    else:
        found.setdefault(path or "request", []).append(str(detail))


def _problem(code: int, name: str, detail: str, errors: dict[str, list[str]] | None = None) -> Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "code": name,
        "detail": detail,
    }
    if errors is not None:
        body["errors"] = errors
    return Response(body, status=code, content_type=CONTENT_TYPE)
