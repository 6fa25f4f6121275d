"""What is never done (docs/threat_model.md): each exception carries `# safe:` and its reason on the same line."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, modules

NEVER_IMPORTED = {"pickle", "marshal", "shelve", "dill"}
NEVER_CALLED = {"eval", "exec", "mark_safe", "SafeString", "extra", "raw", "RawSQL"}
HTTP_VERBS = {"get", "post", "put", "delete", "head", "request", "urlopen"}
SAFE = re.compile(r"# safe: \S.{8,}")
MOST_EXCEPTIONS = 14


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _is_request_data(node: ast.expr) -> bool:
    text = ast.unparse(node)
    return bool(re.search(r"\brequest\.(GET|POST|data|query_params|COOKIES|headers)\b", text))


def forbidden(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import) and NEVER_IMPORTED & {each.name.split(".")[0] for each in node.names}:
            yield node.lineno, "imports a format that runs code"
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in NEVER_IMPORTED:
            yield node.lineno, "imports a format that runs code"
        if isinstance(node, ast.Call):
            yield from _forbidden_call(node)


def _forbidden_call(call: ast.Call) -> Iterator[tuple[int, str]]:
    name = _name(call)
    if name in NEVER_CALLED:
        yield call.lineno, f"calls {name}"
    if name == "execute" and call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp):
        yield call.lineno, "builds SQL from pieces"
    if name == "order_by" and any(_is_request_data(each) for each in call.args):
        yield call.lineno, "orders by what a stranger sent"
    if any(keyword.arg is None and _is_request_data(keyword.value) for keyword in call.keywords):
        yield call.lineno, "spreads what a stranger sent"
    if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) in {"requests", "httpx"} and name in HTTP_VERBS:
        yield call.lineno, "asks the outside world"
    if name in {"run", "Popen", "call", "check_output"} and any(
        keyword.arg == "shell" and ast.unparse(keyword.value) == "True" for keyword in call.keywords
    ):
        yield call.lineno, "starts a shell"


def test_nothing_forbidden_is_called() -> None:
    found, exceptions = [], 0
    for module in modules():
        lines = module.text.splitlines()
        for number, what in forbidden(module):
            if SAFE.search(lines[number - 1]):
                exceptions += 1
            else:
                found.append(f"{module.path}:{number} {what}")

    assert found == []
    assert exceptions <= MOST_EXCEPTIONS


@pytest.mark.parametrize(
    "text",
    [
        "import pickle",
        "from pickle import loads",
        "mark_safe(name)",
        "rows.extra(where=[x])",
        "rows.raw(text)",
        "cursor.execute(f'SELECT {x}')",
        "rows.order_by(request.GET['sort'])",
        "rows.filter(**request.GET)",
        "requests.get(url)",
        "subprocess.run(line, shell=True)",
    ],
)
def test_the_scan_sees_each_of_them(text: str) -> None:
    assert len(list(forbidden(Module("suppliers/services/example.py", text, ast.parse(text))))) == 1
