"""The carbon programme on the buyer's side."""

import pytest
from django.urls import reverse

from assessments.models import CarbonAgreement
from assessments.services.carbon_year import submit_year
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.carbon import JANUARY, make_agreement, make_year
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
PROPOSED = {
    "baseline_year": 2025,
    "target_year": 2030,
    "boundary": "All sites",
    "baseline_scope_1": "4",
    "baseline_scope_2": "120",
    "reduction_scope_1": "50",
    "reduction_scope_2": "50",
    "renewable_share": "60",
    "measure_1": "LED in all rooms",
    "measure_1_due_on": "2027-12-31",
}


@pytest.fixture
def supplier():
    return make_supplier(category="service", profile="office", province="CN-ZJ", legal_representative="Lin Xia")


def _submitted(supplier, officer):
    admin = make_account(Role.SUPPLIER_ADMIN, supplier)
    agreement = make_agreement(supplier, officer, make_account(Role.SUPPLIER_SIGNATORY, supplier))
    return submit_year(make_year(agreement, admin), proof=None, by=admin, at=JANUARY)


def test_procurement_proposes_an_agreement(client, supplier) -> None:
    client.force_login(make_account(Role.PROCUREMENT))
    address = reverse("admin:assessments_carbonagreement_propose")
    assert supplier.number in client.get(address, {"q": supplier.name_en}).content.decode()

    response = client.post(address, {**PROPOSED, "supplier": supplier.pk})

    agreement = CarbonAgreement.objects.get()
    assert response["Location"] == reverse("admin:assessments_carbonagreement_change", args=[agreement.pk])
    assert "111.60" in client.get(response["Location"]).content.decode()


def test_a_measure_without_its_day_is_refused_beside_the_field(client, supplier) -> None:
    client.force_login(make_account(Role.PROCUREMENT))

    response = client.post(
        reverse("admin:assessments_carbonagreement_propose"), {**PROPOSED, "supplier": supplier.pk, "measure_2": "Solar roof"}
    )

    assert response.status_code == 422
    assert "Give the measure and the day by which it is done." in response.content.decode()
    assert not CarbonAgreement.objects.exists()


def test_the_appraiser_sees_each_sum_before_deciding(client, supplier) -> None:
    year = _submitted(supplier, make_account(Role.PROCUREMENT))
    client.force_login(make_account(Role.AUDITOR))
    page = client.get(reverse("admin:assessments_carbonyear_change", args=[year.pk])).content.decode()
    assert "30.00 + 40.00 + 0.00 + 5.00 = 75.00 points" in page

    client.post(
        reverse("admin:assessments_carbonyear_appraise", args=[year.pk]), {"disclosure": "OWN_REPORT", "remark": "Thank you."}
    )

    year.refresh_from_db()
    assert (str(year.total_points), year.receipt["passed"]) == ("75.00", True)


def test_who_proposed_is_told_that_somebody_else_appraises(client, supplier) -> None:
    officer = make_account(Role.PROCUREMENT)
    year = _submitted(supplier, officer)
    client.force_login(officer)

    page = client.get(reverse("admin:assessments_carbonyear_change", args=[year.pk])).content.decode()

    assert "You proposed this agreement, so somebody else appraises it." in page
    assert reverse("admin:assessments_carbonyear_appraise", args=[year.pk]) not in page
