"""The register's list as a file: the columns, and the two forms it comes in."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from suppliers.models import Supplier
from suppliers.models.labels import CATEGORY, PROFILE, REGION_GROUP, SCHEME, STANDING
from suppliers.reports.table_export import Cell, csv_lines, xlsx_file
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import today
from suppliers.selectors.region import province_name

CHUNK = 500


def header() -> list[str]:
    """The heads of the columns in the reader's language."""
    return [
        _("Supplier number"),
        _("Name in Chinese"),
        _("Name in English"),
        _("Kind of identifier"),
        _("Identifier"),
        _("Category"),
        _("Profile"),
        _("Region"),
        _("Country or region of registration"),
        _("Province of registration"),
        _("Standing"),
        _("ESG score (0-100)"),
        _("ESG grade"),
        _("Scored on"),
        _("Active since"),
    ]


def lines(suppliers: QuerySet[Supplier]) -> Iterator[list[Cell]]:
    """One line per supplier, read in pieces."""
    schemes, categories, profiles, regions = dict(SCHEME), dict(CATEGORY), dict(PROFILE), dict(REGION_GROUP)
    for supplier in suppliers.iterator(chunk_size=CHUNK):
        yield [
            supplier.number,
            supplier.name_zh,
            supplier.name_en,
            str(schemes.get(supplier.identifier_scheme, "")),
            supplier.identifier_value,
            str(categories.get(supplier.category, "")),
            str(profiles.get(supplier.profile, "")),
            str(regions[supplier.region_group]),
            supplier.registered_country,
            province_name(supplier.registered_province) if supplier.registered_province else "",
            str(STANDING[Standing(supplier.standing)]),
            supplier.esg_score,
            supplier.esg_grade,
            supplier.esg_scored_on,
            supplier.active_since,
        ]


def csv_response(suppliers: QuerySet[Supplier]) -> HttpResponseBase:
    """The list as CSV, sent while it is read."""
    response = StreamingHttpResponse(csv_lines(header(), lines(suppliers)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="suppliers-{today():%Y-%m-%d}.csv"'
    return response


def xlsx_response(suppliers: QuerySet[Supplier]) -> HttpResponseBase:
    """The list as a workbook."""
    return FileResponse(
        xlsx_file(header(), lines(suppliers), title=_("Suppliers")),
        as_attachment=True,
        filename=f"suppliers-{today():%Y-%m-%d}.xlsx",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
