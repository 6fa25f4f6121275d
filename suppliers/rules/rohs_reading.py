"""Reading a table of concentrations: part, material, substance, mg/kg, exemption; heads in English or Chinese."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from suppliers.rules.rohs import Substance

HEADS: Mapping[str, tuple[str, ...]] = {
    "part": ("part", "component", "部件", "零件", "部位"),
    "material": ("material", "homogeneous material", "均质材料", "材料", "材质"),
    "substance": ("substance", "物质", "有害物质", "项目"),
    "ppm": ("ppm", "mg/kg", "concentration", "concentration (mg/kg)", "result", "含量", "浓度", "测试结果", "含量(mg/kg)"),
    "exemption": ("exemption", "豁免", "豁免条款"),
}
REQUIRED = ("part", "material", "substance", "ppm")
SUBSTANCE_NAMES: Mapping[Substance, tuple[str, ...]] = {
    Substance.PB: ("pb", "lead", "铅"),
    Substance.HG: ("hg", "mercury", "汞"),
    Substance.CD: ("cd", "cadmium", "镉"),
    Substance.CR6: ("cr6", "crvi", "cr6+", "hexavalentchromium", "六价铬"),
    Substance.PBB: ("pbb", "pbbs", "多溴联苯"),
    Substance.PBDE: ("pbde", "pbdes", "多溴二苯醚"),
    Substance.DEHP: ("dehp", "邻苯二甲酸二(2-乙基己基)酯"),
    Substance.BBP: ("bbp", "邻苯二甲酸丁苄酯"),
    Substance.DBP: ("dbp", "邻苯二甲酸二丁酯"),
    Substance.DIBP: ("dibp", "邻苯二甲酸二异丁酯"),
}
NOT_DETECTED = frozenset({"nd", "n.d.", "n.d", "notdetected", "未检出", "未測出", "-", "—"})
MOST_ROWS = 2000
MOST_PPM = Decimal(1_000_000)
LONGEST = 120
LONGEST_EXEMPTION = 40


@dataclass(frozen=True)
class ReadRow:
    """One concentration in mg/kg as it was read; below detection it is the limit of detection, or 0."""

    part: str
    material: str
    substance: Substance
    ppm: Decimal
    below_detection: bool = False
    exemption: str = ""


@dataclass(frozen=True)
class BadRow:
    """What is wrong in a row, counted as the spreadsheet shows it."""

    row: int
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


def read_rows(cells: Sequence[Sequence[object]]) -> tuple[list[ReadRow], list[BadRow]]:
    """The concentrations, and every problem; with a problem nothing is to be stored."""
    head = next((number for number, row in enumerate(cells) if any(_text(cell) for cell in row)), None)
    if head is None:
        return [], [BadRow(1, "NO_ROWS")]
    columns = _columns(cells[head])
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        return [], [BadRow(head + 1, "COLUMNS_MISSING", {"columns": ", ".join(missing)})]
    rows: list[ReadRow] = []
    problems: list[BadRow] = []
    seen: set[tuple[str, str, Substance]] = set()
    for number, row in enumerate(cells[head + 1 :], start=head + 2):
        if not any(_text(cell) for cell in row):
            continue
        read = _read(number, {name: _text(row[place]) if place < len(row) else "" for name, place in columns.items()})
        if isinstance(read, BadRow):
            problems.append(read)
        elif (key := (read.part, read.material, read.substance)) in seen:
            problems.append(BadRow(number, "TWICE", {"substance": str(read.substance), "material": read.material}))
        else:
            seen.add(key)
            rows.append(read)
    if len(rows) > MOST_ROWS:
        problems.append(BadRow(MOST_ROWS, "TOO_MANY_ROWS", {"most": str(MOST_ROWS)}))
    if not rows and not problems:
        problems.append(BadRow(head + 1, "NO_ROWS"))
    return rows, problems


def read_substance(typed: str) -> Substance | None:
    """The substance a name means; None when it is none of the ten.

    >>> read_substance("Cr(VI)")
    <Substance.CR6: 'CR6'>
    """
    text = re.sub(r"[\s()]", "", unicodedata.normalize("NFKC", typed).casefold())
    for substance, names in SUBSTANCE_NAMES.items():
        if text == substance.casefold() or text in {re.sub(r"[\s()]", "", name) for name in names}:
            return substance
    return None


def read_ppm(typed: str) -> tuple[Decimal, bool] | None:
    """(mg/kg, below detection). `ND` is 0 below detection, `<5` is 5 below detection; None when it is no amount."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed).casefold())
    if text in NOT_DETECTED:
        return Decimal(0), True
    below = text.startswith("<")
    number = text.lstrip("<").removesuffix("ppm").removesuffix("mg/kg")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", number):
        number = number.replace(",", "")
    try:
        ppm = Decimal(number)
    except InvalidOperation:
        return None
    if not ppm.is_finite() or not 0 <= ppm <= MOST_PPM:
        return None
    return ppm.quantize(Decimal("0.001")), below


def _columns(head: Sequence[object]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", _text(cell)).casefold()).strip()
        for name, words in HEADS.items():
            if text in words:
                found.setdefault(name, place)
    return found


def _read(number: int, row: Mapping[str, str]) -> ReadRow | BadRow:
    for name in ("part", "material"):
        if not row[name] or len(row[name]) > LONGEST:
            return BadRow(number, "TEXT_MISSING" if not row[name] else "TEXT_TOO_LONG", {"column": name})
    substance = read_substance(row["substance"])
    if substance is None:
        return BadRow(number, "NO_SUBSTANCE", {"value": row["substance"][:LONGEST]})
    amount = read_ppm(row["ppm"])
    if amount is None:
        return BadRow(number, "NO_AMOUNT", {"value": row["ppm"][:LONGEST]})
    exemption = row.get("exemption", "")
    if len(exemption) > LONGEST_EXEMPTION:
        return BadRow(number, "TEXT_TOO_LONG", {"column": "exemption"})
    return ReadRow(row["part"], row["material"], substance, *amount, exemption)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
