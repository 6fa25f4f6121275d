"""What a missing condition of a green label says to a person, and how it is put right: the same on every face."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from suppliers.forms.listing import listed
from suppliers.rules.label import Gap, Missing

SENTENCES = {
    Missing.NOT_ACTIVE: gettext_lazy("The supplier is not active."),
    Missing.UNDERTAKING: gettext_lazy("The undertaking on honesty and integrity is not in force."),
    Missing.NO_PRODUCT: gettext_lazy("No product of the 3C catalogue and no electrical product is on offer."),
    Missing.CCC: gettext_lazy("No valid 3C certificate or self-declaration covers: %(products)s."),
    Missing.ROHS: gettext_lazy("No accepted RoHS proof for the ten substances covers: %(products)s."),
    Missing.NO_SCORE: gettext_lazy("There is no published ESG score yet."),
    Missing.SCORE_TOO_OLD: gettext_lazy("The ESG score %(score)s is too old to count."),
    Missing.SCORE_TOO_LOW: gettext_lazy("The ESG score is %(score)s; the label asks for %(least)s or more."),
    Missing.ISO_14001: gettext_lazy("There is no valid ISO 14001 certificate."),
    Missing.ENVIRONMENTAL_BREACH: gettext_lazy("Environmental breaches of level I to III are open: %(open)s."),
}
REMEDIES = {
    Missing.NOT_ACTIVE: gettext_lazy("Labels return by themselves once the supplier is active again."),
    Missing.UNDERTAKING: gettext_lazy("The signatory signs the undertaking under “Documents to sign”."),
    Missing.NO_PRODUCT: gettext_lazy(
        "This label is for suppliers of such products. If you offer some, tell your contact in procurement."
    ),
    Missing.CCC: gettext_lazy("Enter the certificate under “Certificates” and name the products it covers; we verify it."),
    Missing.ROHS: gettext_lazy(
        "Enter a declaration of conformity, a certificate or a test report that covers all ten substances, under “Certificates”."
    ),
    Missing.NO_SCORE: gettext_lazy("Complete the self-assessment; the score counts once it is reviewed and published."),
    Missing.SCORE_TOO_OLD: gettext_lazy("Complete the next self-assessment."),
    Missing.SCORE_TOO_LOW: gettext_lazy("The receipt of your self-assessment shows which answers would raise the score most."),
    Missing.ISO_14001: gettext_lazy("Enter your ISO 14001 certificate under “Certificates”; we verify it."),
    Missing.ENVIRONMENTAL_BREACH: gettext_lazy(
        "The label returns once the corrective actions are verified and the cases closed."
    ),
}
WHERE = {
    Missing.CCC: "portal:certificates",
    Missing.ROHS: "portal:certificates",
    Missing.ISO_14001: "portal:certificates",
    Missing.UNDERTAKING: "portal:signatures",
    Missing.NO_SCORE: "answers:assessments",
    Missing.SCORE_TOO_OLD: "answers:assessments",
    Missing.SCORE_TOO_LOW: "answers:assessments",
}


@dataclass(frozen=True)
class GapWords:
    """One gap for a person: what is missing, how it is put right, and the portal page where that is done ("": none)."""

    sentence: str
    remedy: str
    url: str


def gap_words(gap: Gap) -> GapWords:
    """A gap in the reader's language."""
    where = WHERE.get(gap.code)
    return GapWords(code_sentence(gap.code, gap.facts), str(REMEDIES[gap.code]), reverse(where) if where else "")


def code_sentence(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a stored gap."""
    said = {name: listed(value) if isinstance(value, list) else value for name, value in facts.items()}
    return str(SENTENCES[Missing(code)]) % said
