"""Reading imports, always as somebody; and what rests on the rows of one."""

from collections.abc import Collection
from typing import Any

from django.db.models import Model, QuerySet

from suppliers.models import DataImport, Job
from suppliers.permissions import imports_data, imports_suppliers
from suppliers.rules.data_import import ImportKind, ImportStatus
from suppliers.rules.job import JobState


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
