"""The carbon programme as a supplier sees it."""

import pytest
from django.urls import reverse

from assessments.models import CarbonYear
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.carbon import make_agreement, make_year
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(client):
    supplier = make_supplier(category="service", profile="office", province="CN-ZJ", legal_representative="Lin Xia")
    admin = make_account(Role.SUPPLIER_ADMIN, supplier)
    agreement = make_agreement(supplier, make_account(Role.PROCUREMENT), make_account(Role.SUPPLIER_SIGNATORY, supplier))
    found = make_year(agreement, admin)
    client.force_login(admin)
    return found


def test_without_an_agreement_the_page_says_what_the_programme_is(client) -> None:
    client.force_login(make_account(Role.SUPPLIER_ADMIN, make_supplier()))

    page = client.get(reverse("carbon:programme")).content.decode()

    assert "No agreement yet" in page


def test_the_programme_page_shows_path_measures_and_years(client, year) -> None:
    page = client.get(reverse("carbon:programme")).content.decode()

    assert "111.60" in page  # allowed in 2026
    assert "照明改造" in page
    assert reverse("carbon:year", args=[year.pk]) in page


def test_a_wrong_figure_keeps_what_was_typed_and_says_why(client, year) -> None:
    response = client.post(
        reverse("carbon:year", args=[year.pk]), {"version": year.version, "value-IND-EL": "about 200", "unit-IND-EL": "MWh"}
    )

    assert response.status_code == 422
    assert "“about 200” is not a number" in response.content.decode()
    assert 'value="about 200"' in response.content.decode()
    year.refresh_from_db()
    assert year.base["IND-EL"] == "212.5"


def test_a_stale_page_is_told_and_keeps_what_was_typed(client, year) -> None:
    response = client.post(reverse("carbon:year", args=[year.pk]), {"version": 0, "value-IND-EL": "99", "unit-IND-EL": "MWh"})

    assert response.status_code == 409
    assert 'value="99"' in response.content.decode()


def test_a_figure_that_stands_out_asks_for_a_note_and_then_goes_in(client, year) -> None:
    address = reverse("carbon:year", args=[year.pk])
    client.post(address, {"version": year.version, "value-IND-S2": "300", "unit-IND-S2": "tCO2e"})
    assert "explain it in the note" in client.get(address).content.decode()
    assert client.post(reverse("carbon:submit", args=[year.pk])).status_code == 409

    version = CarbonYear.objects.get(pk=year.pk).version
    client.post(address, {"version": version, "value-IND-S2": "300", "unit-IND-S2": "tCO2e", "note-IND-S2": "A second floor."})
    client.post(reverse("carbon:submit", args=[year.pk]))

    year.refresh_from_db()
    assert year.status == "SUBMITTED"


def test_reading_the_years_takes_a_constant_number_of_queries(client, year, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(24):
        client.get(reverse("carbon:year", args=[year.pk]))
