"""A real browser in front of the real pages; a journey that leaves an error in the console has failed."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.stage import Stage, watch

# The test's thread runs Playwright's loop and asks the database too; nothing here is served from that loop.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
FAILED = pytest.StashKey[bool]()
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey; without a browser say so instead of failing."""
    for item in items:
        if "journeys" not in item.path.parts:
            continue
        item.add_marker(pytest.mark.journey)
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium found on this machine"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser of this machine, not one that would have to be downloaded."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    """Where the pages are: `page.goto("/supplier/")` is enough."""
    return str(live_server.url)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    """English unless a journey asks for Chinese; the reader's clock stands in Shanghai."""
    return {**browser_context_args, "base_url": base_url, "locale": "en-GB", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(autouse=True)
def _installation(settings: Any, live_server: Any) -> None:
    settings.ASSAY_BASE_URL = live_server.url
    settings.ASSAY_JOB_CARRIER = "tests.harness.carriers.run_at_once"


@pytest.fixture
def console_errors() -> list[str]:
    """What the browser complained about. A journey that provokes a refusal (409, 422) clears what it expects."""
    return []


@pytest.fixture
def page(page: Page, console_errors: list[str]) -> Iterator[Page]:
    """A fresh page; broken scripts, missing files and breaches of the content security policy fail the journey."""

    watch(page, console_errors)
    yield page
    assert console_errors == []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let fixtures know whether the journey failed."""
    outcome = yield
    report = outcome.get_result()
    if report.when == "call":
        item.stash[FAILED] = report.failed


@pytest.fixture
def stage(
    browser: Browser, browser_context_args: dict[str, Any], request: pytest.FixtureRequest, settings: Any
) -> Iterator[Stage]:
    """Several people at once, each in a browser of their own; what went wrong is on the pictures of a failed journey."""
    settings.MEDIA_ROOT = request.getfixturevalue("tmp_path")
    pictures = Path(os.environ["ASSAY_JOURNEY_PICTURES"]) if "ASSAY_JOURNEY_PICTURES" in os.environ else None
    found = Stage(browser, browser_context_args, pictures)
    yield found
    if request.node.stash.get(FAILED, False):
        folder = Path(request.config.rootpath) / "var" / "journeys" / request.node.name
        print(f"pictures of all open pages: {found.picture_all(folder)}")  # noqa: T201 -- read beside the failure
    found.close()
    assert found.console_errors == []
