"""Rounds of signing."""

from datetime import date, timedelta

import pytest

from suppliers.models import DocumentVersion, HistoryEntry, Notice, Signature, SigningCampaign
from suppliers.permissions import NotAllowed
from suppliers.rules.role import Role
from suppliers.rules.signature import DocumentKind, DocumentStatus, SignatureStatus
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded
from suppliers.selectors.campaign import CampaignCount, campaign_progress, campaign_worklist, overdue_tasks, visible_campaigns
from suppliers.services.campaign import NobodyToRemind, remind_campaign
from suppliers.services.document import publish_document, retire_document
from suppliers.services.history_chain import chain_differences
from tests.factories.account import make_account
from tests.factories.application import AT
from tests.factories.signature import make_document, make_signature
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=31)
DUE = date(2026, 12, 2)


def publish(version: str = "2.0", kind: str = DocumentKind.INTEGRITY_UNDERTAKING) -> DocumentVersion:
    approved = make_document(kind, version, status=DocumentStatus.APPROVED, published_on=None)
    return publish_document(approved, by=make_account(Role.INTEGRITY), at=AT)


def test_a_new_version_is_put_before_everybody_who_counts_and_who_was_about_to_sign():
    old = make_document()
    signed = make_supplier()
    make_signature(signed, old, signed_on=date(2026, 1, 5))
    never_signed = make_supplier(Standing.SUSPENDED)
    about_to = make_supplier(Standing.AWAITING_SIGNATURE)
    task = make_signature(about_to, old)
    make_supplier(Standing.EXITED)

    document = publish()

    campaign = SigningCampaign.objects.get(document=document)
    tasks = Signature.objects.filter(document=document).order_by("supplier")
    assert (campaign.asked, campaign.due_on, campaign.started_at) == (3, DUE, AT)
    assert [(one.supplier, one.status, one.due_on) for one in tasks] == [
        (signed, "ASSIGNED", DUE),
        (never_signed, "ASSIGNED", DUE),
        (about_to, "ASSIGNED", DUE),
    ]
    task.refresh_from_db()
    assert task.status == SignatureStatus.WITHDRAWN
    assert Signature.objects.get(supplier=signed, document=old).status == SignatureStatus.SIGNED


def test_the_history_of_a_campaign_is_one_whole_chain():
    make_document()
    for _serial in range(3):
        make_supplier()

    publish()

    acts = list(HistoryEntry.objects.order_by("sequence").values_list("action", flat=True))
    assert acts == ["documentversion.retire", "documentversion.publish", "signingcampaign.start"] + ["signature.assign"] * 3
    assert list(chain_differences()) == []


def test_a_register_without_suppliers_has_no_campaign():
    publish()

    assert not SigningCampaign.objects.exists()


def test_a_carbon_agreement_is_for_one_supplier_and_asks_nobody_else():
    make_supplier()
    first = publish("1.0", DocumentKind.CARBON_AGREEMENT)

    publish("2.0", DocumentKind.CARBON_AGREEMENT)

    first.refresh_from_db()
    assert first.status == DocumentStatus.PUBLISHED
    assert not SigningCampaign.objects.exists()


@pytest.mark.parametrize("suppliers", [1, 3])
def test_asking_costs_the_same_queries_however_many_are_asked(suppliers, django_assert_num_queries):
    for _serial in range(suppliers):
        make_account(Role.SUPPLIER_ADMIN, make_supplier())
    approved = make_document(version="2.0", status=DocumentStatus.APPROVED)
    officer = make_account(Role.INTEGRITY)

    with django_assert_num_queries(36):
        publish_document(approved, by=officer, at=AT)

    assert Notice.objects.filter(kind="signature_assigned").count() == suppliers


def test_everybody_asked_is_told_in_words_that_can_be_read():
    supplier = make_supplier()
    signatory = make_account(Role.SUPPLIER_SIGNATORY, supplier)
    make_account(Role.SUPPLIER_CONTRIBUTOR, supplier)

    publish()

    notice = Notice.objects.get(kind="signature_assigned")
    task = Signature.objects.get(supplier=supplier)
    assert (notice.account, notice.key) == (signatory, f"signature_assigned:{task.pk}:{signatory.pk}")
    assert notice.facts["may_sign"] is True


def test_progress_is_counted_by_region_and_category():
    here = make_supplier(category="media")
    there = make_supplier(category="event", country="DE", province="")
    late = make_supplier(category="event")
    document = publish()
    Signature.objects.filter(supplier=here).update(status="SIGNED", viewed_at=AT, signed_at=AT)
    Signature.objects.filter(supplier=there).update(status="VIEWED", viewed_at=AT)
    campaign = SigningCampaign.objects.get(document=document)
    reader = make_account(Role.AUDITOR)

    found = campaign_progress(reader, campaign, today=DUE + timedelta(days=1))

    assert found.total == CampaignCount(asked=3, opened=2, signed=1, refused=0, overdue=2)
    assert found.regions == {"MAINLAND": CampaignCount(2, 1, 1, 0, 1), "OVERSEAS": CampaignCount(1, 1, 0, 0, 1)}
    assert found.categories == {"media": CampaignCount(1, 1, 1, 0, 0), "event": CampaignCount(2, 1, 0, 0, 2)}
    assert {task.supplier for task in overdue_tasks(reader, campaign, today=DUE + timedelta(days=1))} == {there, late}
    assert not overdue_tasks(reader, campaign, today=DUE).exists()


def test_the_late_are_reminded_once_a_day():
    supplier = make_supplier()
    make_account(Role.SUPPLIER_ADMIN, supplier)
    done = make_supplier()
    make_account(Role.SUPPLIER_ADMIN, done)
    campaign = SigningCampaign.objects.get(document=publish())
    Signature.objects.filter(supplier=done).update(status="SIGNED", signed_at=AT)
    officer = make_account(Role.PROCUREMENT)

    assert remind_campaign(campaign, by=officer, at=LATER) == 1
    with pytest.raises(NobodyToRemind):
        remind_campaign(campaign, by=officer, at=LATER + timedelta(hours=3))
    assert remind_campaign(campaign, by=officer, at=LATER + timedelta(days=1)) == 1
    assert Notice.objects.filter(kind="signature_reminder").count() == 2


@pytest.mark.parametrize("role", [Role.MANAGER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_other_roles_remind_nobody(role):
    make_account(Role.SUPPLIER_ADMIN, make_supplier())
    campaign = SigningCampaign.objects.get(document=publish())

    with pytest.raises(NotAllowed):
        remind_campaign(campaign, by=make_account(role), at=LATER)


def test_a_supplier_knows_of_no_campaign():
    supplier = make_supplier()
    publish()

    assert not visible_campaigns(make_account(Role.SUPPLIER_ADMIN, supplier)).exists()


def test_late_signatures_wait_for_who_reminds(time_machine):
    make_supplier()
    publish()
    time_machine.move_to(LATER + timedelta(days=2), tick=False)

    assert [(task.words, task.due_on) for task in campaign_worklist(make_account(Role.PROCUREMENT))] == [
        ("Remind 1 supplier whose signature is late", DUE)
    ]
    assert campaign_worklist(make_account(Role.AUDITOR)) == []


def test_retiring_alone_ends_the_tasks_and_leaves_what_was_signed():
    document = make_document()
    signed = make_signature(make_supplier(), document, signed_on=date(2026, 1, 5))
    task = make_signature(make_supplier(), document)
    officer = make_account(Role.INTEGRITY)

    with pytest.raises(ReasonNeeded):
        retire_document(document, reason=" ", by=officer, at=AT)
    retire_document(document, reason="Replaced by law.", by=officer, at=AT)

    for row in (document, signed, task):
        row.refresh_from_db()
    assert (document.status, document.retired_on) == ("RETIRED", date(2026, 11, 2))
    assert (signed.status, task.status) == ("SIGNED", "WITHDRAWN")
    with pytest.raises(MoveNotAllowed):
        retire_document(document, reason="Again.", by=officer, at=AT)
    with pytest.raises(NotAllowed):
        retire_document(document, reason="Again.", by=make_account(Role.MANAGER), at=AT)
