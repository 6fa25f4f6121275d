"""Shapes of what is typed about a paper: the paper itself, its RoHS particulars, a look-up, a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.forms.evidence import evidence_field
from suppliers.models import Certificate, Product, RohsDeclaration, Supplier
from suppliers.models.labels import choices
from suppliers.models.labels_proof import CERTIFICATE_KIND, HOLDER_ROLE, REGISTRY_STATUS, ROHS_SCHEME, SUBSTANCE
from suppliers.rules.certificate import CertificateKind, HolderRole, RegistryStatus
from suppliers.rules.rohs import RohsScheme, Substance
from suppliers.services.certificate import CertificateDraft, LookUp
from suppliers.services.rohs import RohsStatement


def day_field(**options: Any) -> forms.DateField:
    """A day, with the browser's calendar."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class CertificateForm(forms.Form):
    """What is typed off a paper, and perhaps its file."""

    kind = forms.ChoiceField(label=_("Kind of certificate"), choices=choices(CERTIFICATE_KIND))
    number = forms.CharField(label=_("Certificate number"), max_length=80)
    holder_name = forms.CharField(label=_("Holder as printed"), max_length=200)
    holder_role = forms.ChoiceField(
        label=_("Held by"), choices=choices(HOLDER_ROLE), help_text=_("A manufacturer may hold papers about products only.")
    )
    factory = forms.CharField(label=_("Factory as printed"), max_length=300, required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=200)
    standard_edition = forms.CharField(
        label=_("Standard and edition"), max_length=80, required=False, help_text=_("For example ISO 14001:2026.")
    )
    scope = forms.CharField(
        label=_("Scope, with all models the paper names"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    site_addresses = forms.CharField(
        label=_("Sites covered"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    issued_on = day_field(label=_("Issued on"), required=False)
    valid_from = day_field(label=_("Valid from"))
    valid_to = day_field(
        label=_("Valid until"), required=False, help_text=_("The last day. Empty only where the paper names no end.")
    )
    registry_url = forms.URLField(
        label=_("Address in the public register"), max_length=300, required=False, assume_scheme="https"
    )
    products = forms.MultipleChoiceField(
        label=_("Products covered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For papers about products."),
    )
    replaces = forms.ChoiceField(label=_("Renews an earlier paper"), required=False)
    file = evidence_field(required=False)

    def __init__(
        self, *args: Any, supplier: Supplier, earlier: list[Certificate], products: list[Product], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["products"].choices = [(str(product.pk), product.name) for product in products]
        self.fields["replaces"].choices = [
            ("", _("None")),
            *((str(row.pk), f"{row.get_kind_display()} {row.number}") for row in earlier),
        ]
        self.fields["holder_name"].initial = supplier.name_zh or supplier.name_en

    def draft(self) -> CertificateDraft:
        """What was typed, as the service takes it."""
        typed = {**self.cleaned_data}
        typed.pop("file")
        return CertificateDraft(
            **{
                **typed,
                "kind": CertificateKind(typed["kind"]),
                "holder_role": HolderRole(typed["holder_role"]),
                "products": tuple(int(pk) for pk in typed["products"]),
                "replaces": int(typed["replaces"]) if typed["replaces"] else None,
            }
        )


def initial_of(certificate: Certificate) -> dict[str, Any]:
    """What a stored draft puts into the form."""
    names = [name for name in CertificateForm.base_fields if name not in {"products", "replaces", "file"}]
    return {
        **{name: getattr(certificate, name) for name in names},
        "products": [str(product.pk) for product in certificate.products.all()],
        "replaces": str(certificate.replaces_id or ""),
    }


class RohsForm(forms.Form):
    """What a RoHS proof rests on, and perhaps a table of concentrations."""

    scheme = forms.ChoiceField(label=_("Kind of proof"), choices=choices(ROHS_SCHEME))
    reported_on = day_field(label=_("Date of the report"))
    unchanged = forms.BooleanField(label=_("The product is unchanged since the report"), required=False)
    substances = forms.MultipleChoiceField(
        label=_("Substances the proof speaks of"), choices=choices(SUBSTANCE), required=False, widget=forms.CheckboxSelectMultiple
    )
    table = forms.FileField(
        label=_("Table of concentrations (CSV or XLSX)"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=_("Columns: part, material, substance, mg/kg, exemption. A new table takes the place of the one before."),
    )

    def statement(self) -> RohsStatement:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        return RohsStatement(
            scheme=RohsScheme(typed["scheme"]),
            reported_on=typed["reported_on"],
            unchanged=typed["unchanged"],
            substances=tuple(Substance(code) for code in typed["substances"]),
        )


def rohs_initial(declaration: RohsDeclaration | None) -> dict[str, Any]:
    """What stored particulars put into the form."""
    if declaration is None:
        return {}
    return {
        "scheme": declaration.scheme,
        "reported_on": declaration.reported_on,
        "unchanged": declaration.unchanged_since,
        "substances": declaration.substances,
    }


class LookUpForm(forms.Form):
    """What the public register said, on which day, with the picture of the page."""

    found = forms.ChoiceField(
        label=_("The public register says"),
        choices=[("", "–"), *((code, word) for code, word in choices(REGISTRY_STATUS) if code != RegistryStatus.UNKNOWN)],
    )
    checked_on = day_field(label=_("Looked up on"), required=False, help_text=_("Empty: today."))
    proof = evidence_field(label=_("Picture of the page"), required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def look_up(self, proof: Any = None) -> LookUp:
        """What was typed, as the service takes it; `proof` is the stored picture."""
        typed = self.cleaned_data
        return LookUp(RegistryStatus(typed["found"]), typed["checked_on"], proof, typed["note"])


class ReasonForm(forms.Form):
    """Why something is not accepted."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
