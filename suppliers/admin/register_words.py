"""What campaigns, lawsuits, duplicates and merges say in the history."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from suppliers.admin.history_words import say_acts, say_codes, say_facts
from suppliers.models.labels_trade import DUPLICATE_STATUS, LITIGATION_KIND, MERGE_STATUS

say_acts(
    {
        "signingcampaign.start": gettext_lazy("Signing campaign begun"),
        "signingcampaign.remind": gettext_lazy("Suppliers reminded to sign"),
        "litigation.enter": gettext_lazy("Lawsuit entered"),
        "litigation.close": gettext_lazy("Lawsuit closed with its outcome"),
        "duplicatepair.tell_apart": gettext_lazy("Found to be two different companies"),
        "duplicatepair.reopen": gettext_lazy("Possible duplicate looked at again"),
        "duplicatepair.merge": gettext_lazy("Possible duplicate merged"),
        "duplicatepair.unmerge": gettext_lazy("Possible duplicate open again, as its merge was taken back"),
        "supplier.tell_apart": gettext_lazy("Found to be another company than one that looks alike"),
        "supplier.reopen": gettext_lazy("Looked at again as a possible duplicate"),
        "supplier.propose_merge": gettext_lazy("Merge of two entries proposed"),
        "supplier.confirm_merge": gettext_lazy("Two entries merged"),
        "supplier.undo_merge": gettext_lazy("Merge taken back"),
        "supplier.merge": gettext_lazy("Ended: goes on as another entry"),
        "supplier.unmerge_active": gettext_lazy("Active again, as the merge was taken back"),
        "supplier.unmerge_suspended": gettext_lazy("Suspended as before the merge"),
        "supplier.unmerge_exit_notice": gettext_lazy("Under exit notice as before the merge"),
        "supplier.unmerge_run_off": gettext_lazy("In run-off as before the merge"),
        "suppliermerge.merge": gettext_lazy("Merge carried out"),
        "suppliermerge.drop": gettext_lazy("Proposal to merge dropped"),
        "suppliermerge.undo": gettext_lazy("Merge taken back"),
        "tierdecision.decide": gettext_lazy("Tier decided"),
        "supplier.set_flags": gettext_lazy("Flags set"),
        "scoringpolicy.draft": gettext_lazy("Scoring policy drafted"),
        "scoringpolicy.change": gettext_lazy("Draft of the scoring policy changed"),
        "scoringpolicy.propose": gettext_lazy("Scoring policy proposed"),
        "scoringpolicy.revise": gettext_lazy("Scoring policy given back"),
        "scoringpolicy.activate": gettext_lazy("Scoring policy put in force"),
        "scoringpolicy.retire": gettext_lazy("Scoring policy retired"),
        "scoringpolicy.discard": gettext_lazy("Scoring policy put aside"),
    }
)
say_facts(
    {
        "asked": gettext_lazy("suppliers asked"),
        "suppliers": gettext_lazy("suppliers"),
        "about": pgettext_lazy("history", "about"),
        "case_number": gettext_lazy("case number"),
        "filed_on": gettext_lazy("filed on"),
        "closed_on": gettext_lazy("closed on"),
        "one": gettext_lazy("one"),
        "other": gettext_lazy("the other"),
        "kept": gettext_lazy("entry that stays"),
        "merged": gettext_lazy("entry that ends"),
    }
)
say_codes(LITIGATION_KIND, DUPLICATE_STATUS, MERGE_STATUS)
