"""No record of a supplier is forgotten when two suppliers become one: every field that points to one is decided on."""

from django.apps import apps

from suppliers.models import Supplier
from suppliers.rules.merge import MOVES, STAYS


def test_every_field_that_points_to_a_supplier_moves_or_stays():
    pointing = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "concrete", False) and field.related_model is Supplier
    }

    decided = set(MOVES.items()) | set(STAYS)

    assert pointing - decided == set(), "say in suppliers/rules/merge.py whether it moves or stays, and why"
    assert decided - pointing == set(), "named in suppliers/rules/merge.py, but no such field"
    assert set(MOVES.items()) & set(STAYS) == set()


def test_the_history_never_changes_hands():
    assert "suppliers.HistoryEntry" not in MOVES
