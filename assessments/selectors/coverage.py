"""Self-assessment as a practice of the register: who of the counting set has one verified and not older than 15 months."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from assessments.rules.assessment import AssessmentTerms
from suppliers.rules.month import add_months
from suppliers.selectors.coverage import Cells, Practice, cells_of, register_practice
from suppliers.selectors.region_count import counted_periods


def assessed_on(day: date) -> Cells:
    """The counting set of a day by cell, as far as a self-assessment was verified in the 15 months before. One query."""
    end = _start_of(day + timedelta(days=1))
    verified = Assessment.objects.filter(
        supplier=OuterRef("supplier"),
        verified_at__lt=end,
        verified_at__gte=_start_of(add_months(day, -AssessmentTerms().valid_months)),
    )
    return cells_of(counted_periods(day).filter(Exists(verified)))


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


register_practice(Practice("SAQ", _("Self-assessment verified within 15 months"), assessed_on))
