"""A supplier in the carbon programme."""

from datetime import UTC, date, datetime
from decimal import Decimal

from assessments.models import CarbonAgreement, CarbonYear
from assessments.services.carbon import Terms, begin_signed_agreements, propose_agreement
from assessments.services.carbon_year import Typed, open_years, save_figures
from suppliers.models import Account, Supplier
from suppliers.rules.signature import Authority
from suppliers.services.signature import SigningAct, code_for, request_code, sign, view_document
from tests.factories.assessment import make_questionnaire

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
JANUARY = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)
TERMS = Terms(
    baseline_year=2025,
    target_year=2030,
    boundary="杭州全部场所",
    baseline_scope_1=Decimal(4),
    baseline_scope_2=Decimal(120),
    reduction_scope_1=Decimal(50),
    reduction_scope_2=Decimal(50),
    renewable_share=Decimal(60),
)
MEASURES = [(date(2026, 12, 31), "照明改造"), (date(2028, 6, 30), "电动货车")]
FIGURES = {
    "IND-EN": Typed("225.6", "MWh"),
    "IND-EL": Typed("212.5", "MWh"),
    "IND-S1": Typed("3.2", "tCO2e"),
    "IND-S2": Typed("108", "tCO2e"),
    "IND-RE": Typed("20", "%"),
}


def make_agreement(supplier: Supplier, officer: Account, signatory: Account) -> CarbonAgreement:
    """An agreement in force; the supplier's legal representative has to be Lin Xia."""
    make_questionnaire()
    agreement = propose_agreement(supplier, TERMS, MEASURES, by=officer, at=AT)
    task = agreement.signature
    view_document(task, by=signatory, at=AT)
    code = request_code(task, by=signatory, at=AT)
    act = SigningAct(task.document.sha256, supplier.legal_representative, "Director", Authority.LEGAL_REPRESENTATIVE)
    sign(task, act, by=signatory, code=code_for(code), at=AT)
    begin_signed_agreements(at=AT)
    agreement.refresh_from_db()
    return agreement


def make_year(agreement: CarbonAgreement, writer: Account) -> CarbonYear:
    """The year 2026 with all figures saved, not handed in."""
    open_years(at=JANUARY)
    year = CarbonYear.objects.get(agreement=agreement, year=2026)
    return save_figures(year, FIGURES, version=0, by=writer, at=JANUARY)
