"""A supplier reads why its tier is what it is, and objects in time."""

from datetime import timedelta

import pytest
from django.urls import reverse

from suppliers.models import Appeal, TierDecision
from suppliers.rules.receipt import canonical_json
from suppliers.rules.role import Role
from suppliers.selectors.clock import now, today
from suppliers.services.tier import record_esg_score
from tests.factories.account import make_account
from tests.factories.tier import make_ready, publish_performance, published_esg, spend

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier():
    """Capped at B by its ESG score; decided today."""
    found = make_ready()
    spend(found, on=today())
    publish_performance(found, "95.00")
    record_esg_score(found, published_esg("64.00", as_of=today()), at=now())
    return found


def test_the_page_says_why_which_cap_decides_and_what_leads_up(client, supplier):
    client.force_login(make_account(Role.SUPPLIER_ADMIN, supplier))

    page = client.get(reverse("portal:tier")).content.decode()

    assert "B preferred, although the overall score of 82.60 would give A." in page
    assert "What limits it: The ESG score S is below 65." in page
    assert "ESG score: from 64.00 to 65.00" in page


def test_without_a_decision_the_page_says_what_is_missing(client):
    client.force_login(make_account(Role.SUPPLIER_ADMIN, make_ready()))

    page = client.get(reverse("portal:tier")).content.decode()

    assert "No tier yet: a tier needs both a verified self-assessment and an evaluation of performance." in page


def test_the_receipt_is_the_canonical_bytes_and_a_foreign_one_is_missing(client, supplier):
    decision = TierDecision.objects.get()
    client.force_login(make_account(Role.SUPPLIER_ADMIN, supplier))
    own = client.get(reverse("portal:tier_receipt", args=[decision.pk]))
    client.force_login(make_account(Role.SUPPLIER_ADMIN, make_ready()))
    foreign = client.get(reverse("portal:tier_receipt", args=[decision.pk]))

    assert own.content == canonical_json(decision.receipt)
    assert foreign.status_code == 404


def test_an_objection_is_filed_once_against_the_decision(client, supplier):
    boss = make_account(Role.SUPPLIER_ADMIN, supplier)
    client.force_login(boss)
    address = reverse("portal:tier_objection")

    first = client.post(address, {"grounds": "The water figures are wrong."})
    second = client.post(address, {"grounds": "Again."})

    appeal = Appeal.objects.get()
    assert (first.status_code, second.status_code) == (302, 422)
    assert (appeal.against, appeal.subject_id, appeal.filed_by) == ("TIER", TierDecision.objects.get().pk, boss)
    assert appeal.decide_by == today() + timedelta(days=30)
