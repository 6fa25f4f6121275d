"""The same path in Chinese: no page of ours mixes the languages."""

import re
from collections.abc import Iterable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.rules.assessment import AssessmentOccasion
from assessments.services.assessment import assign_assessment, submit_assessment
from assessments.services.review import start_review
from suppliers.models import Account
from suppliers.rules.application import Section
from suppliers.rules.role import Role
from suppliers.selectors.clock import now
from tests.factories.account import make_account
from tests.factories.application import make_draft_application, make_submitted_application, supplier_admin
from tests.factories.assessment import answer_example, make_questionnaire, worked_example
from tests.factories.supplier import make_supplier
from tests.factories.world import World, make_world
from tests.journeys.stage import PHONE, Stage, fits_the_phone

pytestmark = pytest.mark.django_db(transaction=True)

ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[\s,;:]+[A-Za-z][A-Za-z'’-]*){3,}")
# Names of made-up companies and people, and of standards that are quoted in their own language.
NAMES = re.compile(
    r"Demo Buyer Group \(fictional\)|Canaryfish Ltd|Neighbour Ltd|Demo [A-Z][\w ]+\(fictional\)|"
    r"(Supplier|Procurement|Manager|Integrity|Auditor|Administrator)[\w ]* \d+|GSXT"
)
TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!parent || parent.closest("script, style, template, noscript")) continue;
    // English originals of bilingual texts, codes, and what a supplier wrote itself.
    if (parent.closest("[lang=en], code, .mono, .a-digest, .a-quote, .paper-text")) continue;
    if (node.textContent.trim()) found.push(node.textContent.replace(/\\s+/g, " ").trim());
  }
  for (const element of document.querySelectorAll("[placeholder], [aria-label], img[alt]"))
    for (const name of ["placeholder", "aria-label", "alt"])
      if (element.getAttribute(name) && !element.closest("[lang=en]")) found.push(element.getAttribute(name));
  found.push(document.title);
  return found;
}"""


def english_in(page: Page) -> list[str]:
    """Runs of four and more Latin words that stand on a Chinese page."""
    return [text for text in page.evaluate(TEXTS) if ENGLISH.search(NAMES.sub("", text))]


def read(page: Page, addresses: Iterable[str]) -> dict[str, list[str]]:
    """What is not Chinese, by address."""
    found = {}
    for address in addresses:
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", re.compile("zh-hans", re.IGNORECASE))
        if left := english_in(page):
            found[address] = left
    return found


@pytest.fixture
def world() -> World:
    """Something of everything, for readers of Chinese."""
    found = make_world()
    Account.objects.update(language="zh-hans")
    return found


def test_the_language_is_chosen_before_logging_in_and_stays(stage: Stage, world: World):
    person = world.people["supplier_admin"]
    page = stage.page("supplier")
    page.goto("/login/")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    assert english_in(page) == []
    page.fill("#id_username", person.email)
    page.fill("#id_password", "wrong")
    page.click("form[name=login] button[type=submit]")
    expect(page.locator("#errors")).to_be_visible()
    assert english_in(page) == []
    page.fill("#id_username", person.email)
    page.fill("#id_password", "pass-word-123")
    page.click("form[name=login] button[type=submit]")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    stage.show(page, "zh1-home")
    assert english_in(page) == []
    for address in ("/register/", "/register/sent/", "/password/reset/", "/password/reset/sent/"):
        page.goto(address)
        assert english_in(page) == []


def test_the_suppliers_pages_are_chinese_on_a_phone(stage: Stage, world: World):
    ids = world.ids
    answers = f"/supplier/assessments/{ids['assessment']}"
    locked = f"/supplier/assessments/{ids['locked']}"
    page = stage.enter("supplier", world.people["supplier_admin"].email, **PHONE)

    left = read(page, ("/supplier/", "/supplier/application/", "/supplier/signatures/", "/supplier/people/"))
    left |= read(page, ("/supplier/people/invite/", "/supplier/notices/", "/password/", "/supplier/assessments/"))
    left |= read(page, (f"{answers}/", f"{answers}/areas/EP/", f"{answers}/areas/BI/", f"{answers}/submit/", f"{answers}/score/"))
    stage.show(page, "zh2-phone-score")
    left |= read(page, (f"{locked}/", f"{locked}/areas/PR/", f"{locked}/score/"))
    page.goto(f"{answers}/areas/EP/")
    stage.show(page, "zh3-phone-area")
    answer = page.locator("article.question", has=page.locator("[name=value][type=radio]")).first
    answer.locator("[name=value]").first.check()
    expect(answer.locator("[data-save-state]")).to_have_text(re.compile(r"\d\d:\d\d"))
    left |= {"saved": english_in(page)} if english_in(page) else {}

    assert left == {}
    assert fits_the_phone(page)

    signatory = stage.enter("signatory", world.people["supplier_signatory"].email)
    assert read(signatory, (f"/supplier/signatures/{ids['signature']}/",)) == {}
    stage.show(signatory, "zh4-signature")


def test_the_application_speaks_chinese_from_the_first_field_to_the_submission(stage: Stage):
    draft = make_draft_application(7)
    person = supplier_admin(draft)
    Account.objects.update(language="zh-hans")
    page = stage.enter("supplier", person.email)

    left = read(page, ["/supplier/application/"] + [f"/supplier/application/{section}/?check=1" for section in Section])
    page.goto("/supplier/application/company/")
    page.fill("#id_identifier_value", "91110105DEM00001")
    expect(page.locator("#id_identifier_value_notes")).to_contain_text("16")
    stage.show(page, "zh5-company")
    left |= {"wrong code": english_in(page)} if english_in(page) else {}
    left |= read(page, ["/supplier/application/review/"])
    stage.show(page, "zh6-review")
    page.goto("/supplier/application/company/")
    page.fill("#id_identifier_value", draft.draft["company"]["raw"]["identifier_value"])
    page.locator(".form-end button").first.click()
    page.goto("/supplier/application/review/")
    page.locator("form[action$='/submit/'] button").click()
    expect(page.locator(".way")).to_be_visible()
    left |= {"submitted": english_in(page)} if english_in(page) else {}

    assert left == {}


def test_the_buyers_pages_are_chinese(stage: Stage, world: World):
    ids = world.ids
    page = stage.enter("procurement", world.people["procurement"].email)
    names = [
        "suppliers_supplier", "suppliers_admittance", "suppliers_invitation", "suppliers_signature", "suppliers_documentversion",
        "assessments_assessment", "assessments_scoresheet", "assessments_questionnaireversion", "suppliers_regioncount",
        "assessments_issuedreport", "suppliers_job", "suppliers_historyentry",
    ]  # fmt: skip
    rows = {
        "suppliers_supplier": "supplier", "suppliers_admittance": "admittance", "suppliers_invitation": "invitation",
        "suppliers_signature": "signature", "suppliers_documentversion": "document", "assessments_assessment": "locked",
        "assessments_scoresheet": "score", "assessments_questionnaireversion": "questionnaire",
        "suppliers_regioncount": "region-count", "assessments_issuedreport": "report", "suppliers_job": "job",
    }  # fmt: skip
    lists = [reverse(f"admin:{name}_changelist") for name in names]
    left = read(page, ["/admin/", *lists])
    left |= read(page, [reverse(f"admin:{name}_change", args=[ids[row]]) for name, row in rows.items()])
    acts = ("suppliers_invitation_invite", "suppliers_admittance_enter", "assessments_assessment_assign")
    left |= read(page, [reverse(f"admin:{name}") for name in (*acts, "assessments_issuedreport_order")])
    left |= read(page, [reverse("admin:suppliers_supplier_correct", args=[ids["supplier"]])])
    page.goto("/admin/")
    stage.show(page, "zh7-admin-home")
    page.goto(reverse("admin:suppliers_supplier_change", args=[ids["supplier"]]))
    stage.show(page, "zh8-admin-supplier")

    assert left == {}


def test_checking_and_reviewing_are_chinese(stage: Stage):
    officer = make_account(Role.PROCUREMENT)
    auditor = make_account(Role.AUDITOR)
    submitted = make_submitted_application(5)
    review = _in_review(auditor)
    Account.objects.update(language="zh-hans")
    page = stage.enter("procurement", officer.email)
    desk = f"/admin/suppliers/admittance/{submitted.pk}"
    page.goto(f"{desk}/change/")
    page.locator("form[action$='/start/'] button").click()
    expect(page.locator("#check-H1")).to_be_visible()
    stage.show(page, "zh9-checks")
    left = read(page, [f"{desk}/change/", f"{desk}/send-back/"])

    page = stage.enter("auditor", auditor.email)
    desk = f"/admin/assessments/assessment/{review.pk}"
    parts = ("change", "review", "send-back", "verify", "accept-together")
    left |= read(page, [f"{desk}/{part}/" for part in parts])
    page.goto(f"{desk}/review/")
    stage.show(page, "zh10-review")

    assert left == {}


def _in_review(auditor: Account):
    firm = make_supplier(category="service", profile="office")
    admin = make_account(Role.SUPPLIER_ADMIN, firm)
    make_questionnaire(now())
    assessment = assign_assessment(firm, AssessmentOccasion.ADMITTANCE, now().year, by=None, at=now())
    answer_example(assessment, worked_example("EX1"), admin, now())
    submit_assessment(assessment, by=admin, at=now())
    return start_review(assessment, by=auditor, at=now())
