"""The sentences of what is refused about award sheets."""

from django.utils.translation import gettext as _

from suppliers.forms.listing import listed
from suppliers.forms.refusal import STATE_WORDS, says
from suppliers.models.labels_trade import AWARD_STATUS
from suppliers.services.award import (
    BidderTwice,
    BidsClosed,
)
from suppliers.services.award_proposal import (
    BiddersNotActive,
    BiddersNotScored,
    ConflictDeclared,
    DeviationReasonMissing,
    NoBids,
    NotABidder,
    ProofChanged,
)

for _state, _words in AWARD_STATUS.items():
    STATE_WORDS.setdefault(str(_state), _words)


@says(BidsClosed)
def _bids_closed(error: BidsClosed) -> str:  # noqa: ARG001 -- one shape for all words
    return _("Bids can be entered and changed only while the sheet is open. A manager can send the proposal back.")


@says(BidderTwice)
def _bidder_twice(error: BidderTwice) -> str:  # noqa: ARG001 -- one shape for all words
    return _("This supplier has a bid on the sheet already. Change that one.")


@says(NoBids)
def _no_bids(error: NoBids) -> str:  # noqa: ARG001 -- one shape for all words
    return _("There is no bid on this sheet yet. Add the bidders first.")


@says(NotABidder)
def _not_a_bidder(error: NotABidder) -> str:  # noqa: ARG001 -- one shape for all words
    return _("This supplier has no bid on this sheet. Choose one of the bidders.")


@says(BiddersNotActive)
def _bidders_not_active(error: BiddersNotActive) -> str:
    words = {"names": listed(error.names)}
    return _("Not active at this moment, so nothing may be awarded to them: %(names)s. Take them off the sheet, or wait.") % words


@says(BiddersNotScored)
def _bidders_not_scored(error: BiddersNotScored) -> str:
    words = {"names": listed(error.names)}
    return (
        _(
            "Without a valid ESG score these bidders cannot be ranked: %(names)s. "
            "Wait for the self-assessment, or state why the lot cannot wait."
        )
        % words
    )


@says(DeviationReasonMissing)
def _deviation_reason_missing(error: DeviationReasonMissing) -> str:
    return _("%(first)s leads the comparison. Please state why another bidder is chosen.") % {"first": error.first}


@says(ProofChanged)
def _proof_changed(error: ProofChanged) -> str:
    words = {"names": listed(error.names)}
    return (
        _("Certificates have changed since the proposal: %(names)s. Send the sheet back, so that the bids are compared again.")
        % words
    )


@says(ConflictDeclared)
def _conflict_declared(error: ConflictDeclared) -> str:
    words = {"names": listed(error.names)}
    return _("You have declared links with %(names)s, so a colleague enters, proposes or decides here.") % words
