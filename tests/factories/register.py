"""Rows of the register's own: a campaign, a lawsuit, a pair that looks alike, a proposed merge."""

from datetime import UTC, date, datetime

from suppliers.models import Account, DuplicatePair, Litigation, Signature, SigningCampaign, Supplier, SupplierMerge
from suppliers.rules.duplicate import DuplicateGround
from suppliers.rules.litigation import LitigationKind

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def make_campaign(document_id: int, **fields: object) -> SigningCampaign:
    """A round of signing that began on 20 November 2026."""
    return SigningCampaign.objects.create(
        document_id=document_id, **{"started_at": AT, "due_on": date(2026, 12, 20), "asked": 1, **fields}
    )


def make_lawsuit(supplier: Supplier, by: Account, **fields: object) -> Litigation:
    """An open lawsuit over corruption."""
    values = {
        "kind": LitigationKind.CORRUPTION,
        "court": "Demo court",
        "case_number": "(2026) 1",
        "filed_on": date(2026, 3, 1),
        "source": "Court list",
        "entered_at": AT,
        **fields,
    }
    return Litigation.objects.create(supplier=supplier, entered_by=by, **values)


def make_pair(one: Supplier, other: Supplier, **fields: object) -> DuplicatePair:
    """Two suppliers whose names are alike."""
    first, second = sorted((one, other), key=lambda supplier: supplier.pk)
    values = {"ground": DuplicateGround.NAME, "likeness": 90, "found_at": AT, **fields}
    return DuplicatePair.objects.create(first=first, second=second, **values)


def register_ids(ours: Supplier, theirs: Supplier, by: Account) -> dict[str, object]:
    """One row for every address of these records."""
    campaign = make_campaign(Signature.objects.filter(supplier=ours).order_by("pk").first().document_id)
    lawsuit = make_lawsuit(ours, by)
    pair = make_pair(ours, theirs)
    merge = SupplierMerge.objects.create(kept=ours, merged=theirs, reason="One.", proposed_by=by, proposed_at=AT)
    return {
        "signingcampaign": campaign.pk,
        "signing-campaign": campaign.pk,
        "litigation": lawsuit.pk,
        "lawsuit": lawsuit.pk,
        "duplicatepair": pair.pk,
        "suppliermerge": merge.pk,
    }
