"""The text of one carbon agreement: the standing text, then the annex with its own figures, in both languages."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from assessments.models import CarbonAgreement, CarbonMilestone
from suppliers.rules.rounding import plain

TEXT_FILE = Path(__file__).resolve().parent.parent / "library" / "carbon-agreement-1.0.yaml"


@dataclass(frozen=True)
class AgreementText:
    """Title and text in both languages, ready to be put under a digest."""

    title_en: str
    title_zh: str
    text_en: str
    text_zh: str


def agreement_text(agreement: CarbonAgreement, milestones: list[CarbonMilestone]) -> AgreementText:
    """The whole text of an agreement."""
    standing = _standing_text()
    return AgreementText(
        title_en=standing["title_en"],
        title_zh=standing["title_zh"],
        text_en=f"{standing['text_en'].strip()}\n\n{_annex_en(agreement, milestones)}",
        text_zh=f"{standing['text_zh'].strip()}\n\n{_annex_zh(agreement, milestones)}",
    )


@lru_cache(maxsize=1)
def _standing_text() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(TEXT_FILE.read_text(encoding="utf-8"))
    return found


def _annex_en(agreement: CarbonAgreement, milestones: list[CarbonMilestone]) -> str:
    base_1, base_2, cut_1, cut_2 = _figures(agreement)
    lines = [
        "# Annex: what was agreed",
        "",
        f"- Supplier: {agreement.supplier.name_in('en')} ({agreement.supplier.number})",
        f"- Boundary: {_one_line(agreement.boundary)}",
        f"- Base year {agreement.baseline_year}: scope 1 {base_1} tCO2e, scope 2 {base_2} tCO2e",
        f"- Target year {agreement.target_year}: scope 1 less {cut_1} %, scope 2 less {cut_2} %",
    ]
    if agreement.reduction_scope_3 is not None:
        lines.append(f"- Scope 3 less {plain(agreement.reduction_scope_3)} % by the target year")
    lines.append(f"- Renewable electricity in the target year: {plain(agreement.renewable_share)} %")
    lines += [f"- By {step.due_on.isoformat()}: {_one_line(step.title)}" for step in milestones]
    return "\n".join(lines)


def _annex_zh(agreement: CarbonAgreement, milestones: list[CarbonMilestone]) -> str:
    base_1, base_2, cut_1, cut_2 = _figures(agreement)
    lines = [
        "# 附件：约定内容",
        "",
        f"- 供应商：{agreement.supplier.name_in('zh-hans')}（{agreement.supplier.number}）",
        f"- 边界：{_one_line(agreement.boundary)}",
        f"- 基准年{agreement.baseline_year}年：范围一 {base_1} tCO2e，范围二 {base_2} tCO2e",
        f"- 目标年{agreement.target_year}年：范围一减少 {cut_1}%，范围二减少 {cut_2}%",
    ]
    if agreement.reduction_scope_3 is not None:
        lines.append(f"- 至目标年范围三减少 {plain(agreement.reduction_scope_3)}%")
    lines.append(f"- 目标年可再生电力占比：{plain(agreement.renewable_share)}%")
    lines += [f"- {step.due_on.isoformat()}前：{_one_line(step.title)}" for step in milestones]
    return "\n".join(lines)


def _figures(agreement: CarbonAgreement) -> tuple[str, str, str, str]:
    found = (
        agreement.baseline_scope_1,
        agreement.baseline_scope_2,
        agreement.reduction_scope_1,
        agreement.reduction_scope_2,
    )
    base_1, base_2, cut_1, cut_2 = (plain(figure) for figure in found)
    return base_1, base_2, cut_1, cut_2


def _one_line(typed: str) -> str:
    """What somebody typed, unable to begin a paragraph of its own in the signed text."""
    return " ".join(typed.split())
