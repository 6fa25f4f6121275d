"""Refusals for machines: RFC 9457 problem details with a stable code and a translated sentence."""

from rest_framework.views import exception_handler as problem_response

__all__ = ["problem_response"]
