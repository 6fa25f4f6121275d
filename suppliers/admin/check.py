"""The ten qualification checks as cards: what to look up and where, what Assay found, what came out."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from suppliers.admin.words import check_badge
from suppliers.forms.evidence import ACCEPT, refusal_sentence
from suppliers.forms.note import finding_sentences
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Admittance, QualificationCheck
from suppliers.models.labels import CHECK_RESULT
from suppliers.rules.evidence import EvidenceRefused
from suppliers.rules.qualification import Check, CheckResult, may_be_not_applicable
from suppliers.selectors.clock import now
from suppliers.selectors.qualification import province_in_code
from suppliers.services.check import record_check
from suppliers.services.evidence import store_evidence

LOOK_UP = {
    Check.IDENTITY: _(
        "National Enterprise Credit Information Publicity System (GSXT), the Hong Kong Companies Registry or the local register: "
        "is the company in business, and is the registered name the same?"
    ),
    Check.BANK: _(
        "The uploaded bank paper, and a call back to a number known from elsewhere: is the account held in the registered name?"
    ),
    Check.LICENCES: _("The issuers’ portals: are all licences the category asks for in force?"),
    Check.INSOLVENCY: _("China Enforcement Information Online and the bankruptcy register: is there no entry?"),
    Check.BLACKLIST: _("Assay’s own blacklist: identifier, people, bank account, address and phone are compared by Assay."),
    Check.SANCTIONS: _(
        "The sanctions lists chosen by the company: is there no match for the company, its owners and its people?"
    ),
    Check.SCALE: _("The annual accounts: age, staff and revenue against the thresholds of the category."),
    Check.PENALTIES: _(
        "GSXT, Credit China and the environmental authority: is what was declared complete, and was it put right? "
        "A serious environmental or safety penalty needs the view of integrity and compliance."
    ),
    Check.CONFLICT: _("Data of human resources: is the declaration of links complete?"),
    Check.PROVINCE: _("The register: why does the province in the credit code differ from the registered address?"),
}


@dataclass(frozen=True)
class Card:
    """One check on the page; `form` holds what was typed when saving was refused, `refusal` why."""

    check: QualificationCheck
    words: str
    look_up: object
    result: str
    findings: list[tuple[str, bool]]
    form: "CheckForm"
    refusal: str = ""
    is_open: bool = False

    @property
    def is_hard(self) -> bool:
        """Whether nothing but passing will do."""
        return Check(self.check.code).is_hard


class CheckForm(forms.Form):
    """Result, source, note and one more file; the results offered are those this check can have."""

    result = forms.ChoiceField(label=_("Result"), widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Where and when it was looked up"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    file = forms.FileField(
        label=_("Proof as a file"), required=False, allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )

    def __init__(self, check: QualificationCheck, offered: list[CheckResult], *args: Any, **kwargs: Any) -> None:
        initial = {"result": check.result, "source": check.source, "note": check.note}
        super().__init__(*args, initial=initial, auto_id=f"{check.code}-%s", **kwargs)
        self.fields["result"].choices = [(str(result), CHECK_RESULT[result]) for result in offered]


def offered_results(check: Check, *, province_in_code: bool) -> list[CheckResult]:
    """What can come out of this check, `open` first."""
    results = [CheckResult.OPEN, CheckResult.PASSED, CheckResult.FAILED]
    if not check.is_hard:
        results.append(CheckResult.EXPLAINED)
    if may_be_not_applicable(check, province_in_code=province_in_code):
        results.append(CheckResult.NOT_APPLICABLE)
    return results


def check_cards(admittance: Admittance) -> list[Card]:
    """All cards of an application in the order of the list; empty before checking has begun."""
    in_code = province_in_code(admittance.supplier) is not None
    rows = admittance.checks.select_related("checked_by").prefetch_related("evidence")
    return [_card(row, province_in_code=in_code) for row in rows]


def _card(row: QualificationCheck, *, province_in_code: bool, **options: Any) -> Card:
    code = Check(row.code)
    form = options.pop("form", None) or CheckForm(row, offered_results(code, province_in_code=province_in_code))
    return Card(
        check=row,
        words=row.get_code_display(),
        look_up=LOOK_UP[code],
        result=check_badge(row.result),
        findings=finding_sentences(row.finding),
        form=form,
        **options,
    )


def saved_card(row: QualificationCheck, request: HttpRequest) -> Card:
    """Record what was posted for one check. The card that comes back says what was refused, with all that was typed."""
    in_code = province_in_code(row.admittance.supplier) is not None
    form = CheckForm(row, offered_results(Check(row.code), province_in_code=in_code), request.POST, request.FILES)
    if not form.is_valid():
        return _card(row, province_in_code=in_code, form=form, is_open=True)
    try:
        _record(row, form, request)
    except EvidenceRefused as refusal:
        return _card(row, province_in_code=in_code, form=form, refusal=refusal_sentence(refusal), is_open=True)
    except refusals() as refusal:
        return _card(row, province_in_code=in_code, form=form, refusal=sentence(refusal), is_open=True)
    checks = QualificationCheck.objects.select_related("checked_by")  # scoped: the very row that a selector gave
    fresh = checks.prefetch_related("evidence").get(pk=row.pk)
    return _card(fresh, province_in_code=in_code)


def _record(row: QualificationCheck, form: CheckForm, request: HttpRequest) -> None:
    at = now()
    upload = form.cleaned_data["file"]
    keep = partial(store_evidence, row.admittance.supplier, kind="lookup", by=request.user, at=at)
    # One transaction: a check that is refused leaves no stray file behind.
    with transaction.atomic():
        files = [keep(upload)] if upload is not None else []
        record_check(
            row,
            CheckResult(form.cleaned_data["result"]),
            by=request.user,
            at=at,
            source=form.cleaned_data["source"],
            note=form.cleaned_data["note"],
            evidence=files,
        )


def posted_code(posted: QueryDict) -> str:
    """The check a form is about, or nothing."""
    code = posted.get("code", "")
    return code if code in set(Check) else ""
