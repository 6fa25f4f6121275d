"""The operator adds the first administrator, who sets their own password."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from suppliers.models import Account, HistoryEntry
from suppliers.rules.role import Role
from tests.factories.account import make_account

pytestmark = pytest.mark.django_db


def add(email: str = "chen@buyer.example.com") -> None:
    call_command("add_administrator", email, name="Chen Lin", language="en")


def test_the_first_administrator_sets_a_password_by_the_printed_link(
    capsys: pytest.CaptureFixture[str], client: Client, settings
) -> None:
    add()

    account = Account.objects.get()
    link = capsys.readouterr().out.strip().removeprefix(settings.ASSAY_BASE_URL)
    assert (account.email, account.role, account.has_usable_password()) == ("chen@buyer.example.com", Role.ADMINISTRATOR, False)
    entry = HistoryEntry.objects.get()
    assert (entry.action, entry.actor) == ("account.create", None)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"new_password1": "a long pass phrase 253", "new_password2": "a long pass phrase 253"})
    answer = client.post(reverse("login"), {"username": account.email, "password": "a long pass phrase 253"})
    assert (answer.status_code, client.session["_auth_user_id"]) == (302, str(account.pk))


@pytest.mark.parametrize(
    ("email", "told"),
    [("Chen@Buyer.example.com", "Somebody logs in with this address already."), ("chen", "This is no e-mail address.")],
)
def test_a_wrong_address_adds_nobody(email: str, told: str) -> None:
    make_account(Role.MANAGER, email="chen@buyer.example.com")

    with pytest.raises(CommandError) as refused:
        add(email)

    assert str(refused.value) == told
    assert Account.objects.count() == 1
