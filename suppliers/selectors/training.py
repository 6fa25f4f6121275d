"""Reading trainings, always as somebody; who still has to come; the figures of a period."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suppliers.models import Attendance, StandingPeriod, Supplier, TierDecision, TrainingInvitation, TrainingSession
from suppliers.permissions import holds_trainings, reads_all_suppliers
from suppliers.rules.role import SUPPLIER_ROLES
from suppliers.rules.spend import SpendClass
from suppliers.rules.standing import COUNTED, Standing
from suppliers.rules.tier import Tier
from suppliers.rules.training import (
    MANDATORY_DAYS,
    Attended,
    TrainingFigures,
    TrainingModule,
    TrainingStatus,
    integrity_due_on,
    integrity_is_met,
)
from suppliers.rules.training import training_figures as figures_of
from suppliers.selectors.clock import local_day, now, today
from suppliers.selectors.task import Task

TOOK_PLACE = (TrainingStatus.HELD, TrainingStatus.CLOSED)
MAJOR_TIERS = (Tier.A, Tier.B)
MAJOR_SPEND = (SpendClass.L, SpendClass.M)


@dataclass(frozen=True)
class Untrained:
    """An active supplier that has not attended the integrity module: until when, and days left (below 0: overdue)."""

    supplier: Supplier
    due_on: date
    days_left: int


@dataclass(frozen=True)
class YearFigures:
    """One calendar year of trainings."""

    year: int
    figures: TrainingFigures


def visible_sessions(account: Any) -> QuerySet[TrainingSession]:
    """Sessions: all for the buyer's staff; for a supplier's people those it was invited to or attended."""
    found = TrainingSession.objects.select_related("created_by")
    if reads_all_suppliers(account):
        return found
    if getattr(account, "is_active", False) and getattr(account, "role", None) in SUPPLIER_ROLES:
        invited = TrainingInvitation.objects.filter(session=OuterRef("pk"), supplier_id=account.supplier_id)
        came = Attendance.objects.filter(session=OuterRef("pk"), supplier_id=account.supplier_id)
        return found.filter(Exists(invited) | Exists(came)).exclude(status=TrainingStatus.PLANNED)
    return found.none()


def visible_training_invitations(account: Any) -> QuerySet[TrainingInvitation]:
    """Invitations: all for the buyer's staff, the own ones for a supplier's people."""
    found = TrainingInvitation.objects.select_related("session", "supplier")
    if reads_all_suppliers(account):
        return found
    if getattr(account, "is_active", False) and getattr(account, "role", None) in SUPPLIER_ROLES:
        return found.filter(supplier_id=account.supplier_id)
    return found.none()


def visible_attendances(account: Any) -> QuerySet[Attendance]:
    """Attendances: all for the buyer's staff, those of the own people for a supplier's people."""
    found = Attendance.objects.select_related("session", "supplier")
    if reads_all_suppliers(account):
        return found
    if getattr(account, "is_active", False) and getattr(account, "role", None) in SUPPLIER_ROLES:
        return found.filter(supplier_id=account.supplier_id)
    return found.none()


def with_counts(sessions: QuerySet[TrainingSession]) -> QuerySet[TrainingSession]:
    """Sessions with `invited`, `suppliers_came` (each once) and `people_came`."""
    return sessions.annotate(
        invited=Count("invitations", distinct=True),
        suppliers_came=Count("attendances__supplier", distinct=True),
        people_came=Count("attendances", distinct=True),
    )


def open_training_invitations(account: Any, *, at: datetime) -> QuerySet[TrainingInvitation]:
    """Invitations to sessions still to come that nobody has answered."""
    rows = visible_training_invitations(account).filter(seats__isnull=True, declined_at__isnull=True)
    return rows.filter(session__status=TrainingStatus.OPEN, session__starts_at__gt=at).order_by("session__starts_at", "pk")


def invitable_suppliers(
    *, category: str = "", tier: str = "", without_integrity: bool = False, session: TrainingSession | None = None
) -> QuerySet[Supplier]:
    """Active suppliers by category and tier, those without the integrity module only if asked; not those invited already."""
    rows = Supplier.objects.filter(standing=Standing.ACTIVE)
    if category:
        rows = rows.filter(category=category)
    if tier:
        rows = rows.filter(tier=tier)
    if without_integrity:
        rows = rows.filter(pk__in=[each.supplier.pk for each in untrained_suppliers(today())])
    if session is not None:
        rows = rows.exclude(training_invitations__session=session)
    return rows.order_by("number")


def integrity_breaches() -> Mapping[int, date]:
    """The latest breach of class INT by supplier. There is no breach register yet, so there are none."""
    return {}


def untrained_suppliers(on: date, *, supplier_id: int | None = None) -> list[Untrained]:
    """Active suppliers that still have to attend the integrity module, the most urgent first; or one of them. Two queries."""
    came = Attendance.objects.filter(session__module=TrainingModule.INTEGRITY, session__status__in=TOOK_PLACE)
    breaches = integrity_breaches()
    found = []
    rows = Supplier.objects.filter(standing=Standing.ACTIVE, active_since__isnull=False)
    if supplier_id is not None:
        rows, came = rows.filter(pk=supplier_id), came.filter(supplier_id=supplier_id)
    last = dict(came.order_by().values_list("supplier_id").annotate(last=Max("session__starts_at")))
    for supplier in rows:
        if supplier.active_since is None:
            continue
        attended_on = local_day(last[supplier.pk]) if supplier.pk in last else None
        breach_on = breaches.get(supplier.pk)
        if not integrity_is_met(attended_on, breach_on):
            due_on = integrity_due_on(max(supplier.active_since, settings.ASSAY_INTEGRITY_MODULE_SINCE), breach_on)
            found.append(Untrained(supplier, due_on, (due_on - on).days))
    return sorted(found, key=lambda each: (each.due_on, each.supplier.number))


def training_figures(day_from: date, day_to: date) -> TrainingFigures:
    """Figures of sessions that took place from one day to another, both included. Five queries.

    Major suppliers and the counting set are those of the last day.
    """
    held = TrainingSession.objects.filter(status__in=TOOK_PLACE, starts_at__date__gte=day_from, starts_at__date__lte=day_to)
    counted = _counted_on(day_to)
    return figures_of(held.count(), _attended(held)[None], majors=_majors_on(day_to, counted), counted=counted)


def module_figures(day_from: date, day_to: date) -> dict[TrainingModule, TrainingFigures]:
    """The same by module; shares are left at nothing."""
    held = TrainingSession.objects.filter(status__in=TOOK_PLACE, starts_at__date__gte=day_from, starts_at__date__lte=day_to)
    sessions = dict(held.order_by().values_list("module").annotate(number=Count("pk")))
    rows = _attended(held)
    nobody: frozenset[int] = frozenset()
    return {module: figures_of(sessions.get(module, 0), rows[module], majors=nobody, counted=nobody) for module in TrainingModule}


def training_worklist(account: Any) -> list[Task]:
    """Sessions whose next step is due, and how many suppliers are late with the mandatory module. Three queries at most."""
    if not holds_trainings(account):
        return []
    words = {
        TrainingStatus.PLANNED: _("Open the training for registration"),
        TrainingStatus.OPEN: _("Say that the training took place, or cancel it"),
        TrainingStatus.HELD: _("Enter who attended and close the training"),
    }
    due = Q(status=TrainingStatus.HELD) | Q(status__in=[TrainingStatus.PLANNED, TrainingStatus.OPEN], starts_at__lte=now())
    tasks = [
        Task(
            words=words[TrainingStatus(session.status)],
            detail=f"{session.number} · {session.title}",
            url=reverse("admin:suppliers_trainingsession_change", args=[session.pk]),
            since=session.starts_at,
        )
        for session in visible_sessions(account).filter(due)
    ]
    late, since = _late_for_integrity(today())
    if late:
        detail = ngettext("%(count)d supplier is past its last day", "%(count)d suppliers are past their last day", late) % {
            "count": late
        }
        url = reverse("admin:suppliers_trainingsession_missing")
        tasks.append(Task(_("Invite to the integrity module"), detail, url, due_on=since))
    return tasks


def _late_for_integrity(on: date) -> tuple[int, date | None]:
    """How many active suppliers are past their last day for the integrity module, and the earliest such day.

    Counted by the database: the register may hold tens of thousands. Only after a breach the suppliers are looked at
    one by one. One query without breaches.
    """
    if integrity_breaches():
        late = [each for each in untrained_suppliers(on) if each.days_left < 0]
        return len(late), late[0].due_on if late else None
    duty, term = settings.ASSAY_INTEGRITY_MODULE_SINCE, timedelta(days=MANDATORY_DAYS)
    if duty + term >= on:
        return 0, None
    came = Attendance.objects.filter(session__module=TrainingModule.INTEGRITY, session__status__in=TOOK_PLACE)
    rows = Supplier.objects.filter(standing=Standing.ACTIVE, active_since__lt=on - term).exclude(pk__in=came.values("supplier"))
    found = rows.aggregate(late=Count("pk"), first=Min("active_since"))
    return found["late"], integrity_due_on(max(found["first"], duty)) if found["first"] else None


def _attended(held: QuerySet[TrainingSession]) -> dict[str | None, list[Attended]]:
    """Who came, by module; under None all of them."""
    found: dict[str | None, list[Attended]] = defaultdict(list)
    rows = Attendance.objects.filter(session__in=held).select_related("session")
    for row in rows:
        needed = row.session.pass_percent if row.session.has_test else None
        person = row.email or row.person
        attended = Attended(row.session_id, row.supplier_id, person, row.minutes, row.test_score, needed)
        found[None].append(attended)
        found[row.session.module].append(attended)
    return found


def _counted_on(day: date) -> frozenset[int]:
    rows = StandingPeriod.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), standing__in=COUNTED, valid_from__lte=day
    )
    return frozenset(rows.values_list("supplier_id", flat=True))


def _majors_on(day: date, counted: frozenset[int]) -> frozenset[int]:
    """Tier A or B, or spend class L or M, by the tier in force on the day; before the first decision by the register."""
    decided = TierDecision.objects.filter(supplier=OuterRef("pk"))
    in_force = decided.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    major = Q(tier__in=MAJOR_TIERS) | Q(spend_class__in=MAJOR_SPEND)
    rows = Supplier.objects.filter(Exists(in_force.filter(major)) | (major & ~Exists(decided)))
    return frozenset(rows.values_list("pk", flat=True)) & counted
