"""Signing campaigns: how far each is by region and category, who is late, the reminder, and the list as a file."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from suppliers.admin.reading import LISTED, ReadingAdmin, two_lines
from suppliers.admin.words import day_words
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Signature, SigningCampaign
from suppliers.models.labels import CATEGORY, DOCUMENT_KIND, REGION_GROUP, SIGNATURE_STATUS
from suppliers.permissions import asks_for_signatures
from suppliers.reports.table_export import Cell, csv_lines, xlsx_file
from suppliers.rules.signature import DocumentKind, SignatureStatus
from suppliers.selectors.campaign import (
    CampaignCount,
    campaign_progress,
    campaign_tasks,
    overdue_tasks,
    visible_campaigns,
)
from suppliers.selectors.clock import local_day, now, today
from suppliers.services.campaign import remind_campaign

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@admin.register(SigningCampaign)
class CampaignAdmin(ReadingAdmin):
    """The list of rounds, the page of each, the reminder and the files."""

    visible = staticmethod(visible_campaigns)
    page_template = "admin/pages/campaign.html"
    acts = {"remind": "remind", "export-csv": "export_csv", "export-xlsx": "export_xlsx"}
    list_title = gettext_lazy("Signing campaigns")
    list_intro = gettext_lazy(
        "Publishing a new version asks every counted supplier to sign it within 30 days. Until then the old signature holds."
    )
    list_empty = gettext_lazy("No campaign yet: the first one begins when a version is published.")
    list_display = ("document_shown", "started", "until", "asked_figure")
    list_display_links = ("document_shown",)
    sortable_by = ()

    @admin.display(description=gettext_lazy("document"))
    def document_shown(self, campaign: SigningCampaign) -> str:
        version = _("version %(version)s") % {"version": campaign.document.version}
        return two_lines(campaign.document.get_kind_display(), version)

    @admin.display(description=gettext_lazy("begun"))
    def started(self, campaign: SigningCampaign) -> str:
        return two_lines(day_words(local_day(campaign.started_at)), campaign.started_by or "")

    @admin.display(description=gettext_lazy("sign by"))
    def until(self, campaign: SigningCampaign) -> str:
        return day_words(campaign.due_on)

    @admin.display(description=gettext_lazy("suppliers asked"))
    def asked_figure(self, campaign: SigningCampaign) -> str:
        return f"{campaign.asked:,}"

    def page_context(self, request: HttpRequest, row: SigningCampaign) -> dict[str, Any]:
        """How far it is, and who is late. Three queries and the page of late ones."""
        progress = campaign_progress(request.user, row, today=today())
        late = Paginator(overdue_tasks(request.user, row, today=today()), LISTED).get_page(request.GET.get("p"))
        may_remind = asks_for_signatures(request.user)
        left = progress.total.asked - progress.total.signed - progress.total.refused
        return {
            "title": _("Signing campaign: %(document)s") % {"document": row.document.get_kind_display()},
            "progress": progress.total,
            "left": left,
            "is_over": row.due_on < today(),
            "regions": _named(REGION_GROUP, progress.regions),
            "categories": _named(CATEGORY, progress.categories),
            "late": late,
            "may_remind": may_remind and left > 0,
            "why_not": "" if may_remind else _("Procurement, and integrity and compliance, remind suppliers."),
        }

    def remind(self, request: HttpRequest, campaign: SigningCampaign) -> HttpResponse:
        """Write to everybody who has not signed, at most once a day each."""
        if request.method != "POST":
            return redirect(self.address(campaign))
        try:
            reminded = remind_campaign(campaign, by=request.user, at=now())
        except refusals() as refusal:
            return self.back(request, campaign, sentence(refusal), refused=True)
        said = ngettext(
            "%(count)d supplier has been reminded by mail.", "%(count)d suppliers have been reminded by mail.", reminded
        )
        return self.back(request, campaign, said % {"count": reminded})

    def export_csv(self, request: HttpRequest, campaign: SigningCampaign) -> HttpResponseBase:
        """Everybody asked, with state and days, as CSV."""
        lines = csv_lines(_header(), _lines(campaign_tasks(request.user, campaign)))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="campaign-{campaign.pk}-{today():%Y-%m-%d}.csv"'
        return response

    def export_xlsx(self, request: HttpRequest, campaign: SigningCampaign) -> HttpResponseBase:
        """The same as a workbook."""
        return FileResponse(
            xlsx_file(_header(), _lines(campaign_tasks(request.user, campaign)), title=_("Signing campaign")),
            as_attachment=True,
            filename=f"campaign-{campaign.pk}-{today():%Y-%m-%d}.xlsx",
            content_type=XLSX,
        )


def _named(words: dict[str, Any], counts: dict[str, CampaignCount]) -> list[tuple[str, CampaignCount]]:
    """The counts in the order of the words; what has no code comes last."""
    known = [(str(word), counts[code]) for code, word in words.items() if code in counts]
    return known + [("–", counts[code]) for code in counts if code not in words]


def _header() -> list[str]:
    return [
        _("Supplier number"),
        _("Supplier"),
        _("Region"),
        _("Category"),
        _("Document"),
        _("Version"),
        _("State"),
        _("Due on"),
        _("Opened"),
        _("Signed"),
        _("Signatory"),
    ]


def _lines(tasks: Any) -> Iterator[list[Cell]]:
    regions, categories = dict(REGION_GROUP), dict(CATEGORY)
    for task in tasks.order_by("supplier__number").iterator(chunk_size=500):
        yield _line(task, regions, categories)


def _line(task: Signature, regions: dict[str, Any], categories: dict[str, Any]) -> list[Cell]:
    return [
        task.supplier.number,
        str(task.supplier),
        str(regions.get(task.supplier.region_group, "")),
        str(categories.get(task.supplier.category, "")),
        str(DOCUMENT_KIND[DocumentKind(task.document.kind)]),
        task.document.version,
        str(SIGNATURE_STATUS[SignatureStatus(task.status)]),
        task.due_on,
        local_day(task.viewed_at) if task.viewed_at else None,
        local_day(task.signed_at) if task.signed_at else None,
        task.signatory_name,
    ]
