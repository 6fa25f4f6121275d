from datetime import date

import pytest

from assessments.rules.answer import AnswerFacts, NaState
from assessments.rules.evidence_policy import EvidenceState
from assessments.rules.gate import gate_caps
from assessments.rules.score_row import score_row
from suppliers.rules.tier import Tier

PR_02 = "PR-02"  # critical, gate D, needs proof
EP_01 = "EP-01"  # critical, gate C, needs proof
BI_01 = "BI-01"  # critical, gate D, needs none
BI_03 = "BI-03"  # not critical; its option `open` is gated D


@pytest.mark.parametrize(
    ("answer", "caps"),
    [
        (AnswerFacts(EP_01, "yes", EvidenceState.VERIFIED), []),
        (AnswerFacts(EP_01, "yes", EvidenceState.PENDING), []),
        (AnswerFacts(EP_01, "yes", EvidenceState.MISSING), [("B", "critical_unproven")]),
        (AnswerFacts(EP_01, "yes", EvidenceState.EXPIRED), [("B", "critical_unproven")]),
        (AnswerFacts(EP_01, "yes", EvidenceState.REJECTED), [("B", "critical_unproven")]),
        (AnswerFacts(EP_01, "no", EvidenceState.VERIFIED), [("C", "critical_no")]),
        (AnswerFacts(EP_01, ""), [("C", "critical_blank")]),
        (AnswerFacts(EP_01, na_state=NaState.ACCEPTED), []),
        (AnswerFacts(EP_01, na_state=NaState.REJECTED), [("C", "critical_na_not_accepted")]),
        (AnswerFacts(EP_01, na_state=NaState.PENDING), [("C", "critical_na_not_accepted")]),
        (AnswerFacts(PR_02, "yes", EvidenceState.REJECTED), [("C", "critical_unproven")]),
        (AnswerFacts(PR_02, "no"), [("D", "critical_no")]),
        (AnswerFacts(BI_01, "yes"), []),
        (AnswerFacts(BI_01, "no"), [("D", "critical_no")]),
        (AnswerFacts(BI_03, "open", EvidenceState.VERIFIED), [("D", "option_chosen")]),
        (AnswerFacts(BI_03, "fixed", EvidenceState.MISSING), []),
        (AnswerFacts(BI_03, None), []),
        (AnswerFacts("EP-08", None), []),
    ],
)
def test_critical_answer_caps_the_tier(bank, policy, answer, caps):
    row = score_row(bank.question(answer.code), answer, bank.evidence, date(2026, 11, 20))

    found = gate_caps(row, policy.overall.caps.critical_unproven)

    assert [(cap.tier, cap.reason) for cap in found] == caps
    assert {cap.question for cap in found} <= {answer.code}


def test_missing_answer_to_a_critical_question_counts_as_blank(bank, policy):
    row = score_row(bank.question(EP_01), None, bank.evidence, date(2026, 11, 20))

    [cap] = gate_caps(row, policy.overall.caps.critical_unproven)

    assert (cap.tier, cap.code) == (Tier.C, "critical_blank")
