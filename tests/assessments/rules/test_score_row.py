from datetime import date
from decimal import Decimal

import pytest

from assessments.rules.answer import AnswerFacts, NaState
from assessments.rules.evidence_policy import EvidenceState
from assessments.rules.score_row import AnswerNotScorable, Why, score_row

AS_OF = date(2026, 11, 20)


def row_of(bank, answer):
    return score_row(bank.question(answer.code), answer, bank.evidence, AS_OF)


@pytest.mark.parametrize(
    ("code", "state", "weighted"),
    [
        # EP-06: not critical, weight 3; EP-01: critical, weight 5.
        ("EP-06", "verified", "300"), ("EP-06", "pending", "240"), ("EP-06", "missing", "0"),
        ("EP-06", "expired", "150"), ("EP-06", "rejected", "0"),
        ("EP-01", "verified", "500"), ("EP-01", "pending", "400"), ("EP-01", "missing", "0"),
        ("EP-01", "expired", "0"), ("EP-01", "rejected", "0"),
    ],
)  # fmt: skip
def test_proof_decides_what_a_yes_is_worth(bank, code, state, weighted):
    row = row_of(bank, AnswerFacts(code, "yes", EvidenceState(state)))

    assert (row.weighted, row.evidence_state, row.why) == (Decimal(weighted), state, Why.ANSWERED)
    assert row.is_verified is (state == "verified")


@pytest.mark.parametrize(
    ("code", "value", "weighted"),
    [("PR-01", 1, "100"), ("EP-06", "no", "0"), ("BI-01", "yes", "500"), ("ID-03", "later", "90")],
)
def test_answer_that_needs_no_proof_counts_in_full_and_as_verified(bank, code, value, weighted):
    row = row_of(bank, AnswerFacts(code, value, EvidenceState.REJECTED))

    assert (row.weighted, row.evidence_state, row.multiplier) == (Decimal(weighted), None, 1)
    assert row.is_verified


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (AnswerFacts("EP-06"), Why.BLANK),
        (AnswerFacts("EP-06", " ", EvidenceState.VERIFIED), Why.BLANK),
        (AnswerFacts("EP-06", "yes", EvidenceState.VERIFIED, NaState.REJECTED), Why.NA_REJECTED),
        (AnswerFacts("EP-06", "yes", EvidenceState.VERIFIED, NaState.PENDING), Why.NA_PENDING),
    ],
)
def test_blank_and_not_accepted_na_score_0_with_their_weight_kept(bank, answer, why):
    row = row_of(bank, answer)

    assert (row.why, row.score, row.weighted, row.is_scored, row.is_verified) == (why, 0, 0, True, False)


def test_accepted_na_leaves_the_sums(bank):
    row = row_of(bank, AnswerFacts("EP-06", na_state=NaState.ACCEPTED))

    assert (row.why, row.score, row.multiplier, row.weighted) == (Why.NA_ACCEPTED, None, None, None)
    assert not row.is_scored
    assert not row.is_verified


def test_figure_keeps_its_unit_as_entered_beside_the_base_value(bank):
    row = row_of(bank, AnswerFacts("PR-04", "225600", EvidenceState.VERIFIED, unit="kWh"))

    assert (row.value, row.unit, row.base) == (225600, "kWh", Decimal("225.6"))
    assert row_of(bank, AnswerFacts("PR-04", "225.6")).unit == "MWh"


@pytest.mark.parametrize(
    ("answer", "reason", "facts"),
    [
        (AnswerFacts("PR-09", "2026-11-21"), "date_in_future", {"latest": AS_OF}),
        (AnswerFacts("EP-06", "perhaps"), "not_yes_or_no", {"value": "perhaps"}),
        (AnswerFacts("BI-01", na_state=NaState.ACCEPTED), "na_not_allowed", {"code": "BI-01"}),
    ],
)
def test_answer_that_cannot_be_scored_is_refused_by_name(bank, answer, reason, facts):
    with pytest.raises(AnswerNotScorable) as refusal:
        row_of(bank, answer)

    assert (refusal.value.code, refusal.value.reason, refusal.value.facts) == (answer.code, reason, facts)
