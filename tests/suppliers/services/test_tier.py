"""Tiers follow the facts: at once, by the rule that decides, and never without a reason."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from suppliers.models import EsgResult, HistoryEntry, Notice, Signature, Supplier, TierDecision
from suppliers.rules.receipt import receipt_digest
from suppliers.rules.role import Role
from suppliers.rules.workflow import ReasonNeeded
from suppliers.selectors import tier as tier_selectors
from suppliers.selectors.policy import scoring_policy
from suppliers.selectors.tier import tier_facts, tiers_on
from suppliers.services.notice import notice_text
from suppliers.services.supplier_flag import set_flags
from suppliers.services.tier import TierReport, decide_tier, decide_tiers, record_esg_score, tiers_clock
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier
from tests.factories.tier import AT, DAY, make_ready, publish_performance, published_esg, spend

pytestmark = pytest.mark.django_db


def in_force(supplier: Supplier) -> TierDecision:
    return TierDecision.objects.get(supplier=supplier, valid_to=None)


@pytest.fixture
def points(monkeypatch):
    """Active points by supplier, as a breach register reports them."""
    reported: dict[int, int] = {}
    monkeypatch.setattr(tier_selectors, "POINT_SOURCES", [lambda _ids, _on: reported])
    return reported


def test_yanhe_is_b_because_its_esg_score_is_below_65():
    supplier = make_ready()
    publish_performance(supplier, "80.00", delivery="75.00")

    record_esg_score(supplier, published_esg("57.26", coverage_pct=Decimal("90.68"), verified_share_pct=Decimal("88.79")), at=AT)

    decision = in_force(supplier)
    assert (decision.overall, decision.raw_tier, decision.stepped_tier, decision.tier) == (Decimal("70.90"), "B", "B", "B")
    assert [(cap["code"], cap["binding"]) for cap in decision.caps] == [("esg_below_65", False)]
    assert (decision.spend_cny, decision.spend_class) == (Decimal("820000.00"), "M")
    supplier.refresh_from_db()
    assert (supplier.tier, supplier.tier_since, supplier.overall_score) == ("B", DAY, Decimal("70.90"))


def test_chengyan_rises_from_b_to_a(points):
    supplier = make_ready()
    spend(supplier, "5580000")
    points[supplier.pk] = 2
    before = publish_performance(supplier, "78.40", period_to=date(2026, 6, 30))
    record_esg_score(supplier, published_esg("81.40", as_of=date(2026, 7, 1)), at=AT - timedelta(days=120))
    TierDecision.objects.filter(evaluation=before).update(tier="B", overall=Decimal("78.40"))
    publish_performance(supplier, "87.75")
    record_esg_score(supplier, published_esg("91.50", coverage_pct=Decimal("92.70")), at=AT)

    decision = in_force(supplier)

    assert decision.facts["previous"] == {"tier": "B", "overall": "78.40"}
    assert (decision.overall, decision.raw_tier, decision.stepped_tier, decision.tier) == (Decimal("88.25"), "A", "A", "A")
    assert (decision.caps, decision.spend_class) == ([], "L")


def test_a_supplier_that_was_never_evaluated_has_no_score_and_no_decision():
    supplier = make_ready()

    assert decide_tier(supplier, cause="day", at=AT) is None
    record_esg_score(supplier, published_esg("100.00"), at=AT)

    supplier.refresh_from_db()
    assert (supplier.tier, supplier.overall_score) == ("N", None)
    assert not TierDecision.objects.exists()


@pytest.mark.parametrize(("both", "tier"), [("0.00", "D"), ("50.00", "C"), ("65.00", "B"), ("80.00", "A"), ("100.00", "A")])
def test_every_score_finds_a_band(both, tier):
    supplier = make_ready()
    publish_performance(supplier, both, delivery=None)

    record_esg_score(supplier, published_esg(both), at=AT)

    assert (in_force(supplier).overall, in_force(supplier).raw_tier) == (Decimal(both), tier)


def test_nothing_is_written_when_nothing_has_changed():
    supplier = make_ready()
    publish_performance(supplier)
    record_esg_score(supplier, published_esg(), at=AT)
    written = HistoryEntry.objects.count(), Notice.objects.count()

    report = decide_tiers(at=AT + timedelta(days=1), cause="day")

    assert report == TierReport(looked_at=1, decided=0, moves={})
    assert (HistoryEntry.objects.count(), Notice.objects.count()) == written
    assert TierDecision.objects.count() == 1


def test_the_receipt_has_its_digest_and_says_what_the_row_says():
    supplier = make_ready()
    publish_performance(supplier)
    record_esg_score(supplier, published_esg(), at=AT)

    decision = in_force(supplier)

    assert receipt_digest(decision.receipt) == decision.receipt_sha256
    assert decision.receipt["supplier"] == supplier.number
    assert decision.receipt["policy"]["version"] == decision.policy.version == "1.0"
    assert (decision.receipt["overall"], decision.receipt["tier"]) == (str(decision.overall), decision.tier)


def test_a_cap_acts_on_the_day_and_leaves_again_without_hysteresis():
    supplier = make_ready()
    publish_performance(supplier)
    record_esg_score(supplier, published_esg(), at=AT)
    Signature.objects.filter(supplier=supplier).update(valid_until=DAY)

    tiers_clock(at=AT + timedelta(days=1))
    capped = in_force(supplier)
    Signature.objects.filter(supplier=supplier).update(valid_until=date(2028, 1, 1))
    tiers_clock(at=AT + timedelta(days=2))

    assert (capped.stepped_tier, capped.tier, capped.valid_from) == ("A", "C", date(2026, 11, 21))
    assert [cap["code"] for cap in capped.caps if cap["binding"]] == ["undertaking_not_in_force"]
    assert in_force(supplier).tier == "A"
    assert [tiers_on(DAY + timedelta(days=day)).get().tier for day in range(3)] == ["A", "C", "A"]


def test_what_happens_between_evaluations_confirms_nothing(points):
    supplier = make_ready()
    publish_performance(supplier, "81.00", period_to=date(2026, 6, 30))
    record_esg_score(supplier, published_esg("81.00", as_of=date(2026, 7, 1)), at=AT - timedelta(days=120))
    publish_performance(supplier, "81.00", period_to=date(2026, 9, 30))
    points[supplier.pk] = 3  # 81.00 - 1.50 = 79.50: below the cut, but not by 2

    for day in range(4):
        decide_tiers(at=AT + timedelta(days=day), cause="breach")

    assert (in_force(supplier).overall, in_force(supplier).raw_tier, in_force(supplier).tier) == (Decimal("79.50"), "B", "A")


def test_a_second_evaluation_below_the_cut_confirms_the_way_down():
    supplier = make_ready(is_strategic=True)
    results = []
    for month, score in ((3, "84.00"), (6, "79.00"), (9, "79.50")):
        at = datetime(2026, month + 1, 2, 2, 0, tzinfo=UTC)
        record_esg_score(supplier, published_esg(score, as_of=at.date()), at=at)
        evaluation = publish_performance(supplier, score, period_to=date(2026, month, 31 if month == 3 else 30))
        decision = decide_tier(supplier, cause="evaluation.periodic", evaluation=evaluation, at=at)
        results.append((decision.overall, decision.tier))

    assert results == [(Decimal("84.00"), "A"), (Decimal("79.00"), "A"), (Decimal("79.50"), "B")]


def test_a_result_out_of_date_supports_neither_a_nor_b():
    supplier = make_ready(is_strategic=True)
    Signature.objects.update(valid_until=date(2030, 1, 1))
    publish_performance(supplier)
    record_esg_score(supplier, published_esg(), at=AT)

    tiers_clock(at=datetime(2028, 2, 20, 2, 0, tzinfo=UTC))
    on_the_last_day = in_force(supplier).tier
    tiers_clock(at=datetime(2028, 2, 21, 2, 0, tzinfo=UTC))

    assert EsgResult.objects.get().valid_until == date(2028, 2, 20)
    assert (on_the_last_day, in_force(supplier).tier, in_force(supplier).overall) == ("A", "N", None)


def test_sending_no_new_self_assessment_does_not_release_from_c():
    supplier = make_ready(is_strategic=True)
    Signature.objects.update(valid_until=date(2030, 1, 1))
    publish_performance(supplier, "55.00")
    record_esg_score(supplier, published_esg("60.00"), at=AT)

    tiers_clock(at=AT + timedelta(days=900))

    assert (in_force(supplier).tier, in_force(supplier).receipt["esg_lapsed"]) == ("C", True)


def test_the_supplier_and_procurement_are_told_what_changed_and_why():
    supplier = make_ready()
    boss, buyer = make_account(Role.SUPPLIER_ADMIN, supplier), make_account(Role.PROCUREMENT)
    publish_performance(supplier, "55.00")

    record_esg_score(supplier, published_esg("90.00"), at=AT)

    told, staff = Notice.objects.get(account=boss, kind="tier_changed"), Notice.objects.get(account=buyer)
    subject, body = notice_text(told)
    assert subject == "Your tier is now C watch"
    assert "performance score P is below 60" in body
    assert "The improvement plan is due by the end of Sunday, 20 December 2026." in body
    assert "you may object until the end of Saturday, 5 December 2026" in body
    assert staff.kind == "tier_changed_staff"
    assert supplier.number in notice_text(staff)[1]


def test_a_strategic_supplier_needs_no_spend_and_the_flag_needs_a_reason():
    supplier = make_supplier()
    sign = make_ready()
    Signature.objects.filter(supplier=sign).update(supplier=supplier)
    buyer = make_account(Role.PROCUREMENT)
    publish_performance(supplier)
    record_esg_score(supplier, published_esg(), at=AT)
    capped = in_force(supplier)
    flags = {"is_strategic": True, "is_backup": False, "is_sole_source": False, "by": buyer, "at": AT}

    with pytest.raises(ReasonNeeded):
        set_flags(supplier, reason=" ", **flags)
    set_flags(supplier, reason="Only maker of this press.", **flags)

    assert (capped.tier, [cap["code"] for cap in capped.caps]) == ("B", ["not_strategic_at_spend_class_XS"])
    assert (in_force(supplier).tier, in_force(supplier).cause, in_force(supplier).decided_by) == ("A", "flags", buyer)


@pytest.mark.parametrize("suppliers", [1, 3])
def test_facts_take_the_same_queries_for_one_and_for_three(suppliers, django_assert_num_queries):
    made = [make_ready() for _ in range(suppliers)]
    for supplier in made:
        publish_performance(supplier)
        record_esg_score(supplier, published_esg(), at=AT)
    policy = scoring_policy()

    with django_assert_num_queries(7):
        facts = tier_facts([supplier.pk for supplier in made], DAY, policy)

    assert len(facts) == suppliers
