"""The pages of the ledger and the register, as their readers click through them."""

from datetime import date

import pytest
from django.urls import reverse

from suppliers.models import DuplicatePair, Litigation, SavedFilter, Signature, SigningCampaign, SupplierMerge
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.register import make_campaign, make_lawsuit, make_pair
from tests.factories.signature import make_document, make_signature
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_role(client):
    def login(role: Role):
        person = make_account(role)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return person

    return login


def address(name: str, *args: object) -> str:
    return reverse(f"admin:suppliers_{name}", args=args)


def text_of(response) -> str:
    return response.content.decode()


def test_two_versions_are_compared_in_words_of_both_languages(client, as_role):
    make_document(version="1.0", status="RETIRED", text_en="Pay in 30 days.", text_zh="三十日内付款。")
    new = make_document(version="2.0", text_en="Pay in 15 days.", text_zh="十五日内付款。")
    as_role(Role.AUDITOR)

    page = text_of(client.get(address("documentversion_compare", new.pk)))

    assert 'Pay in <del class="a-gone">30</del><ins class="a-new">15</ins> days.' in page
    assert '<del class="a-gone">三</del>十<ins class="a-new">五</ins>日内付款。' in page


def test_retiring_asks_why_and_says_what_follows(client, as_role):
    document = make_document()
    as_role(Role.INTEGRITY)
    url = address("documentversion_retire", document.pk)

    assert "nobody is asked to sign this document" in text_of(client.get(url))
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "The law has changed."}).status_code == 302

    document.refresh_from_db()
    assert document.status == "RETIRED"


def test_a_campaign_shows_who_is_late_and_reminds(client, as_role, time_machine):
    supplier = make_supplier()
    make_account(Role.SUPPLIER_ADMIN, supplier)
    document = make_document()
    campaign = make_campaign(document.pk)
    task = make_signature(supplier, document, due_on=campaign.due_on)
    Signature.objects.filter(pk=task.pk).update(assigned_at=campaign.started_at)
    time_machine.move_to("2026-12-22T02:00:00Z", tick=False)
    as_role(Role.PROCUREMENT)

    page = text_of(client.get(address("signingcampaign_change", campaign.pk)))
    done = client.post(address("signingcampaign_remind", campaign.pk), follow=True)
    again = client.post(address("signingcampaign_remind", campaign.pk), follow=True)

    assert supplier.number in page
    assert "1 supplier has been reminded by mail." in text_of(done)
    assert "There is nobody to remind now" in text_of(again)


@pytest.mark.parametrize("part", ["csv", "xlsx"])
def test_a_campaign_can_be_taken_away_as_a_file(client, as_role, part):
    document = make_document()
    campaign = make_campaign(document.pk)
    Signature.objects.filter(pk=make_signature(make_supplier(), document).pk).update(assigned_at=campaign.started_at)
    as_role(Role.AUDITOR)

    response = client.get(address(f"signingcampaign_export_{part}", campaign.pk))

    assert response.status_code == 200
    assert len(b"".join(response.streaming_content)) > 100


@pytest.mark.parametrize("rows", [1, 3])
def test_a_campaign_costs_the_same_queries_at_any_length(client, as_role, rows, time_machine, django_assert_max_num_queries):
    document = make_document()
    campaign = make_campaign(document.pk)
    for _serial in range(rows):
        make_signature(make_supplier(), document, due_on=campaign.due_on)
    Signature.objects.update(assigned_at=campaign.started_at)
    time_machine.move_to("2026-12-22T02:00:00Z", tick=False)
    as_role(Role.AUDITOR)

    with django_assert_max_num_queries(7):
        client.get(address("signingcampaign_change", campaign.pk))


@pytest.mark.parametrize("rows", [1, 3])
def test_coverage_and_figures_cost_the_same_queries_at_any_length(client, as_role, rows, django_assert_num_queries):
    document = make_document()
    for _serial in range(rows):
        make_signature(make_supplier(), document, signed_on=date(2026, 1, 5))
    as_role(Role.AUDITOR)

    with django_assert_num_queries(11):
        coverage = client.get(address("signature_coverage"))
    with django_assert_num_queries(14):
        figures = client.get(address("supplier_figures"))

    assert "100.00 %" in text_of(coverage)
    assert "The register in figures" in text_of(figures)


def test_a_wrong_day_is_said_beside_the_field(client, as_role):
    as_role(Role.AUDITOR)

    assert "is no day of the calendar" in text_of(client.get(address("signature_coverage"), {"as_of": "31.3.2023"}))


def test_a_lawsuit_is_entered_and_closed(client, as_role):
    supplier = make_supplier()
    as_role(Role.INTEGRITY)
    typed = {"number": supplier.number, "kind": "CORRUPTION", "court": "Demo court", "case_number": "7", "source": "List"}

    wrong = client.post(address("litigation_enter"), {**typed, "number": "SUP-999999", "filed_on": "2026-03-01"})
    client.post(address("litigation_enter"), {**typed, "filed_on": "2026-03-01"})
    row = Litigation.objects.get()
    client.post(address("litigation_close", row.pk), {"closed_on": "2026-04-01", "outcome": "Dismissed."})

    row.refresh_from_db()
    assert "There is no supplier with this number" in text_of(wrong)
    assert (row.supplier, row.outcome) == (supplier, "Dismissed.")


def test_a_pair_is_merged_by_two_people_and_taken_back(client, as_role):
    pair = make_pair(make_supplier(), make_supplier())
    as_role(Role.PROCUREMENT)

    client.post(address("duplicatepair_propose", pair.pk), {"keep": pair.second_id, "reason": "One company."})
    merge = SupplierMerge.objects.get()
    alone = client.get(address("suppliermerge_change", merge.pk))
    as_role(Role.MANAGER)
    client.post(address("suppliermerge_confirm", merge.pk))
    merge.refresh_from_db()
    story = client.get(address("supplier_change", merge.merged_id))
    client.post(address("suppliermerge_undo", merge.pk), {"reason": "Two companies."})
    pair.refresh_from_db()

    assert "another person confirms it" in text_of(alone)
    assert merge.kept_id == pair.second_id
    assert f"the company goes on as {merge.kept.number}" in text_of(story)
    assert pair.status == "OPEN"


def test_the_search_can_be_started_by_procurement_only(client, as_role):
    make_supplier(name_zh="霁野文化传媒有限公司")
    make_supplier(name_zh="霁野文化传媒股份有限公司")
    as_role(Role.AUDITOR)
    assert client.post(address("duplicatepair_search")).status_code == 403

    as_role(Role.PROCUREMENT)
    client.post(address("duplicatepair_search"))

    assert DuplicatePair.objects.count() == 1


@pytest.mark.parametrize("name", ["duplicatepair", "litigation", "suppliermerge", "signingcampaign"])
def test_the_lists_are_for_those_who_read_suppliers(client, as_role, name):
    supplier = make_supplier()
    make_lawsuit(supplier, make_account(Role.INTEGRITY))
    make_pair(supplier, make_supplier())

    as_role(Role.ADMINISTRATOR)
    assert client.get(address(f"{name}_changelist")).status_code == 403
    as_role(Role.AUDITOR)
    assert client.get(address(f"{name}_changelist")).status_code == 200


def test_a_filter_is_kept_shown_to_colleagues_and_deleted(client, as_role):
    register = address("supplier_changelist")
    mine = as_role(Role.PROCUREMENT)
    client.post(address("supplier_keep_filter"), {"name": "Our media", "query": "category=media&p=2", "is_shared": "on"})
    kept = SavedFilter.objects.get()
    own = text_of(client.get(register, {"category": "media"}))
    as_role(Role.MANAGER)
    shown = text_of(client.get(register))
    refused = client.post(address("supplier_drop_filter"), {"filter": kept.pk})
    client.force_login(mine, backend="django.contrib.auth.backends.ModelBackend")
    client.post(address("supplier_drop_filter"), {"filter": kept.pk})

    assert kept.query == "category=media"
    assert '<a href="?category=media" aria-current="true">Our media' in own
    assert "Our media" in shown
    assert mine.name in shown
    assert refused.status_code == 403
    assert not SavedFilter.objects.exists()


def test_the_home_page_says_what_waits_and_leads_to_it(client, as_role):
    pair = make_pair(make_supplier(), make_supplier())
    as_role(Role.PROCUREMENT)

    page = text_of(client.get("/admin/"))

    assert "Decide on 1 possible duplicate" in page
    assert pair.pk
    assert address("duplicatepair_changelist") in page
    assert not SigningCampaign.objects.exists()
