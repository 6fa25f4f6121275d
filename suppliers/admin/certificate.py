"""Certificates and permits: the queues, the page on which one is verified, the look-up, entering on a supplier's behalf."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.certificate_entry import CertificateEntry
from suppliers.admin.history_words import history_line, say_acts, say_codes, say_facts
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import day_words
from suppliers.forms.certificate import LookUpForm, ReasonForm
from suppliers.forms.certificate_words import STATE_TONE, exceedance_sentence, remark_sentences, substances_listed
from suppliers.forms.evidence import refusal_sentence
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Certificate
from suppliers.models.labels import choices
from suppliers.models.labels_proof import CERTIFICATE_KIND, CERTIFICATE_STATE, HOLDER_MATCH, REGISTRY_STATUS
from suppliers.permissions import enters_certificates, verifies_certificates
from suppliers.rules.certificate import CertificateKind, CertificateState, CertificateStatus, state_on
from suppliers.rules.certificate_holder import HOLDER_FITS
from suppliers.rules.evidence import EvidenceRefused
from suppliers.selectors.certificate import (
    certificate_remarks,
    entered_by_ids,
    holder_match,
    in_state,
    recheck_due,
    visible_certificates,
)
from suppliers.selectors.clock import now, today
from suppliers.selectors.history import visible_history
from suppliers.selectors.rohs import rohs_exceedances, rohs_of, substances_missing
from suppliers.selectors.supplier import matching_suppliers, visible_suppliers
from suppliers.services.certificate import (
    LookUp,
    record_registry_check,
    reject_certificate,
    submit_certificate,
    verify_certificate,
)
from suppliers.services.evidence import store_evidence

QUEUES = {
    "verify": gettext_lazy("To be verified"),
    "look_up": gettext_lazy("To be looked up again"),
    "expiring": gettext_lazy("Expiring within 90 days"),
}


class QueueFilter(admin.SimpleListFilter):
    """The three things to do."""

    title = gettext_lazy("to do")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, object]]:  # noqa: ARG002 -- Django's signature
        return list(QUEUES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:  # noqa: ARG002 -- Django's signature
        if self.value() == "verify":
            return queryset.filter(status=CertificateStatus.SUBMITTED)
        if self.value() == "look_up":
            return recheck_due(queryset, today())
        return in_state(queryset, CertificateState.EXPIRING, today()) if self.value() == "expiring" else queryset


class StateFilter(admin.SimpleListFilter):
    """What a paper is worth today."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, object]]:  # noqa: ARG002 -- Django's signature
        return choices(CERTIFICATE_STATE)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:  # noqa: ARG002 -- Django's signature
        value = self.value()
        return in_state(queryset, CertificateState(value), today()) if value in set(CertificateState) else queryset


@admin.register(Certificate)
class CertificateAdmin(CertificateEntry, ReadingAdmin):
    """The list with its queues, and each paper's page."""

    visible = staticmethod(visible_certificates)
    page_template = "admin/pages/certificate.html"
    change_list_template = "admin/pages/certificate_list.html"
    list_acts = {"enter": "enter"}
    acts = {
        "edit": "edit", "rohs": "rohs", "submit": "submit", "verify": "verify", "reject": "reject", "look-up": "look_up",
    }  # fmt: skip
    list_title = gettext_lazy("Certificates and permits")
    list_intro = gettext_lazy("What counts is verified, in its dates, and valid in the public register; nothing else.")
    list_empty = gettext_lazy("No certificate has been entered yet.")
    list_display = ("kind_shown", "company", "state", "valid_to_shown", "register", "next_look_up")
    list_display_links = ("kind_shown",)
    ordering = ("valid_to", "pk")
    search_fields = ("number", "supplier__number")
    search_help_text = gettext_lazy("Certificate number, supplier's name or number")
    list_filter = (
        QueueFilter,
        StateFilter,
        code_filter(gettext_lazy("kind"), "kind", lambda: choices(CERTIFICATE_KIND)),
        code_filter(gettext_lazy("public register"), "registry_status", lambda: choices(REGISTRY_STATUS)),
    )

    @admin.display(description=gettext_lazy("certificate"), ordering="kind")
    def kind_shown(self, certificate: Certificate) -> str:
        return two_lines(certificate.get_kind_display(), certificate.number)

    @admin.display(description=gettext_lazy("supplier"), ordering="supplier__number")
    def company(self, certificate: Certificate) -> str:
        return two_lines(certificate.supplier, certificate.supplier.number)

    @admin.display(description=gettext_lazy("state"))
    def state(self, certificate: Certificate) -> str:
        return state_badge(certificate)

    @admin.display(description=gettext_lazy("valid until"), ordering="valid_to")
    def valid_to_shown(self, certificate: Certificate) -> str:
        return format_html('<span class="a-tight">{}</span>', day_words(certificate.valid_to) or "–")

    @admin.display(description=gettext_lazy("public register"))
    def register(self, certificate: Certificate) -> str:
        return two_lines(certificate.get_registry_status_display(), day_words(certificate.registry_checked_on))

    @admin.display(description=gettext_lazy("look up again by"), ordering="next_check_on")
    def next_look_up(self, certificate: Certificate) -> str:
        return format_html('<span class="a-tight">{}</span>', day_words(certificate.next_check_on) or "–")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """The number of a paper, or whatever finds its supplier in the register."""
        if not search_term.strip():
            return queryset, False
        found = matching_suppliers(visible_suppliers(request.user), search_term)
        by_number = queryset.filter(number__icontains=search_term.strip())
        return by_number | queryset.filter(supplier__in=found), False

    def page_context(self, request: HttpRequest, row: Certificate) -> dict[str, Any]:
        """The paper beside the register's facts, what Assay noticed, the look-ups, and what this person may do next."""
        match = holder_match(row)
        return {
            "title": row.get_kind_display(),
            "state": state_badge(row),
            "holder": HOLDER_MATCH[match],
            "holder_fits": match in HOLDER_FITS,
            "remarks": remark_sentences(certificate_remarks(row)),
            "products": row.products.order_by("name"),
            "look_ups": row.registry_checks.select_related("checked_by", "proof"),
            "history": [history_line(entry) for entry in _history(request, row)],
            "look_up_form": LookUpForm(),
            "reason_form": ReasonForm(),
            **_rohs_context(row),
            **_acts_for(request, row),
        }

    def submit(self, request: HttpRequest, row: Certificate) -> HttpResponse:
        """Hand in what procurement entered on a supplier's behalf."""
        act = partial(submit_certificate, row, by=request.user, at=now())
        return self.attempt(request, row, act, _("The paper is handed in. Somebody else verifies it."))

    def verify(self, request: HttpRequest, row: Certificate) -> HttpResponse:
        """Accept a paper that was looked up."""
        return self._looked_up(request, row, verify_certificate, _("The paper is verified and counts from now on."))

    def look_up(self, request: HttpRequest, row: Certificate) -> HttpResponse:
        """Note what the register says today."""
        return self._looked_up(request, row, record_registry_check, _("The look-up is stored."))

    def reject(self, request: HttpRequest, row: Certificate) -> HttpResponse:
        """Do not accept a paper, and say why."""
        reason = request.POST.get("reason", "")
        act = partial(reject_certificate, row, reason=reason, by=request.user, at=now())
        return self.attempt(request, row, act, _("The paper is not accepted. The supplier has been told why."))

    def _looked_up(self, request: HttpRequest, row: Certificate, service: Any, done: object) -> HttpResponse:
        """One act that rests on a look-up; what was typed stays on the page when it is refused."""
        form = LookUpForm(request.POST, request.FILES)
        if request.method != "POST":
            return self.changeform_view(request, row.pk)
        if form.is_valid():
            upload = form.cleaned_data["proof"]
            try:
                supplier = row.supplier
                proof = store_evidence(supplier, upload, kind="lookup", by=request.user, at=now()) if upload else None
                look_up: LookUp = form.look_up(proof)
                service(row, look_up, by=request.user, at=now())
            except EvidenceRefused as refusal:
                form.add_error("proof", refusal_sentence(refusal))
            except refusals() as refusal:
                form.add_error(None, sentence(refusal))
            else:
                return self.back(request, row, done)
        context = {**self.page_context(request, row), "look_up_form": form}
        return self.page(request, row, self.page_template, 422, **context)


def state_badge(certificate: Certificate) -> str:
    """What a paper is worth today."""
    state = state_on(certificate, today())
    return badge(CERTIFICATE_STATE[state], STATE_TONE.get(state, "neutral"))


def _history(request: HttpRequest, row: Certificate) -> Any:
    return visible_history(request.user).filter(subject_type="suppliers.certificate", subject_id=str(row.pk))[:20]


def _rohs_context(row: Certificate) -> dict[str, Any]:
    if row.kind != CertificateKind.ROHS:
        return {}
    declaration = rohs_of(row.pk)
    return {
        "is_rohs": True,
        "rohs": declaration,
        "missing": substances_listed(substances_missing(declaration)) if declaration else "",
        "above": [exceedance_sentence(found) for found in rohs_exceedances(declaration, today())] if declaration else [],
    }


def _acts_for(request: HttpRequest, row: Certificate) -> dict[str, Any]:
    verifies = verifies_certificates(request.user)
    entered = request.user.pk in entered_by_ids(row)
    is_submitted = row.status == CertificateStatus.SUBMITTED
    is_draft = row.status == CertificateStatus.DRAFT
    why_not = ""
    if is_submitted and verifies and entered:
        why_not = _("You entered or changed this paper, so somebody else verifies it.")
    elif is_submitted and not verifies:
        why_not = _("Procurement or an auditor verifies papers.")
    return {
        "may_verify": is_submitted and verifies and not entered,
        "may_look_up": row.status == CertificateStatus.VERIFIED and verifies,
        "may_edit": is_draft and enters_certificates(request.user, row.supplier_id),
        "why_not": why_not,
    }


say_acts(
    {
        "certificate.enter": gettext_lazy("Certificate entered"),
        "certificate.edit": gettext_lazy("Draft of a certificate changed"),
        "certificate.attach": gettext_lazy("File laid to a certificate"),
        "certificate.rohs": gettext_lazy("RoHS particulars entered"),
        "certificate.submit": gettext_lazy("Certificate handed in"),
        "certificate.verify": gettext_lazy("Certificate verified"),
        "certificate.reject": gettext_lazy("Certificate not accepted"),
        "certificate.reopen": gettext_lazy("Certificate taken back to mend it"),
        "certificate.supersede": gettext_lazy("Certificate replaced by a newer one"),
        "certificate.registry_check": gettext_lazy("Public register looked up"),
        "product.save": gettext_lazy("Product stored"),
        "product.offer": gettext_lazy("Product offered again"),
        "product.retire": gettext_lazy("Product no longer offered"),
        "wastecontractor.enter": gettext_lazy("Waste contractor entered"),
        "wastecontractor.verify": gettext_lazy("Waste contractor verified"),
        "wastecontractor.reject": gettext_lazy("Waste contractor not accepted"),
        "wastecontractor.end": gettext_lazy("Waste contractor no longer used"),
        "wastecontractor.registry_check": gettext_lazy("Public register looked up"),
    }
)
say_facts(
    {
        "certificate_kind": gettext_lazy("certificate"),
        "waste_kind": gettext_lazy("waste"),
        "register": gettext_lazy("the public register says"),
        "checked_on": gettext_lazy("looked up on"),
        "printed_end": gettext_lazy("end as printed"),
        "product_code": gettext_lazy("3C product code"),
        "by_number": gettext_lazy("by number"),
        "measurements": gettext_lazy("concentrations"),
        "scheme": gettext_lazy("kind of proof"),
        "reported_on": gettext_lazy("date of the report"),
    }
)
say_codes(CERTIFICATE_KIND)
