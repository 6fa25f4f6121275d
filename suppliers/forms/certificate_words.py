"""What remarks about papers and problems of tables say to a person: the same on every face."""

from collections.abc import Iterable
from datetime import date

from django.template.defaultfilters import date as day_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.forms.listing import listed
from suppliers.models.labels_proof import EXCESS, SUBSTANCE
from suppliers.rules.certificate import CertificateState
from suppliers.rules.certificate_number import Remark
from suppliers.rules.rohs import Exceedance
from suppliers.rules.rohs_reading import BadRow
from suppliers.rules.waste import ContractorState

STATE_TONE = {
    CertificateState.VALID: "good",
    CertificateState.EXPIRING: "attention",
    CertificateState.SUBMITTED: "attention",
    CertificateState.NOT_YET_VALID: "attention",
    CertificateState.NOT_LOOKED_UP: "attention",
    CertificateState.REJECTED: "problem",
    CertificateState.EXPIRED: "problem",
    CertificateState.SUSPENDED: "problem",
    CertificateState.REVOKED: "problem",
    CertificateState.CANCELLED: "problem",
}
CONTRACTOR_TONE = {
    ContractorState.VALID: "good",
    ContractorState.EXPIRING: "attention",
    ContractorState.SUBMITTED: "attention",
    ContractorState.NOT_YET_VALID: "attention",
    ContractorState.REJECTED: "problem",
    ContractorState.EXPIRED: "problem",
    ContractorState.NOT_VALID_IN_REGISTER: "problem",
}
REMARKS = {
    "CCC_FORM": gettext_lazy(
        "A 3C number has exactly 16 digits; this has %(length)s characters. Do not type the number of the form."
    ),
    "CCC_YEAR": gettext_lazy(
        "The first four digits (%(year)s) are the year of first issue; that year does not fit the day the certificate begins."
    ),
    "CCC_BODY": gettext_lazy(
        "Digits 5 and 6 (%(body)s) stand for a certification body that is not in the table. Compare with the paper."
    ),
    "CCC_PRODUCT_CODE": gettext_lazy(
        "Digits 7 to 10 (%(product_code)s) stand for a product class that is not in the table. Compare with the paper."
    ),
    "DISCHARGE_FORM": gettext_lazy(
        "A permit number has 22 characters: the 18 of the credit code, three digits for the site, one letter. "
        "This has %(length)s."
    ),
    "DISCHARGE_WITHOUT_CREDIT_CODE": gettext_lazy(
        "The number does not contain a credit code (it begins with H9): compare the holder with the paper."
    ),
    "DISCHARGE_OTHER_HOLDER": gettext_lazy(
        "The number contains the credit code %(in_number)s, which is not the supplier's. Compare the holder with the paper."
    ),
    "HOLDER_DIFFERENT": gettext_lazy(
        "The holder is not the supplier. A paper of a sister company does not count; "
        "papers about products may be the manufacturer's."
    ),
    "HOLDER_FORMER_NAME": gettext_lazy("The holder is a former name of the supplier. Ask for the paper in its present name."),
    "HOLDER_OTHER_SCRIPT": gettext_lazy(
        "The holder's name is in traditional characters where the register has simplified ones. Compare sign by sign."
    ),
    "HOLDER_MANUFACTURER": gettext_lazy(
        "The holder is the manufacturer, not the supplier. Check that the supplier really sells this manufacturer's product."
    ),
    "END_MISSING": gettext_lazy("Papers of this kind have a last day. Type it off the paper, also where it says “long-term”."),
    "ENDS_BEFORE_START": gettext_lazy("The last day lies before the first day. Compare both with the paper."),
    "TERM_TOO_LONG": gettext_lazy("Papers of this kind run for at most %(years)s years. Compare both days with the paper."),
    "EDITION_UNKNOWN": gettext_lazy("The standard names no edition that is in the table, for example “ISO 14001:2026”."),
    "EDITION_LAPSES": gettext_lazy("Certificates of the edition %(edition)s count until %(day)s only, whatever the paper says."),
    "EDITION_LAPSED": gettext_lazy("Certificates of the edition %(edition)s no longer count since %(day)s."),
    "NO_PRODUCT": gettext_lazy("Choose the products this paper covers. It says nothing of the others."),
    "OTHER_PRODUCT_CODE": gettext_lazy(
        "“%(product)s” is of class %(product_code)s, but the certificate number says %(in_number)s: the product is not covered."
    ),
    "MODEL_NOT_NAMED": gettext_lazy(
        "“%(product)s”: the scope does not name these models, so they are not covered: %(models)s. "
        "Type all models of the paper into its scope, or cover another product."
    ),
}
ROWS = {
    "NO_ROWS": gettext_lazy("The table holds no concentration."),
    "COLUMNS_MISSING": gettext_lazy("The first row has to name the columns; missing: %(columns)s."),
    "TEXT_MISSING": gettext_lazy("Nothing stands in the column “%(column)s”."),
    "TEXT_TOO_LONG": gettext_lazy("The text in the column “%(column)s” is too long."),
    "NO_SUBSTANCE": gettext_lazy("“%(value)s” is none of the ten substances."),
    "NO_AMOUNT": gettext_lazy("“%(value)s” is no amount in mg/kg. Write a number, “<5” or “ND”."),
    "TWICE": gettext_lazy("%(substance)s in “%(material)s” stands there twice."),
    "TOO_MANY_ROWS": gettext_lazy("At most %(most)s rows fit."),
}


def remark_sentence(remark: Remark) -> str:
    """What a finding about a paper says."""
    facts = dict(remark.facts)
    if "day" in facts:
        facts["day"] = day_words(date.fromisoformat(facts["day"]), "DATE_FORMAT")
    return str(REMARKS[remark.code]) % facts


def remark_sentences(found: Iterable[Remark]) -> list[tuple[str, bool]]:
    """Each finding with whether it keeps the paper from being handed in."""
    return [(remark_sentence(remark), remark.is_refusal) for remark in found]


def row_sentence(problem: BadRow) -> str:
    """What is wrong in a row of a table, with its number."""
    words = str(ROWS[problem.code]) % dict(problem.facts)
    return _("Row %(row)s: %(words)s") % {"row": problem.row, "words": words}


def exceedance_sentence(found: Exceedance) -> str:
    """Which homogeneous material is above which limit, and why no exemption lets it pass."""
    row = found.measured
    words = {
        "part": row.part,
        "material": row.material,
        "substance": SUBSTANCE[row.substance],
        "ppm": amount(row.ppm),
        "limit": amount(found.limit),
        "exemption": row.exemption,
        "why": EXCESS[found.why],
    }
    if row.exemption:
        return (
            _(
                "%(part)s, %(material)s: %(substance)s %(ppm)s mg/kg is above the limit of %(limit)s mg/kg "
                "(exemption %(exemption)s: %(why)s)."
            )
            % words
        )
    return _("%(part)s, %(material)s: %(substance)s %(ppm)s mg/kg is above the limit of %(limit)s mg/kg (%(why)s).") % words


def substances_listed(substances: Iterable[str]) -> str:
    """Substances in a row."""
    return listed(SUBSTANCE[substance] for substance in substances)  # type: ignore[index]  # codes are the enum's values


def amount(number: object) -> str:
    """A figure without zeros that say nothing: 1000, 0.5."""
    text = f"{number:,f}"  # type: ignore[str-format]  # always a Decimal
    return text.rstrip("0").rstrip(".") if "." in text else text
