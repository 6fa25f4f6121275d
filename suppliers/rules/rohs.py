"""Restricted substances: the ten of RoHS and their limits per homogeneous material. Source: docs/certificates.md, RoHS."""

from enum import StrEnum


class RohsScheme(StrEnum):
    """On what the proof rests."""

    EU = "EU"
    CN_VOLUNTARY = "CN_VOLUNTARY"
    CN_SELF_DECLARATION = "CN_SELF_DECLARATION"
    TEST_REPORT = "TEST_REPORT"


class Substance(StrEnum):
    """The ten restricted substances."""

    PB = "PB"
    HG = "HG"
    CD = "CD"
    CR6 = "CR6"
    PBB = "PBB"
    PBDE = "PBDE"
    DEHP = "DEHP"
    BBP = "BBP"
    DBP = "DBP"
    DIBP = "DIBP"
