"""What the number of a paper says of itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.certificate import CertificateKind
from suppliers.rules.certificate_number import ccc_parts, normal_number, number_remarks
from suppliers.selectors.certificate import certificate_table

OURS = "91130200699229617X"


def codes(kind: str, number: str, *, valid_from: date = date(2026, 1, 1), credit_code: str = OURS) -> list[tuple[str, bool]]:
    normal = normal_number(CertificateKind(kind), number)
    found = number_remarks(
        CertificateKind(kind), normal, table=certificate_table(), valid_from=valid_from, credit_code=credit_code
    )
    return [(remark.code, remark.is_refusal) for remark in found]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("2016010901123456", []),
        ("2016 0109 0112 3456", []),
        ("２０１６０１０９０１１２３４５６", []),
        ("201601090112345", [("CCC_FORM", True)]),
        ("20160109011234567", [("CCC_FORM", True)]),
        ("A016010901123456", [("CCC_FORM", True)]),
        ("2001010901123456", [("CCC_YEAR", True)]),
        ("2027010901123456", [("CCC_YEAR", True)]),
        ("2016990901123456", [("CCC_BODY", False)]),
        ("2016019999123456", [("CCC_PRODUCT_CODE", False)]),
        ("2016999999123456", [("CCC_BODY", False), ("CCC_PRODUCT_CODE", False)]),
    ],
)
def test_a_3c_number_is_year_body_class_and_serial(number, expected):
    assert codes("CCC", number) == expected


def test_the_parts_of_a_3c_number():
    parts = ccc_parts("2016010901123456")

    assert (parts.year, parts.body, parts.product_code, parts.serial) == (2016, "01", "0901", "123456")


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("DISCHARGE_PERMIT", f"{OURS}001P", []),
        ("DISCHARGE_PERMIT", f"{OURS} 001-p", []),
        ("DISCHARGE_REGISTRATION", f"{OURS}001W", []),
        ("DISCHARGE_PERMIT", "91110105DEM000014U001P", [("DISCHARGE_OTHER_HOLDER", False)]),
        ("DISCHARGE_PERMIT", "H91302006992296170001P", [("DISCHARGE_WITHOUT_CREDIT_CODE", False)]),
        ("DISCHARGE_PERMIT", f"{OURS}01P", [("DISCHARGE_FORM", True)]),
        ("DISCHARGE_PERMIT", f"{OURS}001PP", [("DISCHARGE_FORM", True)]),
        ("DISCHARGE_REGISTRATION", "2020-0001", [("DISCHARGE_FORM", False)]),
        ("HAZARDOUS_WASTE_LICENCE", "anything", []),
        ("CCC_SELF_DECLARATION", "anything", []),
    ],
)
def test_a_discharge_permit_begins_with_the_credit_code_of_its_holder(kind, number, expected):
    assert codes(kind, number) == expected


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_a_number(typed):
    for kind in CertificateKind:
        codes(kind, typed)
