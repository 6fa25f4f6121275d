"""From rows to the annexes of an audit report: evidence index, change log, glossary, legal basis."""

from collections.abc import Mapping
from typing import TypeAlias

from django.utils.translation import gettext_lazy as _

from assessments.models import AnswerEvidence
from assessments.models.labels import EVIDENCE_DECISION
from assessments.reports.audit_report_annex_content import Annexes, Change, EvidenceLine, LegalSource, Term
from assessments.reports.audit_report_answers import both
from assessments.reports.audit_report_order import ReportOrder
from assessments.rules.assessment import EvidenceDecision
from assessments.rules.score import Score
from assessments.selectors.audit_report import AuditReportRows, proofs_of
from suppliers.reports.edition import CHINESE, ENGLISH, Bilingual, Shown, in_language
from suppliers.selectors.clock import local_day

Uses: TypeAlias = list[tuple[str, AnswerEvidence]]
"""Question code and proof: what one file proves."""

GLOSSARY = (
    Term(_("Coverage"), _("Weight of the questions that were scored, in percent of all that apply.")),
    Term(_("Verified share"), _("Weight of the scored questions whose proof was accepted or that need none, in percent.")),
    Term(_("Critical question"), _("A question whose refusal, or whose missing proof, limits the tier whatever the score.")),
    Term(_("Gate"), _("The best tier that is left when a critical question is answered no, left blank or unproven.")),
    Term(_("Receipt"), _("All inputs, weights and sums of a score, so that anybody can compute it again.")),
)


def annexes_of(rows: AuditReportRows, order: ReportOrder, score: Score, files: Mapping[str, Uses]) -> Annexes:
    """Part 12. `files` is the evidence index of `evidence_files`."""
    return Annexes(
        evidence=tuple(_evidence_line(reference, uses) for reference, uses in files.items()),
        changes=_changes(rows, order),
        glossary=GLOSSARY,
        legal_basis=_legal_basis(score),
    )


def evidence_files(rows: AuditReportRows) -> dict[str, Uses]:
    """The evidence index by reference: one line a file, however many answers it proves.

    A file that was accepted for one answer and rejected for another has a line for each decision.
    """
    by_file: dict[tuple[int, str], Uses] = {}
    for code, proof in proofs_of(rows):
        by_file.setdefault((proof.evidence.pk, proof.decision), []).append((code, proof))
    return {f"E-{position:02d}": uses for position, uses in enumerate(by_file.values(), start=1)}


def references(files: Mapping[str, Uses]) -> dict[str, tuple[str, ...]]:
    """References into the evidence index, by question."""
    found: dict[str, tuple[str, ...]] = {}
    for reference, uses in files.items():
        for code, _proof in uses:
            found[code] = (*found.get(code, ()), reference)
    return found


def _evidence_line(reference: str, uses: Uses) -> EvidenceLine:
    file = uses[0][1].evidence
    decided = [(proof.decided_at, proof.decided_by) for _code, proof in uses if proof.decided_at and proof.decided_by]
    last = max(decided, key=lambda decision: decision[0], default=None)
    return EvidenceLine(
        reference=reference,
        file_name=file.original_name,
        sha256=file.sha256,
        size=file.size,
        questions=tuple(code for code, _proof in uses),
        uploaded_by=file.uploaded_by.name,
        uploaded_at=file.uploaded_at,
        status=EVIDENCE_DECISION[EvidenceDecision(uses[0][1].decision)],
        verified_by=last[1].name if last else "",
        verified_at=last[0] if last else None,
    )


def _changes(rows: AuditReportRows, order: ReportOrder) -> tuple[Change, ...]:
    """This issue, and which report on the supplier came before it: what an attempt made later must not see is left out."""
    before = next((report for report in rows.earlier_reports if report.issued_at < order.ordered_at), None)
    what: Shown = _("First issue of this report, and the first on this supplier.")
    if before is not None:
        facts = {"number": before.number, "day": before.as_of.isoformat()}
        message = _("First issue of this report. The report before it on this supplier is %(number)s, as of %(day)s.")
        what = Bilingual(en=in_language(message, ENGLISH) % facts, zh=in_language(message, CHINESE) % facts)
    return (Change(order.version, local_day(order.ordered_at), what),)


def _legal_basis(score: Score) -> tuple[LegalSource, ...]:
    used = {reference for row in score.rows for reference in row.question.references}
    return tuple(
        LegalSource(source.id, both(source.title), both(source.type), both(source.note) if source.note else None)
        for source in score.questionnaire.references
        if source.id in used
    )
