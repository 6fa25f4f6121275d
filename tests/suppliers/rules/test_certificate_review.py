"""Holder, dates, edition, products: what stands against a paper."""

from datetime import date

import pytest

from suppliers.rules.certificate import CertificateKind, HolderRole
from suppliers.rules.certificate_holder import HolderMatch, compare_holder, former_names
from suppliers.rules.certificate_review import (
    CoveredProduct,
    StatedPaper,
    counted_until,
    models_of,
    remarks,
    unnamed_models,
)
from suppliers.selectors.certificate import certificate_table

OLD = "ISO 14001:2015"
NAMES = ("北京澄砚国际电气有限公司", "Beijing Chengyan Electric Co., Ltd.")


def paper(kind: str = "ISO_14001", **fields: object) -> StatedPaper:
    facts = {
        "number": "2025010903000001",
        "holder_role": HolderRole.SUPPLIER,
        "scope": "AB-100, AB-200",
        "valid_from": date(2026, 1, 1),
        "valid_to": date(2028, 12, 31),
        "standard_edition": "ISO 14001:2026" if kind == "ISO_14001" else "",
        "products": (CoveredProduct("Display", "0903", ("AB-100",)),) if kind in {"CCC", "ROHS"} else (),
        **fields,
    }
    return StatedPaper(kind=CertificateKind(kind), **facts)


def codes(stated: StatedPaper, holder: HolderMatch = HolderMatch.SAME) -> list[tuple[str, bool]]:
    return [(remark.code, remark.is_refusal) for remark in remarks(stated, holder=holder, table=certificate_table())]


@pytest.mark.parametrize(
    ("printed", "role", "kind", "match"),
    [
        ("北京澄砚国际电气有限公司", "SUPPLIER", "ISO_14001", "SAME"),
        ("北京澄砚国际电气有限公司 ", "SUPPLIER", "ISO_14001", "SAME"),
        ("BEIJING CHENGYAN ELECTRIC CO LTD", "SUPPLIER", "ISO_14001", "SAME"),
        ("澄砚电器厂", "SUPPLIER", "ISO_14001", "FORMER_NAME"),
        ("北京澄砚國際電氣有限公司", "SUPPLIER", "ISO_14001", "OTHER_SCRIPT"),
        ("上海澄砚国际电气有限公司", "SUPPLIER", "CCC", "DIFFERENT"),
        ("上海澄砚国际电气有限公司", "MANUFACTURER", "CCC", "MANUFACTURER"),
        ("上海澄砚国际电气有限公司", "MANUFACTURER", "ROHS", "MANUFACTURER"),
        ("上海澄砚国际电气有限公司", "MANUFACTURER", "ISO_14001", "DIFFERENT"),
        ("上海澄砚国际电气有限公司", "MANUFACTURER", "DISCHARGE_PERMIT", "DIFFERENT"),
    ],
)
def test_the_holder_is_the_supplier_or_the_manufacturer_of_a_product(printed, role, kind, match):
    found = compare_holder(
        printed, role=HolderRole(role), kind=CertificateKind(kind), names=NAMES, former=former_names("澄砚电器厂；澄砚商行")
    )

    assert found == HolderMatch(match)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (paper(), []),
        (paper(valid_to=date(2025, 12, 31)), [("ENDS_BEFORE_START", True)]),
        (paper(valid_to=None), [("END_MISSING", True)]),
        (paper("ROHS", valid_to=None), []),
        (paper("CCC_SELF_DECLARATION", valid_to=None, products=(CoveredProduct("Display"),)), []),
        (paper(valid_to=date(2029, 1, 2)), []),
        (paper(valid_to=date(2029, 1, 3)), [("TERM_TOO_LONG", False)]),
        (paper(standard_edition="GB/T 24001-2016/ISO 14001:2015"), []),
        (paper(standard_edition=OLD, valid_from=date(2028, 1, 1), valid_to=date(2030, 12, 31)), [("EDITION_LAPSES", False)]),
        (paper(standard_edition=OLD, valid_from=date(2029, 5, 1), valid_to=date(2030, 12, 31)), [("EDITION_LAPSED", True)]),
        (paper(standard_edition="ISO 14001"), [("EDITION_UNKNOWN", False)]),
        (paper("CCC"), []),
        (paper("CCC", products=()), [("NO_PRODUCT", True)]),
        (paper("CCC", products=(CoveredProduct("Printer", "0904"),)), [("OTHER_PRODUCT_CODE", True)]),
        (paper("CCC", products=(CoveredProduct("Display", "0903", ("AB-300",)),)), [("MODEL_NOT_NAMED", True)]),
        (paper("ROHS", products=(CoveredProduct("Printer", "0904"),)), []),
    ],
)  # fmt: skip
def test_what_stands_against_a_paper(stated, expected):
    assert codes(stated) == expected


def test_a_paper_of_another_company_is_refused_and_a_former_name_is_warned_of():
    assert codes(paper(), HolderMatch.DIFFERENT) == [("HOLDER_DIFFERENT", True)]
    assert codes(paper(), HolderMatch.FORMER_NAME) == [("HOLDER_FORMER_NAME", False)]


@pytest.mark.parametrize(
    ("scope", "unnamed"),
    [
        ("AB-100、AB-110", []),
        ("ab-100；ａｂ-110", []),
        ("AB-1*", []),
        ("AB-1系列", []),
        ("AB-1 series of displays", []),
        ("AB-100", ["AB-110"]),
        ("AB-1000, AB-110", ["AB-100"]),
        ("", ["AB-100", "AB-110"]),
    ],
)
def test_a_scope_names_models_one_by_one_or_as_a_series(scope, unnamed):
    assert unnamed_models(models_of("AB-100, AB-110"), scope) == unnamed


@pytest.mark.parametrize(
    ("stated", "others", "until"),
    [
        (paper(), (), date(2028, 12, 31)),
        (paper(standard_edition="ISO 14001:2015", valid_to=date(2030, 12, 31)), (), date(2029, 4, 30)),
        (paper("ROHS", valid_to=None), (date(2027, 6, 30), date(2028, 1, 1)), date(2027, 6, 30)),
        (paper("ROHS", valid_to=None), (), None),
    ],
)
def test_a_paper_counts_until_the_first_of_its_ends(stated, others, until):
    assert counted_until(stated, certificate_table(), others=others) == until
