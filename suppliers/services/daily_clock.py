"""What a new day does to applications and signatures."""

from dataclasses import dataclass
from datetime import datetime

from suppliers.services.admittance import idle_admittances, lapse_idle_application
from suppliers.services.data_import import data_import_clock
from suppliers.services.label import label_clock
from suppliers.services.signature_term import (
    expire_signatures,
    lapse_unsigned_applications,
    remind_signatures,
    renew_signatures,
)
from suppliers.services.spend import refresh_spend
from suppliers.services.tier import tiers_clock
from suppliers.services.training_clock import training_clock


@dataclass(frozen=True)
class DayReport:
    """How much a day has changed."""

    idle_lapsed: int
    unsigned_lapsed: int
    expired: int
    renewed: int
    reminded: int
    labels_changed: int = 0
    tiers_decided: int = 0
    trainings_reminded: int = 0
    imports_put_aside: int = 0
    spend_changed: int = 0


def run_daily_clocks(*, at: datetime) -> DayReport:
    """Everything that depends on the day; may run twice, or late, without doing anything twice."""
    return DayReport(
        idle_lapsed=sum(lapse_idle_application(admittance, at=at) for admittance in list(idle_admittances(at=at))),
        unsigned_lapsed=lapse_unsigned_applications(at=at),
        expired=expire_signatures(at=at),
        # Asked for before reminding, so that a renewal of today is not reminded of today.
        renewed=renew_signatures(at=at),
        reminded=remind_signatures(at=at),
        # After everything that may cost a label.
        labels_changed=label_clock(at=at),
        # After everything that may cap a tier.
        tiers_decided=tiers_clock(at=at),
        trainings_reminded=training_clock(at=at),
        imports_put_aside=data_import_clock(at=at),
        # Invoices leave the trailing twelve months day by day.
        spend_changed=refresh_spend(at=at),
    )
