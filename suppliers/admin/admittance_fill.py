"""Entering an application on a supplier's behalf: the same parts as in the portal, saved one by one."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.admittance_data import missing_words
from suppliers.forms.admittance import SECTION_TITLE, SectionForm, TypedForm, note_words, raw_of
from suppliers.forms.evidence import ACCEPT, evidence_help, refusal_sentence
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Admittance
from suppliers.permissions import edits_application, invites_suppliers
from suppliers.rules.application import TABLE, Section
from suppliers.rules.evidence import EvidenceRefused
from suppliers.selectors.admittance import application_reading, is_editable, section_progress, typed_section
from suppliers.selectors.clock import now, today
from suppliers.services.admittance import DraftConflict, attach_bank_paper, save_draft, submit_application
from suppliers.services.evidence import store_evidence
from suppliers.services.supplier import register_supplier

if TYPE_CHECKING:
    from suppliers.admin.reading import ReadingAdmin as _Base
else:
    _Base = object


class EnterForm(forms.Form):
    """The name under which the supplier enters the register as a draft."""

    name_zh = forms.CharField(label=gettext_lazy("Registered name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        if not cleaned.get("name_zh") and not cleaned.get("name_en"):
            raise forms.ValidationError(_("Give the name in Chinese or in English."))
        return cleaned


class FillingIn(_Base):
    """The acts of entering: begin, fill in part by part, submit."""

    def enter(self, request: HttpRequest) -> HttpResponse:
        """A new supplier as a draft with its number; then its form opens."""
        if not invites_suppliers(request.user):
            raise PermissionDenied
        form = EnterForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            admittance = register_supplier(by=request.user, at=now(), intake="PROCUREMENT", **form.cleaned_data)
            return redirect(part_address(admittance, Section.COMPANY))
        status = 422 if request.method == "POST" else 200
        return self.page(request, None, "admin/pages/admittance_enter.html", status, title=_("Enter a supplier"), form=form)

    def fill(self, request: HttpRequest, admittance: Admittance) -> HttpResponse:
        """One part of the form. Everything typed is kept, right or wrong; what is wrong is said beside it."""
        if not edits_application(request.user, admittance.supplier_id):
            raise PermissionDenied
        if not is_editable(admittance):
            return self.back(request, admittance, _("The application is not open for writing now."), refused=True)
        section = _section(request.GET.get("section", ""))
        if request.method == "POST":
            return self._save(request, admittance, section)
        return self._part_page(request, admittance, section, typed_section(admittance, section))

    def _save(self, request: HttpRequest, admittance: Admittance, section: Section) -> HttpResponse:
        raw = raw_of(section, request.POST)
        version = request.POST.get("version", "")
        try:
            saved = save_draft(
                admittance,
                section,
                raw,
                expected_version=int(version) if version.isascii() and version.isdigit() else 0,
                by=request.user,
                at=now(),
            )
            self._take_paper(request, admittance, section)
        except DraftConflict as conflict:
            return self._part_page(request, admittance, section, raw, conflict=conflict)
        except EvidenceRefused as refusal:
            return self._part_page(request, admittance, section, raw, refusal=refusal_sentence(refusal))
        except refusals() as refusal:
            return self._part_page(request, admittance, section, raw, refusal=sentence(refusal))
        words = {"part": SECTION_TITLE[section], "time": timezone.localtime(saved.saved_at).strftime("%H:%M")}
        messages.success(request, _("“%(part)s” saved at %(time)s.") % words)
        return redirect(_after_saving(request, admittance, section))

    def _take_paper(self, request: HttpRequest, admittance: Admittance, section: Section) -> None:
        upload = request.FILES.get("bank_paper")
        if section is Section.BANK and upload is not None:
            at = now()
            paper = store_evidence(admittance.supplier, upload, kind="bank_paper", by=request.user, at=at)
            attach_bank_paper(admittance, paper, by=request.user, at=at)

    def _part_page(
        self,
        request: HttpRequest,
        admittance: Admittance,
        section: Section,
        typed: dict[str, Any],
        *,
        conflict: DraftConflict | None = None,
        refusal: str = "",
    ) -> HttpResponse:
        admittance.refresh_from_db()
        added = request.GET.get("add", "")
        rows = {row_set.name: int(row_set.name == added) for row_set in TABLE[section].row_sets}
        reading = application_reading(admittance, today=today()).of(section)
        form = SectionForm(section, typed, blank_rows=rows)
        was_typed = bool(typed_section(admittance, section))
        notes = note_words([*reading.problems, *reading.warnings], patient=not was_typed)
        context = {
            "title": str(form.title),
            "supplier": admittance.supplier,
            "form": form,
            "fields": _drawn(form.fields, notes),
            "row_sets": [
                {"form": drawn, "sentences": notes.get(drawn.name, []), "rows": [_drawn(row, notes) for row in drawn.rows]}
                for drawn in form.row_sets
            ],
            "section": section,
            "version": conflict.version if conflict else admittance.draft_version,
            "conflict": conflict,
            "stored": _stored_lines(section, conflict.stored) if conflict else [],
            "refusal": refusal,
            "is_bank": section is Section.BANK,
            "bank_paper_sentences": notes.get("bank_paper", []),
            "accept": ACCEPT,
            "evidence_help": evidence_help,
            "parts": [
                (part, SECTION_TITLE[part.section], part_address(admittance, part.section))
                for part in section_progress(admittance, today=today())
            ],
            "next_section": _next(section),
        }
        return self.page(request, admittance, "admin/pages/admittance_fill.html", 409 if conflict else 200, **context)

    def submit(self, request: HttpRequest, admittance: Admittance) -> HttpResponse:
        """A page that says what is still missing, or what follows; then it is submitted."""
        if not edits_application(request.user, admittance.supplier_id):
            raise PermissionDenied
        refusal = ""
        if request.method == "POST":
            try:
                submit_application(admittance, by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                done = _("The application is submitted. A colleague who entered nothing in it does the checks.")
                return self.back(request, admittance, done)
        if not is_editable(admittance):
            return self.back(request, admittance, refusal or _("The application is not open for writing now."), refused=True)
        missing = [
            (part_address(admittance, Section(section)), SECTION_TITLE[Section(section)], label, words)
            for section, label, words in missing_words(admittance, today=today())
        ]
        context = {"title": _("Submit the application"), "supplier": admittance.supplier, "missing": missing, "refusal": refusal}
        return self.page(request, admittance, "admin/pages/admittance_submit.html", 422 if refusal else 200, **context)


def _drawn(form: TypedForm, notes: dict[str, list[str]]) -> list[dict[str, Any]]:
    return [
        {"bound": bound, "path": form.path_of(bound.name).replace(".", "-"), "sentences": notes.get(form.path_of(bound.name), [])}
        for bound in form
    ]


def part_address(admittance: Admittance, section: Section, **more: str) -> str:
    """The page of one part of the form."""
    return f"{reverse('admin:suppliers_admittance_fill', args=[admittance.pk])}?{urlencode({'section': section, **more})}"


def _section(typed: str) -> Section:
    return Section(typed) if typed in set(Section) else Section.COMPANY


def _next(section: Section) -> Section | None:
    order = list(Section)
    place = order.index(section) + 1
    return order[place] if place < len(order) else None


def _after_saving(request: HttpRequest, admittance: Admittance, section: Section) -> str:
    """The same part with one more row, the next part, or the page to submit."""
    added = request.POST.get("add", "")
    if added in {row_set.name for row_set in TABLE[section].row_sets}:
        return f"{part_address(admittance, section, add=added)}#rows-{added}"
    if "stay" in request.POST:
        return part_address(admittance, section)
    follows = _next(section)
    return part_address(admittance, follows) if follows else reverse("admin:suppliers_admittance_submit", args=[admittance.pk])


def _stored_lines(section: Section, stored: dict[str, Any]) -> list[tuple[str, str]]:
    """Their text, field by field, for the person who has to choose."""
    form = SectionForm(section, stored)
    lines = []
    for typed_form in form.forms():
        for bound in typed_form:
            value = bound.value()
            choices = dict(getattr(bound.field.widget, "choices", []))
            lines.append((str(bound.label), str(choices.get(value, value) if value not in (None, "") else "–")))
    return lines
