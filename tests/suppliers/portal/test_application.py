"""The application in the portal: typing, saving, conflict, submitting, confirming."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from suppliers.models import Account, Admittance, Evidence, Supplier
from suppliers.rules.application import Section
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.admittance import typed_section
from suppliers.services.admittance import submit_application
from suppliers.services.check import send_back, start_checking
from suppliers.services.supplier import register_supplier
from tests.factories.account import make_account
from tests.factories.application import (
    AT,
    make_draft_application,
    make_submitted_application,
    supplier_admin,
)
from tests.factories.draft import complete_draft, credit_code

pytestmark = pytest.mark.django_db
OVERVIEW = reverse("portal:application")


def page_of(section: Section) -> str:
    return reverse("portal:application_section", args=[section])


def new_application() -> tuple[Admittance, Account]:
    admittance = register_supplier(by=None, at=AT, intake="SELF", name_zh="霁野")
    return admittance, supplier_admin(admittance)


def posted(section: Section, raw: dict, **more) -> dict[str, str]:
    """A part as a browser posts it."""
    fields: dict[str, str] = {}
    for name, value in raw.items():
        if isinstance(value, list):
            for place, row in enumerate(value):
                fields |= {f"{name}-{place}-{key}": text for key, text in row.items() if text is not False}
        else:
            fields[name] = value
    return fields | {key: str(value) for key, value in more.items()}


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_every_part_opens_and_says_how_long_it_takes(client):
    _admittance, admin = new_application()
    client.force_login(admin)

    assert "0 of 8 parts are complete" in words(client.get(OVERVIEW))
    for section in Section:
        response = client.get(page_of(section))
        assert response.status_code == 200
        assert 'class="field-problem"' not in words(response)


def test_typing_is_saved_and_says_so(client):
    admittance, admin = new_application()
    client.force_login(admin)

    response = client.post(
        page_of(Section.SCALE), posted(Section.SCALE, {"staff_number": "12"}, version=0), headers={"HX-Request": "true"}
    )

    assert (response.status_code, response["Assay-Saved"] != "") == (200, True)
    admittance.refresh_from_db()
    assert typed_section(admittance, Section.SCALE)["staff_number"] == "12"
    assert f'id="application-version" value="{admittance.draft_version}"' in words(response)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (credit_code(1)[:-1] + ("0" if credit_code(1)[-1] != "0" else "1"), f"ask for “{credit_code(1)[-1]}”"),
        (credit_code(1)[:17], "This has 17 characters; the identifier has exactly 18."),
        ("9111O105" + credit_code(1)[8:], "Character 5 is the letter O. Only the digit 0 can stand there."),
    ],
)
def test_what_is_wrong_with_an_identifier_is_said_at_once(client, typed, said):
    _admittance, admin = new_application()
    client.force_login(admin)
    raw = {**complete_draft(1)[Section.COMPANY], "identifier_value": typed}

    response = client.post(page_of(Section.COMPANY), posted(Section.COMPANY, raw, version=0), headers={"HX-Request": "true"})

    assert said in words(response)


def test_a_proposal_is_taken_over_by_its_button(client):
    admittance, admin = new_application()
    client.force_login(admin)
    good = credit_code(1)
    raw = {**complete_draft(1)[Section.COMPANY], "identifier_value": "9111O105" + good[8:]}
    proposed = client.post(page_of(Section.COMPANY), posted(Section.COMPANY, raw, version=0), headers={"HX-Request": "true"})
    assert f'value="use:identifier_value:{good}"' in words(proposed)

    admittance.refresh_from_db()
    fields = posted(Section.COMPANY, raw, version=admittance.draft_version, act=f"use:identifier_value:{good}")
    response = client.post(page_of(Section.COMPANY), fields, headers={"HX-Request": "true"})

    admittance.refresh_from_db()
    assert typed_section(admittance, Section.COMPANY)["identifier_value"] == good
    assert 'class="field-problem"' not in words(response)


def test_full_width_characters_are_understood(client):
    _admittance, admin = new_application()
    client.force_login(admin)
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in credit_code(1))
    raw = {**complete_draft(1)[Section.COMPANY], "identifier_value": wide}

    response = client.post(page_of(Section.COMPANY), posted(Section.COMPANY, raw, version=0), headers={"HX-Request": "true"})

    assert 'class="field-problem"' not in words(response)


def test_a_duplicate_is_told_neutrally_while_typing(client):
    other = make_submitted_application(1).supplier
    _admittance, admin = new_application()
    client.force_login(admin)

    response = client.post(
        page_of(Section.COMPANY),
        posted(Section.COMPANY, complete_draft(1)[Section.COMPANY], version=0),
        headers={"HX-Request": "true"},
    )

    assert "A supplier with this identifier is already in the register." in words(response)
    assert other.number not in words(response)


def test_the_province_of_the_credit_code_is_filled_in_and_a_difference_is_noted(client):
    admittance, admin = new_application()
    client.force_login(admin)
    client.post(page_of(Section.COMPANY), posted(Section.COMPANY, complete_draft(1)[Section.COMPANY], version=0))

    assert '<option value="CN-BJ" selected>' in words(client.get(page_of(Section.LOCATION)))
    admittance.refresh_from_db()
    raw = {**complete_draft(1)[Section.LOCATION], "registered_province": "CN-ZJ"}
    response = client.post(
        page_of(Section.LOCATION),
        posted(Section.LOCATION, raw, version=admittance.draft_version),
        headers={"HX-Request": "true"},
    )
    assert "first issued in Beijing; the registered address is in Zhejiang" in words(response)


def test_rows_are_added_and_removed_without_javascript(client):
    admittance, admin = new_application()
    client.force_login(admin)
    raw = {"owners": [{"kind": "shareholder", "name": "甲", "share": "40"}]}

    added = client.post(page_of(Section.OWNERSHIP), posted(Section.OWNERSHIP, raw, version=0, act="add:owners"))
    assert 'name="owners-1-name"' in words(added)
    raw["owners"].append({"kind": "controller", "name": "乙", "share": ""})
    client.post(page_of(Section.OWNERSHIP), posted(Section.OWNERSHIP, raw, version=99, act="remove:owners:0"))

    admittance.refresh_from_db()
    assert typed_section(admittance, Section.OWNERSHIP) == {"owners": [{"kind": "controller", "name": "乙", "share": ""}]}


def test_the_second_of_two_people_sees_both_texts_and_chooses(client):
    admittance, admin = new_application()
    colleague = make_account(Role.SUPPLIER_CONTRIBUTOR, admittance.supplier, name="Colleague Chen")
    client.force_login(colleague)
    client.post(page_of(Section.SCALE), posted(Section.SCALE, {"staff_number": "40"}, version=0))
    client.force_login(admin)

    refused = client.post(
        page_of(Section.SCALE), posted(Section.SCALE, {"staff_number": "50"}, version=0), headers={"HX-Request": "true"}
    )

    assert refused.status_code == 409
    assert "Assay-Saved" not in refused
    assert "Colleague Chen saved this part" in words(refused)
    assert ">40</td>" in words(refused)
    assert ">50</td>" in words(refused)
    admittance.refresh_from_db()
    assert typed_section(admittance, Section.SCALE)["staff_number"] == "40"
    chosen = re.search(r'value="(keep:\d+)"', words(refused)).group(1)
    kept = client.post(
        page_of(Section.SCALE),
        posted(Section.SCALE, {"staff_number": "50"}, version=0, act=chosen),
        headers={"HX-Request": "true"},
    )
    assert kept.status_code == 200
    admittance.refresh_from_db()
    assert typed_section(admittance, Section.SCALE)["staff_number"] == "50"


def test_taking_the_other_text_shows_it_and_counts_as_saved(client):
    admittance, admin = new_application()
    client.force_login(admin)
    client.post(page_of(Section.SCALE), posted(Section.SCALE, {"staff_number": "40"}, version=0))

    response = client.post(
        page_of(Section.SCALE),
        posted(Section.SCALE, {"staff_number": "50"}, version=0, act="theirs"),
        headers={"HX-Request": "true"},
    )

    assert 'value="40"' in words(response)
    assert response["Assay-Saved"]
    admittance.refresh_from_db()
    assert typed_section(admittance, Section.SCALE)["staff_number"] == "40"


def test_the_review_page_lists_what_blocks_with_a_link_to_each_field(client):
    _admittance, admin = new_application()
    client.force_login(admin)

    page = words(client.get(reverse("portal:application_review")))

    assert f'href="{page_of(Section.SCALE)}?check=1#field-staff_number"' in page
    assert 'id="field-staff_number"' in words(client.get(page_of(Section.SCALE) + "?check=1"))
    refused = client.post(reverse("portal:application_submit"))
    assert refused.status_code == 422
    assert Supplier.objects.get(pk=admin.supplier_id).standing == Standing.DRAFT


def test_every_link_of_the_review_page_lands_on_an_element_of_its_page(client):
    _admittance, admin = new_application()
    client.force_login(admin)
    rows = {"penalties_declared": "yes", "penalties": [{"authority": "甲"}]}
    client.post(page_of(Section.DECLARATIONS), posted(Section.DECLARATIONS, rows, version=0))

    page = words(client.get(reverse("portal:application_review")))

    for address, anchor in re.findall(r'href="(/supplier/application/[a-z]+/\?check=1)#([^"]+)"', page):
        assert f'id="{anchor}"' in words(client.get(address)), anchor


def test_submitting_leads_to_what_happens_next_and_a_second_click_too(client):
    admittance = make_draft_application()
    client.force_login(supplier_admin(admittance))

    first = client.post(reverse("portal:application_submit"), follow=True)
    second = client.post(reverse("portal:application_submit"), follow=True)

    assert "What happens next" in words(first)
    assert "has been submitted already. Nothing was changed." in words(second)
    assert Supplier.objects.get(pk=admittance.supplier_id).standing == Standing.SUBMITTED


def test_a_contributor_sees_no_submit_button_and_cannot_submit(client):
    admittance = make_draft_application()
    client.force_login(make_account(Role.SUPPLIER_CONTRIBUTOR, admittance.supplier))

    assert "Submit the application" not in words(client.get(reverse("portal:application_review")))
    client.post(reverse("portal:application_submit"))

    assert Supplier.objects.get(pk=admittance.supplier_id).standing == Standing.DRAFT


def test_reasons_for_sending_back_stand_beside_their_part(client):
    officer = make_account(Role.PROCUREMENT)
    admittance = start_checking(make_submitted_application(), by=officer, at=AT)
    send_back(admittance, [(Section.BANK, "The sheet is <not> legible.")], by=officer, at=AT)
    client.force_login(supplier_admin(admittance))

    assert "The sheet is &lt;not&gt; legible." in words(client.get(OVERVIEW))
    assert "The sheet is &lt;not&gt; legible." in words(client.get(page_of(Section.BANK)))
    assert "The sheet is" not in words(client.get(page_of(Section.SCALE)))


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
)


def test_the_bank_paper_is_uploaded_on_its_page(client):
    admittance, admin = new_application()
    client.force_login(admin)
    file = SimpleUploadedFile("基本存款账户信息.pdf", PDF)

    response = client.post(reverse("portal:application_paper"), {"file": file}, follow=True)

    assert "基本存款账户信息.pdf" in words(response)
    admittance.refresh_from_db()
    assert admittance.bank_paper.supplier_id == admittance.supplier_id


def test_an_empty_bank_paper_is_refused_with_what_to_do(client):
    _admittance, admin = new_application()
    client.force_login(admin)

    response = client.post(reverse("portal:application_paper"), {"file": SimpleUploadedFile("paper.pdf", b"")})

    assert response.status_code == 422
    assert "The file is empty." in words(response)
    assert Evidence.objects.count() == 0


def test_what_procurement_entered_is_read_back_and_confirmed(client):
    officer = make_account(Role.PROCUREMENT)
    admittance = make_draft_application(intake="PROCUREMENT", by=officer)
    admin = supplier_admin(admittance)
    submit_application(admittance, by=officer, at=AT)
    client.force_login(admin)

    page = words(client.get(reverse("portal:application_confirm")))
    assert "北京市朝阳区虚构路1号" in page
    client.post(reverse("portal:application_confirm"), {"act": "confirm"})

    admittance.refresh_from_db()
    assert admittance.confirmed_by == admin


def test_nothing_is_typed_after_submitting(client):
    admittance = make_submitted_application()
    client.force_login(supplier_admin(admittance))

    response = client.post(
        page_of(Section.SCALE), posted(Section.SCALE, {"staff_number": "1"}, version=99), headers={"HX-Request": "true"}
    )

    assert response.status_code == 422
    assert "not open for changes" in words(response)
    assert client.get(page_of(Section.SCALE)).status_code == 302


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.MANAGER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_the_buyers_people_have_no_page_here(client, role):
    client.force_login(make_account(role))

    for name in ("application", "application_review", "application_confirm"):
        assert client.get(reverse(f"portal:{name}")).status_code == 403


def test_the_signatory_reads_but_does_not_write(client):
    admittance = make_draft_application()
    client.force_login(make_account(Role.SUPPLIER_SIGNATORY, admittance.supplier))

    assert client.get(OVERVIEW).status_code == 200
    client.post(page_of(Section.SCALE), posted(Section.SCALE, {"staff_number": "1"}, version=99))

    admittance.refresh_from_db()
    assert typed_section(admittance, Section.SCALE)["staff_number"] == "32"


def test_an_unknown_part_is_a_404(client):
    _admittance, admin = new_application()
    client.force_login(admin)

    assert client.get("/supplier/application/nowhere/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_part_takes_the_same_queries_with_one_row_and_with_three(client, rows, django_assert_num_queries):
    _admittance, admin = new_application()
    client.force_login(admin)
    raw = {"owners": [{"kind": "shareholder", "name": f"甲{number}", "share": "30"} for number in range(rows)]}
    client.post(page_of(Section.OWNERSHIP), posted(Section.OWNERSHIP, raw, version=0))

    with django_assert_num_queries(7):
        client.get(page_of(Section.OWNERSHIP))
