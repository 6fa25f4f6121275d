"""What a new day does to certificates and permits: warnings, ends, renewals that begin, look-ups that fall due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from suppliers.models import Account, Certificate, Supplier
from suppliers.rules.certificate import BANDS, CertificateStatus, RegistryStatus, band_on
from suppliers.rules.role import Role
from suppliers.rules.standing import COUNTED
from suppliers.selectors.certificate import ends_without_successor, recheck_due, valid_certificates
from suppliers.selectors.clock import local_day
from suppliers.selectors.recipient import people_of, staff_in
from suppliers.services.certificate_effect import supersede_replaced, validity_changed
from suppliers.services.notice import queue_notice

LATE = timedelta(days=90)
"""An end that a late clock finds after so long is history; nobody is told of it any more."""


@dataclass(frozen=True)
class CertificateDay:
    """How much a day has changed: warnings written, papers ended, papers replaced, papers due to be looked up."""

    warned: int
    ended: int
    replaced: int
    to_look_up: int


@transaction.atomic
def certificates_clock(*, at: datetime) -> CertificateDay:
    """May run twice, or late, without doing anything twice."""
    today = local_day(at)
    replaced = supersede_replaced(_begun_renewals(today), at=at)
    ended = _ended(today)
    for certificate in ended:
        _tell(certificate, "certificate_expired", at=at, key=str(certificate.valid_to))
    warned = sum(_warn(certificate, today=today, at=at) for certificate in list(_ending(today)))
    # Whose stored next expiry has passed has lost a paper since the last run, however long ago that was.
    stale = Supplier.objects.filter(next_expiry_on__lt=today).values_list("pk", flat=True)
    concerned = {*stale, *(certificate.supplier_id for certificate in ended)}
    if concerned or replaced:
        begun = {renewal.supplier_id for renewal in _begun_renewals(today)}
        validity_changed(sorted(concerned | begun), at=at)
    return CertificateDay(warned, len(ended), replaced, _remind_of_look_ups(today, at=at))


def _begun_renewals(today: date) -> list[Certificate]:
    """Valid papers whose predecessor still stands as verified."""
    rows = valid_certificates(today).filter(replaces__status=CertificateStatus.VERIFIED)
    return list(rows.select_related("supplier", "replaces__supplier"))


def _verified() -> Q:
    return Q(status=CertificateStatus.VERIFIED, registry_status=RegistryStatus.VALID, supplier__standing__in=COUNTED)


def _ended(today: date) -> list[Certificate]:
    over = Certificate.objects.filter(_verified(), valid_to__lt=today, valid_to__gte=today - LATE)
    return list(ends_without_successor(over).select_related("supplier").order_by("pk"))


def _ending(today: date) -> Iterable[Certificate]:
    soon = Certificate.objects.filter(_verified(), valid_to__gte=today, valid_to__lte=today + timedelta(days=max(BANDS)))
    return ends_without_successor(soon).select_related("supplier").order_by("pk")


def _warn(certificate: Certificate, *, today: date, at: datetime) -> int:
    """The warning of the band the day lies in; a late clock writes the narrowest only."""
    band = band_on(certificate.valid_to, today)
    return _tell(certificate, "certificate_expiring", at=at, key=f"{certificate.valid_to}:{band}")


def _tell(certificate: Certificate, kind: str, *, at: datetime, key: str) -> int:
    """To the supplier's administrators; of an end to procurement, too. Returns how many were told."""
    people: list[Account] = list(people_of(certificate.supplier_id, Role.SUPPLIER_ADMIN))
    for person in people:
        _queue(certificate, kind, person, f"/supplier/certificates/{certificate.pk}/", at=at, key=key)
    if kind == "certificate_expired":
        for person in staff_in(Role.PROCUREMENT):
            _queue(certificate, kind, person, f"/admin/suppliers/certificate/{certificate.pk}/change/", at=at, key=key)
    return len(people)


def _queue(certificate: Certificate, kind: str, person: Account, url: str, *, at: datetime, key: str) -> None:
    queue_notice(
        kind,
        key=f"{kind}:{certificate.pk}:{key}:{person.pk}",
        at=at,
        to=person,
        supplier=certificate.supplier,
        facts={
            "certificate_kind": certificate.kind,
            "number": certificate.number,
            "valid_to": certificate.valid_to.isoformat() if certificate.valid_to else "",
            "to_staff": not person.is_supplier,
        },
        url=url,
    )


def _remind_of_look_ups(today: date, *, at: datetime) -> int:
    """One message to each of procurement on a day on which something newly became due, with how many are due."""
    due = recheck_due(Certificate.objects.filter(supplier__standing__in=COUNTED), today)
    count = due.count()
    newest = due.order_by("-next_check_on").values_list("next_check_on", flat=True).first()
    for person in staff_in(Role.PROCUREMENT) if newest else ():
        queue_notice(
            "certificate_look_up",
            key=f"certificate_look_up:{newest}:{person.pk}",
            at=at,
            to=person,
            facts={"count": count},
            url="/admin/suppliers/certificate/?queue=look_up",
        )
    return count
