"""Who signed what, on whose authority, and how far the register is covered."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.coverage import coverage_context
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, two_lines
from suppliers.admin.words import day_words, moment_words, signature_badge
from suppliers.models import Signature
from suppliers.models.labels import DOCUMENT_KIND, SIGNATURE_STATUS, choices
from suppliers.permissions import asks_for_signatures
from suppliers.selectors.clock import now, today
from suppliers.selectors.coverage import signature_coverage
from suppliers.selectors.signature import signed_text_sha256, visible_signatures
from suppliers.services.signature_refusal import ask_again, may_be_asked_again


@admin.register(Signature)
class SignatureAdmin(ReadingAdmin):
    """The list with its coverage, and a page per signature. Nobody on the buyer's side signs."""

    visible = staticmethod(visible_signatures)
    page_template = "admin/pages/signature.html"
    acts = {"ask-again": "ask_again"}
    change_list_template = "admin/pages/signature_list.html"
    list_acts = {"coverage": "coverage"}
    list_title = gettext_lazy("Signatures")
    list_empty = gettext_lazy("No document has been given to a supplier to sign yet.")
    list_display = ("company", "document_shown", "state", "signatory", "signed", "until")
    list_display_links = ("document_shown",)
    ordering = ("-assigned_at", "-pk")
    sortable_by = ()
    search_fields = ("supplier__number", "supplier__name_zh", "supplier__name_en", "signatory_name")
    search_help_text = gettext_lazy("Supplier’s name or number, or signatory")
    list_filter = (
        code_filter(gettext_lazy("state"), "status", lambda: choices(SIGNATURE_STATUS)),
        code_filter(gettext_lazy("document"), "document__kind", lambda: choices(DOCUMENT_KIND)),
    )

    @admin.display(description=gettext_lazy("supplier"))
    def company(self, signature: Signature) -> str:
        address = reverse("admin:suppliers_supplier_change", args=[signature.supplier_id])
        return two_lines(format_html('<a href="{}">{}</a>', address, signature.supplier), signature.supplier.number)

    @admin.display(description=gettext_lazy("document"))
    def document_shown(self, signature: Signature) -> str:
        return two_lines(signature.document.get_kind_display(), signature.document.version)

    @admin.display(description=gettext_lazy("state"))
    def state(self, signature: Signature) -> str:
        return signature_badge(signature.status)

    @admin.display(description=gettext_lazy("signatory"))
    def signatory(self, signature: Signature) -> str:
        return two_lines(signature.signatory_name or "–", signature.signatory_title)

    @admin.display(description=gettext_lazy("signed at"))
    def signed(self, signature: Signature) -> str:
        return moment_words(signature.signed_at) or "–"

    @admin.display(description=gettext_lazy("due / in force until"))
    def until(self, signature: Signature) -> str:
        return day_words(signature.valid_until or signature.due_on)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        coverage = [(DOCUMENT_KIND[found.kind], found) for found in signature_coverage(request.user, today=today())]
        return super().changelist_view(request, {"coverage": coverage, **(extra_context or {})})

    def coverage(self, request: HttpRequest) -> HttpResponse:
        """How much of the register was covered on any day."""
        return self.page(request, None, "admin/pages/coverage.html", **coverage_context(request))

    def page_context(self, request: HttpRequest, row: Signature) -> dict[str, Any]:
        return {
            "title": row.document.get_kind_display(),
            "state": signature_badge(row.status),
            "text_unchanged": bool(row.text_sha256) and row.text_sha256 == signed_text_sha256(row.document),
            "may_ask_again": asks_for_signatures(request.user) and may_be_asked_again(row),
        }

    def ask_again(self, request: HttpRequest, signature: Signature) -> HttpResponse:
        """The supplier is asked once more; the refusal stays in the record."""
        act = partial(ask_again, signature, by=request.user, at=now())
        return self.attempt(request, signature, act, _("The supplier has been asked again and told by mail."))
