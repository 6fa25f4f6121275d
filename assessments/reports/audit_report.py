"""The audit report of one supplier: values in, HTML or PDF out. Parts as in `audit_report_content`."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from assessments.reports.audit_report_content import AnswerGroup, AuditReport
from assessments.reports.audit_report_sum import sum_lines
from suppliers.reports.chart import NO_VALUE, Chart, Label
from suppliers.reports.chart_heat_map import HeatRow, heat_map
from suppliers.reports.chart_radar import Spoke, radar
from suppliers.reports.edition import Bilingual, Edition, in_language
from suppliers.reports.pdf import AttachedFile, html_to_pdf

TEMPLATE = "reports/audit_report.html"
STYLESHEETS = ("paper.css", "audit_report.css")
DATASET_NAME = "dataset.json"
# Sentences with values: a template constant would double their per cent signs.
SENTENCES = {
    "version": _("Version %(number)s"),
    "asked": _("%(asked)s in all: %(answered)s answered, %(not_applicable)s accepted as not applicable, %(blank)s left blank"),
    "critical": _("Critical, gate %(gate)s"),
}


class DatasetDiffers(Exception):
    """The data set to attach does not have the digest the report prints."""


@dataclass(frozen=True)
class AnswerTotals:
    """Sums under a table of answers: what was earned and what could be."""

    weighted_sum: Decimal
    weight_sum: int


def audit_report_html(report: AuditReport) -> str:
    """The page, in the languages of its edition. Raises SumDoesNotAddUp."""
    context: Mapping[str, object] = {
        "report": report,
        "edition": report.edition,
        "lang": report.edition.lang,
        "sentences": SENTENCES,
        "sums": sum_lines(report.scores),
        "answers": [(group, _totals(group)) for group in report.answers],
        "radar": _radar(report),
        "heat_map": _heat_map(report),
    }
    with override(report.edition.languages[0]):
        return render_to_string(TEMPLATE, dict(context))


def audit_report_pdf(report: AuditReport, *, dataset: str) -> bytes:
    """The report as tagged PDF/A-3a with its data set (canonical JSON) attached as `dataset.json`.

    The same report and data set give the same bytes. Raises DatasetDiffers when `dataset` is not what the sign-off
    block's SHA-256 was taken of, SumDoesNotAddUp, and what `html_to_pdf` raises.
    """
    if hashlib.sha256(dataset.encode()).hexdigest() != report.sign_off.dataset_sha256:
        raise DatasetDiffers(report.cover.number)
    attached = AttachedFile(
        name=DATASET_NAME,
        description=f"{report.cover.number} v{report.cover.version}",
        content=dataset,
        created_at=report.cover.generated_at,
    )
    return html_to_pdf(audit_report_html(report), stylesheets=STYLESHEETS, attachments=[attached])


def _totals(group: AnswerGroup) -> AnswerTotals:
    scored = [line for line in group.lines if line.weighted is not None]
    return AnswerTotals(
        weighted_sum=sum((line.weighted for line in scored if line.weighted is not None), Decimal(0)),
        weight_sum=sum(line.weight for line in scored),
    )


def _label(name: Bilingual, edition: Edition) -> Label:
    return Label(tuple(dict.fromkeys(in_language(name, language) for language in edition.languages)))


def _radar(report: AuditReport) -> Chart:
    spokes = [Spoke(_label(area.name, report.edition), area.score) for area in report.scores.areas]
    listed = {
        language: ", ".join(f"{in_language(area.name, language)} {_score(area.score)}" for area in report.scores.areas)
        for language in report.edition.languages
    }
    return radar(spokes, alt=_alt(_("Radar chart of the area scores, 0 to 100: %(scores)s."), listed, report.edition))


def _heat_map(report: AuditReport) -> Chart:
    columns = [_label(dimension, report.edition) for dimension in report.dimensions]
    rows = [HeatRow(_label(area.name, report.edition), area.cells) for area in report.scores.areas]
    listed = {
        language: "; ".join(
            f"{in_language(area.name, language)}: {', '.join(map(_score, area.cells))}" for area in report.scores.areas
        )
        for language in report.edition.languages
    }
    message = _("Heat map of the scores by area (rows) and dimension (columns), 0 to 100: %(scores)s.")
    return heat_map(columns, rows, alt=_alt(message, listed, report.edition))


def _alt(message: object, scores: Mapping[str, str], edition: Edition) -> str:
    """The description of a chart in each language, whole sentences one after the other."""
    parts = []
    for language in edition.languages:
        parts.append(in_language(message, language) % {"scores": scores[language]})
    return " ".join(parts)


def _score(score: Decimal | None) -> str:
    return NO_VALUE if score is None else f"{score:.2f}"
