"""What follows when the papers of a supplier begin or cease to be valid: its next expiry, its labels, its tier."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Min

from suppliers.models import Certificate, Supplier
from suppliers.rules.certificate import WORKFLOW, CertificateStatus, RegistryStatus, is_valid_on
from suppliers.selectors.clock import local_day
from suppliers.services.label import refresh_labels
from suppliers.services.tier import caps_changed
from suppliers.services.transitions import apply_move


@transaction.atomic
def validity_changed(supplier_ids: Collection[int], *, at: datetime) -> None:
    """Bring up to date what rests on the papers of these suppliers. Harmless when nothing has changed."""
    refresh_next_expiry(supplier_ids, at=at)
    refresh_labels(supplier_ids, at=at)
    caps_changed(supplier_ids, cause="certificate", at=at)


@transaction.atomic
def refresh_next_expiry(supplier_ids: Collection[int], *, at: datetime) -> None:
    """Store for each supplier the nearest end of a paper that counts or is about to; None without one."""
    counted = Certificate.objects.filter(
        supplier_id__in=supplier_ids,
        status=CertificateStatus.VERIFIED,
        registry_status=RegistryStatus.VALID,
        valid_to__gte=local_day(at),
    )
    ends = dict(counted.order_by().values_list("supplier_id").annotate(end=Min("valid_to")))
    for supplier_id, known in Supplier.objects.filter(pk__in=supplier_ids).values_list("pk", "next_expiry_on"):
        if known != ends.get(supplier_id):
            Supplier.objects.filter(pk=supplier_id).update(next_expiry_on=ends.get(supplier_id))


@transaction.atomic
def supersede_replaced(renewals: Iterable[Certificate], *, at: datetime) -> int:
    """Retire the papers whose renewal is valid now; until then the old one goes on counting. Returns how many."""
    today, retired = local_day(at), 0
    for renewal in renewals:
        old = renewal.replaces
        if old is None or old.status != CertificateStatus.VERIFIED or not is_valid_on(renewal, today):
            continue
        apply_move(old, WORKFLOW, "supersede", by=None, at=at, facts={"number": old.number, "by_number": renewal.number})
        retired += 1
    return retired
