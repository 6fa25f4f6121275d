"""The catalogue: kept by name, retired instead of deleted, and what covers it."""

import pytest

from suppliers.models import Product
from suppliers.permissions import NotAllowed
from suppliers.rules.role import Role
from suppliers.selectors.product import coverage_of, coverages_of
from suppliers.services.product import (
    ProductDraft,
    ProductExists,
    UnknownProductCode,
    keep_products,
    offer_product,
    save_product,
)
from tests.factories.account import make_account
from tests.factories.certificate import AT, TODAY, make_certificate, make_product
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def declared(name: str, *, is_electrical: bool = True, in_3c_catalogue: bool = True) -> dict[str, object]:
    return {"name": name, "is_electrical": is_electrical, "in_3c_catalogue": in_3c_catalogue}


def test_an_application_handed_in_again_keeps_code_models_and_certificates():
    supplier = make_supplier()
    display = make_product(supplier, "Display")
    paper = make_certificate(supplier, "CCC", products=(display,))

    keep_products(supplier, [declared("ＤＩＳＰＬＡＹ ", is_electrical=False), declared("Cable")])

    display.refresh_from_db()
    assert (display.catalogue_code, display.model_names, display.is_electrical) == ("0903", "AB-100", False)
    assert list(paper.products.all()) == [display]
    assert list(supplier.products.values_list("name", "is_offered")) == [("ＤＩＳＰＬＡＹ ", True), ("Cable", True)]


def test_what_is_no_longer_declared_is_retired_and_comes_back_with_its_papers():
    supplier = make_supplier()
    display = make_product(supplier, "Display")
    paper = make_certificate(supplier, "CCC", products=(display,))

    keep_products(supplier, [declared("Cable")])
    assert list(supplier.products.values_list("name", "is_offered")) == [("Display", False), ("Cable", True)]
    assert [row.product.name for row in coverage_of(supplier.pk, TODAY)] == ["Cable"]

    keep_products(supplier, [declared("Display")])
    assert [(row.product.name, row.by_3c) for row in coverage_of(supplier.pk, TODAY)] == [("Display", paper.pk)]


def test_declaring_nothing_retires_everything_and_deletes_nothing():
    supplier = make_supplier()
    make_product(supplier)

    keep_products(supplier, [])

    assert list(supplier.products.values_list("is_offered", flat=True)) == [False]


def test_a_code_of_the_catalogue_puts_a_product_into_it():
    supplier = make_supplier()
    owner = make_account(Role.SUPPLIER_CONTRIBUTOR, supplier)

    row = save_product(supplier, ProductDraft("Display", catalogue_code="0903"), by=owner, at=AT)

    assert row.in_3c_catalogue
    with pytest.raises(ProductExists):
        save_product(supplier, ProductDraft(" display"), by=owner, at=AT)
    with pytest.raises(UnknownProductCode):
        save_product(supplier, ProductDraft("Printer", catalogue_code="9999"), by=owner, at=AT)
    with pytest.raises(NotAllowed):
        save_product(supplier, ProductDraft("Printer"), by=make_account(Role.SUPPLIER_ADMIN, make_supplier()), at=AT)


def test_a_product_leaves_the_offer_and_comes_back():
    supplier = make_supplier()
    owner, row = make_account(Role.SUPPLIER_ADMIN, supplier), make_product(supplier)

    offer_product(row, offered=False, by=owner, at=AT)
    assert coverage_of(supplier.pk, TODAY) == []
    offer_product(row, offered=True, by=owner, at=AT)
    assert len(coverage_of(supplier.pk, TODAY)) == 1


@pytest.mark.parametrize("suppliers", [1, 3])
def test_coverage_takes_three_queries_however_many_suppliers(suppliers, django_assert_num_queries):
    ids = []
    for _number in range(suppliers):
        supplier = make_supplier()
        make_certificate(supplier, "CCC", products=(make_product(supplier), make_product(supplier)))
        ids.append(supplier.pk)

    with django_assert_num_queries(3):
        found = coverages_of(ids, TODAY)

    assert [len(rows) for rows in found.values()] == [2] * suppliers
    assert Product.objects.count() == 2 * suppliers
