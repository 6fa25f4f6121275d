"""The columns of each kind of file: how their heads are written in both languages, and what their cells hold.

Heads and notes stand here in both languages and not in the catalogues, because a file is recognised by them whatever
language its reader uses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from suppliers.rules.data_import import ImportKind
from suppliers.rules.import_value import folded


class CellKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "TEXT"
    CODE = "CODE"
    DAY = "DAY"  # not after today
    ANY_DAY = "ANY_DAY"
    MONTH = "MONTH"
    QUANTITY = "QUANTITY"  # three decimals
    HOURS = "HOURS"
    AMOUNT = "AMOUNT"
    SIGNED_AMOUNT = "SIGNED_AMOUNT"  # below 0: a credit
    RATE = "RATE"
    COUNT = "COUNT"
    CURRENCY = "CURRENCY"
    CHOICE = "CHOICE"


@dataclass(frozen=True)
class ImportColumn:
    """One column. `also` are further heads that mean it; `most` counts characters."""

    name: str
    en: str
    zh: str
    kind: CellKind = CellKind.TEXT
    is_required: bool = False
    most: int = 200
    also: tuple[str, ...] = ()
    note_en: str = ""
    note_zh: str = ""
    example: str = ""

    def head(self, language: str) -> str:
        """The head in a reader's language."""
        return self.zh if language.startswith("zh") else self.en

    def note(self, language: str) -> str:
        """What to know about the column."""
        return self.note_zh if language.startswith("zh") else self.note_en


_C = ImportColumn
_K = CellKind
_DATES_EN, _DATES_ZH = "A date: 2026-11-21, 2026/11/21 or 2026年11月21日.", "日期：2026-11-21、2026/11/21或2026年11月21日。"
_SUPPLIER = _C(
    "supplier", "Supplier", "供应商", _K.CODE, True, 40, ("Supplier number", "Supplier code", "供应商编号", "供应商代码"),
    "The supplier number in Assay, or the supplier’s identifier.", "Assay中的供应商编号，或供应商的识别号。", "SUP-000001",
)  # fmt: skip
_CURRENCY = _C(
    "currency", "Currency", "币种", _K.CURRENCY, most=12, also=("Currency code", "货币"),
    note_en="A code such as CNY, USD, EUR. Left empty: CNY.", note_zh="CNY、USD、EUR等代码；留空为CNY。", example="CNY",
)  # fmt: skip

ORDERS = (
    _C("number", "Order number", "订单号", _K.CODE, True, 60, ("Order", "PO number", "订单编号", "采购订单号"),
       "Each order once.", "每个订单一行。", "PO-2026-0001"),
    _SUPPLIER,
    _C("title", "What was ordered", "采购内容", also=("Description", "内容"), example="Stage equipment 舞台设备"),
    _C("department", "Requesting department", "需求部门", most=120, also=("Department", "部门"), example="Events 活动部"),
    _C("ordered_on", "Ordered on", "下单日期", _K.DAY, True, also=("Order date", "订单日期"), note_en=_DATES_EN,
       note_zh=_DATES_ZH,
       example="2026-09-01"),
    _C("due_on", "Due on", "约定交付日期", _K.ANY_DAY, True, also=("Due date", "交期", "交付期限"),
       note_en="Not before the order.",
       note_zh="不早于下单日期。", example="2026-09-30"),
    _C("delivered_on", "Delivered on", "实际交付日期", _K.DAY, also=("Delivery date", "交付日期"),
       note_en="Empty as long as it is not delivered.", note_zh="尚未交付则留空。", example="2026-09-28"),
    _C("quantity", "Quantity", "数量", _K.QUANTITY, True, example="120"),
    _C("accepted_quantity", "Accepted at first inspection", "首次验收合格数量", _K.QUANTITY, also=("Accepted quantity",
       "合格数量"),
       note_en="Not more than the quantity. Empty as long as it is not inspected.", note_zh="不大于数量；尚未验收则留空。",
       example="119"),
    _C("response_hours", "Hours until the supplier answered", "供应商响应小时数", _K.HOURS, also=("Response hours",
       "响应小时数"), example="6.5"),
    _C("amount", "Amount", "金额", _K.AMOUNT, True, example="86,400.00"),
    _CURRENCY,
    _C("closed_on", "Closed on", "关闭日期", _K.DAY, also=("Close date",),
       note_en="When nothing more is expected from the order.",
       note_zh="订单全部了结之日。", example="2026-10-15"),
)  # fmt: skip
INVOICES = (
    _C("number", "Invoice number", "发票号码", _K.CODE, True, 60, ("Invoice", "发票号"), "Each invoice of a supplier once.",
       "同一供应商的每张发票一行。", "INV-88120"),
    _SUPPLIER,
    _C("order", "Order number", "订单号", _K.CODE, most=60, also=("Order", "PO number", "订单编号", "采购订单号"),
       note_en="May be left empty; otherwise an order of the same supplier.", note_zh="可留空；填写时须为同一供应商的订单。",
       example="PO-2026-0001"),
    _C("invoiced_on", "Date of the invoice", "开票日期", _K.DAY, True, also=("Invoice date", "发票日期"), note_en=_DATES_EN,
       note_zh=_DATES_ZH, example="2026-10-08"),
    _C("accepted_on", "Accepted on", "入账日期", _K.DAY, True, also=("Acceptance date", "审核通过日期", "接收日期"),
       note_en="The day from which the invoice counts as spend.", note_zh="自该日起计入采购额。", example="2026-10-12"),
    _C("amount", "Amount", "金额", _K.SIGNED_AMOUNT, True, note_en="Below zero for a credit note.",
       note_zh="红字发票填负数。", example="86,400.00"),
    _CURRENCY,
)  # fmt: skip
EXCHANGE_RATES = (
    _C("currency", "Currency", "币种", _K.CURRENCY, True, 12, ("Currency code", "货币"), "Not CNY.", "不含CNY。", "USD"),
    _C("month", "Month", "月份", _K.MONTH, True, also=("Period", "期间"),
       note_en="2026-10 or any day of the month; the month is over.",
       note_zh="2026-10或该月任一日期；该月须已结束。", example="2026-10"),
    _C("cny", "CNY for one unit", "一单位外币折合人民币", _K.RATE, True, also=("Rate", "汇率", "CNY"),
       note_en="At the end of the month, up to six decimals.", note_zh="月末汇率，最多六位小数。", example="7.1234"),
    _C("source", "Source", "来源", note_en="Where it was published.", note_zh="公布来源。", example="SAFE 国家外汇管理局"),
)  # fmt: skip
SUPPLIERS = (
    _C("number", "Supplier number", "供应商编号", _K.CODE, most=16, also=("Number", "编号"),
       note_en="Left empty: Assay gives the next one.", note_zh="留空则由Assay编号。"),
    _C("name_zh", "Name in Chinese", "中文名称", also=("Registered name in Chinese", "名称", "公司名称", "企业名称"),
       note_en="Required in Mainland China.", note_zh="中国内地企业必填。", example="霁野会展服务有限公司（虚构）"),
    _C("name_en", "Name in English", "英文名称", also=("Name", "Company name"), example="Jiye Events Co., Ltd. (fictional)"),
    _C("former_names", "Former names", "曾用名", most=500),
    _C("registered_country", "Country or region of registration", "注册国家或地区", _K.CHOICE, True, 60, ("Country",
       "国家或地区", "国家"),
       "A code such as CN, HK, DE, or the name.", "CN、HK、DE等代码，或名称。", "CN"),
    _C("registered_province", "Province of registration", "注册省份", _K.CHOICE, most=60, also=("Province", "省份", "省"),
       note_en="In Mainland China. Left empty: taken from the credit code.",
       note_zh="中国内地企业填写；留空则取自统一社会信用代码。",
       example="CN-ZJ"),
    _C("identifier_scheme", "Kind of identifier", "识别号类型", _K.CHOICE, most=80, also=("Identifier kind",),
       note_en="Left empty for Mainland China (credit code), Hong Kong, Macau and Taiwan.",
       note_zh="中国内地（统一社会信用代码）及港澳台企业可留空。", example="USCC"),
    _C("identifier_value", "Identifier", "识别号", _K.CODE, True, 80,
       ("Unified social credit code", "Credit code", "统一社会信用代码", "信用代码"), "Each supplier once.", "每家供应商一行。",
       "91330110DEM000022K"),
    _C("lei", "LEI", "LEI编码", _K.CODE, most=40, also=("Legal entity identifier (LEI)", "法人识别编码")),
    _C("legal_kind", "Legal form", "组织形式", _K.CHOICE, most=60, example="ENTERPRISE"),
    _C("registered_on", "Date of registration", "成立日期", _K.DAY, note_en=_DATES_EN, note_zh=_DATES_ZH, example="2015-04-08"),
    _C("registered_address", "Registered address", "注册地址", most=300, also=("Address", "住所", "地址"),
       example="杭州市演示路1号（虚构）"),
    _C("legal_representative", "Legal representative", "法定代表人", most=120, example="演示（虚构）"),
    _C("category", "Category", "品类", _K.CHOICE, most=60, note_en="Required for active suppliers.",
       note_zh="合作中的供应商必填。", example="event"),
    _C("profile", "Profile", "作业类型", _K.CHOICE, most=80, note_en="office or production. Required for active suppliers.",
       note_zh="office或production；合作中的供应商必填。", example="production"),
    _C("registered_capital", "Registered capital (CNY)", "注册资本（人民币）", _K.AMOUNT, also=("Registered capital",
       "注册资本")),
    _C("staff_number", "Number of staff", "员工人数", _K.COUNT, also=("Staff", "人数"), example="85"),
    _C("active_since", "Active since", "合作起始日期", _K.DAY,
       note_en="Required for active suppliers: from this day on they count.",
       note_zh="合作中的供应商必填：自该日起计入统计。", example="2021-03-01"),
)  # fmt: skip
COLUMNS: Mapping[ImportKind, tuple[ImportColumn, ...]] = {
    ImportKind.SUPPLIERS: SUPPLIERS,
    ImportKind.ORDERS: ORDERS,
    ImportKind.INVOICES: INVOICES,
    ImportKind.EXCHANGE_RATES: EXCHANGE_RATES,
}
_BY_HEAD: Mapping[ImportKind, Mapping[str, str]] = {
    kind: {folded(head): column.name for column in columns for head in (column.name, column.en, column.zh, *column.also)}
    for kind, columns in COLUMNS.items()
}


def column_of(kind: ImportKind, name: str) -> ImportColumn | None:
    """The column of that name."""
    return next((column for column in COLUMNS[kind] if column.name == name), None)


@dataclass(frozen=True)
class Heads:
    """What a row of heads says: per cell the column's name or empty; columns missing and doubled; heads nobody knows."""

    names: tuple[str, ...]
    missing: tuple[str, ...]
    doubled: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def found(self) -> int:
        """How many heads are known."""
        return sum(bool(name) for name in self.names)


def read_heads(kind: ImportKind, cells: Sequence[object]) -> Heads:
    """The row read as heads of that kind."""
    texts = ["" if cell is None else str(cell).strip() for cell in cells]
    table = _BY_HEAD[kind]
    names = tuple(table.get(folded(text), "") if text else "" for text in texts)
    present = [name for name in names if name]
    return Heads(
        names,
        tuple(column.name for column in COLUMNS[kind] if column.is_required and column.name not in present),
        tuple(dict.fromkeys(name for name in present if present.count(name) > 1)),
        tuple(text for text, name in zip(texts, names, strict=True) if text and not name),
    )
