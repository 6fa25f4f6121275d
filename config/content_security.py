"""One content security policy for all pages, and the admin theme's documented exception on its own paths."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class ContentSecurityMiddleware(CSPMiddleware):
    """Strict everywhere; under the admin's path the theme's directives replace their strict namesakes."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith("/admin/"):
            response._csp_replace = settings.CONTENT_SECURITY_ADMIN  # noqa: SLF001 -- django-csp's own hook
        return super().process_response(request, response)
