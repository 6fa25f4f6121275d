"""Deny by default: a page opens to strangers only when it stands in this list."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.permissions import AllowAny

PUBLIC = {
    "admin/login/",
    "demo/mailbox/",
    "favicon.ico",
    "healthz",
    "join/<str:token>/",
    "language/",
    "login/",
    "password/reset/",
    "password/reset/<uidb64>/<token>/",
    "password/reset/sent/",
    "readyz",
    "register/",
    "register/sent/",
}


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        address = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _patterns(each, address)
        else:
            yield address, each


def is_public(pattern: URLPattern) -> bool:
    """Whether the middleware lets strangers in. Pages for machines are let through to their own permission classes."""
    view = pattern.callback
    if getattr(view, "cls", None) is not None:
        return AllowAny in view.cls.permission_classes
    return not getattr(view, "login_required", True)


def test_the_public_pages_are_those_on_the_list() -> None:
    found = {address for address, pattern in _patterns(get_resolver()) if is_public(pattern)}

    assert found == PUBLIC
