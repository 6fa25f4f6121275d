"""Reading certificates and permits, always as somebody; and what is valid on a day."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suppliers.models import Certificate, HistoryEntry, Supplier
from suppliers.permissions import reads_all_suppliers, verifies_certificates
from suppliers.rules.certificate import (
    BANDS,
    MANDATORY_KINDS,
    CertificateKind,
    CertificateState,
    CertificateStatus,
    HolderRole,
    RegistryStatus,
    state_on,
)
from suppliers.rules.certificate_holder import HolderMatch, compare_holder, former_names
from suppliers.rules.certificate_lapse import Qualification, lapsed
from suppliers.rules.certificate_number import Remark
from suppliers.rules.certificate_review import CoveredProduct, StatedPaper, models_of, remarks
from suppliers.rules.certificate_table import CertificateTable
from suppliers.rules.identifier import Scheme
from suppliers.selectors.clock import today
from suppliers.selectors.supplier import visible_suppliers
from suppliers.selectors.task import Task

CERTIFICATES_FILE = Path(__file__).resolve().parent.parent / "library" / "certificates.yaml"
WORKLIST_SHOWN = 50
ENTERING = ("certificate.enter", "certificate.edit", "certificate.attach", "certificate.submit", "certificate.rohs")


@lru_cache(maxsize=1)
def certificate_table() -> CertificateTable:
    """Bodies, catalogue, editions and terms of suppliers/library/certificates.yaml. Raises BadCertificateTable."""
    return CertificateTable.from_mapping(yaml.safe_load(CERTIFICATES_FILE.read_text(encoding="utf-8")))


def visible_certificates(account: Any) -> QuerySet[Certificate]:
    """All for the buyer's staff; the own ones for a supplier's people, else none."""
    found = Certificate.objects.select_related("supplier", "file", "entered_by", "decided_by", "replaces")
    if reads_all_suppliers(account):
        return found
    return found.filter(supplier__in=visible_suppliers(account))


def valid_certificates(on: date) -> QuerySet[Certificate]:
    """Every certificate that is valid on a day, of all suppliers: for services and rules, not for pages."""
    return Certificate.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        status=CertificateStatus.VERIFIED,
        registry_status=RegistryStatus.VALID,
        valid_from__lte=on,
    )


def in_state(rows: QuerySet[Certificate], state: CertificateState, on: date) -> QuerySet[Certificate]:
    """Those of the rows that are in a state on a day; the same answer as `state_on`, asked of the database."""
    if state.value in set(CertificateStatus):
        return rows.filter(status=state.value)
    return rows.filter(_in_force(state, on), status=CertificateStatus.VERIFIED)


def _in_force(state: CertificateState, on: date) -> Q:
    """The condition on a verified paper, in the order in which `state_on` asks."""
    gone = Q(registry_status__in=[RegistryStatus.REVOKED, RegistryStatus.CANCELLED])
    over = Q(valid_to__isnull=False, valid_to__lt=on)
    listed = Q(registry_status=RegistryStatus.VALID) & ~over
    begun = Q(valid_from__lte=on)
    soon = Q(valid_to__isnull=False, valid_to__lte=on + timedelta(days=max(BANDS)))
    return {
        CertificateState.REVOKED: Q(registry_status=RegistryStatus.REVOKED),
        CertificateState.CANCELLED: Q(registry_status=RegistryStatus.CANCELLED),
        CertificateState.EXPIRED: ~gone & (over | Q(registry_status=RegistryStatus.EXPIRED)),
        CertificateState.SUSPENDED: Q(registry_status=RegistryStatus.SUSPENDED) & ~over,
        CertificateState.NOT_LOOKED_UP: Q(registry_status=RegistryStatus.UNKNOWN) & ~over,
        CertificateState.NOT_YET_VALID: listed & ~begun,
        CertificateState.EXPIRING: listed & begun & soon,
        CertificateState.VALID: listed & begun & ~soon,
    }[state]


def recheck_due(rows: QuerySet[Certificate], on: date) -> QuerySet[Certificate]:
    """Verified papers whose public register is to be looked up again by that day, the longest due first."""
    alive = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    ended = [RegistryStatus.REVOKED, RegistryStatus.CANCELLED, RegistryStatus.EXPIRED]
    due = rows.filter(alive, status=CertificateStatus.VERIFIED, next_check_on__lte=on).exclude(registry_status__in=ended)
    return due.order_by("next_check_on", "pk")


def ends_without_successor(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Those for which no newer paper has been handed in or verified yet."""
    newer = Certificate.objects.filter(
        replaces=OuterRef("pk"), status__in=[CertificateStatus.SUBMITTED, CertificateStatus.VERIFIED]
    )
    return rows.exclude(Exists(newer))


def qualification_lapsed(supplier_ids: Iterable[int], on: date) -> set[int]:
    """The suppliers of which a mandatory permit or licence, once verified, is not valid on a day and has no valid successor.

    One query.
    """
    rows = Certificate.objects.filter(supplier_id__in=supplier_ids, kind__in=MANDATORY_KINDS).order_by("supplier_id", "pk")
    grouped = groupby(rows, key=lambda row: row.supplier_id)
    return {supplier for supplier, papers in grouped if lapsed([_qualification(row) for row in papers], on)}


def lapsed_qualifications(supplier_id: int, on: date) -> list[int]:
    """The ids of a supplier's lapsed mandatory papers, for the sentence that names them."""
    rows = Certificate.objects.filter(supplier_id=supplier_id, kind__in=MANDATORY_KINDS)
    return [paper.pk for paper in lapsed([_qualification(row) for row in rows], on)]


def _qualification(row: Certificate) -> Qualification:
    return Qualification(
        pk=row.pk,
        kind=CertificateKind(row.kind),
        number=row.number,
        sites=row.site_addresses,
        status=row.status,
        registry_status=RegistryStatus(row.registry_status),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        replaces=row.replaces_id,
    )


def holder_match(certificate: Certificate) -> HolderMatch:
    """How the holder as printed compares with the supplier as registered."""
    supplier: Supplier = certificate.supplier
    return compare_holder(
        certificate.holder_name,
        role=HolderRole(certificate.holder_role),
        kind=CertificateKind(certificate.kind),
        names=(supplier.name_zh, supplier.name_en),
        former=former_names(supplier.former_names),
    )


def stated_paper(certificate: Certificate) -> StatedPaper:
    """The paper as the rules read it. One query for its products, unless they are prefetched."""
    products = [
        CoveredProduct(product.name, product.catalogue_code, models_of(product.model_names))
        for product in certificate.products.all()
    ]
    return StatedPaper(
        kind=CertificateKind(certificate.kind),
        number=certificate.number,
        holder_role=HolderRole(certificate.holder_role),
        scope=certificate.scope,
        valid_from=certificate.valid_from,
        valid_to=certificate.valid_to,
        standard_edition=certificate.standard_edition,
        products=tuple(products),
    )


def certificate_remarks(certificate: Certificate) -> list[Remark]:
    """All that is wrong or unusual with a paper as it is entered."""
    supplier = certificate.supplier
    credit_code = supplier.identifier_value if supplier.identifier_scheme == Scheme.USCC else ""
    paper = stated_paper(certificate)
    return remarks(paper, holder=holder_match(certificate), table=certificate_table(), credit_code=credit_code)


def entered_by_ids(certificate: Certificate) -> set[int]:
    """All who entered, edited, attached or handed in; none of them verifies. One query."""
    written = HistoryEntry.objects.filter(
        subject_type="suppliers.certificate", subject_id=str(certificate.pk), action__in=ENTERING, actor__isnull=False
    )
    people = {certificate.entered_by_id, *written.values_list("actor_id", flat=True)}
    if certificate.file is not None:
        people.add(certificate.file.uploaded_by_id)
    return people


def states_of(certificates: Collection[Certificate], on: date) -> list[tuple[Certificate, CertificateState]]:
    """Each with its state on a day."""
    return [(certificate, state_on(certificate, on)) for certificate in certificates]


def certificate_worklist(account: Any) -> list[Task]:
    """What this person verifies, and how many papers are to be looked up again. Two queries, however many papers."""
    if not verifies_certificates(account):
        return []
    submitted = visible_certificates(account).filter(status=CertificateStatus.SUBMITTED).exclude(entered_by=account)
    tasks = [
        Task(
            words=_("Verify: %(kind)s of %(name)s") % {"kind": row.get_kind_display(), "name": row.supplier},
            detail=f"{row.supplier.number} · {row.number}",
            url=reverse("admin:suppliers_certificate_change", args=[row.pk]),
            since=row.submitted_at,
        )
        for row in submitted.order_by("submitted_at", "pk")[:WORKLIST_SHOWN]
    ]
    due = recheck_due(visible_certificates(account), today()).values_list("next_check_on", flat=True)
    found = list(due)
    if found:
        words = ngettext("Look up %(count)d paper again", "Look up %(count)d papers again", len(found)) % {"count": len(found)}
        url = f"{reverse('admin:suppliers_certificate_changelist')}?queue=look_up"
        tasks.append(Task(words=words, detail=_("Certificates and permits"), url=url, due_on=found[0]))
    return tasks
