"""Faces reach rows through selectors only, which are always asked by somebody.

The few lines that begin elsewhere say `# scoped:` and why their rows are the reader's own.
"""

import ast
import re

from django.contrib import admin

from tests.architecture.source import APPS, modules

FACES = {"admin", "portal", "api", "templatetags", "forms"}
SCOPED = re.compile(r"# scoped: \S.{8,}")
MOST_EXCEPTIONS = 6
MANAGERS = {"objects", "_default_manager", "_base_manager"}


def test_no_face_asks_a_model_for_rows() -> None:
    found, exceptions = [], 0
    for module in modules(*APPS):
        lines = module.text.splitlines()
        for node in ast.walk(module.tree) if module.layer in FACES else ():
            if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
                if SCOPED.search(lines[node.lineno - 1]):
                    exceptions += 1
                else:
                    found.append(f"{module.path}:{node.lineno}")

    assert found == []
    assert exceptions <= MOST_EXCEPTIONS


def test_every_admin_page_scopes_its_rows() -> None:
    unscoped = [
        type(page).__name__
        for page in admin.site._registry.values()
        if page.get_queryset.__func__ in {admin.ModelAdmin.get_queryset, admin.options.BaseModelAdmin.get_queryset}
    ]

    assert len(admin.site._registry) > 0
    assert unscoped == []
