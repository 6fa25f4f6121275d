"""The icon, named by every page and found where browsers look for it by themselves."""

import pytest
from django.contrib.staticfiles.finders import find
from django.urls import reverse
from PIL import Image

from suppliers.rules.role import Role
from tests.factories.account import make_account


def test_a_browser_finds_the_icon_where_it_looks_for_it(client):
    response = client.get("/favicon.ico")

    assert (response.status_code, response.headers["Location"]) == (302, "/static/portal/favicon.ico")
    with Image.open(find("portal/favicon.ico")) as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["login", "register", "admin:index", "api:docs"])
def test_every_page_names_the_icon(client, name):
    if ":" in name:
        client.force_login(make_account(Role.PROCUREMENT))

    page = client.get(reverse(name)).content.decode()

    assert '<link rel="icon"' in page
    assert 'href="/static/portal/favicon.svg"' in page
