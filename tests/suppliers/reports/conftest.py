"""The PDF engine writes its unpacked fonts below DATA_DIR; tests share one folder for the whole run."""

import pytest

from suppliers.reports.pdf import load_engine


@pytest.fixture(scope="session", autouse=True)
def pdf_engine():
    return load_engine()
