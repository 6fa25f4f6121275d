"""Writing companies into the register: supplier, people, application, dated standings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery

from assessments.management.demo.chain import Chain
from assessments.management.demo.company import Company
from assessments.management.demo.dice import office_hour
from assessments.management.demo.draft import read_typed, typed_application
from assessments.management.demo.life import Step, entered_by_procurement, registered_day, steps, stretches
from assessments.management.demo.paper import demo_pdf
from assessments.management.demo.people import Staff, supplier_people
from assessments.management.demo.store import create_dated, keep_paper
from suppliers.models import Account, Admittance, Evidence, NumberSeries, StandingPeriod, Supplier
from suppliers.rules.application import Section
from suppliers.rules.application_reading import ApplicationReading
from suppliers.rules.standing import COUNTED, WORKFLOW, Standing
from suppliers.selectors.clock import local_day
from suppliers.services.admittance import take_snapshot
from suppliers.services.profile import ROWS, take_values

BATCH = 1000
CLOSED = (*COUNTED, Standing.EXITED, Standing.BLACKLISTED, Standing.REJECTED)


@dataclass
class Entered:
    """One company and what was written for it."""

    company: Company
    typed: dict[Section, dict[str, object]]
    reading: ApplicationReading
    supplier: Supplier
    admin: Account = field(default_factory=Account)
    signatory: Account = field(default_factory=Account)
    admittance: Admittance = field(default_factory=Admittance)

    @property
    def steps(self) -> list[Step]:
        return steps(self.company)

    def moment(self, move: str) -> datetime:
        """When a move was made for the last time."""
        return next(office_hour(step.on, step.turn) for step in reversed(self.steps) if step.move == move)


def enter_companies(companies: Sequence[Company], staff: Staff, chain: Chain) -> list[Entered]:
    """Write all companies up to their standing of today; checks, approvals and signatures follow elsewhere."""
    first = NumberSeries.objects.get_or_create(name="SUP")[0]
    entered = [_entered(company, first.last + position) for position, company in enumerate(companies, start=1)]
    Supplier.objects.bulk_create([each.supplier for each in entered], batch_size=200)
    NumberSeries.objects.filter(name="SUP").update(last=first.last + len(entered))
    _write_rows(entered)
    _write_people(entered)
    _write_admittances(entered, staff)
    _write_standings(entered)
    _tell(entered, staff, chain)
    return entered


def _entered(company: Company, number: int) -> Entered:
    first_steps = {step.move: step.on for step in steps(company)}
    submitted_on = first_steps.get("submit", company.settled_on)
    typed = typed_application(company, submitted_on)
    reading = read_typed(typed, submitted_on)
    supplier = Supplier(
        number=f"SUP-{number:06}", standing=stretches(company)[-1].standing, active_since=first_steps.get("admit")
    )
    take_values(supplier, reading.values)
    return Entered(company, typed, reading, supplier)


def _write_rows(entered: Iterable[Entered]) -> None:
    for section, name, model in ROWS:
        rows = [model(supplier=each.supplier, **row) for each in entered for row in each.reading.values[section][name]]
        model._base_manager.bulk_create(rows, batch_size=BATCH)  # noqa: SLF001 -- as services.profile does


def _write_people(entered: Sequence[Entered]) -> None:
    for each in entered:
        each.admin, each.signatory = supplier_people(each.company, each.supplier)
    Account.objects.bulk_create([person for each in entered for person in (each.admin, each.signatory)], batch_size=BATCH)


def enterer(each: Entered, staff: Staff) -> Account:
    """Who typed and submitted the application."""
    return staff.buyer if entered_by_procurement(each.company) else each.admin


def _write_admittances(entered: Sequence[Entered], staff: Staff) -> None:
    papers: list[Evidence] = []
    for each in entered:
        by, moment = enterer(each, staff), office_hour(each.steps[0].on, 1)
        company = each.company
        lines = ["Account information (demo, fictional)", company.name_en, f"Account: **** {company.serial:04d}"]
        papers.append(keep_paper(each.supplier, "bank_paper", demo_pdf("基本存款账户信息", lines), by=by, at=moment))
    create_dated(Evidence, papers, "uploaded_at")
    for each, paper in zip(entered, papers, strict=True):
        each.admittance = _admittance(each, paper, enterer(each, staff))
    admittances = [each.admittance for each in entered]
    create_dated(Admittance, admittances, "opened_at")
    of_supplier = Admittance.objects.filter(supplier=OuterRef("supplier_id")).values("opened_at")[:1]
    Account.objects.filter(supplier__in=[each.supplier for each in entered]).update(joined_at=Subquery(of_supplier))
    opened_at = Admittance.objects.filter(supplier=OuterRef("pk")).values("opened_at")[:1]
    Supplier.objects.filter(pk__in=[each.supplier.pk for each in entered]).update(created_at=Subquery(opened_at))
    editors = Admittance.editors.through
    editors.objects.bulk_create(
        [editors(admittance=each.admittance, account=enterer(each, staff)) for each in entered], batch_size=BATCH
    )


def _admittance(each: Entered, paper: Evidence, by: Account) -> Admittance:
    self_entered = by == each.admin
    typed_at, submitted_at = office_hour(each.steps[0].on, 2), each.moment("submit")
    closing = {step.move: office_hour(step.on, step.turn) for step in each.steps if step.move in {"admit", "reject"}}
    admittance = Admittance(
        supplier=each.supplier,
        intake="SELF" if self_entered else "PROCUREMENT",
        entered_by=None if self_entered else by,
        opened_at=office_hour(registered_day(each.company), 1),
        draft={
            str(section): {"raw": raw, "version": version, "by": by.pk, "at": typed_at.isoformat()}
            for version, (section, raw) in enumerate(each.typed.items(), start=1)
        },
        draft_version=len(each.typed),
        draft_saved_at=typed_at,
        submitted_by=by,
        submitted_at=submitted_at,
        confirmed_by=each.admin,
        confirmed_at=submitted_at if self_entered else submitted_at + timedelta(days=1),
        bank_paper=paper,
        closed_at=next(iter(closing.values()), None),
    )
    take_snapshot(admittance, each.reading)
    return admittance


def _write_standings(entered: Iterable[Entered]) -> None:
    periods = [
        StandingPeriod(
            supplier=each.supplier,
            standing=stretch.standing,
            country=each.supplier.registered_country,
            province=each.supplier.registered_province,
            region_group=each.supplier.region_group,
            valid_from=stretch.since,
            valid_to=stretch.until,
        )
        for each in entered
        for stretch in stretches(each.company)
    ]
    StandingPeriod.objects.bulk_create(periods, batch_size=BATCH)


def _tell(entered: Iterable[Entered], staff: Staff, chain: Chain) -> None:
    for each in entered:
        supplier, admittance, by = each.supplier, each.admittance, enterer(each, staff)
        invited_by = staff.buyer if by != each.admin else None
        chain.add(
            "supplier.register",
            supplier,
            by=invited_by,
            at=admittance.opened_at,
            supplier=supplier,
            facts={"intake": admittance.intake},
        )
        paper = admittance.bank_paper
        facts = {"evidence": paper.pk, "sha256": paper.sha256}
        moment = office_hour(local_day(admittance.submitted_at), 1)
        chain.add("admittance.attach_bank_paper", admittance, by=by, at=moment, supplier=supplier, facts=facts)
        if by != each.admin:
            digest = {"sha256": admittance.snapshot_sha256}
            chain.add(
                "admittance.confirm", admittance, by=each.admin, at=admittance.confirmed_at, supplier=supplier, facts=digest
            )
        _tell_moves(each, staff, chain)


def _tell_moves(each: Entered, staff: Staff, chain: Chain) -> None:
    standing = Standing.DRAFT
    for step in each.steps:
        target = Standing(WORKFLOW.move(step.move, standing).target)
        by = enterer(each, staff) if step.actor == "enterer" else getattr(staff, step.actor) if step.actor else None
        facts: dict[str, object] = {"from": str(standing), "to": str(target)}
        if step.move in {"submit", "start_checking", "approve"}:
            facts["admittance"] = each.admittance.pk
        if step.move == "submit":
            facts["sha256"] = each.admittance.snapshot_sha256
        if step.move == "reject":
            facts["failed"] = ["H2"]
        at = office_hour(step.on, step.turn)
        chain.add(f"supplier.{step.move}", each.supplier, by=by, at=at, supplier=each.supplier, facts=facts, reason=step.reason)
        standing = target
