"""What a new day does to applications and signatures."""

from dataclasses import dataclass
from datetime import datetime

from suppliers.services.admittance import idle_admittances, lapse_idle_application
from suppliers.services.appeal_clock import appeal_clock
from suppliers.services.certificate_clock import certificates_clock
from suppliers.services.data_import import data_import_clock
from suppliers.services.duplicate import find_duplicates
from suppliers.services.evaluation_clock import evaluation_clock
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
from suppliers.services.waste import waste_clock


@dataclass(frozen=True)
class DayReport:
    """How much a day has changed."""

    idle_lapsed: int
    unsigned_lapsed: int
    expired: int
    renewed: int
    reminded: int
    certificates_ended: int = 0
    contractors_told: int = 0
    evaluations_moved: int = 0
    appeals_near: int = 0
    labels_changed: int = 0
    tiers_decided: int = 0
    trainings_reminded: int = 0
    imports_put_aside: int = 0
    spend_changed: int = 0
    duplicates_found: int = 0


def run_daily_clocks(*, at: datetime) -> DayReport:
    """Everything that depends on the day; may run twice, or late, without doing anything twice."""
    return DayReport(
        idle_lapsed=sum(lapse_idle_application(admittance, at=at) for admittance in list(idle_admittances(at=at))),
        unsigned_lapsed=lapse_unsigned_applications(at=at),
        expired=expire_signatures(at=at),
        # Asked for before reminding, so that a renewal of today is not reminded of today.
        renewed=renew_signatures(at=at),
        reminded=remind_signatures(at=at),
        # Before labels and tiers, which rest on what is valid today.
        certificates_ended=certificates_clock(at=at).ended,
        contractors_told=waste_clock(at=at),
        evaluations_moved=evaluation_clock(at=at),
        appeals_near=appeal_clock(at=at),
        # After everything that may cost a label.
        labels_changed=label_clock(at=at),
        # After everything that may cap a tier.
        tiers_decided=tiers_clock(at=at),
        trainings_reminded=training_clock(at=at),
        imports_put_aside=data_import_clock(at=at),
        # Invoices leave the trailing twelve months day by day.
        spend_changed=refresh_spend(at=at),
        duplicates_found=find_duplicates(at=at).new_pairs,
    )
