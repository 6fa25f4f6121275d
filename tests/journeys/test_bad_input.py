"""What goes wrong on the real pages is said there, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from assessments.models import Answer, Assessment
from suppliers.models import Account, Evidence, Supplier
from suppliers.rules.application import Section
from suppliers.rules.role import Role
from suppliers.selectors.clock import now
from tests.factories.account import make_account
from tests.factories.application import make_draft_application, supplier_admin
from tests.factories.assessment import make_assessment
from tests.factories.draft import credit_code
from tests.factories.supplier import make_supplier
from tests.factories.upload import pdf, photo
from tests.factories.world import make_world
from tests.journeys.stage import PASSWORD, PHONE, SAVED_AT, Stage, fits_the_phone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def supplier() -> Supplier:
    return make_supplier(category="engineering", profile="production")


@pytest.fixture
def assessment(supplier: Supplier) -> Assessment:
    return make_assessment(supplier, now())


@pytest.fixture
def person(supplier: Supplier) -> Account:
    return make_account(Role.SUPPLIER_ADMIN, supplier)


def open_area(stage: Stage, person: Account, assessment: Assessment, area: str = "EP", **context: object) -> Page:
    page = stage.enter(person.name, person.email, **context)
    page.goto(f"/supplier/assessments/{assessment.pk}/areas/{area}/")
    return page


@pytest.mark.parametrize(
    ("choice", "kept"), [("Keep mine", "from the second person"), ("Keep this one", "from the first person")]
)
def test_the_second_of_two_people_sees_the_first_text_and_chooses(stage: Stage, supplier, assessment, person, choice, kept):
    colleague = make_account(Role.SUPPLIER_CONTRIBUTOR, supplier, name="Chen Yu")
    first, second = open_area(stage, colleague, assessment), open_area(stage, person, assessment)
    for page in (first, second):
        page.locator("#q-EP-04 .note-part summary").click()
    first.fill("#n-EP-04", "from the first person")
    expect(first.locator("#q-EP-04 [data-save-state]")).to_have_text(SAVED_AT)

    second.fill("#n-EP-04", "from the second person")
    problem = second.locator("#problem-EP-04")
    expect(problem).to_contain_text("from the first person")
    expect(problem).to_contain_text("from the second person")
    expect(problem).to_contain_text("Chen Yu")
    stage.show(second, "x1-conflict")
    stage.forgive_refusals()
    problem.get_by_role("button", name=choice).click()
    expect(second.locator("#problem-EP-04")).to_have_text("")

    expect(second.locator("#n-EP-04")).to_have_value(kept)
    assert Answer.objects.get(question_code="EP-04").note == kept


def test_an_answer_typed_after_the_session_ended_is_there_after_logging_in_again(stage: Stage, assessment, person):
    page = open_area(stage, person, assessment)
    page.locator("#q-EP-04 .note-part summary").click()
    page.context.clear_cookies(name="sessionid")
    page.fill("#n-EP-04", "typed too late")
    state = page.locator("#q-EP-04 [data-save-state]")
    expect(state).to_contain_text("your session has ended")
    assert not Answer.objects.exists()
    stage.forgive_refusals()
    state.locator("a").click()
    page.fill("#id_username", person.email)
    page.fill("#id_password", PASSWORD)
    page.click("form[name=login] button[type=submit]")

    expect(page.locator("#n-EP-04")).to_have_value("typed too late")
    expect(page.locator("#q-EP-04 [data-save-state]")).to_have_text(SAVED_AT)
    assert Answer.objects.get(question_code="EP-04").note == "typed too late"
    stage.console_errors[:] = [error for error in stage.console_errors if "status of 401" not in error]


def test_a_bad_file_is_refused_beside_its_question_with_the_reason(stage: Stage, assessment, person, settings):
    settings.EVIDENCE_MAX_BYTES = 4_000
    page = open_area(stage, person, assessment)
    page.locator("#proofs-EP-08 details.add").first.evaluate("element => { element.open = true }")
    for name, content, words in (
        ("empty.pdf", b"\0" * 0, "The file is empty."),
        ("renamed.pdf", photo(), "The content of this file is not what its name says"),
        ("large.pdf", b"%PDF-1.7" + b" " * 5_000, "The file is larger than"),
        ("locked.pdf", pdf(user_password="secret"), "The file is protected by a password"),
        ("program.exe", b"MZ", "Files of this kind (exe) are not taken."),
    ):
        file = {"name": name, "mimeType": "application/pdf", "buffer": content}
        page.locator("#f-EP-08").set_input_files(file)
        expect(page.locator("#proof-problem-EP-08")).to_contain_text(f"{name} was not stored. {words}")
    stage.show(page, "x2-bad-file")
    stage.forgive_refusals()
    assert not Evidence.objects.exists()


def test_an_identifier_of_another_supplier_is_said_at_once_and_keeps_everything_typed(stage: Stage):
    make_supplier(identifier_scheme="USCC", identifier_country="CN", identifier_value=credit_code(9))
    draft = make_draft_application(8)
    page = stage.enter("supplier", supplier_admin(draft).email)
    page.goto("/supplier/application/company/")
    page.fill("#id_identifier_value", credit_code(9))
    expect(page.locator("#id_identifier_value_notes")).to_contain_text("is already in the register")
    page.goto("/supplier/application/review/")

    expect(page.get_by_text("A supplier with this identifier is already in the register.").first).to_be_visible()
    expect(page.get_by_role("button", name="Submit the application")).to_be_disabled()
    page.goto("/supplier/application/company/")
    expect(page.locator("#id_identifier_value")).to_have_value(credit_code(9))


def test_a_day_that_cannot_be_counted_is_refused_beside_the_field(stage: Stage):
    page = stage.enter("manager", make_account(Role.MANAGER).email)
    for typed, words in (("2023-02-30", "is no day of the calendar"), ("2999-01-01", "has not come yet")):
        page.goto(f"/admin/suppliers/regioncount/?as_of={typed}")
        expect(page.locator("#as-of-refusal")).to_contain_text(words)


def test_a_question_is_answered_by_keyboard_alone(stage: Stage, assessment, person):
    page = open_area(stage, person, assessment)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Go to the content")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(page, "#q-EP-01 [name=value]")
    page.keyboard.press("Space")
    expect(page.locator("#q-EP-01 [name=value][value=yes]")).to_be_checked()
    expect(page.locator("#q-EP-01 [data-save-state]")).to_have_text(SAVED_AT)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#q-EP-01 [name=value][value=no]")).to_be_checked()
    _tab_to(page, "#q-EP-01 [name=not_applicable]")
    page.keyboard.press("Space")
    _tab_to(page, "#r-EP-01")
    page.keyboard.type("We have no site of that kind.")
    expect(page.locator("#q-EP-01 [data-save-state]")).to_have_text(SAVED_AT)
    expect(page.locator("#says-EP-01")).to_be_visible()

    assert Answer.objects.get(question_code="EP-01").not_applicable_reason == "We have no site of that kind."


def _tab_to(page: Page, target: str, most: int = 40) -> None:
    """Press Tab until the target has the focus, which must be visible to the eye on the way."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement.matches(target)", target):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"
            return
    pytest.fail(f"{target} is not reached by {most} tabs")


def test_no_page_of_the_portal_scrolls_sideways_on_a_phone(stage: Stage):
    world = make_world()
    ids, people = world.ids, world.people
    answers, locked = (f"/supplier/assessments/{ids[name]}" for name in ("assessment", "locked"))
    visits = {
        "supplier_admin": [
            "/supplier/", "/supplier/people/", "/supplier/people/invite/", f"/supplier/people/{ids['account']}/access/",
            "/supplier/application/", "/supplier/signatures/", f"/supplier/signatures/{ids['signature']}/",
            "/supplier/notices/", "/password/", "/supplier/assessments/", f"{answers}/", f"{answers}/areas/EP/",
            f"{answers}/submit/", f"{answers}/score/", f"{locked}/", f"{locked}/areas/PR/", f"{locked}/score/",
        ],
        "supplier_signatory": [f"/supplier/signatures/{ids['signature']}/"],
    }  # fmt: skip
    wide = [page for who, addresses in visits.items() for page in _too_wide(stage, people[who], addresses)]
    draft = make_draft_application(6)
    parts = [f"/supplier/application/{section}/?check=1" for section in Section]
    wide += _too_wide(stage, supplier_admin(draft), ["/supplier/application/", *parts, "/supplier/application/review/"])
    page = stage.page("stranger", **PHONE)
    for address in ("/login/", "/register/", "/register/sent/", "/password/reset/", "/password/reset/sent/", "/join/none/"):
        page.goto(address)
        wide += [] if fits_the_phone(page) else [address]
    stage.forgive_refusals()

    assert wide == []


def _too_wide(stage: Stage, person: Account, addresses: list[str]) -> list[str]:
    page = stage.enter(person.name, person.email, **PHONE)
    found = []
    for address in addresses:
        response = page.goto(address)
        assert response is not None
        assert response.ok, address
        if not fits_the_phone(page):
            found.append(address)
    stage.show(page, re.sub(r"\W+", "-", f"phone {addresses[-1]}"))
    return found
