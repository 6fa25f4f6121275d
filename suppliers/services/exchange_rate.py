"""One exchange rate entered by hand: what a file of rates would say in one row."""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from suppliers.models import Account, ExchangeRate
from suppliers.permissions import NotAllowed, imports_data
from suppliers.rules.currency import HOME, currency_code
from suppliers.selectors.clock import local_day
from suppliers.services.history import record
from suppliers.services.import_rate import month_is_over


class RateKnown(Exception):
    """There is a rate of this currency and month; invoices may have been reckoned with it, so it stays."""


class RateNotPossible(Exception):
    """Not a foreign currency, a rate of 0 or less, or a month that is not over; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def enter_rate(currency: str, month: date, cny: Decimal, *, source: str, by: Account, at: datetime) -> ExchangeRate:
    """Keep the month-end rate: CNY for one unit. Raises NotAllowed, RateNotPossible, RateKnown; then nothing is written."""
    if not imports_data(by):
        raise NotAllowed
    code, first = currency_code(currency), month.replace(day=1)
    if code is None or code == HOME:
        raise RateNotPossible("currency")
    if cny <= 0:
        raise RateNotPossible("cny")
    if not month_is_over(first, local_day(at)):
        raise RateNotPossible("month")
    try:
        with transaction.atomic():
            rate = ExchangeRate.objects.create(currency=code, month=first, cny=cny, source=source.strip())
            facts = {"currency": code, "month": f"{first:%Y-%m}", "cny": str(cny)}
            record("exchangerate.enter", rate, by=by, at=at, facts=facts)
    except IntegrityError as error:
        raise RateKnown from error
    return rate
