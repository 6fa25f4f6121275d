"""The only place that assigns a state: every move of every workflow passes here."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.db.models import ForeignKey

from suppliers.models import Account, StandingPeriod, Supplier
from suppliers.rules.role import Role
from suppliers.rules.standing import WORKFLOW as STANDING_WORKFLOW
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded, Workflow
from suppliers.selectors.clock import local_day
from suppliers.services.history import record
from suppliers.services.label import refresh_labels

ModelT = TypeVar("ModelT", bound=models.Model)


@transaction.atomic
def apply_move(
    obj: ModelT,
    workflow: Workflow,
    move_name: str,
    *,
    by: Account | None,
    at: datetime,
    reason: str = "",
    entered_by: Collection[int] = (),
    facts: dict[str, Any] | None = None,
) -> ModelT:
    """Take one arrow of the workflow and write history.

    `by` None is the clock. `entered_by` holds the ids of all who entered what is decided on. Raises MoveNotAllowed
    (wrong state, wrong role, or somebody was faster), SecondPersonNeeded, ReasonNeeded; then nothing is written.
    """
    state = getattr(obj, workflow.field)
    role = by.acting_role if by else Role.SYSTEM
    move = workflow.check(move_name, state, role)
    if move.second_person and by is not None and by.pk in entered_by:
        raise SecondPersonNeeded(move_name)
    if move.reason and not reason.strip():
        raise ReasonNeeded(move_name)
    # The row changes only if it still is where we saw it: of two at once, one wins and the other is told.
    rows = type(obj)._base_manager.filter(pk=obj.pk, **{workflow.field: state})  # noqa: SLF001 -- Django's public-by-custom API
    changed = rows.update(**{workflow.field: move.target})
    if not changed:
        raise MoveNotAllowed(move_name, state, role)
    setattr(obj, workflow.field, move.target)
    record(
        f"{obj._meta.model_name}.{move_name}",  # noqa: SLF001 -- Django's public-by-custom API
        obj,
        by=by,
        at=at,
        supplier=_supplier_of(obj),
        facts={"from": str(state), "to": str(move.target), **(facts or {})},
        reason=reason,
    )
    return obj


def _supplier_of(obj: models.Model) -> Supplier | None:
    if isinstance(obj, Supplier):
        return obj
    try:
        field = obj._meta.get_field("supplier")  # noqa: SLF001 -- Django's public-by-custom API
    except FieldDoesNotExist:
        return None
    return getattr(obj, "supplier", None) if isinstance(field, ForeignKey) else None


@transaction.atomic
def move_supplier(
    supplier: Supplier,
    move_name: str,
    *,
    by: Account | None,
    at: datetime,
    reason: str = "",
    entered_by: Collection[int] = (),
    facts: dict[str, Any] | None = None,
) -> Supplier:
    """Move a supplier in its life cycle and date the new standing. Raises what `apply_move` raises."""
    apply_move(supplier, STANDING_WORKFLOW, move_name, by=by, at=at, reason=reason, entered_by=entered_by, facts=facts)
    if supplier.standing == Standing.ACTIVE and supplier.active_since is None:
        supplier.active_since = local_day(at)
        supplier.save(update_fields=["active_since", "updated_at"])
    date_standing(supplier, at=at)
    refresh_labels([supplier.pk], at=at)
    return supplier


@transaction.atomic
def date_standing(supplier: Supplier, *, at: datetime) -> StandingPeriod:
    """Close the open period on the local day of `at` and open one with the supplier's present standing and registration."""
    today = local_day(at)
    StandingPeriod.objects.filter(supplier=supplier, valid_to__isnull=True).update(valid_to=today)
    return StandingPeriod.objects.create(
        supplier=supplier,
        standing=supplier.standing,
        country=supplier.registered_country,
        province=supplier.registered_province,
        region_group=supplier.region_group,
        valid_from=today,
    )
