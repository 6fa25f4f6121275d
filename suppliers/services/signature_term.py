"""What time does to signatures: reminders, renewal, expiry, and applications that nobody signs."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from suppliers.models import Admittance, Signature, Supplier
from suppliers.permissions import signs
from suppliers.rules.role import Role
from suppliers.rules.signature import OPEN_SIGNATURES, SIGNATURE_WORKFLOW, DocumentKind, SignatureStatus
from suppliers.rules.standing import COUNTED, Standing
from suppliers.selectors.clock import local_day
from suppliers.selectors.recipient import people_of
from suppliers.selectors.signature import documents_in_force
from suppliers.services.notice import queue_notice
from suppliers.services.signature import assign_document
from suppliers.services.supplier import close_application
from suppliers.services.transitions import apply_move, move_supplier

REMIND_DAYS = (7, 30, 60)
RENEW_DAYS = 60
UNSIGNED_DAYS = 60


def reminder_band(days_left: int, term_days: int) -> int | None:
    """Which reminder is due with so many days left: 7, 30 or 60; none for a term that was no longer than that."""
    for band in REMIND_DAYS:
        if 0 <= days_left <= band < term_days:
            return band
    return None


def remind_signatures(*, at: datetime) -> int:
    """Remind of tasks that fall due; one reminder a band, however often this runs. Returns the tasks concerned."""
    today = local_day(at)
    concerned = 0
    tasks = Signature.objects.filter(status__in=OPEN_SIGNATURES, due_on__gte=today, due_on__lte=today + timedelta(days=60))
    for task in tasks.select_related("document", "supplier"):
        band = reminder_band((task.due_on - today).days, (task.due_on - local_day(task.assigned_at)).days)
        if band is not None:
            concerned += 1
            _remind(task, band, at=at)
    return concerned


@transaction.atomic
def _remind(task: Signature, band: int, *, at: datetime) -> None:
    for person in people_of(task.supplier_id, Role.SUPPLIER_SIGNATORY, Role.SUPPLIER_ADMIN):
        queue_notice(
            "signature_reminder",
            key=f"signature_reminder:{task.pk}:{band}:{person.pk}",
            at=at,
            to=person,
            supplier=task.supplier,
            facts={
                "kind": task.document.kind,
                "version": task.document.version,
                "due_on": task.due_on.isoformat(),
                "may_sign": signs(person, task.supplier_id),
            },
            url="/supplier/signatures/",
        )


@transaction.atomic
def renew_signatures(*, at: datetime) -> int:
    """Ask for a new signature 60 days before one ends. Returns how many were asked for."""
    today = local_day(at)
    in_force = documents_in_force()
    ending = Signature.objects.filter(
        status=SignatureStatus.SIGNED,
        valid_until__lte=today + timedelta(days=RENEW_DAYS),
        valid_until__gte=today,
        supplier__standing__in=COUNTED,
    ).select_related("document", "supplier")
    asked = 0
    for signature in ending:
        document = in_force.get(DocumentKind(signature.document.kind))
        tasks = Signature.objects.filter(supplier_id=signature.supplier_id, document__kind=signature.document.kind)
        # Who has said no to the renewal is asked again by a person, not by the clock every morning.
        answered = tasks.filter(Q(status__in=OPEN_SIGNATURES) | Q(refused_at__gt=signature.signed_at))
        if document is not None and signature.valid_until and not answered.exists():
            assign_document(signature.supplier, document, due_on=signature.valid_until, at=at)
            asked += 1
    return asked


@transaction.atomic
def expire_signatures(*, at: datetime) -> int:
    """End signatures whose last day has passed. Returns how many."""
    over = Signature.objects.filter(status=SignatureStatus.SIGNED, valid_until__lt=local_day(at)).select_related("supplier")
    ended = list(over)
    for signature in ended:
        apply_move(signature, SIGNATURE_WORKFLOW, "expire", by=None, at=at)
    return len(ended)


def lapse_unsigned_applications(*, at: datetime) -> int:
    """T7: close applications that stayed unsigned for 60 days. Returns how many."""
    limit = local_day(at) - timedelta(days=UNSIGNED_DAYS)
    waiting = Admittance.objects.filter(
        closed_at__isnull=True,
        supplier__standing=Standing.AWAITING_SIGNATURE,
        supplier__standing_periods__valid_to__isnull=True,
        supplier__standing_periods__valid_from__lt=limit,
    )
    return sum(_lapse(pk, at=at) for pk in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def _lapse(pk: int, *, at: datetime) -> bool:
    admittance = Admittance.objects.get(pk=pk)
    supplier = Supplier.objects.select_for_update().get(pk=admittance.supplier_id)
    if supplier.standing != Standing.AWAITING_SIGNATURE:
        return False
    move_supplier(supplier, "lapse_unsigned", by=None, at=at, reason="Not signed within 60 days.")
    for task in supplier.signatures.filter(status__in=OPEN_SIGNATURES):
        apply_move(task, SIGNATURE_WORKFLOW, "withdraw", by=None, at=at)
    close_application(admittance, kind="application_lapsed_unsigned", at=at)
    return True
