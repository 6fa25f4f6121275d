"""What is known of a supplier's conduct, pushed down by whoever examined it."""

from datetime import date
from decimal import Decimal

from suppliers.models import Supplier


def record_esg_score(supplier: Supplier, score: Decimal, grade: str, as_of: date) -> Supplier:
    """Store the published ESG score (0-100), its grade and its day. A score older than the stored one changes nothing."""
    if supplier.esg_scored_on is None or supplier.esg_scored_on <= as_of:
        supplier.esg_score, supplier.esg_grade, supplier.esg_scored_on = score, grade, as_of
        supplier.save(update_fields=["esg_score", "esg_grade", "esg_scored_on", "updated_at"])
    return supplier
