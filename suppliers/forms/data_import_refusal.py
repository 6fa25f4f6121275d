"""The refusals of imports and exchange rates in words; every face reads them through `suppliers.forms.refusal`."""

from django.apps import apps
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from suppliers.forms.import_words import file_sentence
from suppliers.forms.listing import listed
from suppliers.forms.refusal import STATE_WORDS, says
from suppliers.models.labels_trade import IMPORT_STATUS
from suppliers.rules.data_import import ImportFileRefused
from suppliers.services.data_import import AppliedBefore, ImportHasProblems
from suppliers.services.exchange_rate import RateKnown, RateNotPossible
from suppliers.services.import_reversal import ImportRestedOn, TooLateToReverse

STATE_WORDS.update({str(status): words for status, words in IMPORT_STATUS.items()})
says(ImportFileRefused)(file_sentence)


@says(AppliedBefore)
def _applied_before(error: AppliedBefore) -> str:
    day = formats.date_format(error.other.applied_at, "DATE_FORMAT") if error.other.applied_at else ""
    return _("This very file was imported on %(day)s (“%(name)s”). Nothing was done twice.") % {
        "day": day,
        "name": error.other.original_name,
    }


@says(ImportHasProblems)
def _import_has_problems(error: ImportHasProblems) -> str:
    return _("%(rows)s rows have a problem, so nothing was written. Check the file again, mend it and bring the mended file.") % {
        "rows": error.bad_rows
    }


@says(TooLateToReverse)
def _too_late(error: TooLateToReverse) -> str:
    day = formats.date_format(error.until, "DATE_FORMAT")
    return _("An import can be taken back for 30 days; here that was possible until %(day)s.") % {"day": day}


@says(ImportRestedOn)
def _rested_on(error: ImportRestedOn) -> str:
    found = listed(_("%(records)s: %(number)s") % {"records": _records(name), "number": number} for name, number in error.found)
    return _("The import cannot be taken back, because other records rest on what it wrote: %(found)s.") % {"found": found}


def _records(name: str) -> str:
    return capfirst(str(apps.get_model(name)._meta.verbose_name_plural))  # noqa: SLF001 -- Django's public-by-custom API


@says(RateKnown)
def _rate_known(error: RateKnown) -> str:  # noqa: ARG001 -- one shape for all words
    return _(
        "There is a rate of this currency for this month already. It stays, because invoices may have been reckoned with it."
    )


@says(RateNotPossible)
def _rate_not_possible(error: RateNotPossible) -> str:
    words = {
        "currency": _("Write the code of a foreign currency such as USD or EUR."),
        "cny": _("The rate has to be above zero."),
        "month": _("This month is not over, so there is no rate of its last day yet."),
    }
    return words[error.field]
