"""Which products of a supplier are covered by which papers. Source: docs/certificates.md, products."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from suppliers.rules.certificate import CCC_KINDS, CertificateKind, Paper, is_valid_on


@dataclass(frozen=True)
class ProductFacts:
    """One product: what it is called and which regimes it falls under."""

    pk: int
    name: str
    is_electrical: bool
    in_3c_catalogue: bool
    is_offered: bool = True


@dataclass(frozen=True)
class ProductPaper:
    """One paper with the ids of the products it names."""

    pk: int
    kind: CertificateKind
    paper: Paper
    products: frozenset[int]


@dataclass(frozen=True)
class ProductCoverage:
    """What a product needs and the valid papers that give it; a number is the id of a certificate, None: not covered."""

    product: ProductFacts
    by_3c: int | None
    by_rohs: int | None

    @property
    def lacks_3c(self) -> bool:
        """In the catalogue, and no valid certificate or self-declaration names it."""
        return self.product.in_3c_catalogue and self.by_3c is None

    @property
    def lacks_rohs(self) -> bool:
        """Electrical, and no accepted proof for the ten substances names it."""
        return self.product.is_electrical and self.by_rohs is None


def coverage(products: Sequence[ProductFacts], papers: Sequence[ProductPaper], on: date) -> list[ProductCoverage]:
    """Per product the valid papers on a day; of several, the one that lasts longest."""
    valid = [paper for paper in papers if is_valid_on(paper.paper, on)]
    return [
        ProductCoverage(product, _covering(product.pk, valid, CCC_KINDS), _covering(product.pk, valid, {CertificateKind.ROHS}))
        for product in products
    ]


def _covering(product: int, valid: Sequence[ProductPaper], kinds: Collection[CertificateKind]) -> int | None:
    found = [paper for paper in valid if paper.kind in kinds and product in paper.products]
    return max(found, key=lambda paper: (paper.paper.valid_to or date.max, paper.pk)).pk if found else None
