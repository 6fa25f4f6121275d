"""Logged-in people of the buyer."""

from collections.abc import Callable

import pytest
from django.test import Client

from suppliers.models import Account
from tests.factories.account import make_account


@pytest.fixture
def as_account() -> Callable[[Account], Client]:
    def log_in(account: Account) -> Client:
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


@pytest.fixture
def as_role(as_account) -> Callable[..., Client]:
    return lambda role, supplier=None: as_account(make_account(role, supplier))
