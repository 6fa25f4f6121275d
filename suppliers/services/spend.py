"""Spend of twelve months and its class, kept with each supplier for lists, caps and exit rules."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Case, CharField, DecimalField, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Round

from suppliers.models import Invoice, Supplier
from suppliers.selectors.clock import local_day
from suppliers.selectors.order import spend_window
from suppliers.selectors.policy import scoring_policy

_MONEY: DecimalField = DecimalField(max_digits=18, decimal_places=2)


@transaction.atomic
def refresh_spend(*, at: datetime) -> int:
    """Reckon the trailing twelve months of every supplier anew; returns how many changed. Two statements for all.

    The bands come from the scoring policy in force; spend below zero is class XS.
    """
    invoices = Invoice.objects.filter(supplier=OuterRef("pk"), accepted_on__range=spend_window(local_day(at))).order_by()
    summed = Subquery(invoices.values("supplier").annotate(cny=Sum("amount_cny")).values("cny"), output_field=_MONEY)
    reckoned = Round(Coalesce(summed, Value(Decimal(0)), output_field=_MONEY), precision=2, output_field=_MONEY)
    changed = Supplier.objects.alias(now=reckoned).exclude(spend_cny=F("now")).update(spend_cny=reckoned)
    bands = scoring_policy().spend_bands
    whens = [When(spend_cny__gte=band.gte, then=Value(str(band.value))) for band in bands]
    code = Case(*whens, default=Value(str(bands[-1].value)), output_field=CharField(max_length=2))
    Supplier.objects.alias(now=code).filter(~Q(spend_class=F("now"))).update(spend_class=code)
    return changed
