import json
import random
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from assessments.rules.answer import AnswerFacts
from assessments.rules.case_reader import read_case
from assessments.rules.evidence_policy import EvidenceState
from assessments.rules.score import score_answers
from assessments.rules.score_receipt import canonical_json, receipt, receipt_digest


def scored(bank, policy, case, answers=None):
    return score_answers(
        bank,
        case.answers if answers is None else answers,
        category=case.category,
        profile=case.profile,
        as_of=case.as_of,
        policy=policy,
    )


@pytest.fixture(params=[0, 1], ids=["EX1", "EX2"])
def case(request, bank, oracles):
    return read_case(oracles["examples"][request.param], bank)


def rounded(number):
    return str(number.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def test_receipt_alone_is_enough_to_recompute_the_score_by_hand(bank, policy, case):
    paper = json.loads(canonical_json(receipt(scored(bank, policy, case))))
    method, scores = paper["method"], {}

    for row in paper["rows"]:
        if row["why"] == "na_accepted":
            continue
        multipliers = method["multipliers"]["critical" if row["critical"] else "normal"]
        multiplier = multipliers[row["evidence"]] if row["evidence_needed"] else method["multipliers"]["not_required"]
        assert row["multiplier"] == multiplier
        assert Decimal(row["weighted"]) == Decimal(row["score"]) * Decimal(multiplier) * Decimal(row["weight"])
        for place in (row["area"], (row["area"], row["dimension"])):
            weighted, weight = scores.get(place, (0, 0))
            scores[place] = weighted + Decimal(row["weighted"]), weight + Decimal(row["weight"])
    published = {place: rounded(weighted / weight) for place, (weighted, weight) in scores.items()}

    areas = {code: area["score"] for code, area in paper["areas"].items() if area["score"]}
    modules = {code: module["score"] for code, module in paper["cross_cutting_modules"].items()}
    assert areas | modules == {place: score for place, score in published.items() if isinstance(place, str)}
    assert {(cell["area"], cell["dimension"]): cell["score"] for cell in paper["cells"] if cell["score"]} == {
        place: score for place, score in published.items() if place[0] in areas and isinstance(place, tuple)
    }
    weight = sum(Decimal(method["area_weights"][code]) for code in areas)
    environment = sum(Decimal(method["area_weights"][code]) * Decimal(score) for code, score in areas.items()) / weight
    cross_cutting = sum(Decimal(method["module_weights"][code]) * Decimal(score) for code, score in modules.items())
    assert (paper["environment"]["score"], paper["cross_cutting"]["score"]) == (rounded(environment), rounded(cross_cutting))
    parts = method["esg_weights"]
    esg = Decimal(parts["environment"]) * Decimal(rounded(environment)) + Decimal(parts["cross_cutting"]) * Decimal(
        rounded(cross_cutting)
    )
    assert paper["esg"]["score"] == rounded(esg)
    assert paper["grade"] == next(band["grade"] for band in method["grades"] if Decimal(rounded(esg)) >= Decimal(band["gte"]))


def test_receipt_names_its_versions_and_its_day(bank, policy, case):
    paper = receipt(scored(bank, policy, case))

    assert paper["questionnaire"] == {"code": "ESG-ENV6", "version": "1.0"}
    assert paper["policy"] == {"code": "SCORE-POL", "version": "1.0"}
    assert paper["as_of"] == "2026-11-20"
    assert paper["format"] == "assay-score-receipt/1"


def test_order_of_the_answers_does_not_change_the_receipt(bank, policy, case):
    expected = receipt_digest(receipt(scored(bank, policy, case)))
    answers = list(case.answers)

    for seed in range(20):
        random.Random(seed).shuffle(answers)
        assert receipt_digest(receipt(scored(bank, policy, case, answers))) == expected


def test_receipt_read_back_from_its_json_has_the_same_digest(bank, policy, case):
    paper = receipt(scored(bank, policy, case))

    assert json.loads(canonical_json(paper)) == paper
    assert receipt_digest(json.loads(canonical_json(paper))) == receipt_digest(paper)


def test_another_answer_gives_another_digest(bank, policy, case):
    before = receipt_digest(receipt(scored(bank, policy, case)))
    others = [AnswerFacts("RM-03", "no")] + [answer for answer in case.answers if answer.code != "RM-03"]

    assert receipt_digest(receipt(scored(bank, policy, case, others))) != before


def test_line_shows_the_figure_as_entered_and_in_the_base_unit(bank, policy):
    answers = [AnswerFacts("PR-04", "225600", EvidenceState.VERIFIED, unit="kWh")]
    found = score_answers(bank, answers, category="service", profile="office", as_of=date(2026, 11, 20), policy=policy)

    [row] = [row for row in receipt(found)["rows"] if row["code"] == "PR-04"]

    assert row == {
        "code": "PR-04",
        "area": "PR",
        "dimension": "ID",
        "why": "answered",
        "answer": "225600",
        "unit": "kWh",
        "base_value": "225.6",
        "evidence_needed": True,
        "evidence": "verified",
        "critical": False,
        "score": "100",
        "multiplier": "1.0",
        "weight": "3",
        "weighted": "300",
    }


def test_gate_is_on_the_receipt(bank, policy):
    found = score_answers(
        bank,
        [AnswerFacts("BI-03", "open", EvidenceState.VERIFIED)],
        category="service",
        profile="office",
        as_of=date(2026, 11, 20),
        policy=policy,
    )

    assert {"cap": "D", "reason": "option_chosen", "question": "BI-03"} in receipt(found)["gates"]


def test_canonical_json_has_one_way_to_be_written():
    assert canonical_json({"b": "重", "a": [1, None]}) == '{"a":[1,null],"b":"重"}'.encode()
