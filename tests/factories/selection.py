"""Rows of awards, labels and trainings for every address that names one."""

from datetime import timedelta
from decimal import Decimal

from suppliers.models import Account, LabelPeriod, Supplier
from suppliers.selectors.clock import now
from suppliers.services.award import Lot, Offer, enter_bid, open_award
from suppliers.services.training import invite_suppliers
from tests.factories.training import make_held_session, make_session


def selection_ids(ours: Supplier, officer: Account) -> dict[str, object]:
    """An open award sheet with a bid, a label, a training to come and one attended."""
    sheet = open_award(Lot("Editing computers", "office_it"), by=officer, at=now())
    enter_bid(sheet, ours, Offer(Decimal(1), Decimal(1), Decimal(1)), by=officer, at=now())
    label = LabelPeriod.objects.create(supplier=ours, label="GREEN_3C_ROHS", valid_from=now().date())
    session = make_session(by=officer, starts_at=now() + timedelta(days=9), title="日常业务中的诚信")
    invite_suppliers(session, [ours.pk], by=officer, at=now())
    make_held_session(ours, close=True, starts_at=now() - timedelta(days=9), title="日常业务中的诚信")
    invitation = ours.training_invitations.get().pk
    return {
        "awardsheet": sheet.pk,
        "award": sheet.pk,
        "labelperiod": label.pk,
        "label": label.pk,
        "trainingsession": session.pk,
        "training": session.pk,
        "supplier/trainings": invitation,
        "training-invitation": invitation,
        "attendance": ours.attendances.get().pk,
    }
