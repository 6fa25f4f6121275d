"""Annual evaluations as they were rated, scored, released and published; by the rules that score everybody."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from assessments.management.demo.chain import Chain
from assessments.management.demo.dice import office_hour
from assessments.management.demo.people import Staff
from assessments.management.demo.register import Entered
from assessments.management.demo.tiering import PlannedMarks
from assessments.management.demo.trade import order_rows
from assessments.management.demo.year_plan import WorkingYear
from suppliers.models import Account, EsgResult, Evaluation, PurchaseOrder, Rating, RatingRequest, ScoringPolicy, Supplier
from suppliers.rules.evaluation import EvaluationKind, EvaluationStatus, object_until
from suppliers.rules.evaluation_score import ReceiptHead, evaluation_receipt, evaluation_score, figures_json, strong_and_weak
from suppliers.rules.performance import Dimension
from suppliers.rules.policy import Policy
from suppliers.rules.receipt import receipt_digest
from suppliers.selectors.order import order_figures, spend_of, spend_window

BATCH = 500
ORDERED = (Dimension.QUALITY, Dimension.RESPONSIVENESS, Dimension.DELIVERY)
WORDS = {
    Dimension.TECHNOLOGY: "技术 technology",
    Dimension.QUALITY: "质量 quality",
    Dimension.RESPONSIVENESS: "响应 responsiveness",
    Dimension.DELIVERY: "交付 delivery",
    Dimension.COST: "成本 cost",
}


def write_evaluations(
    planned: Mapping[int, PlannedMarks],
    entered: Sequence[Entered],
    staff: Staff,
    chain: Chain,
    *,
    version: ScoringPolicy,
    policy: Policy,
    year: WorkingYear,
) -> None:
    """One annual evaluation for each supplier that has marks."""
    concerned = [each for each in entered if each.supplier.pk in planned]
    with_orders = [each for each in concerned if planned[each.supplier.pk].from_orders]
    orders = [
        row
        for each in with_orders
        for row in order_rows(
            each, {str(code): int(mark) for code, mark in planned[each.supplier.pk].marks.items()}, _department(staff), year
        )
    ]
    PurchaseOrder.objects.bulk_create(orders, batch_size=BATCH)
    rows = [_evaluation(each, staff, version, year) for each in concerned]
    Evaluation.objects.bulk_create(rows, batch_size=BATCH)
    requests = {row.pk: _requests(row, staff, year) for row in rows}
    RatingRequest.objects.bulk_create([one for pair in requests.values() for one in pair], batch_size=BATCH)
    ratings = {row.pk: _ratings(requests[row.pk], planned[row.supplier_id], year) for row in rows}
    Rating.objects.bulk_create([one for many in ratings.values() for one in many], batch_size=BATCH)
    spent = spend_of(year.last, [row.supplier_id for row in rows])
    results = {row.supplier_id: row for row in EsgResult.objects.filter(as_of__lte=year.last).order_by("as_of", "pk")}
    for row in rows:
        _score(row, ratings[row.pk], policy, spent.get(row.supplier_id, Decimal("0.00")), results.get(row.supplier_id))
        _tell(row, staff, chain, year)
    Evaluation.objects.bulk_update(
        rows, ["inputs", "marks", "performance", "receipt", "receipt_sha256", "strengths", "gaps"], batch_size=100
    )
    for row in rows:
        row.supplier.performance_score = row.performance
    Supplier.objects.bulk_update([row.supplier for row in rows], ["performance_score"], batch_size=200)


def _department(staff: Staff) -> str:
    return staff.requester.department


def _evaluation(each: Entered, staff: Staff, version: ScoringPolicy, year: WorkingYear) -> Evaluation:
    published = year.published
    return Evaluation(
        supplier=each.supplier,
        kind=EvaluationKind.ANNUAL,
        period_from=year.first,
        period_to=year.last,
        status=EvaluationStatus.PUBLISHED,
        planned_by=staff.buyer,
        planned_at=office_hour(published - timedelta(days=24), 1),
        due_on=published - timedelta(days=8),
        policy=version,
        scored_by=staff.buyer,
        scored_at=office_hour(published - timedelta(days=6), 3),
        approved_by=staff.manager,
        approved_at=office_hour(published - timedelta(days=1), 5),
        published_at=office_hour(published, 2),
        object_until=object_until(published),
    )


def _requests(row: Evaluation, staff: Staff, year: WorkingYear) -> list[RatingRequest]:
    # Cost and delivery are rated by two of procurement, here of two departments.
    raters = (staff.buyer, staff.checker)
    done_at = office_hour(year.published - timedelta(days=10), 4)
    return [
        RatingRequest(evaluation=row, rater=rater, department=rater.department, asked_at=row.planned_at, done_at=done_at)
        for rater in raters
    ]


def _ratings(requests: Sequence[RatingRequest], planned: PlannedMarks, year: WorkingYear) -> list[Rating]:
    """Two ratings whose mean gives the mark: half a step apart where the mark lies between two halves."""
    at = office_hour(year.published - timedelta(days=10), 4)
    rows = []
    for dimension, mark in planned.marks.items():
        if planned.from_orders and dimension in ORDERED:
            continue
        mean = mark / 25 + 1
        low = (mean * 2).to_integral_value(rounding="ROUND_FLOOR") / 2
        pair = (low, mean * 2 - low)
        rows += [
            Rating(request=request, dimension=dimension, rating=rating, rated_at=at)
            for request, rating in zip(requests, pair, strict=True)
        ]
    return rows


def _score(row: Evaluation, ratings: Sequence[Rating], policy: Policy, spent: Decimal, esg: EsgResult | None) -> None:
    figures = order_figures(row.supplier_id, row.period_from, row.period_to)
    given: dict[Dimension, list[Decimal]] = {}
    for rating in ratings:
        given.setdefault(Dimension(rating.dimension), []).append(Decimal(rating.rating))
    score = evaluation_score(figures, given, policy.performance)
    first, last = spend_window(row.period_to)
    row.performance = score.performance.score
    row.marks = {str(dimension): str(mark) for dimension, mark in score.marks.items()}
    row.inputs = {
        "period": {"from": row.period_from.isoformat(), "to": row.period_to.isoformat()},
        "policy": {"code": policy.code, "version": policy.version},
        "orders": figures_json(figures),
        "ratings": [
            {
                "rater": rating.request.rater_id,
                "department": rating.request.department,
                "dimension": str(rating.dimension),
                "rating": str(rating.rating),
                "comment": "",
            }
            for rating in ratings
        ],
        "esg_result": esg.pk if esg else None,
        "esg_receipt_sha256": esg.receipt_sha256 if esg else None,
        "spend": {"from": first.isoformat(), "to": last.isoformat(), "cny": str(spent)},
        "points": 0,
    }
    head = ReceiptHead(row.supplier.number, row.kind, row.period_from, row.period_to, policy.code, policy.version)
    row.receipt = evaluation_receipt(head, figures, score)
    row.receipt_sha256 = receipt_digest(row.receipt)
    strong, weak = strong_and_weak(score.marks)
    row.strengths = _named("表现较好：", "Good: ", strong)
    row.gaps = _named("有待改进：", "To be improved: ", weak)


def _named(zh: str, en: str, dimensions: Sequence[Dimension]) -> str:
    if not dimensions:
        return "无特别说明。 Nothing in particular."
    words = [WORDS[dimension].split(" ") for dimension in dimensions]
    return f"{zh}{'、'.join(word[0] for word in words)}。 {en}{', '.join(word[1] for word in words)}."


def _tell(row: Evaluation, staff: Staff, chain: Chain, year: WorkingYear) -> None:
    def add(move: str, before: str, after: str, by: Account, at: datetime | None, **facts: str) -> None:
        if at is None:
            return
        told = {"from": before, "to": after, **facts}
        chain.add(f"evaluation.{move}", row, by=by, at=at, supplier=row.supplier, facts=told)

    planned = {"kind": str(row.kind), "period_from": row.period_from.isoformat(), "period_to": row.period_to.isoformat()}
    chain.add("evaluation.plan", row, by=staff.buyer, at=row.planned_at, supplier=row.supplier, facts=planned)
    add("collect", "PLANNED", "COLLECTING", staff.buyer, row.planned_at)
    scored = {"performance": str(row.performance), "receipt_sha256": row.receipt_sha256}
    add("score", "COLLECTING", "SCORED", staff.buyer, row.scored_at, **scored)
    add("hand_in", "SCORED", "REVIEW", staff.buyer, _later(year.published, 5))
    add("approve", "REVIEW", "APPROVED", staff.manager, row.approved_at)
    add("publish", "APPROVED", "PUBLISHED", staff.manager, row.published_at)


def _later(published: date, days: int) -> datetime:
    return office_hour(published - timedelta(days=days), 6)
