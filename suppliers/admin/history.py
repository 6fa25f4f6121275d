"""The history: who did what, when and why; nobody writes or changes it here."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.history_words import act_words, history_line, labelled
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, two_lines
from suppliers.admin.words import moment_words
from suppliers.forms.listing import listed
from suppliers.models import HistoryEntry
from suppliers.selectors.history import matching_history, visible_history

KINDS = (
    ("suppliers.supplier", gettext_lazy("Supplier")),
    ("suppliers.admittance", gettext_lazy("Application")),
    ("suppliers.qualificationcheck", gettext_lazy("Qualification check")),
    ("suppliers.signature", gettext_lazy("Signature")),
    ("suppliers.documentversion", gettext_lazy("Document to sign")),
    ("suppliers.signingcampaign", gettext_lazy("Signing campaign")),
    ("suppliers.litigation", gettext_lazy("Lawsuit")),
    ("suppliers.suppliermerge", gettext_lazy("Merge of suppliers")),
    ("suppliers.evidence", gettext_lazy("File")),
    ("suppliers.invitation", gettext_lazy("Invitation")),
    ("suppliers.account", gettext_lazy("Account")),
    ("suppliers.dataimport", gettext_lazy("Data import")),
    ("assessments.assessment", gettext_lazy("Self-assessment")),
    ("assessments.answer", gettext_lazy("Answer")),
    ("assessments.issuedreport", gettext_lazy("Audit report")),
    ("assessments.questionnaireversion", gettext_lazy("Questionnaire")),
)


SHORT = 60
"""Longer facts stand on the page of the entry only."""


@admin.register(HistoryEntry)
class HistoryAdmin(ReadingAdmin):
    """The list in words, and one page per act with its digest."""

    visible = staticmethod(visible_history)
    page_template = "admin/pages/history.html"
    list_title = gettext_lazy("History")
    list_intro = gettext_lazy(
        "Every act with its person, time and reason. An entry carries the digest of the one before, so that a change would show."
    )
    list_empty = gettext_lazy("Nothing has happened yet.")
    list_display = ("at_shown", "act", "supplier_link", "person", "facts_shown")
    list_display_links = ("act",)
    ordering = ("-sequence",)
    sortable_by = ()
    search_fields = ("supplier__number",)
    search_help_text = gettext_lazy("Supplier’s number or name, or person")
    list_filter = (code_filter(gettext_lazy("kind of record"), "subject_type", lambda: KINDS),)

    @admin.display(description=gettext_lazy("when"))
    def at_shown(self, entry: HistoryEntry) -> str:
        return moment_words(entry.at)

    @admin.display(description=gettext_lazy("act"))
    def act(self, entry: HistoryEntry) -> str:
        return act_words(entry.action)

    @admin.display(description=gettext_lazy("supplier"))
    def supplier_link(self, entry: HistoryEntry) -> str:
        if entry.supplier is None:
            return "–"
        address = reverse("admin:suppliers_supplier_change", args=[entry.supplier_id])
        return two_lines(format_html('<a href="{}">{}</a>', address, entry.supplier), entry.supplier.number)

    @admin.display(description=gettext_lazy("by"))
    def person(self, entry: HistoryEntry) -> str:
        return str(entry.actor) if entry.actor else _("Assay (automatic)")

    @admin.display(description=gettext_lazy("facts"))
    def facts_shown(self, entry: HistoryEntry) -> str:
        line = history_line(entry)
        facts = listed(labelled(label, value) for label, value in line.facts if len(value) < SHORT)
        return two_lines(facts, line.reason[:160])

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:  # noqa: ARG002 -- Django's signature
        return matching_history(queryset, search_term), False

    def page_context(self, request: HttpRequest, row: HistoryEntry) -> dict[str, Any]:  # noqa: ARG002 -- for subclasses
        line = history_line(row)
        return {"title": line.act, "line": line}
