"""Products that fall under 3C and RoHS, and certificates and permits, so that exactly the planned labels follow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assessments.management.demo.chain import Chain
from assessments.management.demo.dice import dice
from assessments.management.demo.papers import Papers
from assessments.management.demo.people import Staff
from assessments.management.demo.register import Entered
from assessments.management.demo.store import create_dated
from assessments.management.demo.year_plan import (
    BOTH_LABELS,
    CCC_EXPIRED,
    CCC_EXPIRING,
    CCC_NUMBERS,
    CCC_SUPPLIERS,
    CCC_SUSPENDED,
    DISCHARGE,
    GREEN_3C_ROHS,
    GREEN_PERFORMANCE,
    ISO_14001,
    ISO_14001_NEW_EDITION,
    ISO_37001,
    ISO_45001,
    ROHS_SUPPLIERS,
)
from suppliers.models import Certificate, Evidence, Product, RohsDeclaration
from suppliers.rules.certificate import CertificateKind, RegistryStatus
from suppliers.rules.month import add_months
from suppliers.rules.rohs import RohsScheme, Substance
from suppliers.rules.standing import Standing

BATCH = 500
LABEL_SCORE = Decimal(80)
OFFERS = {
    "office_it": (("笔记本电脑 Notebook computers", "0902"), ("显示器 Displays", "0903"), ("服务器 Servers", "0911")),
    "engineering": (
        ("机房电源 Power supplies", "0907"),
        ("锂电池组 Battery packs", "0914"),
        ("控制微机 Control computers", "0901"),
    ),
    "event": (("音响设备 Audio equipment", "0801"), ("显示屏 Display screens", "0903"), ("移动电源 Power banks", "0915")),
    "media": (("监视器 Monitors", "0903"), ("剪辑电脑 Editing computers", "0901"), ("充电器 Chargers", "0907")),
    "logistics": (
        ("手持终端 Handheld terminals", "1606"),
        ("移动电源 Power banks", "0915"),
        ("标签打印机 Label printers", "0904"),
    ),
    "service": (("一体机 Printers", "0904"), ("电脑 Computers", "0901"), ("显示器 Displays", "0903")),
}
CATEGORY_ORDER = ("office_it", "engineering", "event", "media", "logistics", "service")


@dataclass
class Holders:
    """Who holds what. `labelled` holds full 3C and RoHS; the others each lack one thing, which keeps the label away."""

    labelled: list[Entered]
    suspended: list[Entered]
    expired: list[Entered]
    rohs_incomplete: list[Entered]
    rohs_only: list[Entered]
    iso_14001: list[Entered]

    @property
    def with_3c(self) -> list[Entered]:
        return [*self.labelled, *self.suspended, *self.expired, *self.rohs_incomplete]


def chosen_holders(entered: Sequence[Entered]) -> Holders:
    """Who holds what, so that 19 and 14 labels follow, 6 suppliers with both."""
    active = [each for each in entered if each.company.standing == Standing.ACTIVE and each.company.is_mainland]
    plain = [each for each in active if not each.company.story or each.company.story == "EX2"]
    high = [each for each in plain if (each.supplier.esg_score or 0) >= LABEL_SCORE]
    low = [each for each in plain if each.supplier.esg_score is not None and each.supplier.esg_score < LABEL_SCORE]
    high, low = _trade_first(high), _trade_first(low)
    if len(high) < GREEN_PERFORMANCE:
        raise ValueError(len(high))
    both = high[:BOTH_LABELS]
    labelled = both + low[: GREEN_3C_ROHS - BOTH_LABELS]
    rest = low[GREEN_3C_ROHS - BOTH_LABELS :]
    suspended, rest = rest[:CCC_SUSPENDED], rest[CCC_SUSPENDED:]
    expired, rest = rest[:CCC_EXPIRED], rest[CCC_EXPIRED:]
    lacking = CCC_SUPPLIERS - GREEN_3C_ROHS - CCC_SUSPENDED - CCC_EXPIRED
    rohs_incomplete, rest = rest[:lacking], rest[lacking:]
    rohs_only = rest[: ROHS_SUPPLIERS - CCC_SUPPLIERS]
    green = high[:GREEN_PERFORMANCE]
    others = [each for each in low if each not in green]
    dice("iso 14001").shuffle(others)
    return Holders(labelled, suspended, expired, rohs_incomplete, rohs_only, green + others[: ISO_14001 - GREEN_PERFORMANCE])


def _trade_first(rows: list[Entered]) -> list[Entered]:
    """Who sells electronics first, else by number."""
    return sorted(rows, key=lambda each: (CATEGORY_ORDER.index(each.company.category), each.supplier.number))


def write_certificates(entered: Sequence[Entered], staff: Staff, chain: Chain, present: date) -> Holders:
    """Everything, in bulk."""
    holders = chosen_holders(entered)
    papers = Papers(present, staff)
    products = _write_products(holders)
    _add_3c(papers, holders, products)
    _add_rohs(papers, holders, products)
    _add_systems(papers, entered, holders)
    _add_discharge(papers, entered)
    create_dated(Evidence, papers.files, "uploaded_at")
    Certificate.objects.bulk_create(papers.rows, batch_size=BATCH)
    through = Certificate.products.through
    through.objects.bulk_create(
        [through(certificate=row, product=product) for row, covered in papers.covered for product in covered], batch_size=BATCH
    )
    RohsDeclaration.objects.bulk_create(papers.rohs, batch_size=BATCH)
    for row in papers.rows:
        facts = {"kind": str(row.kind), "number": row.number}
        moved = {"from": "SUBMITTED", "to": "VERIFIED", **facts}
        chain.add("certificate.enter", row, by=row.entered_by, at=row.entered_at, supplier=row.supplier, facts=facts)
        chain.add(
            "certificate.verify", row, by=row.decided_by, at=row.decided_at or row.entered_at, supplier=row.supplier, facts=moved
        )
    return holders


def _write_products(holders: Holders) -> dict[int, list[Product]]:
    found: dict[int, list[Product]] = {}
    spare = CCC_NUMBERS - 2 * CCC_SUPPLIERS
    for position, each in enumerate(holders.with_3c):
        many = 3 if position < spare else 2
        found[each.supplier.pk] = _products(each, many, in_catalogue=True)
    for each in holders.rohs_only:
        found[each.supplier.pk] = _products(each, 2, in_catalogue=False)
    # What they declared when they applied has made room for what they sell now.
    Product.objects.filter(supplier__in=found, is_electrical=True).update(is_offered=False)
    Product.objects.bulk_create([row for rows in found.values() for row in rows], batch_size=BATCH)
    return found


def _products(each: Entered, many: int, *, in_catalogue: bool) -> list[Product]:
    return [
        Product(
            supplier=each.supplier,
            name=name,
            is_electrical=True,
            in_3c_catalogue=in_catalogue,
            catalogue_code=code if in_catalogue else "",
            model_names=f"DM-{each.company.serial:04d}-{place}",
        )
        for place, (name, code) in enumerate(OFFERS[each.company.category][:many], start=1)
    ]


def _add_3c(papers: Papers, holders: Holders, products: dict[int, list[Product]]) -> None:
    expiring = 0
    for each in holders.with_3c:
        chance = dice(f"3c {each.company.serial}")
        for place, product in enumerate(products[each.supplier.pk]):
            valid_from = papers.present - timedelta(days=chance.randrange(250, 1300))
            valid_to = add_months(valid_from, 60) - timedelta(days=1)
            registry = RegistryStatus.VALID
            if place == 0 and each in holders.suspended:
                registry = RegistryStatus.SUSPENDED
            elif place == 0 and each in holders.expired:
                valid_to = papers.present - timedelta(days=9)
                valid_from = add_months(valid_to, -60) + timedelta(days=1)
                registry = RegistryStatus.EXPIRED
            elif place == 0 and each in holders.labelled and expiring < CCC_EXPIRING:
                expiring += 1
                valid_to = papers.present + timedelta(days=12 + 17 * expiring)
                valid_from = add_months(valid_to, -60) + timedelta(days=1)
            number = f"{valid_from.year}01{product.catalogue_code}{each.company.serial:04d}{place + 1:02d}"
            papers.add(
                each,
                CertificateKind.CCC,
                number,
                issuer="演示产品认证机构（虚构） Demo certification body (fictional)",
                valid_from=valid_from,
                valid_to=valid_to,
                registry=registry,
                products=[product],
            )


def _add_rohs(papers: Papers, holders: Holders, products: dict[int, list[Product]]) -> None:
    incomplete = [*holders.rohs_incomplete, *holders.rohs_only]
    for each in [*holders.labelled, *holders.suspended, *holders.expired, *incomplete]:
        covered = products[each.supplier.pk]
        reported_on = papers.present - timedelta(days=dice(f"rohs {each.company.serial}").randrange(60, 500))
        row = papers.add(
            each,
            CertificateKind.ROHS,
            f"RT-{reported_on.year}-{each.company.serial:05d}",
            issuer="演示检测实验室（虚构） Demo laboratory (fictional)",
            valid_from=reported_on,
            valid_to=add_months(reported_on, 24),
            products=covered[:-1] if each in incomplete else covered,
        )
        papers.rohs.append(
            RohsDeclaration(
                certificate=row,
                scheme=RohsScheme.TEST_REPORT,
                reported_on=reported_on,
                substances=[str(substance) for substance in Substance],
            )
        )


def _add_systems(papers: Papers, entered: Sequence[Entered], holders: Holders) -> None:
    for position, each in enumerate(holders.iso_14001):
        edition = "ISO 14001:2026" if position % 7 == 0 and position // 7 < ISO_14001_NEW_EDITION else "ISO 14001:2015"
        youngest = 150 if edition.endswith("2026") else 700
        _add_system(papers, each, CertificateKind.ISO_14001, edition, "EMS", youngest)
    counted = [each for each in entered if each.company.is_counted]
    for kind, edition, letters, many in (
        (CertificateKind.ISO_45001, "ISO 45001:2018", "OHS", ISO_45001),
        (CertificateKind.ISO_37001, "ISO 37001:2025", "ABM", ISO_37001),
    ):
        for each in _some(counted, many, str(kind)):
            _add_system(papers, each, kind, edition, letters, 300)


def _add_system(papers: Papers, each: Entered, kind: CertificateKind, edition: str, letters: str, most_days: int) -> None:
    valid_from = papers.present - timedelta(days=dice(f"{kind} {each.company.serial}").randrange(40, most_days))
    papers.add(
        each,
        kind,
        f"DEMO-{letters}-{each.company.serial:05d}",
        issuer="演示体系认证机构（虚构） Demo management systems body (fictional)",
        valid_from=valid_from,
        valid_to=add_months(valid_from, 36) - timedelta(days=1),
        edition=edition,
    )


def _add_discharge(papers: Papers, entered: Sequence[Entered]) -> None:
    plants = [
        each
        for each in entered
        if each.company.is_counted
        and each.company.is_mainland
        and each.company.profile == "production"
        and not each.company.story
    ]
    for position, each in enumerate(_some(plants, DISCHARGE, "discharge")):
        is_permit = position % 2 == 0
        kind = CertificateKind.DISCHARGE_PERMIT if is_permit else CertificateKind.DISCHARGE_REGISTRATION
        valid_from = papers.present - timedelta(days=dice(f"discharge {each.company.serial}").randrange(60, 1600))
        papers.add(
            each,
            kind,
            f"{each.supplier.identifier_value}001{'P' if is_permit else 'X'}",
            issuer="演示生态环境局（虚构） Demo environment bureau (fictional)",
            valid_from=valid_from,
            valid_to=add_months(valid_from, 60) - timedelta(days=1),
        )


def _some(rows: Iterable[Entered], many: int, name: str) -> list[Entered]:
    return dice(name).sample(list(rows), many)
