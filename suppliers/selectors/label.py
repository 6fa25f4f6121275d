"""Reading green labels and what they rest on, for one supplier or for the whole register at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from suppliers.models import Certificate, LabelPeriod, Product, RohsDeclaration, Signature, Supplier
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.certificate import CertificateKind
from suppliers.rules.label import LEAST_SCORE, Gap, Label, LabelFacts, OfferedProduct, gaps
from suppliers.rules.month import add_months
from suppliers.rules.rohs import Substance
from suppliers.rules.role import SUPPLIER_ROLES
from suppliers.rules.signature import DocumentKind, SignatureStatus
from suppliers.rules.standing import Standing
from suppliers.selectors.policy import scoring_policy

COVERS_3C = (CertificateKind.CCC, CertificateKind.CCC_SELF_DECLARATION)
READ = (*COVERS_3C, CertificateKind.ROHS, CertificateKind.ISO_14001)
ALL_SUBSTANCES = frozenset(str(substance) for substance in Substance)


def visible_label_periods(account: Any) -> QuerySet[LabelPeriod]:
    """Labels held and lost: all for the buyer's staff, the own ones for a supplier's people."""
    found = LabelPeriod.objects.select_related("supplier")
    if reads_all_suppliers(account):
        return found
    if getattr(account, "is_active", False) and getattr(account, "role", None) in SUPPLIER_ROLES:
        return found.filter(supplier_id=account.supplier_id)
    return found.none()


def labels_on(day: date) -> QuerySet[LabelPeriod]:
    """The labels held when a day ended; one row per supplier and label."""
    return LabelPeriod.objects.filter(valid_from__lte=day).exclude(valid_to__lte=day)


def least_label_score() -> Decimal:
    """The ESG score that the label for performance asks for."""
    return LEAST_SCORE


def label_gaps(supplier: Supplier, on: date) -> dict[Label, tuple[Gap, ...]]:
    """What one supplier lacks for each label on a day; an empty tuple: nothing."""
    facts = label_facts([supplier.pk], on)[supplier.pk]
    return {label: gaps(label, facts, least_score=least_label_score()) for label in Label}


def label_facts(supplier_ids: Collection[int] | None, on: date) -> dict[int, LabelFacts]:
    """What labels rest on, on one day; None means every supplier. Always five queries, however many suppliers."""
    suppliers = Supplier.objects.all() if supplier_ids is None else Supplier.objects.filter(pk__in=supplier_ids)
    signed = _signers(supplier_ids, on)
    papers = _papers(supplier_ids, on)
    offers = _offers(supplier_ids, papers)
    breaches = open_environmental_breaches(supplier_ids)
    validity = scoring_policy().esg.validity_months
    found = {}
    for pk, standing, esg, scored_on in suppliers.order_by("pk").values_list("pk", "standing", "esg_score", "esg_scored_on"):
        found[pk] = LabelFacts(
            is_active=standing == Standing.ACTIVE,
            has_undertaking=pk in signed,
            products=tuple(offers.get(pk, ())),
            esg=esg,
            esg_is_valid=scored_on is None or add_months(scored_on, validity) >= on,
            has_iso_14001=CertificateKind.ISO_14001 in papers.kinds.get(pk, ()),
            open_environmental_breaches=breaches.get(pk, 0),
        )
    return found


def open_environmental_breaches(supplier_ids: Collection[int] | None) -> Mapping[int, int]:  # noqa: ARG001 -- the records come with the breach register
    """Open breaches of class ENV, levels I to III, by supplier. There is no breach register yet, so there are none."""
    return {}


def valid_certificates(on: date) -> QuerySet[Certificate]:
    in_time = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    rows = Certificate.objects.filter(in_time, status="VERIFIED", valid_from__lte=on)
    return rows.filter(Q(registry_status="VALID") | Q(kind="ROHS"))


class _Papers:
    """Kinds of valid certificate by supplier, and the products that valid papers cover."""

    def __init__(self) -> None:
        self.kinds: dict[int, set[str]] = defaultdict(set)
        self.covered_by_3c: set[int] = set()
        self.covered_by_rohs: set[int] = set()


def _papers(supplier_ids: Collection[int] | None, on: date) -> _Papers:
    rows = valid_certificates(on).filter(kind__in=READ)
    if supplier_ids is not None:
        rows = rows.filter(supplier_id__in=supplier_ids)
    found, complete = _Papers(), _complete_rohs(supplier_ids)
    for pk, supplier_id, kind, product_id in rows.order_by().values_list("pk", "supplier_id", "kind", "products"):
        found.kinds[supplier_id].add(kind)
        if product_id is None:
            continue
        if kind in COVERS_3C:
            found.covered_by_3c.add(product_id)
        elif kind == CertificateKind.ROHS and pk in complete:
            found.covered_by_rohs.add(product_id)
    return found


def _complete_rohs(supplier_ids: Collection[int] | None) -> set[int]:
    """Certificates whose RoHS proof names all ten substances."""
    rows = RohsDeclaration.objects.all()
    if supplier_ids is not None:
        rows = rows.filter(certificate__supplier_id__in=supplier_ids)
    return {pk for pk, substances in rows.values_list("certificate_id", "substances") if set(substances) >= ALL_SUBSTANCES}


def _offers(supplier_ids: Collection[int] | None, papers: _Papers) -> dict[int, list[OfferedProduct]]:
    rows = Product.objects.filter(is_offered=True)
    if supplier_ids is not None:
        rows = rows.filter(supplier_id__in=supplier_ids)
    found: dict[int, list[OfferedProduct]] = defaultdict(list)
    for pk, supplier_id, name, in_catalogue, is_electrical in rows.order_by("supplier_id", "pk").values_list(
        "pk", "supplier_id", "name", "in_3c_catalogue", "is_electrical"
    ):
        found[supplier_id].append(
            OfferedProduct(
                name=name,
                in_3c_catalogue=in_catalogue,
                is_electrical=is_electrical,
                covered_by_3c=pk in papers.covered_by_3c,
                covered_by_rohs=pk in papers.covered_by_rohs,
            )
        )
    return found


def _signers(supplier_ids: Collection[int] | None, on: date) -> set[int]:
    rows = Signature.objects.filter(
        status=SignatureStatus.SIGNED, document__kind=DocumentKind.INTEGRITY_UNDERTAKING, valid_until__gte=on
    )
    if supplier_ids is not None:
        rows = rows.filter(supplier_id__in=supplier_ids)
    return set(rows.values_list("supplier_id", flat=True))
