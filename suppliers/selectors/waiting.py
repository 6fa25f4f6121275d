"""What waits for a supplier's person, in order of date: the first thing on the portal's home page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _

from suppliers.models import Account, Supplier
from suppliers.models.labels import DOCUMENT_KIND
from suppliers.permissions import (
    answers_training,
    edits_application,
    enters_certificates,
    invites_colleagues,
    signs,
    submits_assessment,
)
from suppliers.rules.certificate import CertificateState, CertificateStatus
from suppliers.rules.role import Role
from suppliers.rules.signature import DocumentKind
from suppliers.rules.standing import Standing
from suppliers.selectors.admittance import current_admittance, is_editable, needs_confirmation
from suppliers.selectors.certificate import ends_without_successor, in_state, visible_certificates
from suppliers.selectors.clock import local_day, now
from suppliers.selectors.invitation import open_invitations
from suppliers.selectors.recipient import people_of
from suppliers.selectors.signature import open_signatures
from suppliers.selectors.training import open_training_invitations, untrained_suppliers

SOON = timedelta(days=7)
RENEW_WITHIN = timedelta(days=60)


class Urgency(StrEnum):
    """How near the date is; shown by a word and a tone."""

    OVERDUE = "overdue"
    SOON = "soon"
    CALM = "calm"


@dataclass(frozen=True)
class WaitingItem:
    """One thing to do: a sentence that begins with its verb, what it is about, where, and until when (None: no date)."""

    verb: str
    title: str
    url: str
    due_on: date | None
    urgency: Urgency


Provider = Callable[[Account, Supplier, date], Iterator[WaitingItem]]


def urgency_of(due_on: date | None, *, today: date) -> Urgency:
    """Overdue from the day after the due date, soon in its last seven days."""
    if due_on is None:
        return Urgency.CALM
    if due_on < today:
        return Urgency.OVERDUE
    return Urgency.SOON if due_on - today <= SOON else Urgency.CALM


def waiting_item(verb: str, title: str, url: str, due_on: date | None, *, today: date) -> WaitingItem:
    """An item with its urgency worked out."""
    return WaitingItem(verb, title, url, due_on, urgency_of(due_on, today=today))


def _application(account: Account, supplier: Supplier, today: date) -> Iterator[WaitingItem]:
    admittance = current_admittance(account, supplier.pk)
    if admittance is None or admittance.closed_at is not None:
        return
    url = reverse("portal:application")
    if is_editable(admittance) and edits_application(account, supplier.pk):
        if supplier.standing == Standing.RETURNED:
            title = _("It was sent back to you; the reasons stand beside each part.")
            yield waiting_item(_("Mend your application"), title, url, admittance.due_on, today=today)
        else:
            title = _(
                "Your company's data, its bank account and two declarations: about 25 minutes, in as many sittings as you like."
            )
            yield waiting_item(_("Fill in your application"), title, url, admittance.due_on, today=today)
    elif needs_confirmation(admittance) and submits_assessment(account, supplier.pk):
        title = _("The buyer has entered your company's data for you. Please read and confirm it.")
        yield waiting_item(
            _("Confirm your company's data"), title, reverse("portal:application_confirm"), admittance.due_on, today=today
        )


def _signatures(account: Account, supplier: Supplier, today: date) -> Iterator[WaitingItem]:
    may_sign, may_invite = signs(account, supplier.pk), invites_colleagues(account, supplier.pk)
    if not may_sign and not may_invite:
        return
    tasks = list(open_signatures(account))
    if may_sign:
        for task in tasks:
            words = {"document": DOCUMENT_KIND[DocumentKind(task.document.kind)]}
            title = _("Version %(version)s; you can read it here first.") % {"version": task.document.version}
            verb = _("Sign: %(document)s") % words
            yield waiting_item(verb, title, reverse("portal:signature", args=[task.pk]), task.due_on, today=today)
    elif tasks and not people_of(supplier.pk, Role.SUPPLIER_SIGNATORY).exists():
        if open_invitations(account).filter(role=Role.SUPPLIER_SIGNATORY).exists():
            return
        title = _("Documents wait for a signature, and nobody in your company's account may sign yet.")
        url = f"{reverse('portal:invite')}?role={Role.SUPPLIER_SIGNATORY}"
        yield waiting_item(_("Invite the person who signs"), title, url, min(task.due_on for task in tasks), today=today)


def _certificates(account: Account, supplier: Supplier, today: date) -> Iterator[WaitingItem]:
    """Papers to mend, to hand in, and to renew before they end."""
    if not enters_certificates(account, supplier.pk):
        return
    own = visible_certificates(account)
    for row in own.filter(status__in=[CertificateStatus.DRAFT, CertificateStatus.REJECTED]).order_by("pk"):
        words = {"kind": row.get_kind_display()}
        is_draft = row.status == CertificateStatus.DRAFT
        verb = _("Hand in: %(kind)s") % words if is_draft else _("Mend: %(kind)s") % words
        yield waiting_item(verb, row.number, reverse("portal:certificate", args=[row.pk]), None, today=today)
    ending = in_state(own, CertificateState.EXPIRING, today).filter(valid_to__lte=today + RENEW_WITHIN)
    for row in ends_without_successor(ending):
        verb = _("Renew: %(kind)s") % {"kind": row.get_kind_display()}
        yield waiting_item(verb, row.number, reverse("portal:certificate", args=[row.pk]), row.valid_to, today=today)


def _trainings(account: Account, supplier: Supplier, today: date) -> Iterator[WaitingItem]:
    """Invitations without an answer, and the mandatory module."""
    if not answers_training(account, supplier.pk):
        return
    for row in open_training_invitations(account, at=now()):
        words = {"training": row.session.title}
        url = reverse("portal:training", args=[row.pk])
        title, due_on = row.session.get_module_display(), local_day(row.session.starts_at)
        yield waiting_item(_("Answer the invitation: %(training)s") % words, title, url, due_on, today=today)
    for due in untrained_suppliers(today, supplier_id=supplier.pk):
        title = _("Once within 90 days of becoming active; the buyer invites you.")
        verb = _("Attend the module on honesty and integrity")
        yield waiting_item(verb, title, reverse("portal:trainings"), due.due_on, today=today)


PROVIDERS: tuple[Provider, ...] = (_application, _signatures, _certificates, _trainings)
"""Each looks after one kind of thing; the upper app adds its own by the template tag `assessment_waiting`."""


def waiting_items(account: Account, supplier: Supplier, *, today: date) -> list[WaitingItem]:
    """All that waits in this app, the nearest date first, what has no date last."""
    return in_order_of_date(item for provider in PROVIDERS for item in provider(account, supplier, today))


def in_order_of_date(items: Iterable[WaitingItem]) -> list[WaitingItem]:
    """The nearest date first, what has no date last."""
    return sorted(items, key=lambda item: item.due_on or date.max)
