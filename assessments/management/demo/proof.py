"""The files a supplier lays beside its answers: one for each kind of paper, used for several answers."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from assessments.management.demo.answer_plan import PlannedAnswer
from assessments.management.demo.company import Company
from assessments.management.demo.paper import Paper, demo_pdf, demo_photo
from assessments.management.demo.store import keep_paper
from assessments.rules.evidence_policy import EvidenceState
from suppliers.models import Account, Evidence, Supplier
from suppliers.models.labels import EVIDENCE_KIND

NAMES = {
    "permit": ("许可与批复", "Permit"),
    "certificate": ("体系证书", "Certificate"),
    "policy": ("方针与制度", "Policy"),
    "record": ("运行记录", "Records"),
    "report": ("检测与审核报告", "Report"),
    "monitoring_report": ("监测报告", "Monitoring report"),
    "test_report": ("检测报告", "Test report"),
    "declaration": ("声明", "Declaration"),
    "invoice": ("账单与发票", "Invoices"),
    "contract": ("合同", "Contract"),
    "manifest": ("转移联单", "Manifest"),
    "photo": ("现场照片", "Photo"),
}
"""File name in Chinese and heading in English, by kind of evidence in the questionnaire."""
KINDS = {"monitoring_report": "report", "test_report": "report", "invoice": "record", "contract": "record", "manifest": "record"}
"""The product's kind of document where the questionnaire's is finer."""
BY_AREA = frozenset({"record", "permit"})
EXPIRED_DAYS = 45


@dataclass
class ProofFolder:
    """The files of one self-assessment, each kept once."""

    supplier: Supplier
    by: Account
    company: Company
    day: date
    kept: dict[tuple[str, str, bool, bool], Evidence] = field(default_factory=dict)

    @property
    def files(self) -> list[Evidence]:
        return list(self.kept.values())

    def file_for(self, planned: PlannedAnswer, at: datetime) -> Evidence:
        """The file that proves an answer: of the right kind, and out of date or unfit where the plan says so."""
        kind = planned.question.evidence.kinds[0]
        area = planned.question.area if kind in BY_AREA else ""
        is_expired, is_unfit = planned.proof is EvidenceState.EXPIRED, planned.proof is EvidenceState.REJECTED
        key = (kind, area, is_expired, is_unfit)
        if key not in self.kept:
            expires_on = self._expiry(kind, is_expired=is_expired)
            stored = KINDS.get(kind, kind)
            stored = stored if stored in EVIDENCE_KIND else "other"
            paper = self._paper(kind, area, expires_on, is_unfit=is_unfit)
            self.kept[key] = keep_paper(self.supplier, stored, paper, by=self.by, at=at, expires_on=expires_on)
        return self.kept[key]

    def _expiry(self, kind: str, *, is_expired: bool) -> date | None:
        if is_expired:
            return self.day - timedelta(days=EXPIRED_DAYS)
        if kind in {"permit", "certificate"}:
            return self.day + timedelta(days=400 + self.company.serial * 3 % 700)
        return None

    def _paper(self, kind: str, area: str, expires_on: date | None, *, is_unfit: bool) -> Paper:
        name_zh, heading = NAMES[kind]
        name = f"{area} {name_zh}".strip() + ("（旧）" if is_unfit else "")
        if kind == "photo":
            return demo_photo(name, self.company.serial)
        lines = [
            f"{heading} {area}".strip() + " (demo, fictional)",
            self.company.name_en,
            f"Number DEMO-{kind.upper()}-{area or 'ALL'}-{self.company.serial:04d}",
            f"Issued {(self.day - timedelta(days=200)).isoformat()}",
            f"Valid until {expires_on.isoformat()}" if expires_on else "No end date",
        ]
        if is_unfit:
            lines.append(f"Period: {self.day.year - 3}")
        return demo_pdf(name, lines)
