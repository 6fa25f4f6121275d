"""The application: overview, its parts with saving while typing, the page that lists what blocks, submitting, confirming."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suppliers.forms.admittance import (
    SECTION_TITLE,
    BankPaperForm,
    SectionForm,
    application_summary,
    field_anchor,
    field_label,
    note_words,
    raw_of,
    rows_posted,
)
from suppliers.forms.evidence import refusal_sentence
from suppliers.forms.note import note_sentence
from suppliers.forms.refusal import sentence
from suppliers.models import Admittance
from suppliers.permissions import NotAllowed, edits_application, submits_assessment
from suppliers.portal.access import own_supplier
from suppliers.portal.saving import say_saved
from suppliers.rules.application import TABLES, Section
from suppliers.rules.application_match import Note, code_province, identifier_of
from suppliers.rules.application_reading import ApplicationReading
from suppliers.rules.evidence import EvidenceRefused
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed
from suppliers.selectors.admittance import (
    application_reading,
    current_admittance,
    identifier_taken,
    is_editable,
    needs_confirmation,
    section_progress,
    typed_application,
    typed_section,
)
from suppliers.selectors.clock import now, today
from suppliers.selectors.region import province_name, region_table
from suppliers.services.admittance import (
    DraftConflict,
    DraftTooLarge,
    DuplicateSupplier,
    NotComplete,
    NotEditable,
    NothingToConfirm,
    attach_bank_paper,
    confirm_application,
    object_to_application,
    save_draft,
    submit_application,
)
from suppliers.services.evidence import store_evidence
from suppliers.services.supplier import StillWaiting, reapply

ORDER = [table.section for table in TABLES]


def _application_of(request: HttpRequest) -> Admittance:
    """The newest application of the reader's company, or 404."""
    admittance = current_admittance(request.user, own_supplier(request).pk)
    if admittance is None:
        raise Http404
    return admittance


@require_safe
def application(request: HttpRequest) -> HttpResponse:
    """The parts and how far each is; once submitted, how it stands and what comes next."""
    admittance = _application_of(request)
    supplier = admittance.supplier
    facts: dict[str, Any] = {"admittance": admittance, "supplier": supplier}
    if not is_editable(admittance):
        typed = typed_application(admittance)
        facts |= {
            "summary": application_summary(typed),
            "needs_confirmation": needs_confirmation(admittance),
            "is_admin": submits_assessment(request.user, supplier.pk),
            "awaits_signature": supplier.standing == Standing.AWAITING_SIGNATURE,
        }
        return render(request, "portal/application_status.html", facts)
    parts = section_progress(admittance, today=today())
    facts |= {
        "parts": [{"progress": part, "title": SECTION_TITLE[part.section]} for part in parts],
        "done": sum(part.state == "COMPLETE" for part in parts),
        "minutes": sum(part.minutes for part in parts if part.state != "COMPLETE"),
        "may_edit": edits_application(request.user, supplier.pk),
        "may_submit": submits_assessment(request.user, supplier.pk),
    }
    return render(request, "portal/application.html", facts)


def _section(name: str) -> Section:
    try:
        return Section(name)
    except ValueError as error:
        raise Http404 from error


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, name: str) -> HttpResponse:
    """One part of the form: it saves itself while one types, and with each of its buttons."""
    part = _section(name)
    admittance = _application_of(request)
    if not edits_application(request.user, admittance.supplier_id) or not is_editable(admittance):
        if request.method == "POST":
            return _refused(request, NotEditable(admittance.supplier.standing))
        return redirect("portal:application")
    if request.method == "POST":
        return _save(request, admittance, part)
    typed = _with_proposals(admittance, part, typed_section(admittance, part))
    patient = not request.GET.get("check") and not admittance.return_items.filter(settled_at__isnull=True).exists()
    facts = _section_facts(admittance, part, typed, version=admittance.draft_version, patient=patient)
    return render(request, "portal/application_section.html", facts)


def _with_proposals(admittance: Admittance, part: Section, typed: dict[str, Any]) -> dict[str, Any]:
    """What is most likely stands there already while nothing was chosen: it is stored when the part is saved."""
    if part is Section.COMPANY:
        fresh = {"registered_country": "CN", "identifier_scheme": "USCC"}
        return {**typed, **{name: value for name, value in fresh.items() if name not in typed}}
    if part is Section.LOCATION and not typed.get("registered_province"):
        return {**typed, "registered_province": _province_in_code(admittance) or ""}
    return typed


def _province_in_code(admittance: Admittance) -> str | None:
    company = application_reading(admittance, today=today()).values[Section.COMPANY]
    return code_province(company, region_table())


def _section_facts(
    admittance: Admittance,
    part: Section,
    typed: dict[str, Any],
    *,
    version: int,
    patient: bool,
    blank: dict[str, int] | None = None,
) -> dict[str, Any]:
    reading = application_reading(admittance, today=today()).of(part)
    place = ORDER.index(part)
    return {
        "admittance": admittance,
        "form": SectionForm(part, typed, blank_rows=blank),
        "version": version,
        "notes": _notes(admittance, part, reading, patient=patient),
        "returned": admittance.return_items.filter(settled_at__isnull=True, section=part),
        "step": place + 1,
        "steps": len(ORDER),
        "previous": ORDER[place - 1] if place else None,
        "from_code": province_name(_province_in_code(admittance) or "") if part is Section.LOCATION else "",
        "paper_form": BankPaperForm(),
    }


def _notes(admittance: Admittance, part: Section, reading: ApplicationReading, *, patient: bool) -> dict[str, dict[str, Any]]:
    """By path: sentences of problems and warnings, and an identifier that may be meant."""
    found: dict[str, dict[str, Any]] = {}
    for tone, notes in (("problem", reading.problems), ("attention", reading.warnings)):
        for path, sentences in note_words(notes, patient=patient).items():
            found.setdefault(path, {"path": path}).setdefault(tone, []).extend(sentences)
    for note in reading.problems:
        if note.facts.get("proposal"):
            found[note.path]["proposal"] = note.facts["proposal"]
    if part is Section.COMPANY and _is_taken(admittance, reading):
        taken = note_sentence(Note(part, "identifier_value", "IDENTIFIER_TAKEN"))
        found.setdefault("identifier_value", {"path": "identifier_value"}).setdefault("problem", []).append(taken)
    return found


def _is_taken(admittance: Admittance, reading: ApplicationReading) -> bool:
    identifier = identifier_of(reading.values[Section.COMPANY])
    return identifier is not None and identifier_taken(identifier, besides=admittance.supplier_id)


def _save(request: HttpRequest, admittance: Admittance, part: Section) -> HttpResponse:
    act, _colon, argument = request.POST.get("act", "").partition(":")
    raw = _acted(raw_of(part, request.POST), act, argument)
    if act == "theirs":
        return _take_theirs(request, admittance, part)
    version = _version(argument if act == "keep" else request.POST.get("version", ""))
    try:
        saved = save_draft(admittance, part, raw, expected_version=version, by=request.user, at=now())
    except DraftConflict as conflict:
        return _conflict(request, admittance, part, raw, conflict)
    except (NotAllowed, NotEditable, DraftTooLarge) as refusal:
        return _refused(request, refusal)
    admittance.refresh_from_db()
    if act == "next":
        return redirect(_next_url(part))
    blank = {}
    if act == "add":
        blank = {argument: rows_posted(part, argument, request.POST) - len(raw.get(argument, [])) + 1}
    facts = _section_facts(admittance, part, raw, version=saved.version, patient=True, blank=blank)
    if act:
        template = "portal/application_form.html" if request.htmx else "portal/application_section.html"
    else:
        template = "portal/application_saved.html"
    return say_saved(render(request, template, facts), saved.saved_at)


def _acted(raw: dict[str, Any], act: str, argument: str) -> dict[str, Any]:
    """What was typed, after the button that was pressed: a row less, or a proposal taken over."""
    if act == "remove":
        row_set, _colon, place = argument.partition(":")
        rows = raw.get(row_set)
        if isinstance(rows, list) and place.isdigit():
            raw[row_set] = [row for number, row in enumerate(rows) if number != int(place)]
    elif act == "use":
        name, _colon, value = argument.partition(":")
        if name in raw and isinstance(raw[name], str):
            raw[name] = value
    return raw


def _version(text: str) -> int:
    # What is no number was never sent by our page: it is treated as the oldest version, so nothing is overwritten.
    return int(text) if text.isdigit() else 0


def _next_url(part: Section) -> str:
    place = ORDER.index(part) + 1
    if place < len(ORDER):
        return reverse("portal:application_section", args=[ORDER[place]])
    return reverse("portal:application_review")


def _take_theirs(request: HttpRequest, admittance: Admittance, part: Section) -> HttpResponse:
    if not request.htmx:
        return redirect("portal:application_section", part)
    facts = _section_facts(admittance, part, typed_section(admittance, part), version=admittance.draft_version, patient=True)
    # Nothing of the reader's is left to save: what stands on the page is what is stored.
    return say_saved(render(request, "portal/application_form.html", facts), admittance.draft_saved_at or now())


def _conflict(
    request: HttpRequest, admittance: Admittance, part: Section, raw: dict[str, Any], conflict: DraftConflict
) -> HttpResponse:
    admittance.refresh_from_db()
    facts = _section_facts(admittance, part, raw, version=_version(request.POST.get("version", "")), patient=True)
    facts["conflict"] = {
        "version": conflict.version,
        "person": conflict.saved_by,
        "at": parse_datetime(conflict.saved_at),
        "differences": _differences(part, raw, conflict.stored),
    }
    if not request.htmx:
        template = "portal/application_section.html"
    else:
        template = "portal/application_form.html" if request.POST.get("act") else "portal/application_conflict.html"
    return render(request, template, facts, status=409)


def _differences(part: Section, mine: dict[str, Any], theirs: dict[str, Any]) -> list[dict[str, str]]:
    """Field by field where the two texts differ, both in words."""
    ours, other = (_flat(part, typed) for typed in (mine, theirs))
    return [
        {"label": label, "mine": ours.get(label, ""), "theirs": other.get(label, "")}
        for label in dict.fromkeys((*ours, *other))
        if ours.get(label, "") != other.get(label, "")
    ]


def _flat(part: Section, typed: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for summary in application_summary({part: typed}):
        if summary.section is part:
            found |= dict(summary.lines)
            for title, rows in summary.row_sets:
                for number, row in enumerate(rows, start=1):
                    found |= {f"{title} {number}: {label}": text for label, text in row}
    return found


def _refused(request: HttpRequest, refusal: Exception) -> HttpResponse:
    if request.htmx:
        return render(request, "portal/application_refused.html", {"reason": sentence(refusal)}, status=422)
    messages.error(request, sentence(refusal))
    return redirect("portal:application")


@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """Take the bank paper: one file, examined before it is kept."""
    admittance = _application_of(request)
    if not is_editable(admittance):
        return _refused(request, NotEditable(admittance.supplier.standing))
    form = BankPaperForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            upload = form.cleaned_data["file"]
            evidence = store_evidence(admittance.supplier, upload, kind="bank_paper", by=request.user, at=now())
            attach_bank_paper(admittance, evidence, by=request.user, at=now())
            messages.success(request, _("The bank paper is uploaded."))
            return redirect("portal:application_section", Section.BANK)
    except EvidenceRefused as refusal:
        form.add_error("file", refusal_sentence(refusal))
    except (NotAllowed, NotEditable) as refusal:
        messages.error(request, sentence(refusal))
        return redirect("portal:application")
    typed = typed_section(admittance, Section.BANK)
    facts = _section_facts(admittance, Section.BANK, typed, version=admittance.draft_version, patient=True)
    return render(request, "portal/application_section.html", facts | {"paper_form": form}, status=422)


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Everything read back, what blocks submitting with a link to each field, and the button."""
    admittance = _application_of(request)
    if not is_editable(admittance):
        return redirect("portal:application")
    return render(request, "portal/application_review.html", _review_facts(request, admittance))


def _review_facts(request: HttpRequest, admittance: Admittance) -> dict[str, Any]:
    reading = application_reading(admittance, today=today())
    return {
        "admittance": admittance,
        "summary": application_summary(typed_application(admittance)),
        "blocking": _listed(reading.problems),
        "warnings": _listed(reading.warnings),
        "taken": _is_taken(admittance, reading),
        "may_submit": submits_assessment(request.user, admittance.supplier_id),
        "may_edit": edits_application(request.user, admittance.supplier_id),
    }


def _listed(notes: tuple[Note, ...]) -> list[dict[str, Any]]:
    groups: dict[Section, list[dict[str, str]]] = {}
    for note in notes:
        anchor = f"{reverse('portal:application_section', args=[note.section])}?check=1#{field_anchor(note.path)}"
        groups.setdefault(note.section, []).append(
            {"url": anchor, "label": field_label(note.path), "sentence": note_sentence(note)}
        )
    return [{"title": SECTION_TITLE[part], "notes": listed} for part, listed in groups.items()]


@require_POST
def submit(request: HttpRequest) -> HttpResponse:
    """Hand the application to procurement. A second click lands on the page that says how it stands."""
    admittance = _application_of(request)
    try:
        submit_application(admittance, by=request.user, at=now())
    except MoveNotAllowed as refusal:
        if refusal.state in {Standing.DRAFT, Standing.RETURNED}:
            messages.error(request, _("Only the administrator of your company's account submits the application."))
        else:
            messages.info(request, _("The application has been submitted already. Nothing was changed."))
    except (NotComplete, DuplicateSupplier):
        admittance.refresh_from_db()
        facts = _review_facts(request, admittance) | {"refused": True}
        return render(request, "portal/application_review.html", facts, status=422)
    except NotAllowed as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Your application is on its way. What happens next stands below."))
    return redirect("portal:application")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """What procurement entered, read back to the supplier's administrator: confirm it, or say what is wrong."""
    admittance = _application_of(request)
    if request.method != "POST":
        if not needs_confirmation(admittance):
            return redirect("portal:application")
        facts = {
            "admittance": admittance,
            "summary": application_summary(typed_application(admittance)),
            "may_confirm": submits_assessment(request.user, admittance.supplier_id),
        }
        return render(request, "portal/application_confirm.html", facts)
    reason = request.POST.get("reason", "").strip()
    try:
        if request.POST.get("act") == "object":
            return _object(request, admittance, reason)
        confirm_application(admittance, by=request.user, at=now())
    except NothingToConfirm:
        messages.info(request, _("There is nothing to confirm any more. Nothing was changed."))
    except NotAllowed:
        messages.error(request, _("Only the administrator of your company's account confirms the data."))
    else:
        messages.success(request, _("Thank you: you have confirmed the data of your company."))
    return redirect("portal:application")


def _object(request: HttpRequest, admittance: Admittance, reason: str) -> HttpResponse:
    if not reason:
        messages.error(request, _("Please say what is not right, so that procurement can mend it."))
        return redirect("portal:application_confirm")
    object_to_application(admittance, by=request.user, at=now(), reason=reason[:2000])
    messages.success(request, _("Procurement has been told what is not right and will send the application back for mending."))
    return redirect("portal:application")


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Begin a new application after one that was not successful."""
    supplier = own_supplier(request)
    try:
        reapply(supplier, by=request.user, at=now())
    except StillWaiting as refusal:
        messages.info(request, sentence(refusal))
    except (NotAllowed, MoveNotAllowed) as refusal:
        messages.error(request, sentence(refusal))
    return redirect("portal:application")
