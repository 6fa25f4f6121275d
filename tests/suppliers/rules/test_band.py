from decimal import Decimal

import pytest

from suppliers.rules.band import Ceiling, Floor, NoBand, value_from, value_up_to


def test_band_includes_its_limit():
    floors = (Floor(Decimal(50), "high"), Floor(Decimal(0), "low"))
    ceilings = (Ceiling(Decimal(-5), "low"), Ceiling(Decimal(0), "high"))

    assert value_from(floors, Decimal(50)) == "high"
    assert value_from(floors, Decimal(0)) == "low"
    assert value_up_to(ceilings, Decimal(-5)) == "low"
    assert value_up_to(ceilings, Decimal(0)) == "high"


def test_number_outside_all_bands_is_refused():
    with pytest.raises(NoBand):
        value_from((Floor(Decimal(0), "low"),), Decimal(-1))
    with pytest.raises(NoBand):
        value_up_to((Ceiling(Decimal(0), "low"),), Decimal(1))
