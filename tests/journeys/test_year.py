"""Procurement's year with one supplier: a certificate, two evaluations, its tier, an award and a training, by clicking only."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from suppliers.models import Account, Supplier, TrainingSession
from suppliers.rules.evaluation import quarter
from suppliers.rules.role import Role
from suppliers.selectors.clock import now, today
from suppliers.services.tier import record_esg_score
from tests.factories.account import make_account
from tests.factories.certificate import make_product
from tests.factories.label import sign_undertaking
from tests.factories.supplier import make_supplier
from tests.factories.tier import published_esg, spend
from tests.journeys.stage import Stage, paper

pytestmark = pytest.mark.django_db(transaction=True)

OURS, RIVAL, THIRD = "Demo Lantern Ltd (fictional)", "Demo Harbour Ltd (fictional)", "Demo Meadow Ltd (fictional)"
ANNUAL = "B preferred, because the overall score of 77.80 lies in the band from 65 on, and no cap limits it."
PERIODIC = "D exit, because the overall score of 47.80 lies in the band from 0 on, and no cap limits it."
DECIDES = f"The bonus decides: with it {OURS} leads, without it {RIVAL} would."
LOT, TRAINING = "Editing displays", "Honesty in daily business"


@dataclass(frozen=True)
class Year:
    """The supplier the year is about, and people by what they do in it."""

    ours: Supplier
    people: dict[str, Account]


def make_bidder(name: str, score: str, *, since: date) -> Supplier:
    """An active supplier whose undertaking is signed and whose ESG score of today is published."""
    supplier = make_supplier(name_en=name, since=since)
    sign_undertaking(supplier, until=today() + timedelta(days=400))
    spend(supplier, on=today() - timedelta(days=90))
    record_esg_score(supplier, published_esg(score, as_of=today()), at=now())
    return supplier


@pytest.fixture
def year() -> Year:
    """Three bidders; ours is late with the integrity module, the others have just become active."""
    ours = make_bidder(OURS, "82.00", since=today() - timedelta(days=400))
    make_bidder(RIVAL, "82.00", since=today() - timedelta(days=20))
    make_bidder(THIRD, "60.00", since=today() - timedelta(days=20))
    make_product(ours, "Display AB-100")
    people = {
        "officer": make_account(Role.PROCUREMENT, name="Demo Officer", department="Category purchasing"),
        "buyer": make_account(Role.PROCUREMENT, name="Demo Buyer", department="Purchasing operations"),
        "requester": make_account(Role.REQUESTER, name="Demo Requester", department="Film production"),
        "manager": make_account(Role.MANAGER, name="Demo Manager"),
        "supplier": make_account(Role.SUPPLIER_ADMIN, ours, name="Demo Admin"),
    }
    return Year(ours, people)


def test_a_year_of_procurement_with_one_supplier(stage: Stage, year: Year):
    for who, account in year.people.items():
        stage.enter(who, account.email)
    _certify(stage)
    last_year = today().year - 1
    _evaluate(stage, "ANNUAL", date(last_year, 1, 1), date(last_year, 12, 31), "4")
    _read_tier(stage, "annual", "B preferred", ANNUAL)
    _evaluate(stage, "PERIODIC", *_last_quarter(), "2")
    _read_tier(stage, "periodic", "D exit", PERIODIC)
    _award(stage)
    _train(stage, year)
    _look_back(stage)


def _last_quarter() -> tuple[date, date]:
    number = (today().month - 1) // 3
    return quarter(today().year, number) if number else quarter(today().year - 1, 4)


def _home_task(page: Page, words: str) -> None:
    """Open what waits on the staff home page."""
    page.goto("/admin/")
    page.get_by_role("link", name=words).first.click()


# (1) a certificate is handed in and verified


def _certify(stage: Stage) -> None:
    page = stage.pages["supplier"]
    page.goto("/supplier/")
    stage.show(page, "1a-supplier-home")
    page.get_by_role("link", name="Certificates", exact=True).click()
    page.get_by_role("link", name="Add a certificate or permit").first.click()
    page.select_option("#id_kind", "CCC")
    page.fill("#id_number", "2025010903000042")
    page.fill("#id_issuer", "Demo Certification (fictional)")
    page.fill("#id_valid_from", (today() - timedelta(days=100)).isoformat())
    page.fill("#id_valid_to", (today() + timedelta(days=900)).isoformat())
    page.get_by_label("Display AB-100").check()
    page.fill("#id_scope", "AB-100")
    page.set_input_files("#id_file", paper("3c.pdf"))
    page.get_by_role("button", name="Store the draft").click()
    stage.show(page, "1b-draft")
    page.get_by_role("button", name="Hand it in").click()
    stage.show(page, "1c-handed-in")

    officer = stage.pages["officer"]
    officer.goto("/admin/")
    stage.show(officer, "1d-staff-home")
    _home_task(officer, "Verify: ")
    stage.show(officer, "1e-verify")
    officer.select_option("#id_found", "VALID")
    officer.set_input_files("#id_proof", paper("register.pdf"))
    officer.get_by_role("button", name="Verify", exact=True).click()
    expect(officer.get_by_text("The paper is verified and counts from now on.")).to_be_visible()
    page.goto("/supplier/certificates/")
    expect(page.locator("tr", has_text="2025010903000042")).to_contain_text("Valid")
    stage.show(page, "1f-certificates")


# (2) planned, rated, scored, released


def _evaluate(stage: Stage, kind: str, first: date, last: date, mark: str) -> None:
    page = stage.pages["officer"]
    _open_supplier(page)
    page.get_by_role("link", name="Plan an evaluation …").click()
    page.select_option("#id_kind", kind)
    page.fill("#id_period_from", first.isoformat())
    page.fill("#id_period_to", last.isoformat())
    for person in ("Demo Officer", "Demo Buyer", "Demo Requester"):
        page.get_by_label(person).check()
    stage.show(page, f"2a-plan-{kind}")
    page.get_by_role("button", name="Plan", exact=True).click()
    expect(page.get_by_text("The evaluation is planned.")).to_be_visible()
    for who in ("officer", "buyer", "requester"):
        _rate(stage, stage.pages[who], f"{kind}-{who}", mark)
    _home_task(page, "Score the evaluation of")
    page.get_by_role("button", name="Score", exact=True).click()
    stage.show(page, f"2c-scored-{kind}")
    page.get_by_role("link", name="Write strengths and gaps, hand in …").click()
    stage.show(page, f"2d-hand-in-{kind}")
    page.get_by_role("button", name="Hand in for release").click()
    expect(page.get_by_text("Handed in. A manager who was not involved releases it.")).to_be_visible()

    manager = stage.pages["manager"]
    _home_task(manager, OURS)
    manager.get_by_role("button", name="Approve", exact=True).click()
    manager.get_by_role("button", name="Publish", exact=True).click()
    expect(manager.get_by_text("Published. The supplier has been told")).to_be_visible()
    expect(manager.locator("#history")).to_contain_text("kind: ")
    stage.show(manager, f"2e-published-{kind}")


def _open_supplier(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="Find a supplier").click()
    page.get_by_role("link", name=OURS).first.click()


def _rate(stage: Stage, page: Page, name: str, mark: str) -> None:
    page.goto("/admin/suppliers/ratingrequest/")
    page.locator("tr", has_text="To be rated").get_by_role("link", name=OURS).click()
    for one in page.locator(f"input[type=radio][value='{mark}']").all():
        one.check()
    stage.show(page, f"2b-rate-{name}")
    page.get_by_role("button", name="Save my ratings").click()
    expect(page.get_by_text("Your ratings are saved.")).to_be_visible()


# (3) the tier, in one sentence, the same for both sides


def _read_tier(stage: Stage, name: str, tier: str, why: str) -> None:
    page, officer = stage.pages["supplier"], stage.pages["officer"]
    page.goto("/supplier/")
    page.get_by_role("link", name="Your tier").click()
    expect(page.locator("h1")).to_have_text(f"Your tier: {tier}")
    expect(page.locator("p.lead")).to_have_text(why)
    stage.show(page, f"3a-tier-{name}")
    _open_supplier(officer)
    expect(officer.get_by_text(why)).to_be_visible()
    stage.show(officer, f"3b-panel-{name}")


# (4) three bids, one award


def _award(stage: Stage) -> None:
    page = stage.pages["officer"]
    page.goto("/admin/suppliers/awardsheet/")
    page.get_by_role("link", name="Open an award sheet").click()
    page.fill("#id_title", LOT)
    page.select_option("#id_category", "office_it")
    page.check("#id_needs_3c")
    page.locator("#main, .a-main").get_by_role("button", name="Open").first.click()
    for name, price in ((OURS, "104"), (RIVAL, "100"), (THIRD, "110")):
        page.get_by_role("link", name="Add a bidder").click()
        page.fill("[name=q][type=search]", name)
        page.get_by_role("button", name="Search", exact=True).click()
        page.fill("#id_price", price)
        page.fill("#id_technical", "80")
        page.fill("#id_delivery", "80")
        page.get_by_role("button", name="Enter the bid").click()
        expect(page.get_by_text(f"The bid of {name} is entered.")).to_be_visible()
        stage.show(page, f"4a-bid-{price}")
    expect(page.locator(".award-table caption")).to_have_text(DECIDES)
    assert page.locator(".award-table tbody td:nth-child(11)").all_inner_texts() == ["88.76", "88.30", "81.36"]
    page.get_by_role("link", name="Propose an award …").click()
    stage.show(page, "4b-propose")
    page.get_by_role("button", name="Propose this award").click()
    expect(page.get_by_text("The award is proposed and frozen.")).to_be_visible()

    manager = stage.pages["manager"]
    _home_task(manager, "Decide on the proposed award")
    stage.show(manager, "4c-proposed")
    manager.get_by_role("link", name="Award the lot …").click()
    stage.show(manager, "4d-award")
    manager.get_by_role("button", name="Award the lot").click()
    expect(manager.get_by_text("The lot is awarded.")).to_be_visible()
    expect(manager.locator(".award-table caption")).to_have_text(DECIDES)
    expect(manager.locator("dt:has-text('Bonus decided the award') + dd")).to_have_text("yes")
    stage.show(manager, "4e-awarded")


# (5) a training, from the plan to the certificate of attendance


def _train(stage: Stage, year: Year) -> None:
    page, supplier = stage.pages["officer"], stage.pages["supplier"]
    page.goto("/admin/suppliers/trainingsession/")
    page.get_by_role("link", name="Plan a training").click()
    page.select_option("#id_module", "INTEGRITY")
    page.fill("#id_title", TRAINING)
    page.fill("#id_starts_at", f"{today() + timedelta(days=9):%Y-%m-%d}T14:00")
    page.fill("#id_trainer", "Demo Trainer")
    page.get_by_role("button", name="Store").click()
    page.get_by_role("button", name="Open for registration").click()
    page.get_by_role("link", name="Invite suppliers …").click()
    stage.show(page, "5a-invite")
    page.get_by_role("button", name="Invite those ticked").click()
    stage.show(page, "5b-invited")

    supplier.goto("/supplier/")
    stage.show(supplier, "5c-supplier-home")
    supplier.get_by_role("link", name=TRAINING).first.click()
    supplier.fill("#id_seats", "2")
    stage.show(supplier, "5d-answer")
    supplier.get_by_role("button", name="Register").click()
    expect(supplier.get_by_text("Your people are registered.")).to_be_visible()
    stage.show(supplier, "5e-answered")

    TrainingSession.objects.update(starts_at=now() - timedelta(hours=2))  # the day comes
    _home_task(page, "Say that the training took place")
    page.get_by_role("button", name="It took place").click()
    page.get_by_role("link", name="Enter attendance …").click()
    stage.show(page, "5f-attendance")
    page.fill("#id_lines", f"{year.ours.number},Lin Cheng,lin@example.com,90\n{year.ours.number},Chen Yu,,60")
    page.get_by_role("button", name="Enter these people").click()
    expect(page.get_by_text("People entered: 2.")).to_be_visible()
    page.get_by_role("button", name="Close the training").click()
    expect(page.get_by_text("The training is closed.")).to_be_visible()
    stage.show(page, "5g-closed")
    supplier.goto("/supplier/trainings/")
    expect(supplier.get_by_role("link", name="Print Lin Cheng")).to_be_visible()
    stage.show(supplier, "5h-attended")


# (6) what the home pages say afterwards


def _look_back(stage: Stage) -> None:
    for who in ("officer", "manager", "buyer", "requester"):
        page = stage.pages[who]
        page.goto("/admin/")
        stage.show(page, f"6-home-{who}")
        expect(page.get_by_text("Nothing waits for you.")).to_be_visible()
    officer = stage.pages["officer"]
    officer.goto("/admin/")
    tiers = officer.locator("section[aria-labelledby=tiers-h] tfoot td").all_inner_texts()
    assert tiers == ["0", "0", "0", "1", "2", "3"]  # A, B, C, D, not yet evaluated, together
    assert officer.locator(".a-figure strong").first.inner_text() == tiers[-1]
    officer.locator("section[aria-labelledby=tiers-h] tfoot a").first.click()
    expect(officer.locator("#result_list tbody tr, .a-table tbody tr")).to_have_count(1)
    expect(officer.get_by_role("link", name=OURS).first).to_be_visible()
    stage.show(officer, "6-register-D")
    page = stage.pages["supplier"]
    page.goto("/supplier/")
    stage.show(page, "6-home-supplier")
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()
