import pytest
from django.core.mail import EmailMessage, get_connection

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path):
    settings.ASSAY_DEMO = True
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"


def test_there_is_no_mailbox_outside_the_demo(client):
    assert client.get("/demo/mailbox/").status_code == 404
    assert "/demo/mailbox/" not in client.get("/login/").content.decode()


def test_the_demo_shows_its_mails_with_links_to_follow(client, demo):
    EmailMessage("你好", "Open <b>this</b>:\n\nhttp://localhost:8000/join/abc:x-_1/\n", to=["li@example.com"]).send()

    page = client.get("/demo/mailbox/").content.decode()

    assert "<h2>你好</h2>" in page
    assert '<a href="http://localhost:8000/join/abc:x-_1/" rel="nofollow">' in page
    assert "&lt;b&gt;this&lt;/b&gt;" in page
    assert "/demo/mailbox/" in client.get("/login/").content.decode()


def test_mails_of_one_connection_are_told_apart_and_can_be_searched(client, demo):
    with get_connection() as connection:
        for name in ("li", "zhao"):
            EmailMessage(f"To {name}", "Text", to=[f"{name}@example.com"], connection=connection).send()

    assert client.get("/demo/mailbox/").content.decode().count('<article class="card mail">') == 2
    found = client.get("/demo/mailbox/", {"to": "ZHAO"}).content.decode()
    assert ("<h2>To zhao</h2>" in found, "<h2>To li</h2>" in found) == (True, False)


def test_an_empty_mailbox_says_so(client, demo):
    assert "No mail yet" in client.get("/demo/mailbox/").content.decode()
