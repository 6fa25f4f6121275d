"""Admin pages that read: every list starts at a scoped selector, every record has a page made for its reader.

Nothing is edited by Django's generic form. What can be done with a record is a service call behind a button on the
record's page (`acts`), one POST each, and legal or final acts have a page of their own that says what follows.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from unfold.admin import ModelAdmin

from suppliers.permissions import reads_all_suppliers

Act = Callable[[HttpRequest, Any], HttpResponse]


class ReadingAdmin(ModelAdmin):
    """Base of all admin classes here.

    `reads` is the predicate for opening list and page; `visible` the selector for the rows; `page_template` the
    record's page, filled by `page_context`; `acts` maps an address part to a method `(request, record)`.
    """

    reads: ClassVar[Callable[[Any], bool]] = staticmethod(reads_all_suppliers)
    visible: ClassVar[Callable[[Any], models.QuerySet]]
    page_template: ClassVar[str] = ""
    acts: ClassVar[dict[str, str]] = {}
    list_per_page = 20
    show_full_result_count = False
    actions = None
    list_filter_submit = False
    compressed_fields = True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 -- Django's signature
        return type(self).reads(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return type(self).reads(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 -- Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 -- Django's signature
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """The rows this person may see, and no others."""
        rows = type(self).visible(request.user)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_urls(self) -> list[URLPattern]:
        """Adds one address per act: `<pk>/<part>/`."""
        info = (self.opts.app_label, self.opts.model_name)
        extra = [
            path(
                f"<path:object_id>/{part}/",
                self.admin_site.admin_view(self._act(method)),
                name="{}_{}_{}".format(*info, part.replace("-", "_")),
            )
            for part, method in self.acts.items()
        ]
        return extra + super().get_urls()

    def _act(self, method: str) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest, object_id: str) -> HttpResponse:
            return getattr(self, method)(request, self.record(request, object_id))

        return view

    def record(self, request: HttpRequest, object_id: str) -> Any:
        """The row, or 404 alike for a foreign and a missing one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return row

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The record's own page instead of a generic form; records without one show Django's read-only form."""
        if not object_id or not self.page_template:
            return super().changeform_view(request, object_id, form_url, extra_context)
        row = self.record(request, object_id)
        return self.page(request, row, self.page_template, **self.page_context(request, row))

    def page(self, request: HttpRequest, row: Any, template: str, /, status: int = 200, **context: Any) -> TemplateResponse:
        """A page in the admin's frame about one row."""
        frame = self.admin_site.each_context(request)
        return TemplateResponse(
            request,
            template,
            {**frame, "title": str(row), "opts": self.opts, "original": row, "record": row, **context},
            status=status,
        )

    def page_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:  # noqa: ARG002 -- for subclasses
        """What the record's page needs besides the record."""
        return {}


def badge(word: object, tone: str) -> str:
    """A status word in its tone: `good`, `attention`, `problem` or `neutral`; the word carries the meaning, not the colour."""
    return format_html('<span class="a-badge a-badge-{}">{}</span>', tone, word)
