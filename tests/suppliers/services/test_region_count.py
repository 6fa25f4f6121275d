from datetime import UTC, date, datetime

import pytest

from suppliers.models import Job, RegionCount
from suppliers.permissions import NotAllowed
from suppliers.rules.job import JobState
from suppliers.rules.region_count import DayInFuture
from suppliers.rules.role import Role
from suppliers.services.region_count import count_for_job, request_region_count, request_yesterdays_count
from suppliers.tasks import count_regions, count_yesterday
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db

MARCH_31 = date(2024, 3, 31)
NOW = datetime(2024, 6, 1, 4, tzinfo=UTC)


def test_a_count_is_stored_once_with_its_job():
    make_supplier(province="CN-ZJ")
    make_supplier(country="JP", province="")
    job = request_region_count(MARCH_31, by=make_account(Role.AUDITOR), at=NOW)

    assert count_regions(job.pk) is True
    assert count_regions(job.pk) is False

    stored = RegionCount.objects.get()
    assert (stored.as_of, stored.total, stored.job) == (MARCH_31, 2, job)
    assert stored.groups == {"MAINLAND": 1, "HKMT": 0, "OVERSEAS": 1, "UNKNOWN": 0}
    assert (stored.provinces, stored.countries) == ({"CN-ZJ": 1}, {"CN": 1, "JP": 1})
    job.refresh_from_db()
    assert (job.state, job.progress) == (JobState.DONE, 100)
    assert job.result == {"region_count": stored.pk, "as_of": "2024-03-31", "total": 2}


def test_asking_twice_gives_one_job_and_asking_after_a_correction_another_row():
    staff = make_account(Role.PROCUREMENT)
    first = request_region_count(MARCH_31, by=staff, at=NOW)
    assert request_region_count(MARCH_31, by=staff, at=NOW) == first
    count_regions(first.pk)
    make_supplier()

    second = request_region_count(MARCH_31, by=staff, at=NOW)
    count_regions(second.pk)

    assert second != first
    assert list(RegionCount.objects.order_by("pk").values_list("total", flat=True)) == [0, 1]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SUPPLIER_ADMIN])
def test_who_does_not_read_suppliers_counts_none(role):
    account = make_account(role, make_supplier() if role == Role.SUPPLIER_ADMIN else None)

    with pytest.raises(NotAllowed):
        request_region_count(MARCH_31, by=account, at=NOW)

    assert Job.objects.count() == 0


def test_a_day_that_has_not_begun_in_shanghai_is_refused():
    last_evening = datetime(2024, 3, 30, 15, 59, tzinfo=UTC)

    with pytest.raises(DayInFuture):
        request_region_count(MARCH_31, by=None, at=last_evening)

    assert Job.objects.count() == 0
    assert request_region_count(MARCH_31, by=None, at=datetime(2024, 3, 30, 16, 0, tzinfo=UTC)).state == JobState.QUEUED


def test_the_clock_counts_the_day_that_ended_once():
    half_past_midnight = datetime(2024, 3, 31, 16, 30, tzinfo=UTC)

    jobs = {request_yesterdays_count(at=half_past_midnight).pk for _ in range(3)}

    assert Job.objects.get(pk__in=jobs).facts == {"as_of": "2024-03-31"}


def test_the_scheduled_task_asks_for_a_job():
    assert Job.objects.get(pk=count_yesterday()).kind == "suppliers.count_regions"


def test_a_job_without_a_day_ends_with_a_reason():
    job = Job.objects.create(kind="suppliers.count_regions", key="k", facts={"as_of": "soon"}, requested_at=NOW)

    assert count_regions(job.pk) is False

    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "The job names no calendar day.")
    assert RegionCount.objects.count() == 0


def test_counting_alone_stores_nothing():
    job = request_region_count(MARCH_31, by=None, at=NOW)

    count_for_job(job, lambda _percent: None)

    assert RegionCount.objects.count() == 0
