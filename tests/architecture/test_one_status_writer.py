"""A state is assigned in one place only: `services/transitions.py`."""

import ast
from collections.abc import Iterator

from tests.architecture.source import Module, modules

STATE_FIELDS = {"status", "standing"}
WRITER = "suppliers/services/transitions.py"
# A refusal carries the state it met: `self.status` of an exception is no row's state.
OWN = "self"
# The demo's past is built row by row and written in bulk; a test walks it through the same workflow tables.
BULK = "assessments/management/demo/"
WRITING_CALLS = {"update", "update_or_create", "bulk_update"}


def state_writes(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        for target in targets:
            if isinstance(target, ast.Attribute) and target.attr in STATE_FIELDS and not _is_refusal(module, target):
                yield f"{module.path}:{node.lineno} assigns .{target.attr}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING_CALLS:
            for keyword in node.keywords:
                if keyword.arg in STATE_FIELDS:
                    yield f"{module.path}:{node.lineno} updates {keyword.arg}"


def _is_refusal(module: Module, target: ast.Attribute) -> bool:
    return module.layer != "models" and isinstance(target.value, ast.Name) and target.value.id == OWN


def test_only_transitions_writes_a_state() -> None:
    read = [module for module in modules() if module.path != WRITER and not module.path.startswith(BULK)]

    found = [each for module in read for each in state_writes(module)]

    assert found == []


def test_the_scan_sees_what_it_looks_for() -> None:
    text = "supplier.standing = 'ACTIVE'\nSupplier.objects.filter(pk=1).update(standing='ACTIVE')\n"

    found = list(state_writes(Module("suppliers/services/example.py", text, ast.parse(text))))

    assert found == ["suppliers/services/example.py:1 assigns .standing", "suppliers/services/example.py:2 updates standing"]
