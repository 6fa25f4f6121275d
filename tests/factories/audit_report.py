"""A whole audit report of a fictional supplier, from the worked examples of the scoring method.

EX1 is an office supplier with gaps (37 answers), EX2 a maker of computers (66 answers). Names carry what real
data carries: 200 characters without a space, rare characters, markup that must stay text.
"""

import dataclasses
import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assessments.reports.audit_report_annex_content import Annexes, Change, EvidenceLine, LegalSource, Term
from assessments.reports.audit_report_content import (
    AnswerGroup,
    AnswerLine,
    AreaScore,
    AuditReport,
    BankAccount,
    Cap,
    Cover,
    Fact,
    Highlight,
    IndicatorLine,
    ModuleScore,
    Person,
    Profile,
    ProofState,
    Scope,
    Scores,
    SignedDocument,
    SignOff,
    Summary,
)
from suppliers.reports.edition import Bilingual, Edition, Shown

ROOT = Path(__file__).resolve().parents[2]
DATASET = '{"case":"demo"}'
NOW = datetime(2026, 11, 20, 6, 2, tzinfo=UTC)
AS_OF = date(2026, 11, 20)
HOSTILE = '<script>alert(1)</script></style>{{ settings.SECRET_KEY }}<img src="http://127.0.0.1:9/x.png">'
UNBROKEN = "".join(chr(ord("a") + number % 26) for number in range(200))
DIMENSIONS = ("BI", "ID", "RM")
STATES = {
    "verified": Bilingual("Proof accepted", "证明已认可"),
    "pending": Bilingual("Proof not yet reviewed", "证明尚未审核"),
    "missing": Bilingual("Proof missing", "缺少证明"),
    "expired": Bilingual("Proof out of date", "证明已过期"),
    "rejected": Bilingual("Proof rejected", "证明未被认可"),
}
YES_NO = {"yes": Bilingual("Yes", "是"), "no": Bilingual("No", "否")}
NOT_NEEDED = Bilingual("No proof needed", "无需证明")
NOT_APPLICABLE = Bilingual("Not applicable", "不适用")
UNITS = {"PR-04": "MWh", "GH-02": "tCO₂e", "GH-03": "tCO₂e", "GH-04": "tCO₂e", "GH-07": "%", "WA-01": "m³", "HW-06": "t"}
TRADES = {"office_it": Bilingual("Office IT", "办公与IT"), "service": Bilingual("Services", "服务")}


@cache
def bank() -> dict[str, Any]:
    path = ROOT / "assessments" / "library" / "questionnaire-six-areas-1.0.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def example(name: str) -> dict[str, Any]:
    path = ROOT / "tests" / "oracles" / "scoring-oracles.yaml"
    examples = yaml.safe_load(path.read_text(encoding="utf-8"))["examples"]
    return next(found for found in examples if found["id"] == name)


def words(pair: dict[str, str]) -> Bilingual:
    return Bilingual(pair["en"], pair["zh"])


def legal_source(entry: dict[str, Any]) -> LegalSource:
    kind = words(entry["type"]) if isinstance(entry["type"], dict) else Bilingual(entry["type"], entry["type"])
    return LegalSource(entry["id"], words(entry["title"]), kind, words(entry["note"]) if "note" in entry else None)


def number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def named(groups: str) -> dict[str, Bilingual]:
    return {entry["code"]: words(entry["name"]) for entry in bank()[groups]}


def shown_answer(question: dict[str, Any], row: dict[str, Any]) -> Shown:
    value = str(row["answer"])
    if value == "NA":
        return NOT_APPLICABLE
    if value in YES_NO:
        return YES_NO[value]
    levels = question.get("options") or next(scale for scale in bank()["scales"] if scale["id"] == "M5")["levels"]
    if question["type"] == "single_choice":
        return next(words(level) for level in levels if str(level["value"]) == value)
    if question["type"] == "file":
        return Bilingual("File attached", "已附文件")
    return f"{value} {UNITS.get(row['code'], '')}".strip()


def answer_line(position: int, row: dict[str, Any]) -> AnswerLine:
    question = next(entry for entry in bank()["questions"] if entry["code"] == row["code"])
    is_out = row["score"] is None
    has_file = row["evidence"] in {"verified", "pending", "expired"}
    return AnswerLine(
        code=row["code"],
        dimension=question["dimension"],
        question=words(question["text"]),
        answer=shown_answer(question, row),
        weight=row["weight"],
        score=number(row["score"]),
        multiplier=number(row["multiplier"]),
        weighted=number(row["weighted"]),
        gate=question["gate"] or "",
        note=HOSTILE if row["code"] == "EP-05" else "",
        evidence=(f"E-{position:02}",) if has_file else (),
        decision=Bilingual("Accepted", "已认可") if is_out else STATES.get(row["evidence"], NOT_NEEDED),
        not_applicable_reason="本公司无此类业务，经现场负责人吉田喆𠮷确认。" if is_out else "",
    )


def answer_groups(case: dict[str, Any]) -> tuple[AnswerGroup, ...]:
    lines = [answer_line(position, row) for position, row in enumerate(case["expected"]["rows"], start=1)]
    names = named("areas") | {
        code: Bilingual(f"Cross-cutting: {pair.en}", f"通用模块：{pair.zh}") for code, pair in named("dimensions").items()
    }
    groups = (
        AnswerGroup(code, name, tuple(line for line in lines if line.code.startswith(f"{code}-"))) for code, name in names.items()
    )
    return tuple(group for group in groups if group.lines)


def scores(case: dict[str, Any]) -> Scores:
    expected = case["expected"]
    areas = []
    for code, name in named("areas").items():
        area = expected["areas"][code] or {"weighted_sum": 0, "weight_sum": 0, "score": None, "area_weight": 0}
        areas.append(
            AreaScore(
                code=code,
                name=name,
                weighted_sum=Decimal(area["weighted_sum"]),
                weight_sum=Decimal(area["weight_sum"]),
                score=number(area["score"]),
                area_weight=Decimal(area["area_weight"]),
                cells=tuple(number(expected["cells"][code][dimension]) for dimension in DIMENSIONS),
            )
        )
    modules = tuple(
        ModuleScore(
            code=code,
            name=name,
            weighted_sum=Decimal(expected["cross_cutting"][code]["weighted_sum"]),
            weight_sum=Decimal(expected["cross_cutting"][code]["weight_sum"]),
            score=number(expected["cross_cutting"][code]["score"]),
            share=Decimal(bank()["cross_cutting_module"]["weights"][code]),
        )
        for code, name in named("dimensions").items()
    )
    return Scores(
        areas=tuple(areas),
        modules=modules,
        environment=number(expected["environment"]),
        cross_cutting=number(expected["cross_cutting_score"]),
        esg=Decimal(expected["esg"]),
        environment_share=Decimal("0.75"),
        cross_cutting_share=Decimal("0.25"),
    )


def highlights(groups: tuple[AnswerGroup, ...], *, best: bool, most: int) -> tuple[Highlight, ...]:
    lines = [line for group in groups for line in group.lines if line.score is not None and line.multiplier is not None]

    def missing(line: AnswerLine) -> Decimal:
        return line.weight * 100 - (line.weighted or Decimal(0))

    ranked = sorted(lines, key=lambda line: (missing(line), -line.weight)) if best else sorted(lines, key=missing, reverse=True)
    return tuple(
        Highlight(
            code=line.code,
            question=line.question,
            finding=line.decision if line.multiplier == 0 else line.answer,
            earned=(line.weighted or Decimal(0)) / line.weight,
            effect=(Decimal(line.weight * 100) if best else missing(line)) / 200,
        )
        for line in ranked[:most]
    )


def summary(case: dict[str, Any], groups: tuple[AnswerGroup, ...]) -> Summary:
    expected = case["expected"]
    esg = Decimal(expected["esg"])
    grade = "A" if esg >= 80 else "B" if esg >= 65 else "C" if esg >= 50 else "D"
    caps = ()
    if grade != "A":
        caps = (
            Cap("B", Bilingual("ESG score below 65", "ESG得分低于65"), is_binding=True),
            Cap("C", Bilingual("Critical question without accepted proof", "关键问题缺少被认可的证明"), "RM-04"),
        )
    return Summary(
        esg=esg,
        grade=grade,
        environment=number(expected["environment"]),
        cross_cutting=number(expected["cross_cutting_score"]),
        coverage=Decimal(expected["coverage_pct"]),
        verified_share=Decimal(expected["verified_pct"]),
        caps=caps,
        strengths=highlights(groups, best=True, most=3),
        gaps=highlights(groups, best=False, most=5),
    )


def scope(case: dict[str, Any], groups: tuple[AnswerGroup, ...]) -> Scope:
    lines = [line for group in groups for line in group.lines]
    policy = bank()["evidence_policy"]
    return Scope(
        questionnaire_title=words(bank()["template"]["title"]),
        questionnaire_version="ESG-ENV6 1.0",
        questionnaire_sha256=hashlib.sha256(b"questionnaire").hexdigest(),
        category=TRADES[case["category"]],
        profile=next(words(entry["name"]) for entry in bank()["profiles"] if entry["code"] == case["profile"]),
        sites=("江苏省苏州市演示区虚构路88号", "Demo Park 3, Example City"),
        asked=len(lines),
        answered=len([line for line in lines if line.score is not None]),
        not_applicable=len([line for line in lines if line.score is None]),
        blank=0,
        proof_states=tuple(
            ProofState(
                state,
                Decimal(policy["multipliers"]["normal"][code]),
                Decimal(policy["multipliers"]["critical"][code]),
                len([line for line in lines if line.decision == state]),
            )
            for code, state in STATES.items()
        ),
        submitted_on=date(2026, 11, 2),
        verified_on=date(2026, 11, 18),
    )


def cover(case: dict[str, Any]) -> Cover:
    return Cover(
        number="AUD-2026-00042",
        version=1,
        supplier_name=words(case["supplier"]),
        identifier_scheme=Bilingual("Unified social credit code", "统一社会信用代码"),
        identifier="91320505DEM000057F",
        period=(date(2025, 11, 21), AS_OF),
        as_of=AS_OF,
        generated_at=NOW,
        buyer_name=Bilingual("Demo Buyer Group (fictional)", "演示采购集团（虚构）"),
        questionnaire_version="ESG-ENV6 1.0",
        policy_version="SCORE-POL 1.0",
        software_version="0.1.0",
        is_demo=True,
    )


def profile(case: dict[str, Any]) -> Profile:
    names = words(case["supplier"])
    return Profile(
        facts=(
            Fact(Bilingual("Registered name in Chinese", "中文注册名称"), names.zh),
            Fact(Bilingual("Name in English", "英文名称"), names.en),
            Fact(Bilingual("Former names", "曾用名"), UNBROKEN),
            Fact(Bilingual("Identifier", "标识代码"), "91320505DEM000057F"),
            Fact(Bilingual("Legal form", "法律形式"), Bilingual("Limited liability company", "有限责任公司")),
            Fact(Bilingual("Date of registration", "注册日期"), date(2014, 3, 18)),
            Fact(Bilingual("Region", "地区"), Bilingual("Mainland China, Jiangsu", "中国内地，江苏省")),
            Fact(Bilingual("Registered address", "注册地址"), "江苏省苏州市演示区虚构路88号"),
            Fact(Bilingual("Legal representative", "法定代表人"), "吴喆𠮷"),
            Fact(Bilingual("Holders of 25% or more", "持股25%以上的股东"), "Łódź Şirketi, 한국 😀 Holdings"),
            Fact(Bilingual("Number of staff", "员工人数"), "412"),
            Fact(Bilingual("Registered capital (CNY)", "注册资本（人民币元）"), "20,000,000.00"),
            Fact(Bilingual("Tax status", "纳税人资格"), ""),
            Fact(Bilingual("Remarks", "备注"), HOSTILE),
        ),
        bank=BankAccount("演示银行苏州分行", names.zh, "0428"),
    )


def documents() -> tuple[SignedDocument, ...]:
    return (
        SignedDocument(
            title=Bilingual("Undertaking on honesty and integrity", "廉洁诚信承诺书"),
            version="2.1",
            status=Bilingual("In force", "有效"),
            sha256=hashlib.sha256(b"IU").hexdigest(),
            signatory="吴喆𠮷",
            signatory_title="总经理",
            authority=Bilingual("Legal representative", "法定代表人"),
            signed_at=datetime(2026, 2, 3, 1, 15, tzinfo=UTC),
            valid_until=date(2029, 2, 2),
        ),
        SignedDocument(
            title=Bilingual("Supplier ESG code of conduct", "供应商ESG行为准则"),
            version="1.4",
            status=Bilingual("To be signed", "待签署"),
            sha256=hashlib.sha256(b"COC").hexdigest(),
        ),
    )


def indicators() -> tuple[IndicatorLine, ...]:
    return (
        IndicatorLine("IND-EN", Bilingual("Energy, total", "综合能源消耗"), "MWh", Decimal(5250), Decimal(5010), Decimal("4.79")),
        IndicatorLine(
            "IND-R2",
            Bilingual("Scope 2 emissions, location-based", "范围二排放（位置法）"),
            "tCO₂e",
            Decimal(1760),
            notes=(
                Bilingual(
                    "Electricity bought × 0.5306 gives 1,747; the difference of 0.7% is plausible.",
                    "按外购电力×0.5306计算为1,747，差异0.7%，合理。",
                ),
            ),
        ),
        IndicatorLine("IND-HW", Bilingual("Hazardous waste", "危险废物"), "t", Decimal("18.4")),
    )


def annexes(groups: tuple[AnswerGroup, ...]) -> Annexes:
    files = [
        EvidenceLine(
            reference=line.evidence[0],
            file_name=f"{line.code}-环境证明-{UNBROKEN[:60] if line.code == 'EP-08' else 'scan'}.pdf",
            sha256=hashlib.sha256(line.code.encode()).hexdigest(),
            size=182_400 + 997 * position,
            questions=(line.code,),
            uploaded_by="陈砚",
            uploaded_at=datetime(2026, 10, 28, 3, 20, tzinfo=UTC),
            status=line.decision,
            verified_by="" if line.decision == STATES["pending"] else "林知夏",
            verified_at=datetime(2026, 11, 18, 8, 5, tzinfo=UTC),
        )
        for position, line in enumerate(line for group in groups for line in group.lines if line.evidence)
    ]
    asked = {line.code for group in groups for line in group.lines}
    cited = {source for entry in bank()["questions"] if entry["code"] in asked for source in entry["references"]}
    used = [entry for entry in bank()["references"] if entry["id"] in cited]
    return Annexes(
        evidence=tuple(files),
        changes=(Change(1, AS_OF, Bilingual("First report on this supplier.", "关于该供应商的首份报告。")),),
        glossary=(
            Term(
                Bilingual("Gate", "否决项"),
                Bilingual("A critical question whose failure limits the grade.", "不达标即限制等级的关键问题。"),
            ),
            Term(
                Bilingual("Coverage", "覆盖率"),
                Bilingual("Weight of the scored questions in all that apply.", "已计分问题的权重占全部适用问题权重的比例。"),
            ),
        ),
        legal_basis=tuple(legal_source(entry) for entry in used),
    )


def audit_report(name: str = "EX2", edition: Edition = Edition.BOTH, **changes: Any) -> AuditReport:
    """The report on a worked example; `changes` replace whole parts."""
    case = example(name)
    groups = answer_groups(case)
    report = AuditReport(
        edition=edition,
        dimensions=tuple(named("dimensions").values()),
        cover=cover(case),
        sign_off=SignOff(
            prepared_by=Person("林知夏", Bilingual("Auditor", "审核员"), AS_OF),
            reviewed_by=None,
            approved_by=None,
            dataset_sha256=hashlib.sha256(DATASET.encode()).hexdigest(),
        ),
        summary=summary(case, groups),
        scope=scope(case, groups),
        profile=profile(case),
        documents=documents(),
        scores=scores(case),
        answers=groups,
        indicators=indicators(),
        annexes=annexes(groups),
    )
    return dataclasses.replace(report, **changes)
