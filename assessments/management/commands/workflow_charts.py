"""`manage.py workflow_charts`: the workflow tables as charts, for docs/reference/workflows.md."""

from typing import Any

from django.core.management.base import BaseCommand

from assessments.rules.assessment import WORKFLOW as ASSESSMENT
from suppliers.rules.appeal import WORKFLOW as APPEAL
from suppliers.rules.award import WORKFLOW as AWARD
from suppliers.rules.certificate import WORKFLOW as CERTIFICATE
from suppliers.rules.data_import import WORKFLOW as DATA_IMPORT
from suppliers.rules.duplicate import DUPLICATE_WORKFLOW, MERGE_WORKFLOW
from suppliers.rules.evaluation import WORKFLOW as EVALUATION
from suppliers.rules.signature import DOCUMENT_WORKFLOW, SIGNATURE_WORKFLOW
from suppliers.rules.standing import WORKFLOW as STANDING
from suppliers.rules.training import WORKFLOW as TRAINING
from suppliers.rules.waste import WORKFLOW as WASTE_CONTRACTOR
from suppliers.rules.workflow import Workflow, mermaid

WORKFLOWS = (
    STANDING,
    DOCUMENT_WORKFLOW,
    SIGNATURE_WORKFLOW,
    CERTIFICATE,
    WASTE_CONTRACTOR,
    DUPLICATE_WORKFLOW,
    MERGE_WORKFLOW,
    DATA_IMPORT,
    AWARD,
    TRAINING,
    ASSESSMENT,
    EVALUATION,
    APPEAL,
)


def _table(workflow: Workflow) -> list[str]:
    rows = ["| move | from | to | who | second person | reason |", "|---|---|---|---|---|---|"]
    for move in workflow.moves:
        sources = ", ".join(source.value for source in move.sources)
        who = ", ".join(sorted(move.actors))
        marks = ("yes" if move.second_person else "–", "yes" if move.reason else "–")
        rows.append(f"| {move.name} | {sources} | {move.target.value} | {who} | {marks[0]} | {marks[1]} |")
    return rows


def charts() -> str:
    """The whole page, in Markdown with Mermaid charts."""
    lines = ["# Workflows", "", "Generated from the tables by `./run manage workflow_charts`; a test compares.", ""]
    for workflow in WORKFLOWS:
        lines += [f"## {workflow.name.capitalize()}", "", "```mermaid", *mermaid(workflow), "```", "", *_table(workflow), ""]
    return "\n".join(lines)


class Command(BaseCommand):
    """Prints the page; nothing is read from the database."""

    help = "Print the workflow charts of docs/reference/workflows.md."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        self.stdout.write(charts(), ending="")
