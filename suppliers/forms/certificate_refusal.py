"""What refusals about certificates, products, RoHS and waste contractors say to a person."""

from django.template.defaultfilters import date as day_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.forms.certificate_words import exceedance_sentence, remark_sentence, row_sentence, substances_listed
from suppliers.forms.refusal import STATE_WORDS, says
from suppliers.models.labels_proof import CERTIFICATE_STATUS, CONTRACTOR_STATUS, REGISTRY_STATUS
from suppliers.services.certificate import (
    CertificateExists,
    CertificateFileMissing,
    CertificateRefused,
    LookUpInFuture,
    RegisterNotLookedUp,
    RegisterRefuses,
)
from suppliers.services.product import ProductExists, UnknownProductCode
from suppliers.services.rohs import (
    LimitExceeded,
    MeasurementsRefused,
    ReportTooOld,
    RohsMissing,
    SubstancesMissing,
)
from suppliers.services.waste import (
    ContractorExists,
    ContractorFileMissing,
    ContractorNotLicensed,
    LicenceEndsBeforeStart,
)

for _table in (CERTIFICATE_STATUS, CONTRACTOR_STATUS):
    for _code, _word in _table.items():
        STATE_WORDS.setdefault(str(_code), _word)

_PLAIN = {
    CertificateExists: gettext_lazy(
        "This certificate has been entered already. Open it in the list instead of entering it again."
    ),
    CertificateFileMissing: gettext_lazy("Upload the file of the paper first: it is verified against it."),
    RegisterNotLookedUp: gettext_lazy("Look the paper up in the public register first, and state what it says."),
    LookUpInFuture: gettext_lazy("The day of the look-up lies in the future, or before the last one. Use the day you looked."),
    ProductExists: gettext_lazy("There is a product of this name already. Change that one, or give this one another name."),
    RohsMissing: gettext_lazy("State first what the proof rests on: the kind of proof, the date of the report, the substances."),
    LicenceEndsBeforeStart: gettext_lazy("The last day lies before the first day. Compare both with the paper."),
    ContractorExists: gettext_lazy("This contractor's licence has been entered already."),
    ContractorFileMissing: gettext_lazy(
        "There is no file of the licence, so there is nothing to verify. Ask the supplier for it."
    ),
}
for _refusal, _words in _PLAIN.items():
    says(_refusal)(lambda error, words=_words: str(words))  # type: ignore[misc]  # one shape for all words  # noqa: ARG005 -- one shape for all words


@says(CertificateRefused)
def _certificate_refused(error: CertificateRefused) -> str:
    return " ".join(remark_sentence(remark) for remark in error.remarks)


@says(RegisterRefuses)
def _register_refuses(error: RegisterRefuses) -> str:
    words = {"found": REGISTRY_STATUS[error.found]}
    return _("The public register says “%(found)s”, so the paper cannot be verified. Do not accept it, and say why.") % words


@says(UnknownProductCode)
def _unknown_product_code(error: UnknownProductCode) -> str:
    return _("%(code)s is no product class of the 3C catalogue. Choose one from the list, or none.") % {"code": error.code}


@says(SubstancesMissing)
def _substances_missing(error: SubstancesMissing) -> str:
    words = {"missing": substances_listed(error.missing)}
    return _("The proof has to speak of all ten substances. Missing: %(missing)s.") % words


@says(LimitExceeded)
def _limit_exceeded(error: LimitExceeded) -> str:
    return " ".join(exceedance_sentence(found) for found in error.found)


@says(ReportTooOld)
def _report_too_old(error: ReportTooOld) -> str:
    words = {"day": day_words(error.reported_on, "DATE_FORMAT")}
    return (
        _("The report of %(day)s is older than 24 months. Send a new one, or state that the product is unchanged since.") % words
    )


@says(MeasurementsRefused)
def _measurements_refused(error: MeasurementsRefused) -> str:
    return _("Nothing was taken from the table. %(problems)s") % {"problems": " ".join(map(row_sentence, error.problems))}


@says(ContractorNotLicensed)
def _contractor_not_licensed(error: ContractorNotLicensed) -> str:
    words = {"found": REGISTRY_STATUS[error.found]}
    return _("The licence is not in force (%(found)s), so waste may not be handed over. Do not accept it, and say why.") % words
