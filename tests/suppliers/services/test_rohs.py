"""RoHS particulars, tables of concentrations, and what keeps a proof from being accepted."""

import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from suppliers.models import RohsMeasurement
from suppliers.rules.evidence import EvidenceRefused
from suppliers.rules.rohs import Excess, RohsScheme, Substance
from suppliers.rules.role import Role
from suppliers.rules.workflow import MoveNotAllowed
from suppliers.services.certificate import LookUp, RegistryStatus, submit_certificate, verify_certificate
from suppliers.services.rohs import (
    LimitExceeded,
    MeasurementsRefused,
    ReportTooOld,
    RohsMissing,
    RohsStatement,
    SubstancesMissing,
    import_measurements,
    save_rohs,
)
from tests.factories.account import make_account
from tests.factories.certificate import AT, make_certificate, make_product
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
TEN = tuple(Substance)
CSV = "部件,均质材料,有害物质,含量(mg/kg),豁免\n螺丝,黄铜,铅,35000,6(c)\n外壳,ABS,Cd,<5,\n".encode("gb18030")


@pytest.fixture
def proof():
    supplier = make_supplier()
    owner = make_account(Role.SUPPLIER_ADMIN, supplier)
    row = make_certificate(
        supplier, "ROHS", by=owner, products=(make_product(supplier),), status="DRAFT", registry_status="UNKNOWN", valid_to=None
    )
    row.rohs.delete()
    return row


def stated(proof, **fields):
    facts = {"scheme": RohsScheme.EU, "reported_on": date(2026, 1, 15), "substances": TEN, **fields}
    return save_rohs(proof, RohsStatement(**facts), by=proof.entered_by, at=AT)


def test_a_proof_without_particulars_is_not_handed_in(proof):
    with pytest.raises(RohsMissing):
        submit_certificate(proof, by=proof.entered_by, at=AT)


def test_a_proof_on_six_substances_is_incomplete(proof):
    stated(proof, substances=TEN[:6])

    with pytest.raises(SubstancesMissing) as refused:
        submit_certificate(proof, by=proof.entered_by, at=AT)

    assert refused.value.missing == list(TEN[6:])


def test_a_report_older_than_24_months_needs_the_statement_that_nothing_changed(proof):
    stated(proof, reported_on=date(2024, 11, 19))
    with pytest.raises(ReportTooOld):
        submit_certificate(proof, by=proof.entered_by, at=AT)

    stated(proof, reported_on=date(2024, 11, 19), unchanged=True)

    assert submit_certificate(proof, by=proof.entered_by, at=AT).status == "SUBMITTED"


def test_a_table_is_read_and_the_exemption_ends_the_proof(proof):
    stated(proof)

    assert import_measurements(proof, CSV, "werte.csv", by=proof.entered_by, at=AT) == 2
    submit_certificate(proof, by=proof.entered_by, at=AT)
    row = verify_certificate(proof, LookUp(RegistryStatus.VALID), by=make_account(Role.AUDITOR), at=AT)

    assert row.valid_to == date(2027, 6, 30)
    found = RohsMeasurement.objects.order_by("part", "pk").values_list("part", "substance", "ppm", "below_detection", "exemption")
    assert set(found) == {("螺丝", "PB", Decimal(35000), False, "6(c)"), ("外壳", "CD", Decimal(5), True, "")}


def test_a_proof_without_exemptions_counts_for_24_months_from_its_report(proof):
    stated(proof)
    submit_certificate(proof, by=proof.entered_by, at=AT)

    row = verify_certificate(proof, LookUp(RegistryStatus.VALID), by=make_account(Role.AUDITOR), at=AT)

    assert row.valid_to == date(2028, 1, 15)


def test_a_workbook_is_read_like_a_csv_file(proof):
    stated(proof)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([["Part", "Material", "Substance", "ppm"], ["Housing", "ABS", "Pb", 12.5]]):
            sheet.write_row(number, 0, cells)

    assert import_measurements(proof, content.getvalue(), "values.xlsx", by=proof.entered_by, at=AT) == 1
    assert RohsMeasurement.objects.get().ppm == Decimal("12.500")


def test_the_material_above_its_limit_is_pointed_out(proof):
    stated(proof)
    import_measurements(proof, CSV.replace(b"<5", b"101"), "werte.csv", by=proof.entered_by, at=AT)

    with pytest.raises(LimitExceeded) as refused:
        submit_certificate(proof, by=proof.entered_by, at=AT)

    assert [(each.measured.part, each.measured.material, each.limit, each.why) for each in refused.value.found] == [
        ("外壳", "ABS", Decimal(100), Excess.NO_EXEMPTION)
    ]


def test_a_table_is_taken_whole_or_not_at_all(proof):
    stated(proof)
    import_measurements(proof, CSV, "werte.csv", by=proof.entered_by, at=AT)

    with pytest.raises(MeasurementsRefused) as refused:
        import_measurements(proof, CSV.replace(b"Cd", b"Zn"), "werte.csv", by=proof.entered_by, at=AT)

    assert [(problem.row, problem.code) for problem in refused.value.problems] == [(3, "NO_SUBSTANCE")]
    assert RohsMeasurement.objects.count() == 2


def test_a_file_that_is_no_table_is_refused(proof):
    stated(proof)

    with pytest.raises(EvidenceRefused):
        import_measurements(proof, b"%PDF-1.7", "report.pdf", by=proof.entered_by, at=AT)
    with pytest.raises(EvidenceRefused):
        import_measurements(proof, b"PK no workbook", "values.xlsx", by=proof.entered_by, at=AT)


def test_particulars_of_a_verified_proof_stay_as_they_are():
    proof = make_certificate(make_supplier(), "ROHS")

    with pytest.raises(MoveNotAllowed):
        stated(proof)
