"""A worker starts warm, and starts without the libraries of the PDF engine too."""

import os
import subprocess
import sys

from celery.signals import worker_init
from django.conf import settings

import assessments.tasks
from assessments.reports.audit_report import STYLESHEETS
from suppliers.reports.pdf import load_engine


def test_worker_that_starts_has_fonts_and_style_sheets_loaded():
    load_engine().sheets.clear()

    worker_init.send(sender="worker@test")

    assert assessments.tasks.warm_the_pdf_engine
    assert set(load_engine().sheets) == set(STYLESHEETS)


def test_worker_starts_without_pango_and_says_what_to_install(tmp_path):
    engine = tmp_path / "weasyprint" / "text"
    engine.mkdir(parents=True)
    (tmp_path / "weasyprint" / "__init__.py").touch()
    (engine / "__init__.py").touch()
    (engine / "ffi.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")\n", encoding="ascii")
    program = (
        "import django; django.setup()\n"
        "import assessments.tasks\n"
        "from celery.signals import worker_init\n"
        "[(receiver, answer)] = [each for each in worker_init.send(sender='w') if 'warm' in each[0].__name__]\n"
        "print('answer', answer)"
    )

    started = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
        cwd=settings.BASE_DIR,
        check=True,
    )

    assert started.stdout.strip() == "answer None"
    assert "apt-get install libpango-1.0-0" in started.stderr
