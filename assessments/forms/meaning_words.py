"""What an answer means for the score, in sentences."""

from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.rules.evidence_policy import EvidenceState
from assessments.rules.score_row import Why
from assessments.selectors.meaning import Meaning
from suppliers.rules.rounding import plain


def meaning_words(meaning: Meaning) -> list[str]:
    """One to three sentences: what it counts, what would change that, and what it limits."""
    return [*_counts(meaning), *_limit(meaning)]


def _counts(meaning: Meaning) -> list[str]:
    if meaning.why is Why.ANSWERED:
        return _answered(meaning)
    return {
        Why.BLANK: [_("Left open, this counts 0 of 100.")],
        Why.NA_PENDING: [_("If the reviewer agrees that it does not apply, the question leaves the sum; if not, it counts 0.")],
        Why.NA_ACCEPTED: [_("Accepted as not applicable: the question is out of the sum.")],
        Why.NA_REJECTED: [_("Not accepted as not applicable: this counts 0 of 100.")],
    }[meaning.why]


def _answered(meaning: Meaning) -> list[str]:
    facts = {"score": _figure(meaning.score), "now": _figure(meaning.now), "fallback": _figure(meaning.fallback)}
    words = {
        None: _("This answer counts %(score)s of 100 and needs no proof."),
        EvidenceState.VERIFIED: _("With its accepted proof this counts %(score)s of 100."),
        EvidenceState.PENDING: _("Until the proof is reviewed this counts %(now)s, afterwards %(score)s if it is accepted."),
        EvidenceState.MISSING: _("Without proof this counts 0; with accepted proof it counts %(score)s."),
        EvidenceState.EXPIRED: _("The proof is out of date: this counts %(now)s; with valid proof it counts %(score)s."),
        EvidenceState.REJECTED: _("The proof was rejected: this counts 0; with accepted proof it counts %(score)s."),
    }[meaning.state]
    found = [words % facts]
    if meaning.fallback is not None and meaning.state in {EvidenceState.MISSING, EvidenceState.REJECTED}:
        found.append(_("The best answer that needs no proof counts %(fallback)s.") % facts)
    return found


def _limit(meaning: Meaning) -> list[str]:
    if meaning.limit is None:
        return []
    return [_("As it stands, this answer alone limits the tier to %(tier)s, whatever the score.") % {"tier": meaning.limit}]


def _figure(number: Decimal | None) -> str:
    return "" if number is None else plain(number)
