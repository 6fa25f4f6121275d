"""The panels of a supplier's page in their order, so that the whole story reads from the top: one line per panel.

Each stem keeps the context of its panel beside its own pages; the page writes anchor and headline. A panel whose
predicate refuses the reader is left out together with its anchor.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from suppliers.admin.case_panel import case_panel, people_panel, signature_panel
from suppliers.admin.certificate_panel import certificate_panel
from suppliers.admin.evaluation_view import evaluation_panel
from suppliers.admin.label import label_panel
from suppliers.admin.order_panel import order_panel
from suppliers.admin.tier import tier_panel
from suppliers.admin.training_view import training_panel
from suppliers.models import Supplier
from suppliers.permissions import reads_all_suppliers

Context = Callable[[HttpRequest, Supplier], Mapping[str, Any]]


@dataclass(frozen=True)
class Panel:
    """One part of the page: its anchor, its headline, the template of its body, and what the body needs."""

    anchor: str
    title: object
    template: str
    context: Context
    reads: Callable[[Any], bool] = reads_all_suppliers


@dataclass(frozen=True)
class FilledPanel:
    """A panel for one supplier and one reader."""

    anchor: str
    title: object
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)


PANELS: tuple[Panel, ...] = (
    Panel("tier", _("Tier"), "admin/parts/supplier_tier.html", tier_panel),
    Panel("certificates", _("Certificates, products, waste"), "admin/parts/supplier_certificates.html", certificate_panel),
    Panel("labels", _("Green labels"), "admin/parts/supplier_labels.html", label_panel),
    Panel("cases", _("Cases"), "admin/parts/supplier_cases.html", case_panel),
    Panel("signatures", _("Undertakings and signatures"), "admin/parts/supplier_signatures.html", signature_panel),
    Panel("orders", _("Orders and spend"), "admin/parts/orders.html", order_panel),
    Panel("evaluations", _("Evaluations"), "admin/parts/supplier_evaluations.html", evaluation_panel),
    Panel("training", _("Training"), "admin/parts/supplier_training.html", training_panel),
    Panel("people", _("People and contacts"), "admin/parts/supplier_people.html", people_panel),
)
"""Tier and why, certificates, labels, open cases, undertakings, orders, evaluations, training, people: in this order."""


def filled_panels(request: HttpRequest, supplier: Supplier) -> list[FilledPanel]:
    """Every panel this reader may see, with its values."""
    return [
        FilledPanel(panel.anchor, panel.title, panel.template, panel.context(request, supplier))
        for panel in PANELS
        if panel.reads(request.user)
    ]
