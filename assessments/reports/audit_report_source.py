"""From rows to the audit report's content and its data set."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from assessments.models import ScoreSheet
from assessments.models.labels import EVIDENCE_STATE
from assessments.reports.audit_report_annex import Uses, annexes_of, evidence_files, references
from assessments.reports.audit_report_answers import (
    answer_groups,
    both,
    caps_of,
    highlights,
    indicator_lines,
    scores_of,
)
from assessments.reports.audit_report_content import (
    AuditReport,
    BankAccount,
    Cover,
    Cycle,
    Fact,
    Person,
    Profile,
    ProofState,
    Scope,
    SignedDocument,
    SignOff,
    Summary,
)
from assessments.reports.audit_report_order import ReportOrder
from assessments.rules.score import Score
from assessments.rules.score_receipt import receipt, receipt_digest
from assessments.rules.score_row import Why
from assessments.selectors.answer import last_figures
from assessments.selectors.audit_report import AuditReportRows
from assessments.selectors.score import score_of
from suppliers.models import Owner, Signature, Supplier
from suppliers.models.labels import (
    AUTHORITY,
    CATEGORY,
    LEGAL_KIND,
    PROFILE,
    REGION_GROUP,
    ROLE,
    SCHEME,
    SIGNATURE_STATUS,
)
from suppliers.reports.edition import Bilingual, Edition, Shown
from suppliers.selectors.clock import local_day
from suppliers.selectors.policy import policy_of
from suppliers.selectors.region import region_table

SOFTWARE_VERSION = "0.1.0"
EDITIONS = {"en": Edition.ENGLISH, "zh-hans": Edition.CHINESE, "both": Edition.BOTH}


class ReceiptDiffers(Exception):
    """The stored answers no longer give the published score: the report is refused, not printed with other numbers."""

    def __init__(self, sheet: ScoreSheet) -> None:
        super().__init__(f"score sheet {sheet.pk} does not replay")
        self.sheet = sheet


def replayed_score(rows: AuditReportRows) -> Score:
    """The published score, computed again from the stored answers by the version it was published by. Raises ReceiptDiffers."""
    score = score_of(rows.assessment, rows.sheet.as_of, rows.answers.values(), policy=policy_of(rows.sheet.policy_version))
    if receipt_digest(receipt(score)) != rows.sheet.receipt_sha256:
        raise ReceiptDiffers(rows.sheet)
    return score


def audit_report(rows: AuditReportRows, order: ReportOrder) -> tuple[AuditReport, str]:
    """The report's content and its data set (canonical JSON, the same that is attached and digested)."""
    score = replayed_score(rows)
    files = evidence_files(rows)
    dataset = _dataset(rows, order, files)
    report = AuditReport(
        edition=EDITIONS[order.language],
        dimensions=tuple(both(named.name) for named in score.questionnaire.dimensions),
        cover=_cover(rows, order, score),
        sign_off=SignOff(
            prepared_by=Person(order.prepared_by, _role(order.prepared_as), local_day(order.ordered_at)),
            reviewed_by=_reviewer(rows),
            approved_by=None,
            dataset_sha256=hashlib.sha256(dataset.encode()).hexdigest(),
        ),
        summary=_summary(rows, score),
        scope=_scope(rows, score),
        profile=_profile(rows.supplier, rows.owners),
        documents=tuple(_document(signature) for signature in rows.signatures),
        scores=scores_of(score),
        answers=answer_groups(score, rows.answers, references(files)),
        indicators=indicator_lines(score, last_figures(rows.assessment, [row.question.code for row in score.rows])),
        annexes=annexes_of(rows, order, score, files),
    )
    return report, dataset


def _summary(rows: AuditReportRows, score: Score) -> Summary:
    strengths, gaps = highlights(score)
    return Summary(
        esg=rows.sheet.esg,
        grade=rows.sheet.grade,
        environment=rows.sheet.environment,
        cross_cutting=rows.sheet.cross_cutting,
        coverage=rows.sheet.coverage,
        verified_share=rows.sheet.verified_share,
        caps=caps_of(score),
        strengths=strengths,
        gaps=gaps,
        trend=_trend(rows),
    )


def _trend(rows: AuditReportRows) -> tuple[Cycle, ...]:
    sheets = [*reversed(rows.earlier_sheets), rows.sheet]
    return tuple(Cycle(sheet.as_of, sheet.esg, sheet.grade) for sheet in sheets) if rows.earlier_sheets else ()


def _role(code: str) -> Shown:
    return dict(ROLE).get(code, code)


def _reviewer(rows: AuditReportRows) -> Person | None:
    reviewer, at = rows.assessment.reviewer, rows.assessment.verified_at
    if reviewer is None or at is None:
        return None
    return Person(reviewer.name, _role(reviewer.role), local_day(at))


def _cover(rows: AuditReportRows, order: ReportOrder, score: Score) -> Cover:
    supplier, names = rows.supplier, settings.ASSAY_BUYER_NAME
    year = rows.assessment.year
    return Cover(
        number=order.number,
        version=order.version,
        supplier_name=Bilingual(en=supplier.name_en, zh=supplier.name_zh),
        identifier_scheme=dict(SCHEME).get(supplier.identifier_scheme, supplier.identifier_scheme),
        identifier=supplier.identifier_value,
        period=(date(year, 1, 1), date(year, 12, 31)),
        as_of=rows.sheet.as_of,
        generated_at=order.ordered_at,
        buyer_name=Bilingual(en=names["en"], zh=names["zh-hans"]),
        questionnaire_version=f"{score.questionnaire.code} {score.questionnaire.version}",
        policy_version=f"{score.policy.code} {score.policy.version}",
        software_version=SOFTWARE_VERSION,
        is_demo=settings.ASSAY_DEMO,
    )


def _scope(rows: AuditReportRows, score: Score) -> Scope:
    whys = [row.why for row in score.rows]
    states = [row.evidence_state for row in score.rows if row.is_scored and row.evidence_state is not None]
    policy = score.questionnaire.evidence
    assessment = rows.assessment
    return Scope(
        questionnaire_title=both(score.questionnaire.title),
        questionnaire_version=score.questionnaire.version,
        questionnaire_sha256=assessment.questionnaire.sha256,
        category=CATEGORY[assessment.category],
        profile=PROFILE[assessment.profile],
        sites=rows.sites,
        asked=len(whys),
        answered=whys.count(Why.ANSWERED),
        not_applicable=sum(why in {Why.NA_ACCEPTED, Why.NA_REJECTED, Why.NA_PENDING} for why in whys),
        blank=whys.count(Why.BLANK),
        proof_states=tuple(
            ProofState(
                EVIDENCE_STATE[code], policy.normal[code], policy.critical[code], sum(str(state) == code for state in states)
            )
            for code in EVIDENCE_STATE
        ),
        submitted_on=local_day(assessment.submitted_at) if assessment.submitted_at else None,
        verified_on=local_day(assessment.verified_at) if assessment.verified_at else None,
    )


def _place(supplier: Supplier) -> Shown:
    found = region_table().provinces.get(supplier.registered_province)
    return Bilingual(en=found.name_en, zh=found.name_zh) if found else supplier.registered_country


def _profile(supplier: Supplier, owners: Sequence[Owner]) -> Profile:
    facts = (
        Fact(_("Supplier number"), supplier.number),
        Fact(_("Registered name in Chinese"), supplier.name_zh),
        Fact(_("Name in English"), supplier.name_en),
        Fact(_("Former names"), supplier.former_names),
        Fact(dict(SCHEME).get(supplier.identifier_scheme, _("Identifier")), supplier.identifier_value),
        Fact(_("Legal form"), dict(LEGAL_KIND).get(supplier.legal_kind, "")),
        Fact(_("Date of registration"), supplier.registered_on or ""),
        Fact(_("Place of registration"), _place(supplier)),
        Fact(_("Region"), REGION_GROUP[supplier.region_group]),
        Fact(_("Registered address"), supplier.registered_address),
        Fact(_("Legal representative"), supplier.legal_representative),
        Fact(_("Category"), dict(CATEGORY).get(supplier.category, "")),
        Fact(_("Profile"), dict(PROFILE).get(supplier.profile, "")),
        Fact(_("Owners and controlling persons"), "; ".join(_owner(owner) for owner in owners)),
        Fact(_("Number of staff"), f"{supplier.staff_number:,}" if supplier.staff_number is not None else ""),
        Fact(_("Registered capital (CNY)"), _money(supplier.registered_capital)),
        Fact(_("Revenue of the last financial year (CNY)"), _money(supplier.revenue_last_year)),
        Fact(_("Active since"), supplier.active_since or ""),
    )
    number = supplier.bank_account_number
    bank = BankAccount(bank=supplier.bank_name, holder=supplier.bank_account_name, last_four=number[-4:]) if number else None
    return Profile(facts=facts, bank=bank)


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f}"


def _owner(owner: Owner) -> str:
    return owner.name if owner.share is None else f"{owner.name} {owner.share} %"


def _document(signature: Signature) -> SignedDocument:
    document = signature.document
    return SignedDocument(
        title=Bilingual(en=document.title_en, zh=document.title_zh),
        version=document.version,
        status=SIGNATURE_STATUS[signature.status],
        sha256=signature.text_sha256 or document.sha256,
        signatory=signature.signatory_name,
        signatory_title=signature.signatory_title,
        authority=dict(AUTHORITY).get(signature.authority, ""),
        signed_at=signature.signed_at,
        valid_until=signature.valid_until,
    )


def _dataset(rows: AuditReportRows, order: ReportOrder, files: Mapping[str, Uses]) -> str:
    """Canonical JSON of what the report states: enough to check every number, nothing that the report hides."""
    supplier = rows.supplier
    content = {
        "format": "assay-audit-report/1",
        "report": {"number": order.number, "version": order.version, "as_of": rows.sheet.as_of.isoformat()},
        "supplier": {
            "number": supplier.number,
            "name_zh": supplier.name_zh,
            "name_en": supplier.name_en,
            "identifier": [supplier.identifier_scheme, supplier.identifier_country, supplier.identifier_value],
            "region_group": supplier.region_group,
            "category": rows.assessment.category,
            "profile": rows.assessment.profile,
        },
        "questionnaire_sha256": rows.assessment.questionnaire.sha256,
        "receipt": rows.sheet.receipt,
        "receipt_sha256": rows.sheet.receipt_sha256,
        "documents": [
            {
                "kind": signature.document.kind,
                "version": signature.document.version,
                "status": signature.status,
                "text_sha256": signature.text_sha256,
                "signed_at": signature.signed_at.isoformat() if signature.signed_at else None,
            }
            for signature in rows.signatures
        ],
        "evidence": [
            {
                "reference": reference,
                "file_name": uses[0][1].evidence.original_name,
                "sha256": uses[0][1].evidence.sha256,
                "questions": [code for code, _proof in uses],
                "decision": uses[0][1].decision,
            }
            for reference, uses in files.items()
        ],
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
