"""The people of a journey, each in a browser of their own, and what they do on more than one page."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core import mail
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from suppliers.selectors.clock import now
from suppliers.services.outbox import send_notices
from tests.factories.upload import pdf

PASSWORD = "pass-word-123"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
SAVED_AT = re.compile(r"Saved at \d\d:\d\d")
LINK = re.compile(r"http://\S+")
REFUSED = re.compile(r"(status of|Response Status Error Code) (401|403|404|409|410|422)\b")
POLICY = (
    "document.addEventListener('securitypolicyviolation',"
    " event => console.error('content security policy: ' + event.violatedDirective + ' ' + event.blockedURI))"
)


def watch(page: Page, errors: list[str]) -> None:
    """Note broken scripts, missing files and breaches of the content security policy."""

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} ({message.location.get('url', '')})")

    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(POLICY)


class Stage:
    """Opens pages for people, reads their mail, and takes pictures."""

    def __init__(self, browser: Browser, context_args: Mapping[str, Any], pictures: Path | None) -> None:
        self.browser = browser
        self.context_args = context_args
        self.pictures = pictures
        self.console_errors: list[str] = []
        self.contexts: list[BrowserContext] = []
        self.pages: dict[str, Page] = {}

    def page(self, who: str, **context_args: Any) -> Page:
        """A fresh browser for one person, at a desk unless told otherwise."""
        context = self.browser.new_context(**{**self.context_args, **DESK, **context_args})
        context.set_default_timeout(15_000)
        page = context.new_page()
        watch(page, self.console_errors)
        self.contexts.append(context)
        self.pages[who] = page
        return page

    def enter(self, who: str, email: str, password: str = PASSWORD, **context_args: Any) -> Page:
        """Somebody logs in at the one login page."""
        page = self.page(who, **context_args)
        page.goto("/login/")
        page.fill("#id_username", email)
        page.fill("#id_password", password)
        page.click("form[name=login] button[type=submit]")
        expect(page).not_to_have_url(re.compile("/login/"))
        return page

    def join(self, who: str, link: str, name: str, *, title: str, password: str = PASSWORD, **context_args: Any) -> Page:
        """Somebody opens the link of an invitation and makes an account."""
        page = self.page(who, **context_args)
        page.goto(link)
        page.fill("#id_name", name)
        page.fill("#id_title", title)
        page.fill("#id_password", password)
        page.click("form[name=join] button[type=submit]")
        expect(page).to_have_url(re.compile("/supplier/$"))
        return page

    def forgive_refusals(self) -> None:
        """A refusal that was provoked stands in the browser's console as a failed request; nothing else may."""
        self.console_errors[:] = [error for error in self.console_errors if not REFUSED.search(error)]

    def show(self, page: Page, name: str) -> None:
        """A picture of the whole page, when somebody wants to look at the journey."""
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.pictures / f"{name}.png", full_page=True)

    def picture_all(self, folder: Path) -> Path:
        """Pictures of all open pages."""
        folder.mkdir(parents=True, exist_ok=True)
        for who, page in self.pages.items():
            if not page.is_closed():
                page.screenshot(path=folder / f"{who}.png", full_page=True)
        return folder

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def mailed(to: str, *, contains: str = "") -> str:
    """The text of the newest mail to an address, after the worker has emptied the outbox."""
    send_notices(at=now())
    found = [message for message in mail.outbox if to in message.to and contains in f"{message.subject}\n{message.body}"]
    assert found, f"no mail to {to} with {contains!r}; there are {[(m.to, m.subject) for m in mail.outbox]}"
    return str(found[-1].body)


def paper(name: str, content: bytes = b"") -> dict[str, Any]:
    """A file as a person chooses it; without content a PDF of its own, because the same bytes are kept once only."""
    return {"name": name, "mimeType": "application/pdf", "buffer": content or pdf(owner_password=name)}


def link_in(text: str) -> str:
    """The first address in a mail."""
    return LINK.findall(text)[0]


def fits_the_phone(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def fill_part(page: Page, typed: Mapping[str, Any]) -> None:
    """Type one part of the application, rows included, as `tests.factories.draft` writes it."""
    for name, value in typed.items():
        if not isinstance(value, list):
            fill_field(page, name, value)
            continue
        for place, row in enumerate(value):
            if not page.locator(f'[name^="{name}-{place}-"]').count():
                page.click(f'[value="add:{name}"]')
                page.locator(f'[name^="{name}-{place}-"]').first.wait_for()
            for field, text in row.items():
                fill_field(page, f"{name}-{place}-{field}", text)


def fill_field(page: Page, name: str, value: Any) -> None:
    """Fill one field, whatever kind it is."""
    field = page.locator(f'#main [name="{name}"], #content [name="{name}"]')
    kind = field.first.evaluate("element => element.type || element.tagName")
    if kind == "radio":
        page.check(f'[name="{name}"][value="{value}"]')
    elif kind == "checkbox":
        field.set_checked(bool(value))
    elif kind == "select-one":
        field.select_option(str(value))
    else:
        field.fill(str(value))
