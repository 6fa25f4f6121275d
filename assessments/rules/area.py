"""The six environmental areas and the three dimensions, in the order every report shows them.

A dimension is also the code of its cross-cutting module: questions about the company as a whole.
"""

from enum import StrEnum


class Area(StrEnum):
    """What part of the environment a question is about."""

    EP = "EP"
    PR = "PR"
    HW = "HW"
    GH = "GH"
    WA = "WA"
    AE = "AE"


class Dimension(StrEnum):
    """From which side a question looks: integrity, disclosure or risk management."""

    BI = "BI"
    ID = "ID"
    RM = "RM"


AREA_CODES = tuple(str(code) for code in Area)
DIMENSION_CODES = tuple(str(code) for code in Dimension)
