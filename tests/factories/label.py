"""Suppliers that hold what green labels ask for."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from suppliers.models import Certificate, DocumentVersion, Product, RohsDeclaration, Signature, Supplier
from suppliers.rules.certificate import CertificateKind
from suppliers.rules.rohs import Substance
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

_serial = count(1)
DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def sign_undertaking(supplier: Supplier, *, until: date = date(2028, 1, 1)) -> Signature:
    """The undertaking, signed and in force until that day."""
    document, _made = DocumentVersion.objects.get_or_create(
        kind="IU",
        version="1.0",
        defaults={
            "title_en": "Undertaking",
            "title_zh": "承诺书",
            "text_en": "Text.",
            "text_zh": "正文。",
            "status": "PUBLISHED",
        },
    )
    return Signature.objects.create(
        supplier=supplier, document=document, status="SIGNED", assigned_at=AT, signed_at=AT, due_on=DAY, valid_until=until
    )


def make_product(supplier: Supplier, **fields: object) -> Product:
    """A computer: in the 3C catalogue and electrical."""
    facts = {"name": "Computer", "is_electrical": True, "in_3c_catalogue": True, **fields}
    return Product.objects.create(supplier=supplier, **facts)


def make_paper(supplier: Supplier, kind: CertificateKind, *products: Product, **fields: object) -> Certificate:
    """A verified certificate with a register that says valid; RoHS names all ten substances unless told otherwise."""
    substances = fields.pop("substances", [str(substance) for substance in Substance])
    facts = {
        "number": f"N-{next(_serial)}",
        "status": "VERIFIED",
        "registry_status": "VALID",
        "registry_checked_on": DAY,
        "holder_name": "Demo",
        "issuer": "Demo body",
        "valid_from": date(2025, 1, 1),
        "valid_to": DAY + timedelta(days=365),
        "entered_by": make_account(Role.PROCUREMENT),
        "entered_at": AT,
        **fields,
    }
    paper = Certificate.objects.create(supplier=supplier, kind=kind, **facts)
    paper.products.set(products)
    if kind == CertificateKind.ROHS:
        RohsDeclaration.objects.create(
            certificate=paper, scheme="TEST_REPORT", reported_on=date(2026, 3, 1), substances=substances
        )
    return paper


def make_certified(**fields: object) -> Supplier:
    """An active supplier with a signed undertaking and one computer covered by 3C and RoHS."""
    supplier = make_supplier(**fields)
    sign_undertaking(supplier)
    computer = make_product(supplier)
    make_paper(supplier, CertificateKind.CCC, computer)
    make_paper(supplier, CertificateKind.ROHS, computer)
    return supplier


def make_performer(**fields: object) -> Supplier:
    """An active supplier with a signed undertaking, S = 80.00 and ISO 14001."""
    supplier = make_supplier(**{"esg_score": Decimal("80.00"), "esg_grade": "A", "esg_scored_on": date(2026, 6, 1), **fields})
    sign_undertaking(supplier)
    make_paper(supplier, CertificateKind.ISO_14001)
    return supplier
