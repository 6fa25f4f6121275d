"""Which products are covered by which papers."""

from dataclasses import dataclass
from datetime import date

from suppliers.rules.certificate import CertificateKind
from suppliers.rules.product import ProductFacts, ProductPaper, coverage

ON = date(2026, 11, 20)
DISPLAY = ProductFacts(1, "Display", is_electrical=True, in_3c_catalogue=True)
CABLE = ProductFacts(2, "Cable", is_electrical=True, in_3c_catalogue=False)
ADVICE = ProductFacts(3, "Advice", is_electrical=False, in_3c_catalogue=False)


@dataclass(frozen=True)
class Paper:
    status: str = "VERIFIED"
    registry_status: str = "VALID"
    valid_from: date = date(2026, 1, 1)
    valid_to: date | None = date(2027, 12, 31)


def paper(pk: int, kind: str, *products: int, **facts: object) -> ProductPaper:
    return ProductPaper(pk, CertificateKind(kind), Paper(**facts), frozenset(products))


def found(*papers: ProductPaper) -> list[tuple[str, int | None, int | None, bool, bool]]:
    rows = coverage([DISPLAY, CABLE, ADVICE], papers, ON)
    return [(row.product.name, row.by_3c, row.by_rohs, row.lacks_3c, row.lacks_rohs) for row in rows]


def test_what_a_product_needs_follows_from_what_it_is():
    assert found() == [
        ("Display", None, None, True, True),
        ("Cable", None, None, False, True),
        ("Advice", None, None, False, False),
    ]


def test_a_paper_covers_the_products_it_names_and_no_others():
    assert found(paper(7, "CCC", 1), paper(8, "ROHS", 1, 2)) == [
        ("Display", 7, 8, False, False),
        ("Cable", None, 8, False, False),
        ("Advice", None, None, False, False),
    ]


def test_a_self_declaration_covers_and_a_suspended_certificate_does_not():
    assert found(paper(7, "CCC", 1, registry_status="SUSPENDED"))[0][1] is None
    assert found(paper(7, "CCC_SELF_DECLARATION", 1))[0][1] == 7


def test_of_several_the_one_that_lasts_longest_is_named():
    assert (
        found(paper(7, "CCC", 1), paper(8, "CCC", 1, valid_to=date(2026, 12, 31)), paper(9, "CCC", 1, valid_to=None))[0][1] == 9
    )
