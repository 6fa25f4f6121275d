"""Reading signing campaigns: how far each is, by region and category, and who is late."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suppliers.models import Signature, SigningCampaign
from suppliers.models.labels import DOCUMENT_KIND
from suppliers.permissions import asks_for_signatures, reads_all_suppliers
from suppliers.rules.signature import OPEN_SIGNATURES, DocumentKind, SignatureStatus
from suppliers.selectors.clock import today
from suppliers.selectors.signature import visible_signatures
from suppliers.selectors.task import Task


@dataclass(frozen=True)
class CampaignCount:
    """How many were asked, have opened the text, have signed, refuse, and are late; withdrawn ones are asked no more."""

    asked: int = 0
    opened: int = 0
    signed: int = 0
    refused: int = 0
    overdue: int = 0

    def __add__(self, other: "CampaignCount") -> "CampaignCount":
        return CampaignCount(
            self.asked + other.asked,
            self.opened + other.opened,
            self.signed + other.signed,
            self.refused + other.refused,
            self.overdue + other.overdue,
        )


@dataclass(frozen=True)
class CampaignProgress:
    """The whole, and the same by region group and by category."""

    total: CampaignCount
    regions: dict[str, CampaignCount]
    categories: dict[str, CampaignCount]


def visible_campaigns(account: Any) -> QuerySet[SigningCampaign]:
    """All rounds of signing for those who read suppliers; nothing for anybody else."""
    if not reads_all_suppliers(account):
        return SigningCampaign.objects.none()
    return SigningCampaign.objects.select_related("document", "started_by")


def campaign_tasks(account: Any, campaign: SigningCampaign) -> QuerySet[Signature]:
    """The tasks given when the campaign began, as far as they stand; later ones of the same version are not part of it."""
    tasks = visible_signatures(account).filter(document=campaign.document_id, assigned_at=campaign.started_at)
    return tasks.exclude(status=SignatureStatus.WITHDRAWN)


def overdue_tasks(account: Any, campaign: SigningCampaign, *, today: date) -> QuerySet[Signature]:
    """Who has neither signed nor refused by the last day, the lowest number first."""
    tasks = campaign_tasks(account, campaign).filter(status__in=OPEN_SIGNATURES, due_on__lt=today)
    return tasks.order_by("due_on", "supplier__number")


def campaign_progress(account: Any, campaign: SigningCampaign, *, today: date) -> CampaignProgress:
    """How far the campaign is. One query."""
    rows = (
        campaign_tasks(account, campaign)
        .order_by()
        .values_list("supplier__region_group", "supplier__category")
        .annotate(
            asked=Count("pk"),
            opened=Count("pk", filter=Q(viewed_at__isnull=False) | Q(signed_at__isnull=False)),
            signed=Count("pk", filter=Q(signed_at__isnull=False)),
            refused=Count("pk", filter=Q(status=SignatureStatus.REFUSED)),
            overdue=Count("pk", filter=Q(status__in=OPEN_SIGNATURES, due_on__lt=today)),
        )
    )
    total, regions, categories = CampaignCount(), dict[str, CampaignCount](), dict[str, CampaignCount]()
    for region, category, *numbers in rows:
        here = CampaignCount(*numbers)
        total += here
        regions[region] = regions.get(region, CampaignCount()) + here
        categories[category] = categories.get(category, CampaignCount()) + here
    return CampaignProgress(total, regions, categories)


def campaign_worklist(account: Any) -> list[Task]:
    """One task per campaign that has late signatures, for those who ask for signatures. One query."""
    if not asks_for_signatures(account):
        return []
    late = Signature.objects.filter(status__in=OPEN_SIGNATURES, due_on__lt=today()).order_by()
    rows = late.filter(document__campaigns__started_at=F("assigned_at")).values_list(
        "document__campaigns", "document__kind", "document__version", "document__campaigns__due_on"
    )
    return [_task(*row) for row in rows.annotate(suppliers=Count("pk"))]


def _task(campaign: int, kind: str, version: str, due_on: date, suppliers: int) -> Task:
    words = ngettext(
        "Remind %(count)d supplier whose signature is late",
        "Remind %(count)d suppliers whose signatures are late",
        suppliers,
    )
    return Task(
        words=words % {"count": suppliers},
        detail=_("%(document)s, version %(version)s") % {"document": DOCUMENT_KIND[DocumentKind(kind)], "version": version},
        url=reverse("admin:suppliers_signingcampaign_change", args=[campaign]),
        due_on=due_on,
    )
