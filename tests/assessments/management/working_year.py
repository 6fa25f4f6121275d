"""What the rich demo's working year has to be: part of the test that loads it once (test_load_demo_d253)."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from statistics import fmean, pstdev

from suppliers.models import Attendance, Certificate, Evaluation, Supplier, TierDecision, TrainingSession
from suppliers.rules.certificate import CertificateKind
from suppliers.rules.receipt import receipt_digest
from suppliers.rules.tier_decision import decide
from suppliers.selectors.certificate import states_of
from suppliers.selectors.policy import scoring_policy
from suppliers.selectors.tier import tier_facts
from suppliers.services.label import LabelReport, refresh_labels
from suppliers.services.tier import tiers_clock

PRESENT = date(2026, 11, 21)
EVENING = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class TheWorkingYear:
    """Rows of docs/demo_data.md, one test each."""

    def test_tiers(self):
        tiers = Counter(Supplier.objects.counted().values_list("tier", flat=True))
        assert tiers == {"A": 28, "B": 131, "C": 74, "D": 8, "N": 12}

    def test_every_tier_follows_from_its_facts_by_the_rules(self):
        decisions = {row.supplier_id: row for row in TierDecision.objects.filter(valid_to__isnull=True)}
        facts = tier_facts(list(decisions), PRESENT, scoring_policy())
        assert len(decisions) == 241
        for pk, row in decisions.items():
            outcome = decide(facts[pk], scoring_policy())
            assert (outcome.overall, str(outcome.tier)) == (row.overall, row.tier)
            assert receipt_digest(row.receipt) == row.receipt_sha256

    def test_the_night_finds_nothing_to_change(self):
        assert tiers_clock(at=EVENING) == 0
        assert refresh_labels(at=EVENING) == LabelReport(gained=0, lost=0)

    def test_spend(self):
        classes = Counter(Supplier.objects.counted().values_list("spend_class", flat=True))
        amounts = sorted(Supplier.objects.counted().values_list("spend_cny", flat=True), reverse=True)
        assert classes == {"L": 23, "M": 83, "S": 104, "XS": 43}
        assert Decimal("0.44") < sum(amounts[:10]) / sum(amounts) < Decimal("0.46")

    def test_performance(self):
        rows = Evaluation.objects.filter(kind="ANNUAL", status="PUBLISHED")
        scores = [float(row.performance) for row in rows]
        assert len(scores) == 243
        assert 74 < fmean(scores) < 78
        assert 8 < pstdev(scores) < 10
        assert min(scores) >= 45
        assert max(scores) <= 97
        assert all(receipt_digest(row.receipt) == row.receipt_sha256 for row in rows)

    def test_the_worked_examples_wait_for_their_score_only(self):
        names = ("Demo Yanhe Document Services (fictional)", "Demo Chengyan Computers (fictional)")
        rows = Supplier.objects.filter(name_en__in=names).order_by("name_en")
        assert [(row.tier, row.performance_score, row.spend_class) for row in rows] == [
            ("N", Decimal("87.75"), "L"),
            ("N", Decimal("80.00"), "M"),
        ]

    def test_nobody_released_what_they_scored_or_rated(self):
        for row in Evaluation.objects.filter(kind="ANNUAL").prefetch_related("rating_requests"):
            raters = {request.rater_id for request in row.rating_requests.all()}
            assert row.approved_by_id not in {row.scored_by_id, row.planned_by_id, *raters}
            assert len({request.department for request in row.rating_requests.all()}) == 2

    def test_certificates(self):
        kinds = Counter(Certificate.objects.values_list("kind", flat=True))
        discharge = kinds.pop("DISCHARGE_PERMIT") + kinds.pop("DISCHARGE_REGISTRATION")
        assert kinds == {"CCC": 64, "ROHS": 29, "ISO_14001": 41, "ISO_45001": 24, "ISO_37001": 5}
        assert discharge == 38
        assert Certificate.objects.filter(standard_edition="ISO 14001:2026").count() == 6
        of_3c = Certificate.objects.filter(kind=CertificateKind.CCC)
        assert of_3c.values("supplier").distinct().count() == 27
        states = Counter(str(state) for _row, state in states_of(list(of_3c), PRESENT))
        assert states == {"VALID": 58, "EXPIRING": 3, "SUSPENDED": 2, "EXPIRED": 1}

    def test_labels(self):
        held = Supplier.objects.filter(holds_green_3c_rohs=True)
        assert held.count() == 19
        assert Supplier.objects.filter(holds_green_performance=True).count() == 14
        assert held.filter(holds_green_performance=True).count() == 6

    def test_training(self):
        assert TrainingSession.objects.count() == 5
        assert Attendance.objects.count() == 34
        assert Attendance.objects.values("supplier").distinct().count() == 23
