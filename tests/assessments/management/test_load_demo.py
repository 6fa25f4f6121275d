"""The command itself: what it refuses, what it loads, who gets in."""

import json
import re
import stat
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.management.demo.chain import Chain
from assessments.management.demo.people import hire_staff
from assessments.management.demo.showcase import showcase_suppliers
from assessments.management.demo.signing import publish_documents
from assessments.management.demo.stage import AWAITING, RETURNED, SUBMITTED, set_stage
from suppliers.models import Account, HistoryEntry, Signature, StandingPeriod, Supplier
from suppliers.selectors.clock import now
from suppliers.selectors.region_count import region_counts
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
PUBLISHED = date(2023, 3, 31)


def load(*arguments: str) -> str:
    out = StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.DATA_DIR = tmp_path


def test_the_bare_reference_gives_the_published_figures_on_its_day():
    assert load("--dataset", "r253") == "r253 is loaded: 253 suppliers.\n"

    counted = region_counts(PUBLISHED)
    assert counted.total == 253
    assert list(counted.groups.values()) == [248, 2, 3, 0]
    assert list(counted.two_groups.values()) == [248, 5, 0]
    assert set(Supplier.objects.values_list("standing", flat=True)) == {"ACTIVE"}
    held = Signature.objects.filter(document__kind="IU", status="SIGNED", valid_until__gte=PUBLISHED)
    assert held.filter(signed_at__date__lte=PUBLISHED).values("supplier").distinct().count() == 253
    assert region_counts(date(2023, 1, 31)).total < 253


def test_the_command_prints_the_published_figures():
    load("--dataset", "r253")
    out = StringIO()

    call_command("region_counts", "--as-of", "2023-03-31", "--format", "json", stdout=out)

    assert json.loads(out.getvalue()) == {
        "as_of": "2023-03-31",
        "total": 253,
        "regions": {"MAINLAND": 248, "HKMT": 2, "OVERSEAS": 3, "UNKNOWN": 0},
        "two_groups": {"MAINLAND": 248, "OTHER": 5, "UNKNOWN": 0},
    }


def test_many_suppliers_keep_the_proportions_of_the_group():
    load("--dataset", "scale", "--suppliers", "533")

    counted = region_counts(date(2022, 3, 31))
    assert (counted.total, list(counted.two_groups.values())) == (533, [361, 172, 0])
    assert StandingPeriod.objects.count() == 533 * 3 + 2 * StandingPeriod.objects.filter(standing="SUSPENDED").count()


def test_the_same_dataset_again_changes_nothing():
    load("--dataset", "scale", "--suppliers", "20")
    before = (Supplier.objects.count(), HistoryEntry.objects.count())

    assert load("--dataset", "scale", "--suppliers", "20") == "The dataset scale is loaded already; nothing was changed.\n"

    assert (Supplier.objects.count(), HistoryEntry.objects.count()) == before


def test_another_dataset_does_not_go_on_top():
    load("--dataset", "scale", "--suppliers", "20")

    with pytest.raises(CommandError, match="not empty"):
        load("--dataset", "r253")

    assert Supplier.objects.count() == 20


def test_a_register_in_use_is_left_alone():
    make_supplier()

    with pytest.raises(CommandError, match="not empty") as refusal:
        load("--dataset", "r253")

    assert refusal.value.returncode == 2
    assert Supplier.objects.count() == 1


@pytest.mark.parametrize("number", ["0", "99001"])
def test_a_number_of_suppliers_out_of_bounds_is_refused(number):
    with pytest.raises(CommandError, match="between 1 and 99000"):
        load("--dataset", "scale", "--suppliers", number)


def test_no_demo_account_outside_the_demo_mode(settings, tmp_path):
    settings.ASSAY_DEMO = False

    with pytest.raises(CommandError, match="demo mode only"):
        load("--dataset", "r253", "--accounts")

    assert (Supplier.objects.count(), Account.objects.count()) == (0, 0)
    assert not (tmp_path / "demo-accounts.json").exists()


def test_accounts_of_every_role_are_printed_and_kept_for_the_owner_only(settings, tmp_path):
    settings.ASSAY_DEMO = True

    printed = load("--dataset", "r253", "--accounts")

    file: Path = tmp_path / "demo-accounts.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    logins = json.loads(file.read_text(encoding="utf-8"))
    assert [set(login) for login in logins] == [{"role", "email", "password", "login_url", "supplier"}] * 15
    assert [login["role"] for login in logins] == [
        "PROCUREMENT",
        "PROCUREMENT",
        "MANAGER",
        "INTEGRITY",
        "AUDITOR",
        "REQUESTER",
        "REQUESTER",
        "FINANCE",
        "ADMINISTRATOR",
        *["SUPPLIER_ADMIN", "SUPPLIER_SIGNATORY", "SUPPLIER_CONTRIBUTOR"] * 2,
    ]
    assert len({login["supplier"] for login in logins}) == 3
    assert len({login["password"] for login in logins}) == 15
    assert all(login["password"] in printed for login in logins)
    for login in logins:
        assert Account.objects.get(email=login["email"]).check_password(login["password"])
        assert login["login_url"] == "http://testserver/login/"
    people = Account.objects.select_related("supplier")
    assert len({person.name for person in people.filter(email__in=[login["email"] for login in logins])}) == 15
    assert [person.email for person in people if not is_personal(person.name)] == []


def is_personal(name: str) -> bool:
    """Surname and given name, in Chinese, in English, or in both."""
    return bool(re.fullmatch(r"[\u4e00-\u9fff]{3}|[A-Z][a-z]+ [A-Z][a-z]+( [\u4e00-\u9fff]{3})?", name))


def test_a_second_start_keeps_the_passwords(settings, tmp_path):
    settings.ASSAY_DEMO = True
    load("--dataset", "r253", "--accounts")
    before = (tmp_path / "demo-accounts.json").read_bytes()

    printed = load("--dataset", "r253", "--accounts")

    assert "demo-accounts.json" in printed
    assert (tmp_path / "demo-accounts.json").read_bytes() == before


def test_a_file_of_another_database_is_replaced(settings, tmp_path):
    settings.ASSAY_DEMO = True
    login = {"role": "AUDITOR", "email": "gone@example.com", "password": "old", "login_url": "/", "supplier": None}
    (tmp_path / "demo-accounts.json").write_text(json.dumps([login]), encoding="utf-8")

    load("--dataset", "r253", "--accounts")

    logins = json.loads((tmp_path / "demo-accounts.json").read_text(encoding="utf-8"))
    assert len(logins) == 15
    assert "gone@example.com" not in {login["email"] for login in logins}


def test_the_stage_shows_an_application_at_each_point(settings):
    settings.ASSAY_DEMO = True
    staff, chain = hire_staff(), Chain()
    publish_documents(staff, chain)

    set_stage(staff, at=now())

    standings = dict(Supplier.objects.values_list("identifier_value", "standing"))
    assert standings == {
        RETURNED.identifier: "RETURNED",
        SUBMITTED.identifier: "SUBMITTED",
        AWAITING.identifier: "AWAITING_SIGNATURE",
    }
    returned = Supplier.objects.get(identifier_value=RETURNED.identifier)
    assert [item.section for item in returned.admittances.get().return_items.order_by("pk")] == ["scale", "contacts"]


def test_without_a_rich_demo_the_first_two_suppliers_get_the_accounts():
    first, second, _third = make_supplier(), make_supplier(), make_supplier()

    assert showcase_suppliers("r253", at=now()) == [first, second]
