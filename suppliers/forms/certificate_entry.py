"""Storing a typed paper with its file: the same for suppliers and for procurement on their behalf."""

from datetime import datetime

from suppliers.forms.certificate import CertificateForm
from suppliers.forms.evidence import refusal_sentence
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Account, Certificate, Supplier
from suppliers.rules.evidence import EvidenceRefused
from suppliers.services.certificate import attach_certificate_file, enter_certificate
from suppliers.services.evidence import store_evidence


def store_certificate(
    form: CertificateForm, supplier: Supplier, *, by: Account, at: datetime, certificate: Certificate | None = None
) -> Certificate | None:
    """The draft of a valid form, stored with its file; None with the reason written into the form.

    `certificate` is the draft that is changed; None means a new one.
    """
    upload = form.cleaned_data["file"]
    try:
        file = store_evidence(supplier, upload, kind="certificate", by=by, at=at) if upload else None
        row = enter_certificate(supplier, form.draft(), by=by, at=at, certificate=certificate)
        if file is not None:
            attach_certificate_file(row, file, by=by, at=at)
    except EvidenceRefused as refusal:
        form.add_error("file", refusal_sentence(refusal))
        return None
    except refusals() as refusal:
        form.add_error(None, sentence(refusal))
        return None
    return row
