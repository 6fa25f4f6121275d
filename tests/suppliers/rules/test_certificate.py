"""What a paper is worth on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.certificate import (
    CertificateState,
    CertificateStatus,
    RegistryStatus,
    band_on,
    is_valid_on,
    state_on,
)

FROM, TO = date(2026, 1, 1), date(2026, 12, 31)
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@dataclass(frozen=True)
class Paper:
    status: str = "VERIFIED"
    registry_status: str = "VALID"
    valid_from: date = FROM
    valid_to: date | None = TO


@pytest.mark.parametrize(
    ("paper", "on", "state"),
    [
        (Paper("DRAFT"), date(2026, 6, 1), "DRAFT"),
        (Paper("SUBMITTED"), date(2026, 6, 1), "SUBMITTED"),
        (Paper("REJECTED"), date(2026, 6, 1), "REJECTED"),
        (Paper("SUPERSEDED"), date(2026, 6, 1), "SUPERSEDED"),
        (Paper(), date(2025, 12, 31), "NOT_YET_VALID"),
        (Paper(), date(2026, 1, 1), "VALID"),
        (Paper(), date(2026, 10, 1), "VALID"),  # 91 days left
        (Paper(), date(2026, 10, 2), "EXPIRING"),  # 90 days left
        (Paper(), date(2026, 12, 31), "EXPIRING"),  # the last day still counts
        (Paper(), date(2027, 1, 1), "EXPIRED"),
        (Paper(valid_to=None), date(2031, 1, 1), "VALID"),
        (Paper(registry_status="UNKNOWN"), date(2026, 6, 1), "NOT_LOOKED_UP"),
        (Paper(registry_status="SUSPENDED"), date(2026, 6, 1), "SUSPENDED"),
        (Paper(registry_status="SUSPENDED"), date(2027, 6, 1), "EXPIRED"),
        (Paper(registry_status="REVOKED"), date(2027, 6, 1), "REVOKED"),
        (Paper(registry_status="CANCELLED"), date(2026, 6, 1), "CANCELLED"),
        (Paper(registry_status="EXPIRED"), date(2026, 6, 1), "EXPIRED"),
    ],
)
def test_the_state_follows_from_review_dates_and_register(paper, on, state):
    assert state_on(paper, on) == CertificateState(state)


@pytest.mark.parametrize(
    ("left", "band"),
    [(91, None), (90, 90), (61, 90), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, 7), (-1, None)],
)
def test_a_warning_belongs_to_the_narrowest_band(left, band):
    assert band_on(TO, TO - timedelta(days=left)) == band


def test_a_paper_without_an_end_never_expires():
    assert band_on(None, date(2099, 1, 1)) is None


@given(st.sampled_from(CertificateStatus), st.sampled_from(RegistryStatus), DAYS, DAYS | st.none(), DAYS)
def test_valid_is_verified_and_listed_and_in_its_dates_and_nothing_else(status, register, start, end, on):
    paper = Paper(status, register, start, end)
    in_dates = start <= on and (end is None or on <= end)

    assert is_valid_on(paper, on) == (status == "VERIFIED" and register == "VALID" and in_dates)


@given(st.sampled_from(["SUSPENDED", "REVOKED", "CANCELLED", "EXPIRED", "UNKNOWN"]), DAYS, DAYS | st.none(), DAYS)
def test_what_the_register_does_not_call_valid_never_counts(register, start, end, on):
    assert not is_valid_on(Paper("VERIFIED", register, start, end), on)


@given(st.sampled_from(CertificateStatus), st.sampled_from(RegistryStatus), DAYS, DAYS, DAYS)
def test_a_paper_whose_last_day_has_passed_never_counts(status, register, start, end, on):
    assert not is_valid_on(Paper(status, register, start, min(end, on - timedelta(days=1))), on)
