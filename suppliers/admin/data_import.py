"""Imports: bring a file, see what it would do, confirm it, take it back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from suppliers.admin import import_words  # noqa: F401 -- the history says imports in words
from suppliers.admin.import_view import problem_rows, sample_heads, status_badge, total_lines
from suppliers.admin.job import job_progress
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, two_lines
from suppliers.admin.words import moment_words
from suppliers.forms.data_import import ReverseImportForm, UploadImportForm
from suppliers.forms.import_words import problem_lines
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import DataImport
from suppliers.models.labels import STANDING, choices
from suppliers.models.labels_trade import IMPORT_KIND, IMPORT_STATUS
from suppliers.permissions import imports_data, imports_suppliers
from suppliers.reports.import_template import template_file
from suppliers.reports.table_export import csv_lines, xlsx_file
from suppliers.rules.data_import import ROWS_AT_ONCE, ImportKind, ImportStatus
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import now, today
from suppliers.selectors.data_import import job_of_import, kinds_for, visible_imports
from suppliers.selectors.import_register import register_heads, register_rows
from suppliers.selectors.supplier import visible_suppliers
from suppliers.services.data_import import check_import, confirm_import, discard_import, needs_second_person, upload_import
from suppliers.services.import_reversal import reverse_import

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_PROBLEMS = 50


@admin.register(DataImport)
class DataImportAdmin(ReadingAdmin):
    """The list of imports, the page to bring a file, templates, the register as a file, and the preview with its acts."""

    reads = staticmethod(imports_data)
    visible = staticmethod(visible_imports)
    page_template = "admin/pages/data_import.html"
    change_list_template = "admin/pages/data_import_list.html"
    list_acts = {"bring": "bring", "template": "template", "register-csv": "register_csv", "register-xlsx": "register_xlsx"}
    acts = {
        "confirm": "confirm",
        "check-again": "check_again",
        "discard": "discard",
        "take-back": "take_back",
        "problems": "problems",
    }
    list_title = gettext_lazy("Imports")
    list_intro = gettext_lazy(
        "A file is checked first and written whole or not at all. For 30 days what it wrote can be taken back."
    )
    list_empty = gettext_lazy("No file has been brought yet. Begin with a template.")
    list_display = ("original_name", "kind", "state", "rows_figure", "bad_figure", "brought")
    list_display_links = ("original_name",)
    sortable_by = ()
    list_filter = (
        code_filter(gettext_lazy("what the rows are"), "kind", lambda: choices(IMPORT_KIND)),
        code_filter(gettext_lazy("state"), "status", lambda: choices(IMPORT_STATUS)),
    )

    @admin.display(description=gettext_lazy("state"))
    def state(self, data_import: DataImport) -> str:
        return status_badge(data_import)

    @admin.display(description=gettext_lazy("rows"))
    def rows_figure(self, data_import: DataImport) -> str:
        return f"{data_import.rows_total:,}"

    @admin.display(description=gettext_lazy("with a problem"))
    def bad_figure(self, data_import: DataImport) -> str:
        return f"{data_import.rows_bad:,}"

    @admin.display(description=gettext_lazy("brought by"))
    def brought(self, data_import: DataImport) -> str:
        return two_lines(data_import.uploaded_by, moment_words(data_import.uploaded_at))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        extra = {"kinds": _kind_words(request), "may_take_register": imports_suppliers(request.user)}
        return super().changelist_view(request, {**extra, **(extra_context or {})})

    def bring(self, request: HttpRequest) -> HttpResponse:
        """Choose a file and what it holds; the next page shows what it would do."""
        initial = {"kind": request.GET.get("kind", "")}
        form = UploadImportForm(request.POST or None, request.FILES or None, account=request.user, initial=initial)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                brought = upload_import(form.cleaned_data["file"], by=request.user, at=now(), **form.values())
            except refusals() as error:
                refusal = sentence(error)
            else:
                return redirect(self.address(brought))
        status = 422 if request.method == "POST" else 200
        context = {"title": _("Bring a file"), "form": form, "refusal": refusal, "kinds": _kind_words(request)}
        return self.page(request, None, "admin/pages/data_import_bring.html", status, **context)

    def template(self, request: HttpRequest) -> HttpResponseBase:
        """The empty workbook of a kind, in the reader's language."""
        kind = next((kind for kind in kinds_for(request.user) if kind == request.GET.get("kind")), None)
        if kind is None:
            return redirect("admin:suppliers_dataimport_bring")
        name = f"assay-{kind.lower().replace('_', '-')}.xlsx"
        stream = template_file(kind, get_language() or "en", title=str(IMPORT_KIND[kind]))
        return FileResponse(stream, as_attachment=True, filename=name, content_type=WORKBOOK)

    def register_csv(self, request: HttpRequest) -> HttpResponseBase:
        """The register in the columns of the template, so that it can be brought again elsewhere."""
        self._register_only(request)
        lines = csv_lines(register_heads(get_language() or "en"), register_rows(visible_suppliers(request.user)))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="register-{today():%Y-%m-%d}.csv"'
        return response

    def register_xlsx(self, request: HttpRequest) -> HttpResponseBase:
        """The same as a workbook."""
        self._register_only(request)
        rows = register_rows(visible_suppliers(request.user))
        stream = xlsx_file(register_heads(get_language() or "en"), rows, title=_("Suppliers"))
        name = f"register-{today():%Y-%m-%d}.xlsx"
        return FileResponse(stream, as_attachment=True, filename=name, content_type=WORKBOOK)

    def _register_only(self, request: HttpRequest) -> None:
        if not imports_suppliers(request.user):
            raise PermissionDenied

    def page_context(self, request: HttpRequest, row: DataImport) -> dict[str, Any]:
        """What the file would do or has done, and what this person may do next."""
        job = job_of_import(row)
        return {
            "title": row.original_name,
            "state": status_badge(row),
            "kind": row.get_kind_display(),
            "standing": STANDING[Standing(row.summary["standing"])] if "standing" in row.summary else "",
            "problems": problem_lines(row.kind, row.problems[:SHOWN_PROBLEMS]),
            "problems_kept": len(row.problems),
            "heads": sample_heads(row),
            "sample": row.summary.get("sample", []),
            "unknown": row.summary.get("unknown", []),
            "totals": total_lines(row),
            "totals_in_all": row.summary.get("totals_in_all", 0),
            **(job_progress(job, request) if job else {}),
            **_acts_for(request, row),
        }

    def confirm(self, request: HttpRequest, data_import: DataImport) -> HttpResponse:
        """Write every row, or say why not; large files are written in the background."""
        done = _("Every row is written.")
        if data_import.rows_total >= ROWS_AT_ONCE:
            done = _("Confirmed. The rows are written in the background; this page shows how far it is.")
        act = partial(confirm_import, data_import, by=request.user, at=now())
        return self.attempt(request, data_import, act, done)

    def check_again(self, request: HttpRequest, data_import: DataImport) -> HttpResponse:
        """The same file against the register of now, for example after missing rates were entered."""
        act = partial(check_import, data_import, by=request.user, at=now())
        return self.attempt(request, data_import, act, _("The file was checked again."))

    def discard(self, request: HttpRequest, data_import: DataImport) -> HttpResponse:
        """Put the file aside."""
        act: Callable[[], object] = partial(discard_import, data_import, by=request.user, at=now())
        return self.attempt(request, data_import, act, _("The file was put aside. Nothing of it was written."))

    def take_back(self, request: HttpRequest, data_import: DataImport) -> HttpResponse:
        """A page that says what follows and asks why; then what the import wrote is gone."""
        form = ReverseImportForm(request.POST or None)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                reverse_import(data_import, reason=form.cleaned_data["reason"], by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                messages.success(request, _("The import is taken back. What it wrote is gone; the history keeps both acts."))
                return redirect(self.address(data_import))
        status = 422 if request.method == "POST" else 200
        context = {"title": _("Take the import back"), "form": form, "refusal": refusal}
        return self.page(request, data_import, "admin/pages/data_import_take_back.html", status, **context)

    def problems(self, request: HttpRequest, data_import: DataImport) -> HttpResponseBase:  # noqa: ARG002 -- one shape for all acts
        """Every problem kept, as CSV."""
        lines = csv_lines([_("Row"), _("Column"), _("What is wrong")], problem_rows(data_import))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="problems-{data_import.pk}.csv"'
        return response


def _kind_words(request: HttpRequest) -> list[tuple[str, object]]:
    return [(str(kind), IMPORT_KIND[kind]) for kind in kinds_for(request.user)]


def _acts_for(request: HttpRequest, row: DataImport) -> dict[str, Any]:
    checked, second = row.status == ImportStatus.CHECKED, needs_second_person(row)
    is_manager, brought_it = request.user.role == Role.MANAGER, row.uploaded_by_id == request.user.pk
    why_not = ""
    if checked and not row.rows_bad and second and not is_manager:
        why_not = _("Active suppliers count in published figures: a procurement manager confirms this file.")
    elif checked and not row.rows_bad and second and brought_it:
        why_not = _("You brought this file, so another procurement manager confirms it.")
    in_time = row.reversible_until is not None and today() <= row.reversible_until
    return {
        "may_confirm": checked and not row.rows_bad and not why_not,
        "why_not": why_not,
        "may_check_again": checked and row.rows_bad > 0,
        "may_discard": row.status in {ImportStatus.UPLOADED, ImportStatus.CHECKED},
        "may_take_back": row.status == ImportStatus.APPLIED and in_time,
        "is_clean": checked and not row.rows_bad,
        "brings_suppliers": row.kind == ImportKind.SUPPLIERS,
    }
