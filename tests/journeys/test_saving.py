"""Typed text is never lost, and the page tells the truth about it."""

import re

import pytest
from playwright.sync_api import expect

from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier
from tests.harness.saving_page import Server, server

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "pass-word-123"
SAVED_AT = re.compile(r"Saved at \d\d:\d\d")


@pytest.fixture(autouse=True)
def _saving_pages(settings):
    settings.ROOT_URLCONF = "tests.harness.saving_page"
    server.__dict__.update(Server().__dict__)


@pytest.fixture
def person():
    return make_account(Role.SUPPLIER_ADMIN, make_supplier())


def log_in(page, person):
    page.fill("#id_username", person.email)
    page.fill("#id_password", PASSWORD)
    page.click("form[name=login] button")


@pytest.fixture
def open_page(page, person):
    page.goto("/login/?next=/test/page/")
    log_in(page, person)
    expect(page).to_have_url(re.compile("/test/page/$"))
    return page


def kept(page):
    return page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('assay:')).length")


def test_the_page_says_saved_only_when_the_server_has_said_so(open_page):
    open_page.fill("#id_text", "1200 kWh")
    expect(open_page.locator("[data-save-state]")).to_have_text(SAVED_AT)

    assert server.saved == ["1200 kWh"]
    assert kept(open_page) == 0


def test_a_server_that_stumbles_gets_the_text_again_by_itself(open_page, console_errors):
    server.failures = 1
    open_page.fill("#id_text", "1200 kWh")
    state = open_page.locator("[data-save-state]")
    expect(state).to_contain_text("Not saved: retrying")
    expect(state).to_have_text(SAVED_AT, timeout=8000)

    assert server.saved == ["1200 kWh"]
    console_errors.clear()


def test_a_refusal_is_not_called_saved(open_page, console_errors):
    for status, words in ((422, "see the note beside the field"), (409, "somebody else has changed this")):
        server.status = status
        open_page.fill("#id_text", f"text for {status}")
        expect(open_page.locator("[data-save-state]")).to_contain_text(words)

    assert server.saved == []
    assert kept(open_page) == 1
    console_errors.clear()


def test_text_typed_after_the_session_ended_is_there_after_logging_in_again(open_page, person, console_errors):
    open_page.context.clear_cookies(name="sessionid")
    open_page.fill("#id_text", "typed too late")
    open_page.check("[name=yes]")
    state = open_page.locator("[data-save-state]")
    expect(state).to_contain_text("Not saved: your session has ended. Your text is kept in this browser.")

    state.locator("a").click()
    log_in(open_page, person)

    expect(open_page.locator("#id_text")).to_have_value("typed too late")
    expect(open_page.locator("[name=yes]")).to_be_checked()
    expect(open_page.locator("[data-save-state]")).to_have_text(SAVED_AT)
    assert server.saved == ["typed too late"]
    assert kept(open_page) == 0
    console_errors.clear()


def test_text_of_one_person_is_never_put_back_for_another(open_page, console_errors):
    open_page.context.clear_cookies(name="sessionid")
    open_page.fill("#id_text", "of the first person")
    expect(open_page.locator("[data-save-state]")).to_contain_text("your session has ended")
    open_page.locator("[data-save-state] a").click()

    log_in(open_page, make_account(Role.SUPPLIER_ADMIN, make_supplier()))

    expect(open_page).to_have_url(re.compile("/test/page/$"))
    expect(open_page.locator("#id_text")).to_have_value("")
    assert server.saved == []
    console_errors.clear()


def test_an_ordinary_form_sent_after_the_session_ended_is_filled_in_again_without_its_password(open_page, person):
    open_page.fill("#id_note", "a long note")
    open_page.fill("#id_secret", "hush")
    open_page.context.clear_cookies(name="sessionid")
    open_page.click("#send")
    log_in(open_page, person)
    expect(open_page.locator("#id_note")).to_have_value("a long note")
    expect(open_page.locator("#id_secret")).to_have_value("")

    open_page.click("#send")

    expect(open_page.locator("#id_note")).to_have_value("")
    assert server.notes == ["a long note"]
    assert kept(open_page) == 0


def test_changing_the_language_keeps_what_was_typed(open_page):
    open_page.fill("#id_note", "a long note")
    open_page.click("text=中文")

    expect(open_page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(open_page.locator("#id_note")).to_have_value("a long note")


def test_a_double_click_sends_once(open_page):
    open_page.fill("#id_note", "once")
    open_page.dblclick("#send")
    expect(open_page.locator("#id_note")).to_have_value("")

    assert server.notes == ["once"]


def test_logging_out_forgets_everything(open_page):
    open_page.fill("#id_note", "a long note")
    open_page.on("dialog", lambda dialog: dialog.accept())
    open_page.click(".log-out button")
    expect(open_page).to_have_url(re.compile("/login/"))

    assert kept(open_page) == 0


def test_leaving_with_unsaved_text_asks_first(open_page):
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    open_page.on("dialog", stay)
    open_page.fill("#id_note", "a long note")
    open_page.click(".brand")
    open_page.wait_for_timeout(300)

    assert asked == ["beforeunload"]
    expect(open_page.locator("#id_note")).to_have_value("a long note")
