"""Invoices by spend class, and orders whose figures give the marks that were planned."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from assessments.management.demo.dice import dice
from assessments.management.demo.register import Entered
from assessments.management.demo.year_plan import SPEND, TOP_TEN_SHARE, WorkingYear
from suppliers.models import ExchangeRate, Invoice, PurchaseOrder
from suppliers.rules.month import add_months
from suppliers.rules.rounding import round_half_up
from suppliers.rules.spend import SpendClass

BATCH = 1000
ORDERS = 20
LATE_ORDERS = {100: 0, 90: 1, 75: 2, 60: 3, 45: 4, 25: 6, 0: 8}
"""Late orders of twenty that give a mark for delivery."""
ACCEPTED = {100: "99.8", 90: "99.2", 75: "98.4", 60: "97.0", 40: "94.0", 20: "91.0", 0: "85.0"}
HOURS = {100: "3", 85: "7", 70: "20", 50: "40", 25: "60", 0: "90"}
RATES = {"HKD": "0.92", "USD": "7.18", "JPY": "0.049", "GBP": "9.35", "KRW": "0.0052", "TWD": "0.225"}
CURRENCY = {"HK": "HKD", "JP": "JPY", "GB": "GBP", "KR": "KRW", "TW": "TWD"}


def spend_amounts(classes: Mapping[int, SpendClass], stories: Mapping[int, int]) -> dict[int, int]:
    """CNY of twelve months for each supplier, by its class; the ten largest hold about 45 % of all."""
    found = {}
    chance = dice("spend")
    for supplier, code in sorted(classes.items()):
        middle, low, high = {
            SpendClass.L: (7_000_000, 5_050_000, 11_500_000),
            SpendClass.M: (1_300_000, 505_000, 4_900_000),
            SpendClass.S: (170_000, 50_500, 490_000),
            SpendClass.XS: (18_000, 1_200, 49_000),
        }[code]
        found[supplier] = int(min(max(middle * chance.lognormvariate(0, 0.5), low), high))
    found |= {supplier: amount for supplier, amount in stories.items() if supplier in found}
    large = sorted((pk for pk, code in classes.items() if code is SpendClass.L and pk not in stories), key=found.__getitem__)
    top, rest = large[-10:], sum(found.values()) - sum(found[pk] for pk in large[-10:])
    wanted = rest * TOP_TEN_SHARE / (1 - TOP_TEN_SHARE)
    weights = [1.0 + 0.22 * place for place in range(len(top))]
    for supplier, weight in zip(top, weights, strict=True):
        found[supplier] = int(wanted * weight / sum(weights))
    return found


def spend_classes(
    entered: Sequence[Entered], at_least_medium: set[int], stories: Mapping[int, SpendClass]
) -> dict[int, SpendClass]:
    """A class for each counted supplier; some are known to be large or medium."""
    counted = [each.supplier.pk for each in entered if each.company.is_counted]
    left = dict(SPEND)
    for code in stories.values():
        left[code] -= 1
    free = [pk for pk in counted if pk not in stories]
    dice("spend classes").shuffle(free)
    free.sort(key=lambda pk: pk not in at_least_medium)
    cards = [code for code in SpendClass for _ in range(left[code])]
    known = sum(pk in at_least_medium for pk in free)
    large_and_medium = cards[: left[SpendClass.L] + left[SpendClass.M]]
    dice("large and medium").shuffle(large_and_medium)
    rest = cards[len(large_and_medium) :]
    tail = large_and_medium[known:] + rest
    dice("other classes").shuffle(tail)
    return {**stories, **dict(zip(free, large_and_medium[:known] + tail, strict=True))}


def write_rates(year: WorkingYear) -> dict[tuple[str, date], Decimal]:
    """Month-end rates of the months in which invoices are dated."""
    first = date(year.present.year, year.present.month, 1)
    months = [add_months(first, -back) for back in range(15)]
    rows = [
        ExchangeRate(currency=code, month=month, cny=_drifted(code, rate, month), source="演示汇率（虚构） demo rate")
        for code, rate in RATES.items()
        for month in months
    ]
    ExchangeRate.objects.bulk_create(rows, batch_size=BATCH)
    return {(row.currency, row.month): row.cny for row in rows}


def _drifted(code: str, rate: str, month: date) -> Decimal:
    shift = Decimal(dice(f"rate {code} {month}").randrange(-20, 21)) / 1000
    return (Decimal(rate) * (1 + shift)).quantize(Decimal("0.000001"))


def write_invoices(
    entered: Sequence[Entered], amounts: Mapping[int, int], rates: Mapping[tuple[str, date], Decimal], year: WorkingYear
) -> None:
    """Three to six invoices each, in the eleven months before the day of loading, so that none leaves the window at once."""
    rows = []
    for each in entered:
        amount = amounts.get(each.supplier.pk)
        if amount is None:
            continue
        chance = dice(f"invoices {each.company.serial}")
        many = chance.randrange(3, 7)
        parts = [amount // many] * (many - 1)
        parts.append(amount - sum(parts))
        currency = CURRENCY.get(each.company.country, "CNY")
        for position, part in enumerate(parts):
            day = year.present - timedelta(days=12 + position * 52 + chance.randrange(30))
            month = date(day.year, day.month, 1)
            rate = Decimal(1) if currency == "CNY" else rates[currency, month]
            foreign = round_half_up(Decimal(part) / rate)
            rows.append(
                Invoice(
                    supplier=each.supplier,
                    number=f"DEMO-{each.company.serial:04d}-{position + 1}",
                    invoiced_on=day,
                    accepted_on=day + timedelta(days=5),
                    amount=foreign,
                    currency=currency,
                    rate=rate,
                    amount_cny=round_half_up(foreign * rate),
                )
            )
    Invoice.objects.bulk_create(rows, batch_size=BATCH)


def order_rows(each: Entered, marks: Mapping[str, int], department: str, year: WorkingYear) -> list[PurchaseOrder]:
    """Twenty orders of the year whose figures give these marks for delivery, quality and responsiveness."""
    chance = dice(f"orders {each.company.serial}")
    late = set(chance.sample(range(ORDERS), LATE_ORDERS[marks["delivery"]]))
    accepted, hours = Decimal(ACCEPTED[marks["quality"]]), Decimal(HOURS[marks["responsiveness"]])
    span = (year.last - year.first).days - 4
    rows = []
    for position in range(ORDERS):
        due = year.first + timedelta(days=2 + span * position // ORDERS + chance.randrange(8))
        due = min(due, year.last)
        slip = chance.randrange(2, 19) if position in late else -chance.randrange(0, 6)
        rows.append(
            PurchaseOrder(
                supplier=each.supplier,
                number=f"PO-DEMO-{each.company.serial:04d}-{position + 1:02d}",
                title="演示订单（虚构） Demo order (fictional)",
                department=department,
                ordered_on=due - timedelta(days=chance.randrange(15, 60)),
                due_on=due,
                delivered_on=due + timedelta(days=slip),
                quantity=Decimal(1000),
                accepted_quantity=accepted * 10,
                response_hours=hours,
                amount=Decimal(chance.randrange(8_000, 90_000)),
                closed_on=due + timedelta(days=max(slip, 0) + 10),
            )
        )
    return rows
