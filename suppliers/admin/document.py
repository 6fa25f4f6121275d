"""Documents that suppliers sign: written by one person of integrity and compliance, approved by another, published."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.document_compare import compare_context, other_versions
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin
from suppliers.admin.words import day_words, document_badge
from suppliers.forms.document import DocumentForm
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import DocumentVersion
from suppliers.models.labels import DOCUMENT_KIND, DOCUMENT_STATUS, choices
from suppliers.permissions import manages_documents
from suppliers.rules.signature import DocumentStatus, SignatureStatus
from suppliers.selectors.campaign import visible_campaigns
from suppliers.selectors.clock import now, today
from suppliers.selectors.signature import signed_text_sha256, visible_documents, visible_signatures
from suppliers.services.document import approve_document, draft_document, publish_document, retire_document


@admin.register(DocumentVersion)
class DocumentAdmin(ReadingAdmin):
    """The list, the page with both texts, and the acts in four eyes."""

    visible = staticmethod(visible_documents)
    page_template = "admin/pages/document.html"
    change_list_template = "admin/pages/document_list.html"
    list_acts = {"write": "write"}
    acts = {"approve": "approve", "publish": "publish", "compare": "compare", "retire": "retire"}
    list_title = gettext_lazy("Documents to sign")
    list_intro = gettext_lazy("What suppliers sign, version by version. From its approval on a text never changes.")
    list_empty = gettext_lazy("No document has been written yet.")
    list_display = ("title_shown", "version", "state", "published", "retired", "digest")
    list_display_links = ("title_shown",)
    sortable_by = ()
    list_filter = (
        code_filter(gettext_lazy("document"), "kind", lambda: choices(DOCUMENT_KIND)),
        code_filter(gettext_lazy("state"), "status", lambda: choices(DOCUMENT_STATUS)),
    )

    @admin.display(description=gettext_lazy("document"))
    def title_shown(self, document: DocumentVersion) -> str:
        return document.get_kind_display()

    @admin.display(description=gettext_lazy("state"))
    def state(self, document: DocumentVersion) -> str:
        return document_badge(document.status)

    @admin.display(description=gettext_lazy("published on"))
    def published(self, document: DocumentVersion) -> str:
        return day_words(document.published_on) or "–"

    @admin.display(description=gettext_lazy("retired on"))
    def retired(self, document: DocumentVersion) -> str:
        return day_words(document.retired_on) or "–"

    @admin.display(description=gettext_lazy("SHA-256 of the text"))
    def digest(self, document: DocumentVersion) -> str:
        return f"{document.sha256[:16]}…"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_write": manages_documents(request.user), **(extra_context or {})})

    def page_context(self, request: HttpRequest, row: DocumentVersion) -> dict[str, Any]:
        """Both texts, the digest recomputed, who has signed, and what this person may do next."""
        signatures = visible_signatures(request.user).filter(document=row)
        in_force = signatures.filter(status=SignatureStatus.SIGNED, valid_until__gte=today())
        return {
            "title": row.get_kind_display(),
            "state": document_badge(row.status),
            "digest_holds": row.sha256 == signed_text_sha256(row),
            "given": signatures.count(),
            "in_force": in_force.count(),
            "campaign": visible_campaigns(request.user).filter(document=row).first(),
            "others": other_versions(request, row),
            **_acts_for(request, row),
        }

    def write(self, request: HttpRequest) -> HttpResponse:
        """A new version as a draft. Nothing typed is lost when it is refused."""
        if not manages_documents(request.user):
            raise PermissionDenied
        form = DocumentForm(request.POST or None)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                document = draft_document(form.document_text(), by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                messages.success(request, _("The draft is stored. Another person of integrity and compliance approves it."))
                return redirect(self.address(document))
        status = 422 if request.method == "POST" else 200
        title = _("Write a new version")
        return self.page(request, None, "admin/pages/document_write.html", status, title=title, form=form, refusal=refusal)

    def approve(self, request: HttpRequest, document: DocumentVersion) -> HttpResponse:
        """The second person's word on the text."""
        act = partial(approve_document, document, by=request.user, at=now())
        return self.attempt(request, document, act, _("The text is approved and can be published."))

    def publish(self, request: HttpRequest, document: DocumentVersion) -> HttpResponse:
        """A page that says what follows; then the version is in force."""
        if request.method != "POST":
            return self.page(request, document, "admin/pages/document_publish.html", title=_("Publish this version"))
        act = partial(publish_document, document, by=request.user, at=now())
        return self.attempt(request, document, act, _("The version is in force. Whoever has to sign it has been asked."))

    def compare(self, request: HttpRequest, document: DocumentVersion) -> HttpResponse:
        """This version against another one."""
        return self.page(request, document, "admin/pages/document_compare.html", **compare_context(request, document))

    def retire(self, request: HttpRequest, document: DocumentVersion) -> HttpResponse:
        """A page that says what follows, and asks why; then the version is out of force without a successor."""
        if not manages_documents(request.user):
            raise PermissionDenied
        act = partial(retire_document, document, by=request.user, at=now())
        context = {"title": _("Retire this version"), "done": _("The version is retired. Nobody is asked to sign it any more.")}
        return self.with_reason(request, document, "admin/pages/document_retire.html", act, **context)


def _acts_for(request: HttpRequest, document: DocumentVersion) -> dict[str, Any]:
    manages = manages_documents(request.user)
    is_draft = document.status == DocumentStatus.DRAFT
    wrote_it = document.created_by_id == request.user.pk
    why_not = ""
    if is_draft and manages and wrote_it:
        why_not = _("You wrote this text, so another person of integrity and compliance approves it.")
    elif is_draft and not manages:
        why_not = _("Integrity and compliance approves and publishes documents.")
    return {
        "may_approve": is_draft and manages and not wrote_it,
        "may_retire": document.status == DocumentStatus.PUBLISHED and manages,
        "may_publish": document.status == DocumentStatus.APPROVED and manages,
        "why_not": why_not,
    }
