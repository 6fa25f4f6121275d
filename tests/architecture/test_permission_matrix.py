"""Every address, as everybody, with the ids of somebody else's records.

The rows stand in permission_matrix.csv: address, method, and what each person gets. A new address without a row
fails; so does any change of a row. `UPDATE_MATRIX=1 ./run test tests/architecture/test_permission_matrix.py -n0`
writes the file anew, for review. Beside the written rows hold the promises below, whatever the file says.
"""

import csv
import os
import re
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from suppliers.models import HistoryEntry
from suppliers.portal.access import PUBLIC_VIEWS
from tests.factories.world import CANARY, World, make_world

FILE = Path(__file__).with_name("permission_matrix.csv")
PEOPLE = (
    "stranger", "neighbour", "supplier_admin", "supplier_signatory", "supplier_contributor", "procurement", "manager",
    "integrity", "auditor", "requester", "finance", "administrator",
)  # fmt: skip
METHODS = ("GET", "POST")
MISSING = "987654321"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def addresses() -> dict[str, str]:
    """Name -> route of every pattern of the URL table."""
    found: dict[str, str] = {}

    def walk(resolver: URLResolver, prefix: str, namespace: str) -> None:
        for entry in resolver.url_patterns:
            route = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                walk(entry, route, namespace + (f"{entry.namespace}:" if entry.namespace else ""))
            else:
                found[namespace + (entry.name or route)] = route

    walk(get_resolver(), "/", "")
    return found


KINDS = {
    "documentversion": "document", "historyentry": "history", "regioncount": "region-count",
    "questionnaireversion": "questionnaire", "scoresheet": "score", "issuedreport": "report", "scores": "score",
    "reports": "report", "files/reports": "report",
    "applications": "application", "suppliers/supplier": "supplier", "invitations": "invitation", "people": "account",
    "region-counts": "region-count", "carbonagreement": "carbon-agreement", "carbonyear": "carbon-year",
    "years": "carbon-year", "purchaseorder": "order", "dataimport": "import", "exchangerate": "exchange-rate",
    "tierdecision": "tier", "scoringpolicy": "policy", "policies": "policy", "policysimulation": "policy-simulation",
    "exchange-rates": "exchange-rate", "wastecontractor": "contractor", "waste-contractors": "contractor", "waste": "contractor",
}  # fmt: skip


def kind_of(route: str, ids: dict[str, object]) -> str:
    """Which record an address is about: the last part before its first parameter."""
    parts = PARAMETER.split(route)[0].replace("^", "").strip("/").split("/")
    word = parts[-1]
    for candidate in ("/".join(parts[-2:]), word, KINDS.get(word, ""), word.removesuffix("s")):
        kind = KINDS.get(candidate, candidate)
        if kind in ids:
            return kind
    return ""


def fill(route: str, ids: dict[str, object], *, missing: bool = False) -> str:
    """The address with real ids (or ids that do not exist) in place of its parameters."""
    kind = kind_of(route, ids)
    values = {
        "code": ("areas" in route and "EP") or "EP-04",
        "name": "company",
        "proof": ids["proof"],
        "uidb64": "MQ",
        "token": "not-a-token",
        "content_type_id": 1,
        "url": "nowhere/",
        "app_label": "suppliers",
    }

    def value(match: re.Match) -> str:
        name = match.group(1) or match.group(2)
        if name in {"pk", "object_id"}:
            return MISSING if missing else str(ids.get(kind, 1))
        return str(values[name])

    return PARAMETER.sub(value, route).replace("^", "").replace("$", "")


@pytest.fixture
def world(db) -> World:
    return make_world()


def ask(world: World, person: str, method: str, path: str) -> tuple[int, str, str]:
    """Status, target of a redirect, and text; whatever the request changed is taken back."""
    client = Client(raise_request_exception=True)
    with transaction.atomic():
        if person != "stranger":
            client.force_login(world.people[person], backend="django.contrib.auth.backends.ModelBackend")
        kwargs = {"content_type": "application/json", "data": {}} if method == "POST" and path.startswith("/api/") else {}
        response = client.generic(method, path) if method not in METHODS else getattr(client, method.lower())(path, **kwargs)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return response.status_code, response.headers.get("Location", ""), body.decode("utf-8", "replace")


def verdict(status: int, target: str) -> str:
    """One short word a reviewer can read down a column."""
    if status in {301, 302, 303}:
        return "login" if target.startswith(("/login/", "/admin/login/")) else "moved"
    return {200: "ok", 201: "ok", 202: "ok", 204: "ok", 401: "login", 403: "forbidden", 404: "missing", 405: "method"}.get(
        status, str(status)
    )


def column(world: World, person: str) -> dict[tuple[str, str], str]:
    """What one person gets at every address."""
    found = {}
    for name, route in sorted(addresses().items()):
        for method in METHODS:
            status, target, _text = ask(world, person, method, fill(route, world.ids))
            found[name, method] = verdict(status, target)
    return found


def written_rows() -> dict[tuple[str, str], dict[str, str]]:
    if not FILE.exists():
        return {}
    with FILE.open(encoding="utf-8", newline="") as file:
        return {(row["address"], row["method"]): row for row in csv.DictReader(file)}


def write_column(person: str, found: dict[tuple[str, str], str]) -> None:
    rows = written_rows()
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["address", "method", *PEOPLE], lineterminator="\n")
        writer.writeheader()
        for key in sorted(found):
            row = {**rows.get(key, {}), "address": key[0], "method": key[1], person: found[key]}
            writer.writerow({name: row.get(name, "") for name in writer.fieldnames})


@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_gets_at_every_address_what_is_written(world, person):
    found = column(world, person)
    if os.environ.get("UPDATE_MATRIX"):
        write_column(person, found)

    written = {key: row[person] for key, row in written_rows().items()}

    assert found == written


def test_every_address_that_names_a_record_is_tried_with_a_real_one(world):
    unknown = [
        name
        for name, route in addresses().items()
        if re.search(r"pk>|object_id>", route) and name != "admin:view_on_site" and not kind_of(route, world.ids)
    ]

    assert unknown == []


@pytest.mark.parametrize("method", METHODS)
def test_another_suppliers_record_is_as_missing_as_one_that_does_not_exist(world, method):
    leaks, differences = [], []
    for name, route in sorted(addresses().items()):
        status, _target, text = ask(world, "neighbour", method, fill(route, world.ids))
        if CANARY in text:
            leaks.append(name)
        if re.search(r"pk>|object_id>", route) and not re.search(r"document|questionnaire", name):
            gone, _target, _text = ask(world, "neighbour", method, fill(route, world.ids, missing=True))
            if status != gone or status == 200:
                differences.append((name, status, gone))

    assert leaks == []
    assert differences == []


def test_a_stranger_reads_the_written_public_pages_and_nothing_else(world):
    public = {name for name, _reason in PUBLIC_VIEWS}
    opened = [
        name
        for name, route in sorted(addresses().items())
        for method in METHODS
        if verdict(*ask(world, "stranger", method, fill(route, world.ids))[:2]) not in {"login", "method", "missing"}
        and name not in public | {"api:tokens"}
    ]

    assert opened == []


def test_what_a_neighbour_posts_leaves_no_trace(world):
    before = HistoryEntry.objects.filter(supplier=world.ours).count()

    with transaction.atomic():
        client = Client()
        client.force_login(world.people["neighbour"], backend="django.contrib.auth.backends.ModelBackend")
        for route in addresses().values():
            if re.search(r"pk>|object_id>", route):
                client.post(fill(route, world.ids))
        after = HistoryEntry.objects.filter(supplier=world.ours).count()
        transaction.set_rollback(True)

    assert after == before
