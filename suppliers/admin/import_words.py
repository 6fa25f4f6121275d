"""What the history says of imports, orders and rates."""

from django.utils.translation import gettext_lazy as _

from suppliers.admin.history_words import say_acts, say_codes, say_facts
from suppliers.models.labels_trade import IMPORT_KIND, IMPORT_STATUS

say_acts(
    {
        "dataimport.upload": _("Import brought"),
        "dataimport.check": _("Import checked"),
        "dataimport.apply": _("Import written"),
        "dataimport.admit": _("Import confirmed and written"),
        "dataimport.reverse": _("Import taken back"),
        "dataimport.discard": _("Import put aside"),
        "supplier.import": _("Entered in the register by an import"),
        "exchangerate.enter": _("Exchange rate entered"),
    }
)
say_facts(
    {
        "import_kind": _("what the rows are"),
        "rows": _("rows"),
        "bad_rows": _("rows with a problem"),
        "data_import": _("import number"),
        "standing": _("standing"),
        "currency": _("currency"),
        "month": _("month"),
        "cny": _("CNY for one unit"),
    }
)
say_codes(IMPORT_STATUS, IMPORT_KIND)
