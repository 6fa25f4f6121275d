"""The admin's menu, arranged by what the buyer's people do; each entry asks the predicate its page asks."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from suppliers import permissions

Predicate = Callable[[Any], bool]
Entry = tuple[object, str, str, Predicate]

GROUPS: tuple[tuple[object, tuple[Entry, ...]], ...] = (
    (None, ((_("What waits for you"), "inbox", "index", permissions.opens_admin),)),
    (
        _("Suppliers"),
        (
            (_("Register"), "domain", "suppliers_supplier_changelist", permissions.reads_all_suppliers),
            (_("Applications"), "assignment_turned_in", "suppliers_admittance_changelist", permissions.reads_all_suppliers),
            (_("Invitations"), "forward_to_inbox", "suppliers_invitation_changelist", permissions.invites_suppliers),
            (_("Signatures"), "draw", "suppliers_signature_changelist", permissions.reads_all_suppliers),
            (
                _("Certificates and permits"),
                "workspace_premium",
                "suppliers_certificate_changelist",
                permissions.reads_all_suppliers,
            ),
            (_("Waste contractors"), "recycling", "suppliers_wastecontractor_changelist", permissions.reads_all_suppliers),
            (_("Documents to sign"), "gavel", "suppliers_documentversion_changelist", permissions.reads_all_suppliers),
            (_("Signing campaigns"), "campaign", "suppliers_signingcampaign_changelist", permissions.reads_all_suppliers),
            (_("Lawsuits"), "balance", "suppliers_litigation_changelist", permissions.reads_all_suppliers),
            (_("Possible duplicates"), "content_copy", "suppliers_duplicatepair_changelist", permissions.reads_all_suppliers),
        ),
    ),
    (
        _("Self-assessments"),
        (
            (_("Self-assessments"), "fact_check", "assessments_assessment_changelist", permissions.reads_all_suppliers),
            (_("Scores"), "calculate", "assessments_scoresheet_changelist", permissions.reads_all_suppliers),
            (_("Carbon programme"), "eco", "assessments_carbonagreement_changelist", permissions.reads_all_suppliers),
            (_("Carbon figures"), "monitoring", "assessments_carbonyear_changelist", permissions.reads_all_suppliers),
            (_("Questionnaires"), "quiz", "assessments_questionnaireversion_changelist", permissions.reads_all_suppliers),
            (_("Scoring policy"), "tune", "suppliers_scoringpolicy_changelist", permissions.reads_all_suppliers),
        ),
    ),
    (
        _("Performance"),
        (
            (_("My ratings"), "star_rate", "suppliers_ratingrequest_changelist", permissions.rates_performance),
            (_("Evaluations"), "leaderboard", "suppliers_evaluation_changelist", permissions.reads_all_suppliers),
            (_("Tier decisions"), "stairs", "suppliers_tierdecision_changelist", permissions.reads_all_suppliers),
            (_("Appeals"), "balance", "suppliers_appeal_changelist", permissions.reads_all_suppliers),
        ),
    ),
    (
        _("Orders and spend"),
        (
            (_("Orders"), "shopping_cart", "suppliers_purchaseorder_changelist", permissions.reads_trade),
            (_("Invoices"), "receipt_long", "suppliers_invoice_changelist", permissions.reads_trade),
            (_("Exchange rates"), "currency_exchange", "suppliers_exchangerate_changelist", permissions.reads_trade),
            (_("Imports"), "upload_file", "suppliers_dataimport_changelist", permissions.imports_data),
        ),
    ),
    (
        _("Selection and training"),
        (
            (_("Award sheets"), "shopping_cart_checkout", "suppliers_awardsheet_changelist", permissions.reads_bids),
            (_("Green labels"), "verified", "suppliers_labelperiod_changelist", permissions.reads_all_suppliers),
            (_("Trainings"), "school", "suppliers_trainingsession_changelist", permissions.reads_all_suppliers),
        ),
    ),
    (
        _("Figures and reports"),
        (
            (_("The register in figures"), "bar_chart", "suppliers_supplier_figures", permissions.reads_all_suppliers),
            (_("Coverage by signatures"), "percent", "suppliers_signature_coverage", permissions.reads_all_suppliers),
            (_("Regional counts"), "public", "suppliers_regioncount_changelist", permissions.counts_regions),
            (_("Training in figures"), "school", "suppliers_trainingsession_figures", permissions.reads_all_suppliers),
            (_("Audit reports"), "picture_as_pdf", "assessments_issuedreport_changelist", permissions.orders_reports),
        ),
    ),
    (
        _("Operations"),
        (
            (_("Jobs"), "sync", "suppliers_job_changelist", permissions.sees_operations),
            (_("Notices and mail"), "mail", "suppliers_notice_changelist", permissions.manages_accounts),
            (_("Accounts"), "badge", "suppliers_account_changelist", permissions.manages_accounts),
            (_("History"), "history", "suppliers_historyentry_changelist", permissions.reads_all_suppliers),
        ),
    ),
)


def _item(entry: Entry, request: HttpRequest, here: str) -> dict[str, object] | None:
    title, icon, url_name, predicate = entry
    if not predicate(request.user):
        return None
    link = reverse(f"admin:{url_name}")
    return {"title": title, "icon": icon, "link": link, "active": link == here}


def _here(path: str) -> str:
    """The entry a page belongs to: the one with the longest address the page's begins with."""
    home = reverse("admin:index")
    links = (reverse(f"admin:{url_name}") for _title, entries in GROUPS for _words, _icon, url_name, _predicate in entries)
    return max((link for link in links if path.startswith(link) and (link != home or path == home)), key=len, default="")


def navigation(request: HttpRequest) -> list[dict[str, object]]:
    """Groups of entries this person may open, in the theme's form; empty groups are left out."""
    groups, here = [], _here(request.path)
    for title, entries in GROUPS:
        items = [item for entry in entries if (item := _item(entry, request, here))]
        if items:
            groups.append({"title": title, "separator": title is not None, "items": items})
    return groups
