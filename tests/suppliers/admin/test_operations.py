"""Counts, jobs, accounts, documents and history as the buyer's people handle them."""

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from suppliers.admin.history_words import ACTS
from suppliers.models import Account, DocumentVersion, HistoryEntry, Job, Notice
from suppliers.rules.job import JobKind, JobState
from suppliers.rules.role import Role
from suppliers.rules.signature import DOCUMENT_WORKFLOW, SIGNATURE_WORKFLOW
from suppliers.rules.standing import WORKFLOW
from suppliers.selectors.clock import now
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db

ACTS_FROM = Path(__file__).resolve().parents[3] / "suppliers" / "services"
COUNTS = "admin:suppliers_regioncount_changelist"


def test_any_past_day_is_counted(as_role):
    make_supplier(since=date(2024, 1, 2))
    make_supplier(country="HK", province="", since=date(2025, 1, 2))

    response = as_role(Role.AUDITOR).get(reverse(COUNTS), {"as_of": "2024-06-30"})

    assert response.context_data["count"].total == 1


@pytest.mark.parametrize(("typed", "words"), [("2023-02-30", "is no day of the calendar"), ("9999-01-01", "has not come yet")])
def test_a_wrong_day_is_said_and_kept(typed, words, as_role):
    page = as_role(Role.AUDITOR).get(reverse(COUNTS), {"as_of": typed}).content.decode()

    assert words in page
    assert f'value="{typed}"' in page


def test_storing_a_count_twice_is_one_job(as_role):
    client = as_role(Role.PROCUREMENT)

    first = client.post(reverse("admin:suppliers_regioncount_store"), {"as_of": "2024-06-30"})
    client.post(reverse("admin:suppliers_regioncount_store"), {"as_of": "2024-06-30"})

    assert Job.objects.count() == 1
    assert "Storing the count" in client.get(first.url).content.decode()


def test_a_failed_job_is_tried_again_once(as_role):
    job = Job.objects.create(
        kind=JobKind.REGION_COUNT,
        key="region-count:x",
        state=JobState.FAILED,
        attempts=5,
        requested_at=now(),
        facts={"as_of": "2024-01-01"},
    )
    client = as_role(Role.ADMINISTRATOR)

    client.post(reverse("admin:suppliers_job_try_again", args=[job.pk]))
    second = client.post(reverse("admin:suppliers_job_try_again", args=[job.pk]), follow=True)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)
    assert "nothing to try again" in second.content.decode()


def test_the_administrator_brings_a_person_in_who_sets_the_password(as_role):
    client = as_role(Role.ADMINISTRATOR)
    given = {"name": "Shen Yan", "email": "Shen@Example.com", "role": "AUDITOR", "language": "en"}

    client.post(reverse("admin:suppliers_account_add_person"), given)
    again = client.post(reverse("admin:suppliers_account_add_person"), given)

    account = Account.objects.get(email="shen@example.com")
    assert (account.role, account.has_usable_password()) == ("AUDITOR", False)
    assert Notice.objects.filter(kind="password_reset", account=account).count() == 1
    assert again.status_code == 422
    assert "Shen Yan" in again.content.decode()


def test_nobody_changes_their_own_role(as_account):
    administrator = make_account(Role.ADMINISTRATOR)
    client = as_account(administrator)

    client.post(reverse("admin:suppliers_account_role", args=[administrator.pk]), {"role": "MANAGER"})
    client.post(reverse("admin:suppliers_account_access", args=[administrator.pk]), {"may_log_in": "no"})

    administrator.refresh_from_db()
    assert (administrator.role, administrator.is_active) == (Role.ADMINISTRATOR, True)


def test_the_administrator_puts_a_person_into_a_department(as_role, as_account):
    person = make_account(Role.REQUESTER)
    administrator = make_account(Role.ADMINISTRATOR)
    address = reverse("admin:suppliers_account_department", args=[person.pk])

    as_account(administrator).post(address, {"department": " Film production "})
    as_role(Role.MANAGER).post(address, {"department": "Elsewhere"})

    person.refresh_from_db()
    entry = HistoryEntry.objects.get(action="account.change_department")
    assert person.department == "Film production"
    assert entry.facts == {"from": "", "to": "Film production"}


def test_the_administrator_does_not_touch_a_suppliers_people(as_role):
    person = make_account(Role.SUPPLIER_ADMIN, make_supplier())

    as_role(Role.ADMINISTRATOR).post(reverse("admin:suppliers_account_role", args=[person.pk]), {"role": "MANAGER"})

    person.refresh_from_db()
    assert person.role == Role.SUPPLIER_ADMIN


def test_a_text_is_approved_by_another_person_than_its_writer(as_account):
    writer, second = make_account(Role.INTEGRITY), make_account(Role.INTEGRITY)
    typed = {
        "kind": "IU",
        "version": "2.0",
        "prevailing_language": "zh-hans",
        "title_zh": "承诺书",
        "text_zh": "正文",
        "title_en": "Undertaking",
        "text_en": "Text",
    }
    as_account(writer).post(reverse("admin:suppliers_documentversion_write"), typed)
    document = DocumentVersion.objects.get()
    approve = reverse("admin:suppliers_documentversion_approve", args=[document.pk])

    own_page = as_account(writer).get(reverse("admin:suppliers_documentversion_change", args=[document.pk]))
    as_account(writer).post(approve)
    document.refresh_from_db()
    after_own = document.status
    as_account(second).post(approve)
    document.refresh_from_db()

    assert approve not in own_page.content.decode()
    assert after_own == "DRAFT"
    assert document.status == "APPROVED"
    assert document.sha256 == hashlib.sha256(document.canonical_text()).hexdigest()


def test_the_text_of_a_message_is_not_shown_to_the_administrator(as_role):
    reader = make_account(Role.MANAGER)
    notice = Notice.objects.create(
        key="k",
        kind="approval_wanted",
        account=reader,
        email=reader.email,
        language="en",
        facts={"name": "Hidden Name"},
        created_at=now(),
    )

    page = as_role(Role.ADMINISTRATOR).get(reverse("admin:suppliers_notice_change", args=[notice.pk])).content.decode()

    assert reader.email in page
    assert "Hidden Name" not in page


def test_every_move_of_a_workflow_has_words():
    tables = {"supplier": WORKFLOW, "signature": SIGNATURE_WORKFLOW, "documentversion": DOCUMENT_WORKFLOW}

    missing = [
        f"{model}.{move.name}" for model, table in tables.items() for move in table.moves if f"{model}.{move.name}" not in ACTS
    ]

    assert missing == []


def test_every_act_that_services_record_has_words():
    recorded = re.compile(r'record\(\s*f?"([a-z_]+\.[a-z_]+)"')
    sources = ACTS_FROM.glob("*.py")

    found = {act for source in sources for act in recorded.findall(source.read_text(encoding="utf-8"))}

    assert len(found) > 15
    assert sorted(found - ACTS.keys()) == []


def test_history_shows_words_and_no_raw_facts(as_role):
    administrator = make_account(Role.ADMINISTRATOR)
    HistoryEntry.objects.create(
        sequence=1,
        at=now(),
        actor=administrator,
        action="account.change_role",
        subject_type="suppliers.account",
        subject_id="1",
        facts={"from": "AUDITOR", "to": "MANAGER"},
        previous_digest="0" * 64,
        digest="1" * 64,
    )

    page = as_role(Role.AUDITOR).get(reverse("admin:suppliers_historyentry_changelist")).content.decode()

    assert "Role changed" in page
    assert "before: Auditor, now: Procurement manager" in page
    listed = page.split('id="result_list"')[1].split("</table>")[0]
    assert "{" not in listed
    assert "&#x27;" not in listed
