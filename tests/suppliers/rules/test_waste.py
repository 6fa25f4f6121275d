"""What a waste contractor's licence is worth on a day."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.certificate import RegistryStatus
from suppliers.rules.waste import ContractorState, ContractorStatus, contractor_state, may_take_waste

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@dataclass(frozen=True)
class Licence:
    status: str = "VERIFIED"
    registry_status: str = "VALID"
    valid_from: date = date(2026, 1, 1)
    valid_to: date = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("licence", "on", "state"),
    [
        (Licence("SUBMITTED"), date(2026, 6, 1), "SUBMITTED"),
        (Licence("ENDED"), date(2026, 6, 1), "ENDED"),
        (Licence(), date(2025, 6, 1), "NOT_YET_VALID"),
        (Licence(), date(2026, 6, 1), "VALID"),
        (Licence(), date(2026, 12, 31), "EXPIRING"),
        (Licence(), date(2027, 1, 1), "EXPIRED"),
        (Licence(registry_status="REVOKED"), date(2026, 6, 1), "NOT_VALID_IN_REGISTER"),
    ],
)
def test_the_state_of_a_licence(licence, on, state):
    assert contractor_state(licence, on) == ContractorState(state)


@given(st.sampled_from(ContractorStatus), st.sampled_from(RegistryStatus), DAYS, DAYS, DAYS)
def test_waste_goes_only_to_who_is_verified_listed_and_in_force(status, register, start, end, on):
    licence = Licence(status, register, start, end)

    assert may_take_waste(licence, on) == (status == "VERIFIED" and register == "VALID" and start <= on <= end)
