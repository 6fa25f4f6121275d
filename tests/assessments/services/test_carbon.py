"""From the proposal of a carbon agreement to the points of its first year."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assessments.models import CarbonAgreement, CarbonYear
from assessments.rules.carbon import Disclosure
from assessments.selectors.carbon import passed_programme
from assessments.services.carbon import (
    AgreementOpen,
    MilestoneDayInFuture,
    MilestonesMissing,
    NotAnActiveSupplier,
    TargetNotAfterBase,
    Terms,
    begin_signed_agreements,
    end_agreement,
    finish_milestone,
    propose_agreement,
)
from assessments.services.carbon_year import (
    FigureRefused,
    FiguresChangedMeanwhile,
    FiguresMissing,
    Typed,
    YearClosed,
    appraise_year,
    carbon_clock,
    open_years,
    save_figures,
    send_year_back,
    submit_year,
)
from suppliers.models import DocumentVersion, Notice, Signature
from suppliers.permissions import NotAllowed
from suppliers.rules.role import Role
from suppliers.rules.signature import Authority, SignatureStatus
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded
from suppliers.selectors.signature import documents_in_force
from suppliers.services.signature import SigningAct, code_for, request_code, sign, view_document
from tests.factories.account import make_account
from tests.factories.assessment import make_evidence, make_questionnaire
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
JANUARY = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)
TERMS = Terms(
    baseline_year=2025,
    target_year=2030,
    boundary="All sites in Hangzhou",
    baseline_scope_1=Decimal(4),
    baseline_scope_2=Decimal(120),
    reduction_scope_1=Decimal(50),
    reduction_scope_2=Decimal(50),
    renewable_share=Decimal(60),
)
MEASURES = [(date(2026, 12, 31), "LED in all rooms"), (date(2028, 6, 30), "Electric delivery van")]
FIGURES = {"IND-EN": "225.6", "IND-EL": "212.5", "IND-S1": "3.2", "IND-S2": "108", "IND-RE": "20"}


@pytest.fixture
def supplier():
    return make_supplier(category="service", profile="office", province="CN-ZJ", legal_representative="Lin Xia")


@pytest.fixture
def people(supplier):
    return {
        "officer": make_account(Role.PROCUREMENT),
        "auditor": make_account(Role.AUDITOR),
        "admin": make_account(Role.SUPPLIER_ADMIN, supplier),
        "signatory": make_account(Role.SUPPLIER_SIGNATORY, supplier),
    }


@pytest.fixture
def agreement(supplier, people):
    make_questionnaire()
    proposed = propose_agreement(supplier, TERMS, MEASURES, by=people["officer"], at=AT)
    _sign(proposed.signature, people["signatory"])
    begin_signed_agreements(at=AT)
    proposed.refresh_from_db()
    return proposed


@pytest.fixture
def year(agreement):
    open_years(at=JANUARY)
    return CarbonYear.objects.get(agreement=agreement)


def _sign(task: Signature, signatory) -> None:
    view_document(task, by=signatory, at=AT)
    code = request_code(task, by=signatory, at=AT)
    act = SigningAct(task.document.sha256, "Lin Xia", "Director", Authority.LEGAL_REPRESENTATIVE)
    sign(task, act, by=signatory, code=code_for(code), at=AT)


def _typed(**changes: str) -> dict[str, Typed]:
    units = {"IND-EN": "MWh", "IND-EL": "MWh", "IND-S1": "tCO2e", "IND-S2": "tCO2e", "IND-RE": "%"}
    return {code: Typed(changes.get(code.replace("-", "_"), number), units[code]) for code, number in FIGURES.items()}


def test_the_signed_text_holds_the_targets_and_is_asked_of_this_supplier_alone(supplier, people) -> None:
    proposed = propose_agreement(supplier, TERMS, MEASURES, by=people["officer"], at=AT)

    document = proposed.signature.document
    assert "Base year 2025: scope 1 4 tCO2e, scope 2 120 tCO2e" in document.text_en
    assert "- 2026-12-31前：LED in all rooms" in document.text_zh
    assert document.term_months == 49
    assert document not in documents_in_force().values()
    assert Signature.objects.filter(document=document).count() == 1


def test_two_suppliers_may_have_agreements_at_once(supplier, people) -> None:
    propose_agreement(supplier, TERMS, MEASURES, by=people["officer"], at=AT)
    propose_agreement(make_supplier(), TERMS, MEASURES, by=people["officer"], at=AT)

    assert DocumentVersion.objects.filter(kind="CAA", status="PUBLISHED").count() == 2


@pytest.mark.parametrize(
    ("changes", "measures", "refusal"),
    [
        ({"target_year": 2025}, MEASURES, TargetNotAfterBase),
        ({"baseline_year": 2020, "target_year": 2025}, MEASURES, TargetNotAfterBase),
        ({}, [], MilestonesMissing),
        ({}, [(date(2026, 12, 31), "  ")], MilestonesMissing),
    ],
)
def test_terms_that_cannot_be_are_refused(supplier, people, changes, measures, refusal) -> None:
    with pytest.raises(refusal):
        propose_agreement(supplier, Terms(**{**vars(TERMS), **changes}), measures, by=people["officer"], at=AT)

    assert not CarbonAgreement.objects.exists()


def test_who_may_not_be_asked_and_who_may_not_ask(supplier, people, agreement) -> None:
    with pytest.raises(AgreementOpen):
        propose_agreement(supplier, TERMS, MEASURES, by=people["officer"], at=AT)
    with pytest.raises(NotAnActiveSupplier):
        propose_agreement(make_supplier(Standing.SUSPENDED), TERMS, MEASURES, by=people["officer"], at=AT)
    with pytest.raises(NotAllowed):
        propose_agreement(make_supplier(), TERMS, MEASURES, by=people["admin"], at=AT)


def test_the_agreement_begins_with_the_signature_and_tells_once(supplier, people) -> None:
    make_questionnaire()
    proposed = propose_agreement(supplier, TERMS, MEASURES, by=people["officer"], at=AT)
    assert begin_signed_agreements(at=AT) == 0

    _sign(proposed.signature, people["signatory"])

    assert [begin_signed_agreements(at=AT) for _ in range(2)] == [1, 0]
    proposed.refresh_from_db()
    assert (proposed.status, proposed.in_force_from) == ("IN_FORCE", date(2026, 11, 20))
    assert Notice.objects.filter(kind="carbon_agreement_in_force").count() == 2


def test_in_january_the_year_before_is_asked_for_once(agreement) -> None:
    assert open_years(at=AT) == 0  # 2025 is the base year: its figures stand in the agreement

    assert [open_years(at=JANUARY) for _ in range(2)] == [1, 0]
    found = CarbonYear.objects.get()
    assert (found.year, found.due_on) == (2026, date(2027, 4, 30))


def test_figures_are_kept_as_entered_and_in_base_units(year, people) -> None:
    saved = save_figures(year, {"IND-EL": Typed("212,500", "kWh", "meter")}, version=0, by=people["admin"], at=JANUARY)

    assert saved.entered["IND-EL"] == {"value": "212,500", "unit": "kWh", "note": "meter"}
    assert saved.base["IND-EL"] == "212.5"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (Typed("about 200", "MWh"), "not_a_number"),
        (Typed("-1", "MWh"), "outside_range"),
        (Typed("10000001", "MWh"), "outside_range"),
        (Typed("5", "GWh"), "unknown_unit"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_and_nothing_is_saved(year, people, typed, reason) -> None:
    with pytest.raises(FigureRefused) as refused:
        save_figures(year, {"IND-EL": typed, "IND-S1": Typed("3.2", "tCO2e")}, version=0, by=people["admin"], at=JANUARY)

    year.refresh_from_db()
    assert [problem[:2] for problem in refused.value.problems] == [("IND-EL", reason)]
    assert (year.base, year.version) == ({}, 0)


def test_of_two_people_at_once_the_second_is_told(year, people) -> None:
    save_figures(year, _typed(), version=0, by=people["admin"], at=JANUARY)

    with pytest.raises(FiguresChangedMeanwhile):
        save_figures(year, _typed(IND_S1="9"), version=0, by=people["admin"], at=JANUARY)

    year.refresh_from_db()
    assert year.base["IND-S1"] == "3.2"


def test_what_is_missing_and_what_stands_out_keep_the_year_from_being_handed_in(year, people) -> None:
    typed = {**_typed(IND_S2="300"), "IND-RE": Typed("", "%")}
    year = save_figures(year, typed, version=0, by=people["admin"], at=JANUARY)

    with pytest.raises(FiguresMissing) as refused:
        submit_year(year, proof=None, by=people["admin"], at=JANUARY)
    assert (refused.value.missing, refused.value.unexplained) == (["IND-RE"], ["IND-S2"])

    typed = {"IND-S2": Typed("300", "tCO2e", "Leased a second floor."), "IND-RE": Typed("20", "%")}
    year = save_figures(year, typed, version=1, by=people["admin"], at=JANUARY)
    assert submit_year(year, proof=None, by=people["admin"], at=JANUARY).status == "SUBMITTED"
    with pytest.raises(YearClosed):
        save_figures(year, _typed(), version=2, by=people["admin"], at=JANUARY)


def test_the_points_of_the_first_year_and_their_receipt(year, people, agreement) -> None:
    led = agreement.milestones.get(title="LED in all rooms")
    proof = make_evidence(agreement.supplier, people["admin"])
    with pytest.raises(MilestoneDayInFuture):
        finish_milestone(led, done_on=date(2026, 12, 1), proof=proof, by=people["admin"], at=AT)
    finish_milestone(led, done_on=date(2026, 12, 1), proof=proof, by=people["admin"], at=JANUARY)
    year = submit_year(
        save_figures(year, _typed(), version=0, by=people["admin"], at=JANUARY), proof=None, by=people["admin"], at=JANUARY
    )

    with pytest.raises(SecondPersonNeeded):
        appraise_year(year, Disclosure.OWN_REPORT, remark="", by=people["officer"], at=JANUARY)
    year = appraise_year(year, Disclosure.OWN_REPORT, remark="Well done.", by=people["auditor"], at=JANUARY)

    # base 124, allowed in 2026: 111.60; emitted 111.20: more than the promised 12.40 is reached
    assert year.receipt["allowed_tco2e"] == "111.60"
    assert year.receipt["emitted_tco2e"] == "111.2"
    assert (year.data_points, year.progress_points, year.measure_points, year.disclosure_points) == (30, 40, 20, 5)
    assert (year.total_points, year.receipt["passed"]) == (95, True)
    assert passed_programme(agreement.supplier_id) == year
    assert Notice.objects.filter(kind="carbon_year_appraised", facts__points="95.00").count() == 1


def test_a_year_sent_back_can_be_mended(year, people) -> None:
    year = submit_year(
        save_figures(year, _typed(), version=0, by=people["admin"], at=JANUARY), proof=None, by=people["admin"], at=JANUARY
    )
    with pytest.raises(ReasonNeeded):
        send_year_back(year, reason=" ", by=people["officer"], at=JANUARY)

    send_year_back(year, reason="Scope 2 of the second site is missing.", by=people["officer"], at=JANUARY)

    assert save_figures(year, _typed(IND_S2="110"), version=1, by=people["admin"], at=JANUARY).base["IND-S2"] == "110"


def test_reminders_come_once_on_their_days(year) -> None:
    sent = []
    for day in (date(2027, 3, 30), date(2027, 3, 31), date(2027, 4, 1), date(2027, 4, 23), date(2027, 4, 30), date(2027, 5, 1)):
        for _twice in range(2):
            carbon_clock(at=datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC))
        sent.append(Notice.objects.filter(kind__in=("carbon_year_reminder", "carbon_year_overdue")).count())

    assert sent == [0, 1, 1, 2, 2, 3]


def test_an_ended_agreement_withdraws_its_open_signature(supplier, people) -> None:
    proposed = propose_agreement(supplier, TERMS, MEASURES, by=people["officer"], at=AT)

    end_agreement(proposed, reason="The supplier asked for other years.", by=people["officer"], at=AT)

    proposed.refresh_from_db()
    proposed.signature.refresh_from_db()
    assert (proposed.status, proposed.ended_on) == ("ENDED", date(2026, 11, 20))
    assert proposed.signature.status == SignatureStatus.WITHDRAWN
    with pytest.raises(MoveNotAllowed):
        end_agreement(proposed, reason="Again.", by=people["officer"], at=AT)
