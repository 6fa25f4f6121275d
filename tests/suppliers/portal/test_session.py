import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from suppliers.models import Notice
from suppliers.rules.role import Role
from suppliers.services.outbox import send_notices
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db

PASSWORD = "pass-word-123"


@pytest.fixture
def admin():
    return make_account(Role.SUPPLIER_ADMIN, make_supplier(), language="zh-hans")


def log_in(client, email, password=PASSWORD, **more):
    return client.post("/login/", {"username": email, "password": password, **more})


def test_logging_in_leads_to_the_wanted_page_in_the_language_of_the_account(client, admin):
    response = log_in(client, admin.email.upper(), next="/supplier/people/")

    assert (response.status_code, response["Location"]) == (302, "/supplier/people/")
    assert response.cookies["django_language"].value == "zh-hans"


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example/", "/admin/", "javascript:alert(1)", ""])
def test_no_wanted_page_leads_out_of_the_suppliers_pages(client, admin, wanted):
    assert log_in(client, admin.email, next=wanted)["Location"] == "/"


def test_each_side_has_its_own_first_page(client, admin):
    client.force_login(admin)
    assert client.get("/")["Location"] == "/supplier/"

    client.force_login(make_account(Role.AUDITOR))
    assert client.get("/")["Location"] == "/admin/"


def test_the_same_words_for_an_unknown_address_a_wrong_password_and_a_closed_account(client, admin):
    closed = make_account(Role.SUPPLIER_ADMIN, admin.supplier, is_active=False)

    def words(email, password):
        response = log_in(client, email, password)
        text = response.content.decode().replace(email, "")
        return response.status_code, re.sub(r'value="[^"]{64}"|"X-CSRFToken": "[^"]+"', "", text)

    wrong = words(admin.email, "not-the-password")
    assert wrong == words("nobody@example.com", "not-the-password") == words(closed.email, PASSWORD)
    assert "do not belong together" in wrong[1]


def test_ten_wrong_tries_lock_one_address_however_it_is_spelt_until_a_new_password_is_set(client, admin):
    spellings = [admin.email, admin.email.upper(), f" {admin.email} "]
    codes = [log_in(client, spellings[number % 3], "wrong").status_code for number in range(11)]

    assert codes == [200] * 9 + [429] * 2
    locked = log_in(client, admin.email)
    assert (locked.status_code, "Too many tries" in locked.content.decode()) == (429, True)

    client.post("/password/reset/", {"email": admin.email})
    send_notices(at=timezone.now())
    link = re.search(r"http://testserver(/password/reset/\S+)", mail.outbox[0].body).group(1)
    page = client.get(link)["Location"]
    new = "a sentence only Li knows"
    assert client.post(page, {"new_password1": new, "new_password2": new})["Location"] == "/login/"
    assert log_in(client, admin.email, new).status_code == 302


def test_a_reset_link_works_once_and_opening_it_uses_nothing_up(client, admin):
    client.post("/password/reset/", {"email": admin.email})
    send_notices(at=timezone.now())
    link = re.search(r"http://testserver(/password/reset/\S+)", mail.outbox[0].body).group(1)
    new = {"new_password1": "a sentence only Li knows", "new_password2": "a sentence only Li knows"}
    for _time in range(2):
        assert Client().get(link).status_code == 302
    page = client.get(link)["Location"]
    client.post(page, new)

    again = client.get(link)
    assert "This link is no longer valid" in again.content.decode()


def test_asking_for_a_reset_says_the_same_for_every_address(client, admin):
    known = client.post("/password/reset/", {"email": admin.email})
    unknown = client.post("/password/reset/", {"email": "nobody@example.com"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Notice.objects.count() == 1


def test_a_page_asked_for_after_the_session_ended_comes_back_after_logging_in(client):
    assert client.get("/supplier/notices/?page=2")["Location"] == "/login/?next=/supplier/notices/%3Fpage%3D2"


def test_a_form_sent_after_the_session_ended_leads_back_to_the_page_it_stood_on(client):
    response = client.post("/supplier/people/invite/", {}, headers={"referer": "http://testserver/supplier/people/?x=1"})

    assert response["Location"] == "/login/?next=%2Fsupplier%2Fpeople%2F%3Fx%3D1"


def test_a_form_from_elsewhere_leads_to_the_first_page(client):
    response = client.post("/supplier/people/invite/", {}, headers={"referer": "http://elsewhere.example/x"})

    assert response["Location"] == "/login/?next=%2F"


def test_a_pages_own_request_is_told_that_the_session_is_over(client):
    response = client.post("/supplier/people/invite/", {}, headers={"hx-request": "true"})

    assert (response.status_code, response["Assay-Session"], response.content) == (401, "over", b"")


def test_a_stale_form_changes_nothing_and_says_how_to_go_on(admin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin)

    page = client.post("/supplier/people/invite/", {}, headers={"referer": "http://testserver/supplier/people/invite/"})
    own = client.post("/supplier/people/invite/", {}, headers={"hx-request": "true"})

    assert page.status_code == 403
    assert 'data-page="stale"' in page.content.decode()
    assert 'href="/supplier/people/invite/"' in page.content.decode()
    assert (own.status_code, own["Assay-Session"]) == (403, "stale")


def test_the_language_is_kept_with_the_account_and_the_page(client, admin):
    client.force_login(admin)

    response = client.post("/language/", {"language": "en", "next": "/supplier/people/"})

    admin.refresh_from_db()
    assert (response["Location"], response.cookies["django_language"].value, admin.language) == ("/supplier/people/", "en", "en")


@pytest.mark.parametrize(("language", "wanted"), [("xx", "/login/"), ("en", "https://elsewhere.example/")])
def test_an_unknown_language_or_a_foreign_page_is_not_followed(client, language, wanted):
    response = client.post("/language/", {"language": language, "next": wanted})

    assert ("django_language" in response.cookies, response["Location"]) == (
        language == "en",
        "/" if language == "en" else "/login/",
    )


def test_somebody_without_access_is_out_with_the_next_request(client, admin):
    client.force_login(admin)
    assert client.get("/supplier/people/").status_code == 200
    admin.is_active = False
    admin.save()

    assert client.get("/supplier/people/").status_code == 302


def test_a_new_password_ends_every_other_session(client, admin):
    elsewhere = Client()
    elsewhere.force_login(admin)
    client.force_login(admin)
    new = "a sentence only Li knows"

    client.post("/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})

    assert client.get("/supplier/people/").status_code == 200
    assert elsewhere.get("/supplier/people/").status_code == 302


@pytest.mark.parametrize("path", ["/login/", "/register/", "/password/reset/", "/nothing-here/"])
def test_every_page_strangers_see_can_be_read_in_both_languages(client, path):
    page = client.get(path).content.decode()

    assert page.count('name="language"') == 2
    assert f'name="next" value="{path}"' in page


def test_the_policy_of_pages_allows_nothing_inline_and_nobody_else(client):
    policy = client.get("/login/")["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
