"""Papers, products and contractors in the portal."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from suppliers.models import Certificate, Product, WasteContractor
from suppliers.rules.role import Role
from suppliers.selectors.clock import today
from tests.factories.account import make_account
from tests.factories.certificate import make_certificate, make_contractor, make_product
from tests.factories.supplier import make_supplier
from tests.factories.upload import pdf, upload

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def owner(client):
    account = make_account(Role.SUPPLIER_ADMIN, make_supplier())
    client.force_login(account)
    return account


def typed(owner, **fields):
    return {
        "kind": "ISO_14001",
        "number": "EMS 1",
        "holder_name": owner.supplier.name_zh,
        "holder_role": "SUPPLIER",
        "issuer": "Demo Certification (fictional)",
        "standard_edition": "ISO 14001:2026",
        "valid_from": "2026-05-01",
        "valid_to": "2029-04-30",
        **fields,
    }


def test_a_paper_is_entered_with_its_file_and_handed_in(client, owner):
    fields = typed(owner, file=upload("证书.pdf", pdf()))
    page = client.post(reverse("portal:certificate_add"), fields, follow=True)
    assert "The draft is stored" in words(page)

    row = Certificate.objects.get()
    page = client.post(reverse("portal:certificate_submit", args=[row.pk]), follow=True)

    assert "The paper is handed in" in words(page)
    row.refresh_from_db()
    assert (row.status, row.file.original_name) == ("SUBMITTED", "证书.pdf")


def test_a_draft_is_changed_and_a_wrong_change_keeps_the_stored_one(client, owner):
    client.post(reverse("portal:certificate_add"), typed(owner))
    row = Certificate.objects.get()
    address = reverse("portal:certificate_edit", args=[row.pk])

    assert client.post(address, typed(owner, number="EMS 2")).status_code == 302
    wrong = client.post(address, typed(owner, number="EMS 3", valid_to="2026-04-30"))

    assert (wrong.status_code, 'value="EMS 3"' in words(wrong)) == (422, True)
    assert [found.number for found in Certificate.objects.all()] == ["EMS 2"]


def test_an_end_before_the_start_keeps_what_was_typed_and_says_what_is_wrong(client, owner):
    page = client.post(reverse("portal:certificate_add"), typed(owner, valid_to="2026-04-30"))

    assert page.status_code == 422
    assert "The last day lies before the first day." in words(page)
    assert 'value="EMS 1"' in words(page)
    assert not Certificate.objects.exists()


def test_a_paper_of_another_company_is_pointed_out_and_not_taken(client, owner):
    client.post(reverse("portal:certificate_add"), typed(owner, holder_name="姊妹有限公司", file=upload("证书.pdf", pdf())))
    row = Certificate.objects.get()

    assert "The holder is not the supplier." in words(client.get(reverse("portal:certificate", args=[row.pk])))
    page = client.post(reverse("portal:certificate_submit", args=[row.pk]), follow=True)

    assert "A paper of a sister company does not count" in words(page)
    row.refresh_from_db()
    assert row.status == "DRAFT"


def test_a_file_that_proves_nothing_is_refused_in_words(client, owner):
    page = client.post(reverse("portal:certificate_add"), typed(owner, file=upload("证书.exe", b"MZ")))

    assert page.status_code == 422
    assert "Files of this kind (exe) are not taken." in words(page)


def test_papers_are_listed_by_what_they_are_worth(client, owner):
    make_certificate(owner.supplier, "ISO_14001", by=owner, valid_to=today() + timedelta(days=20))
    make_certificate(owner.supplier, "ISO_45001", by=owner, registry_status="SUSPENDED")
    make_certificate(owner.supplier, "ISO_50001", by=owner, valid_to=today() - timedelta(days=1))
    make_certificate(owner.supplier, "ISO_37001", by=owner, status="DRAFT")

    page = words(client.get(reverse("portal:certificates")))

    order = ["Still to be handed in", "ISO 37001", "In force or under way", "ISO 14001", "ISO 45001", "Over", "ISO 50001"]
    places = [page.index(part, page.index("<main")) for part in order]
    assert places == sorted(places)


@pytest.mark.parametrize("papers", [1, 3])
def test_the_list_takes_the_same_queries_however_long(client, owner, papers, django_assert_max_num_queries):
    for _number in range(papers):
        make_certificate(owner.supplier, "ISO_14001", by=owner)
        make_certificate(owner.supplier, "CCC", by=owner, products=(make_product(owner.supplier),))
    client.get(reverse("portal:certificates"))

    with django_assert_max_num_queries(7):
        client.get(reverse("portal:certificates"))
    with django_assert_max_num_queries(11):
        client.get(reverse("portal:products"))


def test_rohs_particulars_and_a_table_point_out_the_material_above_its_limit(client, owner):
    product = make_product(owner.supplier)
    facts = {"status": "DRAFT", "registry_status": "UNKNOWN", "valid_to": None, "products": (product,)}
    row = make_certificate(owner.supplier, "ROHS", by=owner, **facts)
    table = SimpleUploadedFile("values.csv", b"part,material,substance,ppm\nScrew,Brass,Cd,500\n")
    fields = {"scheme": "TEST_REPORT", "reported_on": "2026-01-15", "substances": ["PB", "HG"], "table": table}

    page = words(client.post(reverse("portal:certificate_rohs", args=[row.pk]), fields, follow=True))

    assert "Screw, Brass: Cadmium (Cd) 500 mg/kg is above the limit of 100 mg/kg (no exemption is claimed)." in page
    assert "Hexavalent chromium (Cr VI), " in page
    refused = words(client.post(reverse("portal:certificate_submit", args=[row.pk]), follow=True))
    assert "The proof has to speak of all ten substances." in refused


def test_a_table_with_a_mistake_is_refused_with_its_row(client, owner):
    row = make_certificate(owner.supplier, "ROHS", by=owner, status="DRAFT", products=(make_product(owner.supplier),))
    table = SimpleUploadedFile("values.csv", b"part,material,substance,ppm\nScrew,Brass,Zn,500\n")

    fields = {"scheme": "EU", "reported_on": "2026-01-15", "table": table}
    page = client.post(reverse("portal:certificate_rohs", args=[row.pk]), fields)

    assert page.status_code == 422
    assert "Row 2: “Zn” is none of the ten substances." in words(page)


def test_products_say_what_covers_them(client, owner):
    covered, bare = make_product(owner.supplier, "Covered display"), make_product(owner.supplier, "Bare display")
    paper = make_certificate(owner.supplier, "CCC", by=owner, products=(covered,))

    page = words(client.get(reverse("portal:products")))
    assert page.count(paper.number) == 1
    assert page.count("not covered") == 3  # the bare one twice, the covered one for RoHS

    client.post(reverse("portal:product_offer", args=[bare.pk]), {"offered": "no"})
    assert not Product.objects.get(pk=bare.pk).is_offered
    client.post(
        reverse("portal:product", args=[covered.pk]), {"name": "Display 2", "catalogue_code": "0903", "is_electrical": "on"}
    )
    assert Product.objects.get(pk=covered.pk).name == "Display 2"


def test_a_contractor_is_named_with_its_licence_and_ended(client, owner):
    fields = {
        "kind": "E_WASTE",
        "name": "Demo Recycling (fictional)",
        "licence_number": "E 1",
        "valid_from": "2026-01-01",
        "valid_to": "2027-01-01",
        "file": upload("许可证.pdf", pdf()),
    }
    page = words(client.post(reverse("portal:contractor_add"), fields, follow=True))
    row = WasteContractor.objects.get()

    assert "Demo Recycling (fictional)" in page
    client.post(reverse("portal:contractor_end", args=[row.pk]))
    row.refresh_from_db()
    assert row.status == "ENDED"


def test_what_others_hold_is_as_missing_as_what_does_not_exist(client, owner):
    theirs = make_supplier()
    addresses = [
        reverse("portal:certificate", args=[make_certificate(theirs).pk]),
        reverse("portal:certificate_edit", args=[make_certificate(theirs).pk]),
        reverse("portal:product", args=[make_product(theirs).pk]),
    ]

    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert client.post(reverse("portal:contractor_end", args=[make_contractor(theirs).pk])).status_code == 404


def test_the_home_page_asks_to_renew_before_the_end_and_to_hand_in_drafts(client, owner):
    make_certificate(owner.supplier, "ISO_14001", by=owner, valid_to=today() + timedelta(days=59))
    make_certificate(owner.supplier, "ISO_45001", by=owner, valid_to=today() + timedelta(days=61))
    make_certificate(owner.supplier, "ISO_37001", by=owner, status="DRAFT")

    page = words(client.get(reverse("portal:home")))

    assert "Renew: ISO 14001 (environment)" in page
    assert "Renew: ISO 45001" not in page
    assert "Hand in: ISO 37001 (anti-bribery)" in page


def test_the_signatory_reads_and_enters_nothing(client):
    signatory = make_account(Role.SUPPLIER_SIGNATORY, make_supplier())
    client.force_login(signatory)

    assert client.get(reverse("portal:certificates")).status_code == 200
    assert client.get(reverse("portal:certificate_add")).status_code == 403
    assert client.get(reverse("portal:product_add")).status_code == 403
