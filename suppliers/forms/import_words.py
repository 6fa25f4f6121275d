"""The sentences behind what is wrong with a file or a row: what it is, and what to do."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from suppliers.forms.listing import listed
from suppliers.forms.note import SENTENCES as APPLICATION_SENTENCES
from suppliers.forms.note import code_sentence
from suppliers.models.labels_trade import IMPORT_KIND
from suppliers.rules.data_import import FileProblem, ImportFileRefused, ImportKind, RowProblem
from suppliers.rules.import_column import column_of

FILES = {
    FileProblem.EMPTY: gettext_lazy("The file is empty. Check that it was saved, then choose it again."),
    FileProblem.TOO_LARGE: gettext_lazy("The file is larger than %(limit)s. Split it into several files."),
    FileProblem.TYPE: gettext_lazy("Tables are taken as XLSX or CSV, not as “%(extension)s”. Save the table as one of them."),
    FileProblem.RENAMED: gettext_lazy(
        "The content of this file is not what its name says, or its signs cannot be read. Save it as XLSX, or as CSV in UTF-8."
    ),
    FileProblem.PASSWORD: gettext_lazy("The file is protected by a password. Take the protection off and choose it again."),
    FileProblem.DAMAGED: gettext_lazy("The file is damaged or not complete. Open it, save it anew and choose it again."),
    FileProblem.ACTIVE: gettext_lazy(
        "The file contains macros or parts loaded from elsewhere. Copy the rows into a new workbook without them."
    ),
    FileProblem.TOO_COMPLEX: gettext_lazy(
        "The file unpacks to far more than a table needs, or has cells far outside the table. Copy the rows into a new workbook."
    ),
    FileProblem.NO_ROWS: gettext_lazy(
        "There is no row below the heads of the columns. Check the sheet and choose the file again."
    ),
    FileProblem.TOO_MANY_ROWS: gettext_lazy("The file has %(rows)s rows; at most %(limit)s are taken at a time. Split it."),
    FileProblem.NO_SUCH_SHEET: gettext_lazy("There is no sheet “%(sheet)s”. The workbook has: %(sheets)s."),
    FileProblem.MERGED_HEAD: gettext_lazy(
        "The heads of the columns contain merged cells (%(cells)s). Undo the merging, so that each column has its own head."
    ),
    FileProblem.COLUMNS_MISSING: gettext_lazy(
        "No sheet has all the columns needed. Not found: %(columns)s. Use the heads of the template, in English or in Chinese."
    ),
    FileProblem.COLUMN_TWICE: gettext_lazy("These columns stand in the file twice: %(columns)s. Delete one of each."),
    FileProblem.OTHER_KIND: gettext_lazy("The columns are those of “%(kind)s”. Choose that kind, or another file."),
}
ROWS = {
    RowProblem.REQUIRED: gettext_lazy("Nothing stands here. Please fill it in."),
    RowProblem.TOO_LONG: gettext_lazy("This is %(length)s characters long; at most %(most)s fit."),
    RowProblem.UNREADABLE: gettext_lazy("Signs were lost when the file was saved. Save it as XLSX, or as CSV in UTF-8."),
    RowProblem.LONG_NUMBER: gettext_lazy(
        "The spreadsheet has cut a number of more than 15 digits. Format the column as text and enter it again."
    ),
    RowProblem.NOT_A_DATE: gettext_lazy("“%(value)s” is not a date. Write year, month and day, for example 2026-09-30."),
    RowProblem.IN_FUTURE: gettext_lazy("%(value)s lies in the future. Check the year."),
    RowProblem.TOO_OLD: gettext_lazy("%(value)s lies before 1990. Check the year."),
    RowProblem.NOT_A_MONTH: gettext_lazy("“%(value)s” is not a month. Write year and month, for example 2026-10."),
    RowProblem.MONTH_NOT_OVER: gettext_lazy("%(value)s is not over, so there is no rate of its last day yet."),
    RowProblem.NOT_A_NUMBER: gettext_lazy("“%(value)s” is not a number. Write for example 1234.50 or 1,234.50."),
    RowProblem.NEGATIVE: gettext_lazy("The number is below zero."),
    RowProblem.NOT_ABOVE_ZERO: gettext_lazy("The number has to be above zero."),
    RowProblem.TOO_LARGE: gettext_lazy("The number is too large; at most %(most)s."),
    RowProblem.TOO_MANY_DECIMALS: gettext_lazy("At most %(most)s digits after the decimal point. Round it."),
    RowProblem.UNKNOWN_CURRENCY: gettext_lazy("“%(value)s” is no known currency. Write a code such as CNY, USD or EUR."),
    RowProblem.HOME_CURRENCY: gettext_lazy("CNY needs no rate. Delete the row."),
    RowProblem.FORMULA: gettext_lazy("A formula stands here without a stored result. Paste its value instead."),
    RowProblem.CELL_ERROR: gettext_lazy("The cell shows the error %(value)s. Enter the value itself."),
    RowProblem.SHIFTED: gettext_lazy(
        "The row has %(cells)s cells, the heads %(columns)s: a separator inside a text has shifted it. Save the table as XLSX."
    ),
    RowProblem.NOT_A_CHOICE: gettext_lazy("“%(value)s” is none of the values known here. The template lists them."),
    RowProblem.UNKNOWN_SUPPLIER: gettext_lazy("No supplier has the number or identifier “%(value)s”. Enter the supplier first."),
    RowProblem.SEVERAL_SUPPLIERS: gettext_lazy("Several suppliers have the identifier “%(value)s”. Write the supplier number."),
    RowProblem.UNKNOWN_ORDER: gettext_lazy("There is no order “%(value)s”. Import the orders first, or leave it empty."),
    RowProblem.ORDER_OF_ANOTHER: gettext_lazy("Order “%(value)s” is one of another supplier."),
    RowProblem.TWICE_IN_FILE: gettext_lazy("“%(value)s” stands in row %(first)s already. Delete one of the two."),
    RowProblem.KNOWN_ALREADY: gettext_lazy("“%(value)s” is in the register already. Delete the row."),
    RowProblem.DUE_BEFORE_ORDER: gettext_lazy("It would be due before it was ordered. Check both dates."),
    RowProblem.DELIVERED_BEFORE_ORDER: gettext_lazy("It would have been delivered before it was ordered. Check both dates."),
    RowProblem.CLOSED_BEFORE_ORDER: gettext_lazy("It would have been closed before it was ordered. Check both dates."),
    RowProblem.ACCEPTED_ABOVE_QUANTITY: gettext_lazy("More was accepted than ordered. Check both quantities."),
    RowProblem.ACCEPTED_BEFORE_INVOICE: gettext_lazy("It would have been accepted before it was issued. Check both dates."),
    RowProblem.RATE_MISSING: gettext_lazy("There is no exchange rate of %(currency)s for %(month)s. Import the rate first."),
    RowProblem.SCHEME_MISSING: gettext_lazy("Say what kind of identifier this is, for example VAT number or company number."),
    RowProblem.NUMBER_FORM: gettext_lazy("“%(value)s” cannot be a supplier number: up to 16 letters, digits and hyphens."),
    RowProblem.ACTIVE_BEFORE_REGISTRATION: gettext_lazy("It would have been active before it was registered. Check both dates."),
}


def file_sentence(refusal: ImportFileRefused) -> str:
    """Why the file is not taken and what to do, in the reader's language."""
    facts = dict(refusal.facts)
    kind = str(facts.get("kind", ""))
    if refusal.problem is FileProblem.OTHER_KIND:
        facts["kind"] = IMPORT_KIND[ImportKind(kind)]
    if "columns" in facts:
        facts["columns"] = listed(column_head(kind, name) for name in facts["columns"])
    for name in ("sheets", "cells"):
        if name in facts:
            facts[name] = listed(facts[name])
    if refusal.problem is FileProblem.TOO_LARGE:
        facts["limit"] = filesizeformat(facts["limit"])
    elif "limit" in facts:
        facts |= {"rows": f"{facts['rows']:,}", "limit": f"{facts['limit']:,}"}
    facts["extension"] = facts.get("extension") or _("without an ending")
    return str(FILES[refusal.problem]) % facts


def row_sentence(code: str, facts: Mapping[str, Any]) -> str:
    """What is wrong in a row and what to do. What an application says of the same field, a file says, too."""
    if code in ROWS:
        return str(ROWS[RowProblem(code)]) % facts
    return code_sentence(code, facts) if code in APPLICATION_SENTENCES else code


def column_head(kind: str, name: str) -> str:
    """The head of a column in the reader's language; empty for a problem of the whole row."""
    column = column_of(ImportKind(kind), name) if name else None
    return column.head(get_language() or "en") if column else ""


def problem_lines(kind: str, problems: Iterable[Mapping[str, Any]]) -> list[tuple[int, str, str]]:
    """(row, column, what is wrong and what to do) of each problem."""
    return [
        (int(problem["row"]), column_head(kind, str(problem["column"])), row_sentence(str(problem["code"]), problem["facts"]))
        for problem in problems
    ]
