"""Labels open and close on the day their conditions do."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from suppliers.models import HistoryEntry, LabelPeriod, Notice, Product, Signature, Supplier
from suppliers.rules.certificate import CertificateKind
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.label import label_gaps, labels_on
from suppliers.services.label import LabelReport, label_clock, refresh_labels
from suppliers.services.notice import notice_text
from suppliers.services.transitions import move_supplier
from tests.factories.account import make_account
from tests.factories.label import AT, DAY, make_certified, make_paper, make_performer, make_product, sign_undertaking
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def held(supplier: Supplier) -> list[str]:
    return list(LabelPeriod.objects.filter(supplier=supplier, valid_to__isnull=True).values_list("label", flat=True))


def test_a_supplier_whose_conditions_hold_gets_its_label_with_history_and_a_notice():
    supplier = make_certified()
    admin = make_account(Role.SUPPLIER_ADMIN, supplier)

    report = refresh_labels([supplier.pk], at=AT)

    supplier.refresh_from_db()
    assert report == LabelReport(gained=1, lost=0)
    assert (supplier.holds_green_3c_rohs, supplier.holds_green_performance) == (True, False)
    period = LabelPeriod.objects.get()
    assert (period.valid_from, period.valid_to, period.facts) == (DAY, None, {"products": ["Computer"]})
    assert HistoryEntry.objects.get(action="labelperiod.gain").supplier == supplier
    notice = Notice.objects.get(kind="label_gained")
    assert notice.account == admin
    assert "You now hold: Green label: 3C and RoHS" in notice_text(notice)[0]


def test_looking_again_changes_nothing():
    supplier = make_performer()
    make_account(Role.SUPPLIER_ADMIN, supplier)
    refresh_labels(at=AT)

    assert refresh_labels(at=AT + timedelta(days=1)) == LabelReport(0, 0)
    assert LabelPeriod.objects.count() == 1
    assert Notice.objects.count() == 1


LOSSES = {
    "3C suspended": lambda s: s.certificates.filter(kind="CCC").update(registry_status="SUSPENDED"),
    "3C revoked": lambda s: s.certificates.filter(kind="CCC").update(registry_status="REVOKED"),
    "3C cancelled": lambda s: s.certificates.filter(kind="CCC").update(registry_status="CANCELLED"),
    "3C rejected": lambda s: s.certificates.filter(kind="CCC").update(status="REJECTED"),
    "3C out of date": lambda s: s.certificates.filter(kind="CCC").update(valid_to=DAY - timedelta(days=1)),
    "RoHS proof run out": lambda s: s.certificates.filter(kind="ROHS").update(valid_to=DAY - timedelta(days=1)),
    "product without cover": make_product,
    "undertaking ended": lambda s: Signature.objects.filter(supplier=s).update(valid_until=DAY - timedelta(days=1)),
    "suspended": lambda s: Supplier.objects.filter(pk=s.pk).update(standing=Standing.SUSPENDED),
}


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_the_label_is_lost_the_day_a_condition_fails(loss):
    supplier = make_certified()
    refresh_labels(at=AT - timedelta(days=3))
    loss(supplier)

    assert refresh_labels(at=AT) == LabelReport(gained=0, lost=1)

    supplier.refresh_from_db()
    assert supplier.holds_green_3c_rohs is False
    assert LabelPeriod.objects.get().valid_to == DAY


def test_a_certificate_holds_the_label_on_its_last_day_and_not_the_day_after():
    supplier = make_certified()
    supplier.certificates.update(valid_to=DAY)
    label_clock(at=AT)
    assert held(supplier) == ["GREEN_3C_ROHS"]

    label_clock(at=datetime(2026, 11, 20, 15, 59, tzinfo=AT.tzinfo))
    assert held(supplier) == ["GREEN_3C_ROHS"]

    label_clock(at=datetime(2026, 11, 20, 16, 0, tzinfo=AT.tzinfo))
    assert held(supplier) == []


def test_whoever_loses_a_label_is_told_what_is_missing():
    supplier = make_performer()
    make_account(Role.SUPPLIER_ADMIN, supplier, language="zh-hans")
    refresh_labels(at=AT - timedelta(days=1))
    Supplier.objects.filter(pk=supplier.pk).update(esg_score=Decimal("79.99"))

    refresh_labels(at=AT)

    period = LabelPeriod.objects.get()
    assert period.lost_by == [{"code": "SCORE_TOO_LOW", "facts": {"score": "79.99", "least": "80"}}]
    notice = Notice.objects.get(kind="label_lost")
    notice.language = "en"
    assert "The ESG score is 79.99; the label asks for 80 or more." in notice_text(notice)[1]


def test_a_label_returns_by_itself_with_a_period_of_its_own():
    supplier = make_performer()
    refresh_labels(at=AT - timedelta(days=10))
    Supplier.objects.filter(pk=supplier.pk).update(standing=Standing.SUSPENDED)
    refresh_labels(at=AT - timedelta(days=5))
    Supplier.objects.filter(pk=supplier.pk).update(standing=Standing.ACTIVE)
    refresh_labels(at=AT)

    assert list(LabelPeriod.objects.order_by("pk").values_list("valid_from", "valid_to")) == [
        (date(2026, 11, 10), date(2026, 11, 15)),
        (date(2026, 11, 20), None),
    ]
    assert [labels_on(day).count() for day in (date(2026, 11, 14), date(2026, 11, 15), DAY)] == [1, 0, 1]


def test_a_score_older_than_its_term_supports_no_label():
    supplier = make_performer(esg_scored_on=date(2025, 8, 20))
    refresh_labels(at=AT)
    assert held(supplier) == ["GREEN_PERFORMANCE"]

    refresh_labels(at=AT + timedelta(days=1))
    assert held(supplier) == []


def test_suspending_a_supplier_takes_its_labels_at_once():
    supplier = make_performer()
    refresh_labels(at=AT)

    move_supplier(Supplier.objects.get(pk=supplier.pk), "suspend", by=make_account(Role.MANAGER), at=AT, reason="Audit refused.")

    assert held(supplier) == []


def test_products_no_longer_offered_ask_for_nothing():
    supplier = make_certified()
    make_product(supplier, name="Old printer", is_offered=False)

    assert refresh_labels(at=AT).gained == 1


def test_a_certificate_of_another_suppliers_product_covers_nothing_here():
    theirs = make_product(make_supplier())
    supplier = make_supplier()
    sign_undertaking(supplier)
    own = make_product(supplier)
    make_paper(supplier, CertificateKind.CCC, theirs)
    make_paper(supplier, CertificateKind.ROHS, own)

    assert [gap.code for gap in label_gaps(supplier, DAY)["GREEN_3C_ROHS"]] == ["CCC"]
    assert Product.objects.filter(pk=own.pk, certificates__kind="CCC").count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_a_look_at_many_suppliers_takes_as_many_queries_as_at_one(rows, django_assert_num_queries):
    for _ in range(rows):
        make_performer()
        make_certified()
    refresh_labels(at=AT)

    with django_assert_num_queries(10):
        refresh_labels(at=AT)
