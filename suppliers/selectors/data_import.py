"""Reading imports, always as somebody; and what rests on the rows of one."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from suppliers.models import DataImport, Job
from suppliers.permissions import has_role, imports_data, imports_suppliers
from suppliers.rules.data_import import KEPT_UNAPPLIED_DAYS, ImportKind, ImportStatus
from suppliers.rules.job import JobState
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import local_day
from suppliers.selectors.task import Task

MOST_TASKS = 50


def visible_imports(account: Any) -> QuerySet[DataImport]:
    """The imports of the kinds this person brings: finance sees no file of suppliers."""
    rows = DataImport.objects.select_related("uploaded_by", "applied_by", "reversed_by")
    if not imports_data(account):
        return rows.none()
    return rows if imports_suppliers(account) else rows.exclude(kind=ImportKind.SUPPLIERS)


def kinds_for(account: Any) -> tuple[ImportKind, ...]:
    """The kinds of file this person may bring."""
    if not imports_data(account):
        return ()
    return tuple(kind for kind in ImportKind if kind is not ImportKind.SUPPLIERS or imports_suppliers(account))


def applied_before(kind: str, sha256: str) -> DataImport | None:
    """The import that wrote these very bytes, if it still stands."""
    return DataImport.objects.filter(kind=kind, sha256=sha256, status=ImportStatus.APPLIED).first()


def resting_on(rows: QuerySet[Any], *, besides: Collection[type[Model]] = ()) -> list[tuple[str, int]]:
    """(name of the records, how many) of everything that points at one of the rows; one query per kind of record."""
    found = []
    for relation in rows.model._meta.related_objects:  # noqa: SLF001 -- Django's public-by-custom API
        model, name = relation.related_model, relation.field.name
        if model in besides or not relation.field.concrete:
            continue
        number = model._base_manager.filter(**{f"{name}__in": rows.order_by().values("pk")}).count()  # noqa: SLF001 -- any model
        if number:
            found.append((model._meta.label_lower, number))  # noqa: SLF001 -- Django's public-by-custom API
    return found


def job_of_import(data_import: DataImport) -> Job | None:
    """The latest background work on the import, while it is waiting, under way or failed."""
    rows = Job.objects.filter(key__startswith=f"data-import:{data_import.pk}:").exclude(state=JobState.DONE)
    return rows.order_by("-requested_at", "-pk").first()


def data_import_worklist(account: Any) -> list[Task]:
    """Checked files that wait for this person: to be confirmed by a second manager, or one's own to be confirmed or mended."""
    if not imports_data(account):
        return []
    rows = visible_imports(account).filter(status=ImportStatus.CHECKED).defer("problems")
    return [_task(row) for row in rows[:MOST_TASKS] if _waits_for(row, account)]


def _waits_for(row: DataImport, account: Any) -> bool:
    is_mine: bool = row.uploaded_by_id == account.pk
    if row.rows_bad or row.summary.get("standing") != Standing.ACTIVE:
        return is_mine
    return not is_mine and has_role(account, Role.MANAGER)


def _task(row: DataImport) -> Task:
    words = _("Mend the import %(name)s") if row.rows_bad else _("Confirm the import %(name)s")
    return Task(
        words=words % {"name": row.original_name},
        detail=str(row.get_kind_display()),
        url=reverse("admin:suppliers_dataimport_change", args=[row.pk]),
        since=row.uploaded_at,
        due_on=local_day(row.uploaded_at + timedelta(days=KEPT_UNAPPLIED_DAYS)),
    )
