"""Counting in calendar months."""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the 31st becomes the last day of a shorter month.

    A result after the year 9999 is date.max: such a term simply has not ended.
    """
    years, month_index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month_index + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
