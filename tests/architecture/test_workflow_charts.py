from pathlib import Path

from assessments.management.commands.workflow_charts import charts

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "workflows.md"


def test_the_charts_in_the_documentation_are_the_tables_in_the_code():
    assert PAGE.read_text(encoding="utf-8") == charts()
