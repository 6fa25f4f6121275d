import pytest

from suppliers.models import Job
from suppliers.rules.job import JobKind
from suppliers.rules.role import Role
from suppliers.selectors.clock import now
from suppliers.selectors.job import visible_jobs
from tests.factories.account import make_account

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.PROCUREMENT, ["own", "theirs"]),
        (Role.ADMINISTRATOR, ["own", "theirs"]),
        (Role.FINANCE, ["own"]),
        (Role.REQUESTER, []),
    ],
)
def test_finance_follows_its_own_jobs_and_a_requesting_department_none(role, seen):
    reader = make_account(role)
    Job.objects.create(kind=JobKind.DATA_IMPORT, key="own", requested_at=now(), requested_by=reader)
    Job.objects.create(kind=JobKind.DATA_IMPORT, key="theirs", requested_at=now(), requested_by=make_account(Role.FINANCE))

    assert list(visible_jobs(reader).order_by("key").values_list("key", flat=True)) == seen
