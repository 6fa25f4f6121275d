"""Papers, products and contractors of a supplier."""

from datetime import UTC, date, datetime
from itertools import count

from suppliers.models import Account, Certificate, Evidence, Product, RohsDeclaration, Supplier, WasteContractor
from suppliers.rules.rohs import Substance
from suppliers.rules.role import Role
from tests.factories.account import make_account

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
_serial = count(1)


def make_evidence(supplier: Supplier, by: Account, kind: str = "certificate") -> Evidence:
    """A stored file, without its bytes."""
    number = next(_serial)
    return Evidence.objects.create(
        supplier=supplier,
        kind=kind,
        file=f"evidence/{number}",
        original_name=f"paper-{number}.pdf",
        content_type="application/pdf",
        size=10,
        sha256=f"{number:064x}",
        uploaded_by=by,
    )


def make_product(supplier: Supplier, name: str = "", **fields: object) -> Product:
    """A display of the 3C catalogue, which is electrical too."""
    number = next(_serial)
    facts = {"is_electrical": True, "in_3c_catalogue": True, "catalogue_code": "0903", "model_names": "AB-100", **fields}
    return Product.objects.create(supplier=supplier, name=name or f"Display {number}", **facts)


def make_certificate(
    supplier: Supplier, kind: str = "CCC", *, by: Account | None = None, products: tuple[Product, ...] = (), **fields: object
) -> Certificate:
    """A verified paper, valid in 2026 and 2027, held by the supplier, unless told otherwise."""
    number = next(_serial)
    by = by or make_account(Role.SUPPLIER_ADMIN, supplier)
    numbers = {"CCC": f"2025010903{number:06d}", "DISCHARGE_PERMIT": f"91110105DEM000014U{number % 1000:03d}P"}
    facts = {
        "number": numbers.get(kind, f"{kind}-{number}"),
        "holder_name": supplier.name_zh,
        "issuer": "Demo Certification (fictional)",
        "scope": "AB-100",
        "valid_from": date(2026, 1, 1),
        "valid_to": date(2027, 12, 31),
        "status": "VERIFIED",
        "registry_status": "VALID",
        "standard_edition": "ISO 14001:2026" if kind == "ISO_14001" else "",
        "entered_by": by,
        "entered_at": AT,
        "file": make_evidence(supplier, by),
        **fields,
    }
    row = Certificate.objects.create(supplier=supplier, kind=kind, **facts)
    row.products.set(products)
    if kind == "ROHS":
        substances = [str(substance) for substance in Substance]
        RohsDeclaration.objects.create(certificate=row, scheme="EU", reported_on=date(2026, 1, 1), substances=substances)
    return row


def make_contractor(supplier: Supplier, *, by: Account | None = None, **fields: object) -> WasteContractor:
    """A verified contractor for hazardous waste, licensed in 2026 and 2027."""
    number = next(_serial)
    by = by or make_account(Role.SUPPLIER_ADMIN, supplier)
    facts = {
        "kind": "HAZARDOUS_WASTE",
        "name": f"Demo Waste {number} (fictional)",
        "licence_number": f"HW-{number}",
        "valid_from": date(2026, 1, 1),
        "valid_to": date(2027, 12, 31),
        "status": "VERIFIED",
        "registry_status": "VALID",
        "entered_by": by,
        "entered_at": AT,
        "file": make_evidence(supplier, by, "licence"),
        **fields,
    }
    return WasteContractor.objects.create(supplier=supplier, **facts)


def certificate_ids(supplier: Supplier, by: Account) -> dict[str, int]:
    """One of each for the addresses that name them."""
    product = make_product(supplier)
    return {
        "certificate": make_certificate(supplier, "CCC", by=by, products=(product,)).pk,
        "product": product.pk,
        "contractor": make_contractor(supplier, by=by).pk,
    }
