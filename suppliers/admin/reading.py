"""Admin pages that read: every list starts at a scoped selector, every record has a page made for its reader.

Nothing is edited by Django's generic form. What can be done with a record is a service call behind a button on the
record's page (`acts`), one POST each, and legal or final acts have a page of their own that says what follows.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from unfold.admin import ModelAdmin

from suppliers.admin.list_table import table_heads, table_rows
from suppliers.forms.reason import ReasonForm
from suppliers.forms.refusal import refusals, sentence
from suppliers.permissions import reads_all_suppliers

LISTED = 20
NEIGHBOURS = 2


class ReadingAdmin(ModelAdmin):
    """Base of all admin classes here.

    `reads` is the predicate for opening list and page; `visible` the selector for the rows; `page_template` the
    record's page, filled by `page_context`; `acts` maps an address part to a method `(request, record)`, `list_acts`
    one to a method `(request)`. `list_title`, `list_intro` and `list_empty` are what the list says of itself.
    """

    reads: ClassVar[Callable[[Any], bool]] = staticmethod(reads_all_suppliers)
    visible: ClassVar[Callable[[Any], models.QuerySet]]
    page_template: ClassVar[str] = ""
    acts: ClassVar[dict[str, str]] = {}
    list_acts: ClassVar[dict[str, str]] = {}
    list_title: ClassVar[object] = ""
    list_intro: ClassVar[object] = ""
    list_empty: ClassVar[object] = ""
    change_list_template = "admin/list.html"
    list_per_page = LISTED
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

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
        """The list, a record's page, and one address per act; nothing of Django's generic editing."""
        info = (self.opts.app_label, self.opts.model_name)
        guard = self.admin_site.admin_view

        def named(part: str) -> str:
            return "{}_{}_{}".format(*info, part.replace("-", "_").replace("/", "_"))

        return [
            path("", guard(self.changelist_view), name=named("changelist")),
            *(path(f"{part}/", guard(self._list_act(method)), name=named(part)) for part, method in self.list_acts.items()),
            path("<int:object_id>/change/", guard(self.changeform_view), name=named("change")),
            *(path(f"<int:object_id>/{part}/", guard(self._act(method)), name=named(part)) for part, method in self.acts.items()),
        ]

    def _act(self, method: str) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest, object_id: int) -> HttpResponse:
            return getattr(self, method)(request, self.record(request, object_id))

        return view

    def _list_act(self, method: str) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest) -> HttpResponse:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return getattr(self, method)(request)

        return view

    def record(self, request: HttpRequest, object_id: object) -> Any:
        """The row, or 404 alike for a foreign and a missing one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, str(object_id))
        if row is None:
            raise Http404
        return row

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with plain links to its other pages."""
        response = super().changelist_view(request, extra_context)
        listing = getattr(response, "context_data", None) or {}
        if "cl" in listing:
            listing |= {"heads": table_heads(listing["cl"]), "rows": table_rows(listing["cl"])}
            listing |= {**page_links(listing["cl"]), "title": str(self.list_title or self.opts.verbose_name_plural)}
            listing["subtitle"] = None
        return response

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: object = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The record's own page instead of a generic form; records without one show Django's read-only form."""
        if not object_id or not self.page_template:
            return super().changeform_view(request, str(object_id), form_url, extra_context)
        row = self.record(request, object_id)
        return self.page(request, row, self.page_template, **self.page_context(request, row))

    def page(self, request: HttpRequest, row: Any, template: str, /, status: int = 200, **context: Any) -> TemplateResponse:
        """A page in the admin's frame about one row (or about none: `row` None)."""
        frame = self.admin_site.each_context(request)
        about = {"title": str(row) if row else self.opts.verbose_name_plural, "opts": self.opts, "original": row, "record": row}
        return TemplateResponse(request, template, {**frame, **about, **context}, status=status)

    def page_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:  # noqa: ARG002 -- for subclasses
        """What the record's page needs besides the record."""
        return {}

    def address(self, row: models.Model, part: str = "change") -> str:
        """The address of a row's page or act."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{part.replace('-', '_')}", args=[row.pk])

    def back(self, request: HttpRequest, row: models.Model, sentence: object, *, refused: bool = False) -> HttpResponse:
        """To the row's page with a sentence that says what happened, or why it did not."""
        messages.add_message(request, messages.ERROR if refused else messages.SUCCESS, str(sentence))
        return redirect(self.address(row))

    def attempt(self, request: HttpRequest, row: models.Model, act: Callable[[], object], done: object) -> HttpResponse:
        """One act by POST: back to the row's page with `done`, or with the refusal in words and nothing changed."""
        if request.method != "POST":
            return redirect(self.address(row))
        try:
            act()
        except refusals() as refusal:
            return self.back(request, row, sentence(refusal), refused=True)
        return self.back(request, row, done)

    def with_reason(
        self, request: HttpRequest, row: models.Model, template: str, act: Callable[..., object], *, done: object, **context: Any
    ) -> HttpResponse:
        """An act with a page of its own that asks for the reason: `act(reason=...)`, then back to the row's page."""
        form = ReasonForm(request.POST or None)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                act(reason=form.cleaned_data["reason"])
            except refusals() as error:
                refusal = sentence(error)
            else:
                return self.back(request, row, done)
        status = 422 if request.method == "POST" else 200
        return self.page(request, row, template, status, form=form, refusal=refusal, **context)


def page_links(cl: Any) -> dict[str, Any]:
    """Addresses of the list's other pages: the first, the last and the neighbours; None stands for a gap."""
    last, here = cl.paginator.num_pages, cl.page_num

    def link(number: int) -> str | None:
        return cl.get_query_string({"p": number}) if 1 <= number <= last and number != here else None

    near = [number for number in range(here - NEIGHBOURS, here + NEIGHBOURS + 1) if 1 <= number <= last]
    numbers: list[int] = sorted({1, *near, last})
    links: list[tuple[int, str | None]] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before > 1:
            links.append((0, None))
        links.append((number, link(number)))
    return {"page_before": link(here - 1), "page_after": link(here + 1), "page_links": links}


def badge(word: object, tone: str) -> str:
    """A status word in its tone: `good`, `attention`, `problem` or `neutral`; the word carries the meaning, not the colour."""
    return format_html('<span class="a-badge a-badge-{}">{}</span>', tone, word)


def two_lines(first: object, second: object) -> str:
    """A cell with a second, muted line."""
    return format_html('{}<span class="a-second">{}</span>', first, second) if second else format_html("{}", first)
