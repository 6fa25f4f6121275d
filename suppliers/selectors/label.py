"""Reading green labels and what they rest on, for one supplier or for the whole register at once."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from suppliers.models import LabelPeriod, Signature, Supplier
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.certificate import CertificateKind
from suppliers.rules.label import Gap, Label, LabelFacts, OfferedProduct, gaps
from suppliers.rules.month import add_months
from suppliers.rules.policy import Policy
from suppliers.rules.product import ProductCoverage
from suppliers.rules.role import SUPPLIER_ROLES
from suppliers.rules.signature import DocumentKind, SignatureStatus
from suppliers.rules.standing import Standing
from suppliers.selectors.certificate import valid_certificates
from suppliers.selectors.policy import scoring_policy
from suppliers.selectors.product import coverages_of


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


def label_gaps(supplier: Supplier, on: date) -> dict[Label, tuple[Gap, ...]]:
    """What one supplier lacks for each label on a day; an empty tuple: nothing."""
    policy = scoring_policy()
    facts = label_facts([supplier.pk], on, policy)[supplier.pk]
    return {label: gaps(label, facts, least_score=policy.label.performance_min_esg) for label in Label}


def label_facts(supplier_ids: Collection[int] | None, on: date, policy: Policy) -> dict[int, LabelFacts]:
    """What labels rest on, on one day; None means every supplier. Six queries, however many suppliers."""
    rows = Supplier.objects.order_by("pk")
    if supplier_ids is not None:
        rows = rows.filter(pk__in=supplier_ids)
    suppliers = list(rows.values_list("pk", "standing", "esg_score", "esg_scored_on"))
    ids = [pk for pk, *_rest in suppliers]
    signed, certified = _signers(ids, on), _environment_certified(ids, on)
    offers = coverages_of(ids, on)
    breaches = open_environmental_breaches(ids, policy.label.barring_breach_levels)
    months = policy.esg.validity_months
    return {
        pk: LabelFacts(
            is_active=standing == Standing.ACTIVE,
            has_undertaking=pk in signed,
            products=tuple(_offered(each) for each in offers[pk]),
            esg=esg,
            esg_is_valid=scored_on is None or add_months(scored_on, months) >= on,
            has_iso_14001=pk in certified,
            open_environmental_breaches=breaches.get(pk, 0),
        )
        for pk, standing, esg, scored_on in suppliers
    }


def open_environmental_breaches(supplier_ids: Collection[int], levels: Collection[str]) -> Mapping[int, int]:  # noqa: ARG001 -- the records come with the breach register
    """Open breaches of class ENV of these levels, by supplier. There is no breach register yet, so there are none."""
    return {}


def _offered(each: ProductCoverage) -> OfferedProduct:
    return OfferedProduct(
        name=each.product.name,
        in_3c_catalogue=each.product.in_3c_catalogue,
        is_electrical=each.product.is_electrical,
        covered_by_3c=each.by_3c is not None,
        covered_by_rohs=each.by_rohs is not None,
    )


def _environment_certified(supplier_ids: Collection[int], on: date) -> set[int]:
    rows = valid_certificates(on).filter(supplier_id__in=supplier_ids, kind=CertificateKind.ISO_14001)
    return set(rows.values_list("supplier_id", flat=True))


def _signers(supplier_ids: Collection[int], on: date) -> set[int]:
    rows = Signature.objects.filter(
        supplier_id__in=supplier_ids,
        status=SignatureStatus.SIGNED,
        document__kind=DocumentKind.INTEGRITY_UNDERTAKING,
        valid_until__gte=on,
    )
    return set(rows.values_list("supplier_id", flat=True))
