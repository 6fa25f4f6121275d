"""A pytest plugin for the second database: keeps the tests that touch a database, for the others have run already."""

import pytest

DATABASE_FIXTURES = frozenset({"db", "transactional_db", "django_db_reset_sequences", "live_server"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what reads and writes no row."""
    kept, dropped = [], []
    for item in items:
        fixtures = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        (kept if fixtures or item.get_closest_marker("django_db") else dropped).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=dropped)
