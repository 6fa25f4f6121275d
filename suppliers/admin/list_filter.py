"""Filters of the lists: one choice each, from codes with words."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

Choices = Callable[[], Iterable[tuple[str, object]]]


class CodeFilter(admin.SimpleListFilter):
    """Rows whose field holds the chosen code; a code that is not offered filters nothing."""

    field: str
    offered: Choices

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, object]]:  # noqa: ARG002 -- Django's signature
        return list(type(self).offered())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:  # noqa: ARG002 -- Django's signature
        code = self.value()
        if code is None or code not in {value for value, _word in self.lookup_choices}:
            return queryset
        return queryset.filter(**{self.field: code})


def code_filter(title: object, field: str, offered: Choices) -> type[CodeFilter]:
    """A filter over one field; `offered` gives codes and words when the page is made."""
    return type(
        f"{field.title().replace('_', '')}Filter",
        (CodeFilter,),
        {"title": title, "parameter_name": field, "field": field, "offered": staticmethod(offered)},
    )
