"""The rich demo against its table, docs/demo_data.md, row for row."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from statistics import fmean, pstdev

import pytest
from django.db.models import Count, F
from django.test import TestCase, override_settings

from assessments.management.demo.rich import load_rich_demo
from assessments.models import Answer, AnswerRevision, Assessment, ScoreSheet
from assessments.rules.assessment import WRITABLE
from assessments.rules.score_receipt import receipt, receipt_digest
from assessments.selectors.readiness import blocking_problems, undecided
from assessments.selectors.score import score_of
from suppliers.models import Account, Admittance, Evidence, HistoryEntry, HistoryHead, Signature, StandingPeriod, Supplier
from suppliers.rules.identifier import Scheme, examine_identifier
from suppliers.rules.standing import COUNTED
from suppliers.selectors.clock import local_day
from suppliers.selectors.qualification import admittance_gaps
from suppliers.selectors.region_count import region_counts
from suppliers.services.history import GENESIS, entry_digest
from suppliers.services.signature import receipt_sha256
from tests.assessments.management.working_year import TheWorkingYear

LOADED_AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
PRESENT = date(2026, 11, 21)
LAST_YEARS = 24
"""Reviewed a year ago and being asked again."""


@pytest.fixture(scope="class", autouse=True)
def own_file_store(tmp_path_factory):
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("demo-files")):
        yield


def counted(field: str, suppliers=None) -> dict[str, int]:
    rows = Supplier.objects.filter(standing__in=COUNTED) if suppliers is None else suppliers
    return dict(rows.order_by().values_list(field).annotate(Count("pk")))


class TheRichDemo(TheWorkingYear, TestCase):
    @classmethod
    def setUpTestData(cls):
        load_rich_demo(at=LOADED_AT)

    def test_standings(self):
        assert counted("standing", Supplier.objects.all()) == {
            "ACTIVE": 240,
            "SUSPENDED": 6,
            "EXIT_NOTICE": 3,
            "RUN_OFF": 4,
            "EXITED": 17,
            "BLACKLISTED": 2,
            "CHECKING": 5,
            "REJECTED": 4,
        }

    def test_categories(self):
        assert counted("category") == {
            "media": 72,
            "event": 46,
            "service": 61,
            "engineering": 22,
            "office_it": 31,
            "logistics": 21,
        }

    def test_places_of_registration(self):
        found = region_counts(PRESENT)

        assert (found.total, list(found.groups.values())) == (253, [248, 2, 3, 0])
        assert found.provinces == {
            "CN-BJ": 78,
            "CN-ZJ": 41,
            "CN-SH": 38,
            "CN-GD": 27,
            "CN-JS": 14,
            "CN-SC": 9,
            "CN-SD": 7,
            "CN-HB": 6,
            "CN-FJ": 5,
            "CN-HN": 4,
            "CN-SN": 4,
            "CN-TJ": 4,
            "CN-CQ": 3,
            "CN-AH": 2,
            "CN-HA": 2,
            "CN-HI": 1,
            "CN-LN": 1,
            "CN-XJ": 1,
            "CN-YN": 1,
        }
        assert found.countries == {"CN": 248, "GB": 1, "HK": 1, "JP": 1, "KR": 1, "TW": 1}

    def test_production_shares(self):
        production = counted("category", Supplier.objects.filter(standing__in=COUNTED, profile="production"))

        # 30, 60, 25, 90, 55 and 95 per cent, rounded half up.
        assert production == {"media": 22, "event": 28, "service": 15, "engineering": 20, "office_it": 17, "logistics": 20}

    def test_past_days_count_who_stood_then(self):
        totals = [
            region_counts(day).total for day in (date(2017, 1, 1), date(2019, 12, 31), date(2022, 12, 31), date(2026, 11, 20))
        ]

        assert totals[0] == 0
        assert totals == sorted(totals)
        assert totals[-1] == 253
        for day in (date(2019, 12, 31), date(2022, 12, 31), date(2024, 2, 29)):
            periods = StandingPeriod.objects.filter(valid_from__lte=day, standing__in=COUNTED)
            stood = {p.supplier_id for p in periods if p.valid_to is None or p.valid_to > day}
            assert region_counts(day).total == len(stood)

    def test_every_supplier_has_one_unbroken_line_of_periods_ending_in_its_standing(self):
        for supplier in Supplier.objects.prefetch_related("standing_periods"):
            periods = sorted(supplier.standing_periods.all(), key=lambda period: (period.valid_from, period.pk))
            assert [period.valid_to for period in periods] == [*(period.valid_from for period in periods[1:]), None]
            assert periods[-1].standing == supplier.standing

    def test_undertaking_of_all_and_code_of_conduct_of_238(self):
        held = Signature.objects.filter(status="SIGNED", valid_until__gte=PRESENT, supplier__standing__in=COUNTED)

        assert dict(held.order_by().values_list("document__kind").annotate(Count("supplier", distinct=True))) == {
            "IU": 253,
            "COC": 238,
        }
        waiting = Signature.objects.filter(status__in=("ASSIGNED", "VIEWED"), supplier__standing__in=COUNTED)
        assert waiting.filter(document__kind="COC", due_on__gte=date(2026, 11, 20)).count() == 15
        assert waiting.count() == 15

    def test_signatures_hold_their_receipts_and_follow_publication(self):
        signed = Signature.objects.exclude(signed_at=None).select_related("supplier", "document", "signed_by")

        for signature in signed:
            assert signature.receipt_sha256 == receipt_sha256(signature)
            assert local_day(signature.signed_at) >= signature.document.published_on
            assert (signature.signed_by.role, signature.signed_by.supplier_id) == ("SUPPLIER_SIGNATORY", signature.supplier_id)
        assert signed.count() == 735

    def test_self_assessments(self):
        assert Assessment.objects.filter(status="LOCKED", year=2026).count() == 221
        assert Assessment.objects.filter(status="LOCKED", year=2025).count() == LAST_YEARS
        is_overdue = {"status__in": WRITABLE, "due_on__lt": PRESENT}
        assert Assessment.objects.filter(**is_overdue).count() == 13
        assert Assessment.objects.exclude(status="LOCKED").exclude(**is_overdue).count() == 19
        assert Assessment.objects.filter(status="IN_REVIEW").count() == 3
        assert set(Assessment.objects.values_list("supplier", flat=True)) == set(
            Supplier.objects.filter(standing__in=COUNTED).values_list("pk", flat=True)
        )

    def test_scores_are_spread_as_planned(self):
        scores = [float(score) for score in ScoreSheet.objects.filter(assessment__year=2026).values_list("esg", flat=True)]

        assert abs(fmean(scores) - 66) < 0.3
        assert abs(pstdev(scores) - 11) < 0.4
        assert min(scores) >= 30
        assert max(scores) <= 95.5

    def test_every_score_follows_from_its_answers_by_the_rules(self):
        sheets = ScoreSheet.objects.select_related("assessment__questionnaire", "assessment__supplier")

        for sheet in sheets:
            content = receipt(score_of(sheet.assessment, sheet.as_of))
            assert receipt_digest(content) == sheet.receipt_sha256
            supplier = sheet.assessment.supplier
            assert (supplier.esg_score, supplier.esg_grade, supplier.esg_scored_on) == (sheet.esg, sheet.grade, sheet.as_of)
        assert len(sheets) == 221 + LAST_YEARS

    def test_what_was_submitted_could_be_submitted_and_what_was_locked_was_decided(self):
        submitted = Assessment.objects.exclude(submitted_at=None).select_related("questionnaire", "supplier")

        assert [blocking_problems(each, local_day(each.submitted_at)) for each in submitted] == [()] * (228 + LAST_YEARS)
        locked = Answer.objects.filter(assessment__status="LOCKED").prefetch_related("proofs")
        assert undecided(locked) == ([], [])

    def test_every_answer_has_its_revision(self):
        assert (
            Answer.objects.count()
            == AnswerRevision.objects.filter(answer__version=F("version"), answer__value=F("value")).count()
        )

    def test_history_is_one_valid_chain(self):
        before = GENESIS
        entries = HistoryEntry.objects.order_by("sequence")
        for place, entry in enumerate(entries, start=1):
            assert (entry.sequence, entry.previous_digest) == (place, before)
            assert entry.digest == entry_digest(entry)
            before = entry.digest
        assert HistoryHead.objects.get().digest == before

    def test_nobody_decided_on_what_they_entered(self):
        for admittance in Admittance.objects.prefetch_related("checks", "approvals", "editors"):
            entered = {editor.pk for editor in admittance.editors.all()} | {admittance.submitted_by_id}
            decided = {check.checked_by_id for check in admittance.checks.all()}
            decided |= {approval.approved_by_id for approval in admittance.approvals.all()}
            assert not entered & (decided - {None})

    def test_who_was_admitted_was_qualified_and_approved_by_two(self):
        admitted = Admittance.objects.filter(supplier__active_since__isnull=False).select_related("supplier")

        assert {len(admittance_gaps(admittance)) for admittance in admitted} == {0}
        assert set(admitted.annotate(n=Count("approvals")).values_list("n", flat=True)) == {2}
        checking = Admittance.objects.filter(supplier__standing="CHECKING").select_related("supplier")
        assert sorted(len(admittance_gaps(admittance)) for admittance in checking) == [0, 0, 2, 6, 10]

    def test_identifiers_pass_and_are_no_real_ones(self):
        for supplier in Supplier.objects.all():
            examined = examine_identifier(
                Scheme(supplier.identifier_scheme), supplier.identifier_value, supplier.identifier_country
            )
            assert examined.value == supplier.identifier_value
            assert supplier.name_zh.endswith("（虚构）")
            assert supplier.name_en.endswith("(fictional)")
            if supplier.identifier_scheme == "USCC":
                assert supplier.identifier_value[8:11] == "DEM"
        assert Supplier.objects.filter(identifier_value="91110105DEM000014U", registered_province="CN-BJ").exists()
        emails = Account.objects.values_list("email", flat=True)
        assert {email.split("@")[1] for email in emails} == {"example.com"}

    def test_no_person_of_the_demo_can_log_in_without_the_demo_mode(self):
        assert {(account.is_active, account.has_usable_password()) for account in Account.objects.all()} == {(False, False)}

    def test_the_worked_examples_come_to_their_published_scores(self):
        scores = {}
        for name in ("Demo Yanhe Document Services (fictional)", "Demo Chengyan Computers (fictional)"):
            assessment = Assessment.objects.select_related("questionnaire").get(supplier__name_en=name, year=2026)
            score = score_of(assessment, date(2026, 11, 20))
            scores[name.split()[1]] = (score.esg.score, score.coverage.pct, score.verified.pct)

        assert scores == {
            "Yanhe": (Decimal("57.26"), Decimal("90.68"), Decimal("88.79")),
            "Chengyan": (Decimal("91.50"), Decimal("92.70"), Decimal("97.69")),
        }

    def test_the_story_suppliers_are_there(self):
        lowest = ScoreSheet.objects.order_by("coverage").first()
        assert round(lowest.coverage) == 57
        moved = Supplier.objects.filter(identifier_value__startswith="9111", registered_province="CN-SH")
        assert moved.count() == 1
        assert moved.get().admittances.get().checks.get(code="W4").result == "EXPLAINED"
        assert Supplier.objects.get(registered_country="HK").identifier_scheme == "HK_UBI"
        overseas = Supplier.objects.get(registered_country="GB")
        assert overseas.identifier_scheme == "OVERSEAS_VAT"
        assert examine_identifier(Scheme.LEI, overseas.lei, "GB").value == overseas.lei
        assert HistoryEntry.objects.filter(action="supplier.uphold_appeal_active").count() == 1

    def test_files_are_there_and_are_what_their_rows_say(self):
        kinds = Counter()
        for evidence in Evidence.objects.order_by("pk")[::97]:
            content = evidence.file.read()
            evidence.file.close()
            assert len(content) == evidence.size
            kinds[content[:4]] += 1
        assert set(kinds) == {b"%PDF", b"\x89PNG"}
