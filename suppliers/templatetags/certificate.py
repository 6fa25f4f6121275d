"""Words and badges of certificates, contractors and restricted substances, in pages and notices."""

from datetime import date
from typing import Any

from django import template

from suppliers.forms.certificate_words import CONTRACTOR_TONE, STATE_TONE, amount
from suppliers.models.labels_proof import (
    CERTIFICATE_KIND,
    CERTIFICATE_STATE,
    CONTRACTOR_STATE,
    REGISTRY_STATUS,
    SUBSTANCE,
    WASTE_KIND,
)
from suppliers.rules.certificate import CertificateKind, CertificateState, RegistryStatus
from suppliers.rules.rohs import Substance
from suppliers.rules.waste import ContractorState, WasteKind
from suppliers.selectors.clock import today
from suppliers.selectors.waste import KIND_OF_QUESTION, contractor_states, visible_contractors

register = template.Library()


@register.filter
def certificate_kind_name(kind: str) -> str:
    """The name of a kind of certificate."""
    return str(CERTIFICATE_KIND[CertificateKind(kind)])


@register.filter
def registry_words(found: str) -> str:
    """What a register said."""
    return str(REGISTRY_STATUS[RegistryStatus(found)])


@register.filter
def waste_kind_name(kind: str) -> str:
    """The name of a kind of waste."""
    return str(WASTE_KIND[WasteKind(kind)])


@register.filter
def substance_name(code: str) -> str:
    """The name of a restricted substance."""
    return str(SUBSTANCE[Substance(code)])


@register.filter
def plain_amount(number: object) -> str:
    """A concentration without zeros that say nothing."""
    return amount(number)


@register.filter
def state_word(state: str) -> str:
    """The word of a certificate's state."""
    return str(CERTIFICATE_STATE[CertificateState(state)])


@register.filter
def state_tone(state: str) -> str:
    """The tone of a certificate's state."""
    return STATE_TONE.get(CertificateState(state), "neutral")


@register.filter
def contractor_word(state: str) -> str:
    """The word of a contractor's state."""
    return str(CONTRACTOR_STATE[ContractorState(state)])


@register.filter
def contractor_tone(state: str) -> str:
    """The tone of a contractor's state."""
    return CONTRACTOR_TONE.get(ContractorState(state), "neutral")


@register.inclusion_tag("admin/parts/waste_contractors.html", takes_context=True)
def waste_contractors(context: dict[str, Any], supplier: Any, question: str, on: date | None = None) -> dict[str, Any]:
    """The contractors that prove an answer about handing over waste; nothing for any other question."""
    kind = KIND_OF_QUESTION.get(question)
    if kind is None:
        return {"rows": None}
    found = visible_contractors(context["request"].user).filter(supplier=supplier, kind=kind).exclude(status="ENDED")
    return {"rows": contractor_states(list(found), on or today()), "asked": True}
