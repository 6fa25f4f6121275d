"""No entry can be changed, dropped, swapped or cut off unseen; an untouched history raises no alarm."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.core.management import call_command
from django.db import connection

from suppliers.models import HistoryEntry
from suppliers.services.history import record
from suppliers.services.history_chain import Break, Difference, chain_differences
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 30, 12, 0, 0, 123456, tzinfo=UTC)
SHANGHAI = timezone(timedelta(hours=8))


def write_history(entries: int = 4) -> None:
    supplier = make_supplier()
    for number in range(entries):
        facts = {"rows": (1, 2), "ratio": 0.5, 10: "ten", 9: "nine", "name": "演示"}
        at = (NOON + timedelta(seconds=number)).astimezone(SHANGHAI)
        record("supplier.try", supplier, by=None, at=at, supplier=supplier, facts=facts, reason="why")


def change(statement: str) -> None:
    # Past the model, as somebody with a shell would do it.
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_untouched_history_raises_no_alarm() -> None:
    write_history()

    assert list(chain_differences()) == []


def test_an_empty_history_raises_no_alarm() -> None:
    assert list(chain_differences()) == []


@pytest.mark.parametrize(
    ("statement", "differences"),
    [
        ("UPDATE suppliers_historyentry SET reason = 'because' WHERE sequence = 2", [Difference(2, Break.CHANGED)]),
        ("UPDATE suppliers_historyentry SET action = 'supplier.other' WHERE sequence = 4", [Difference(4, Break.CHANGED)]),
        ("UPDATE suppliers_historyentry SET at = '2020-01-01 00:00:00+00' WHERE sequence = 1", [Difference(1, Break.CHANGED)]),
        ("UPDATE suppliers_historyentry SET facts = '{}' WHERE sequence = 3", [Difference(3, Break.CHANGED)]),
        ("DELETE FROM suppliers_historyentry WHERE sequence = 2", [Difference(3, Break.MISSING)]),
        ("DELETE FROM suppliers_historyentry WHERE sequence = 1", [Difference(2, Break.MISSING)]),
        ("DELETE FROM suppliers_historyentry WHERE sequence >= 3", [Difference(2, Break.CUT_OFF)]),
        ("DELETE FROM suppliers_historyentry", [Difference(0, Break.CUT_OFF)]),
        ("DELETE FROM suppliers_historyhead", [Difference(4, Break.CUT_OFF)]),
        (
            "UPDATE suppliers_historyentry SET digest = 'other' WHERE sequence = 2",
            [Difference(2, Break.CHANGED), Difference(3, Break.UNLINKED)],
        ),
    ],
)
def test_every_way_to_tamper_is_named(statement: str, differences: list[Difference]) -> None:
    write_history()

    change(statement)

    assert list(chain_differences()) == differences


def test_the_command_says_yes_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    write_history()

    call_command("verify_history")

    assert capsys.readouterr().out == "The history is as it was written.\n"


def test_the_command_names_the_entry_and_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    write_history()
    change("UPDATE suppliers_historyentry SET reason = 'because' WHERE sequence = 2")

    with pytest.raises(SystemExit) as ended:
        call_command("verify_history")

    assert ended.value.code == 1
    assert capsys.readouterr().out == "Entry 2: its content is not what was written.\n"
    assert HistoryEntry.objects.count() == 4
