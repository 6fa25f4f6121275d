"""The population as tables: how many suppliers of each kind. Source: docs/demo_data.md."""

from datetime import date

from suppliers.rules.standing import Standing

SEED = 253
REFERENCE = date(2026, 11, 20)
"""The day the rich demo is told from; open self-assessments are dated from the day it is loaded."""
BARE_AS_OF = date(2023, 3, 31)
"""The day of the published table that the bare reference reproduces."""

CATEGORIES = {"media": 72, "event": 46, "service": 61, "engineering": 22, "office_it": 31, "logistics": 21}

PROVINCES = {
    "CN-BJ": 78,
    "CN-ZJ": 41,
    "CN-SH": 38,
    "CN-GD": 27,
    "CN-JS": 14,
    "CN-SC": 9,
    "CN-SD": 7,
    "CN-HB": 6,
    "CN-FJ": 5,
    "CN-SN": 4,
    "CN-HN": 4,
    "CN-TJ": 4,
    "CN-CQ": 3,
    "CN-HA": 2,
    "CN-AH": 2,
    "CN-HI": 1,
    "CN-LN": 1,
    "CN-YN": 1,
    "CN-XJ": 1,
}
COUNTRIES = {"HK": 1, "TW": 1, "JP": 1, "KR": 1, "GB": 1}

PRODUCTION_PERCENT = {"media": 30, "event": 60, "service": 25, "engineering": 90, "office_it": 55, "logistics": 95}

COUNTED_STANDINGS = {Standing.ACTIVE: 240, Standing.SUSPENDED: 6, Standing.EXIT_NOTICE: 3, Standing.RUN_OFF: 4}
OTHER_STANDINGS = {Standing.EXITED: 17, Standing.BLACKLISTED: 2, Standing.CHECKING: 5, Standing.REJECTED: 4}

CODE_OF_CONDUCT_UNSIGNED = 15
"""253 undertakings in force, 238 codes of conduct: so many were asked when the code came and have not signed yet."""

REVIEWED = 221
IN_PROGRESS = 19
OVERDUE = 13

SCORE_MEAN = 66.0
SCORE_DEVIATION = 11.0
SCORE_RANGE = (30.0, 95.0)
SCORE_SHIFT = {
    ("engineering", "production"): -4.0,
    ("logistics", "production"): -4.0,
    ("office_it", "office"): 4.0,
    ("office_it", "production"): 4.0,
}
"""Points by which kinds of suppliers differ from the mean."""

ADMITTED_PER_YEAR = {2017: 22, 2018: 31, 2019: 34, 2020: 20, 2021: 29, 2022: 33, 2023: 24, 2024: 27, 2025: 22, 2026: 11}
"""When the counted suppliers became active."""
