"""Whether a mandatory qualification has lapsed. Source: docs/certificates.md, lapse."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from suppliers.rules.certificate import (
    DISCHARGE_KINDS,
    MANDATORY_KINDS,
    CertificateKind,
    CertificateState,
    RegistryStatus,
    is_valid_on,
    state_on,
)
from suppliers.rules.certificate_holder import plain_name

ENDED_WELL = frozenset({CertificateState.SUPERSEDED, CertificateState.CANCELLED, CertificateState.NOT_YET_VALID})
"""A permit handed back (cancelled) belongs to a site that needs none any more; that is how a closed site is recorded."""
UNREVIEWED = frozenset({CertificateState.DRAFT, CertificateState.SUBMITTED, CertificateState.REJECTED})


@dataclass(frozen=True)
class Qualification:
    """One mandatory paper of one supplier."""

    pk: int
    kind: CertificateKind
    number: str
    sites: str
    status: str
    registry_status: RegistryStatus
    valid_from: date
    valid_to: date | None
    replaces: int | None = None


def lapsed(papers: Sequence[Qualification], on: date) -> list[Qualification]:
    """The mandatory papers of one supplier that were verified once, are not valid on the day, and have no valid successor."""
    valid = [paper for paper in papers if is_valid_on(paper, on)]
    return [paper for paper in papers if _is_gone(paper, on) and not any(succeeds(other, paper) for other in valid)]


def succeeds(later: Qualification, earlier: Qualification) -> bool:
    """Whether one paper takes the place of another: said so, the same number, or the same kind for the same site."""
    if _family(later.kind) != _family(earlier.kind):
        return False
    if later.replaces == earlier.pk or later.number == earlier.number:
        return True
    return plain_name(later.sites) == plain_name(earlier.sites)


def _is_gone(paper: Qualification, on: date) -> bool:
    if paper.kind not in MANDATORY_KINDS:
        return False
    return not is_valid_on(paper, on) and state_on(paper, on) not in ENDED_WELL | UNREVIEWED | {CertificateState.NOT_LOOKED_UP}


def _family(kind: CertificateKind) -> Iterable[CertificateKind]:
    # A site may pass from a permit to a registration when its class changes, and back.
    return DISCHARGE_KINDS if kind in DISCHARGE_KINDS else frozenset({kind})
