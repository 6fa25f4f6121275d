"""Rounds of signing: a new version is put before everybody who has to sign it, and the late are reminded."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from suppliers.models import Account, DocumentVersion, Notice, Signature, SigningCampaign, Supplier
from suppliers.permissions import NotAllowed, asks_for_signatures
from suppliers.rules.role import Role
from suppliers.rules.signature import OPEN_SIGNATURES, SIGNATURE_WORKFLOW, SignatureStatus, SignatureTerms
from suppliers.rules.standing import COUNTED, Standing
from suppliers.selectors.clock import local_day
from suppliers.services.history import record
from suppliers.services.history_batch import record_many
from suppliers.services.notice import queue_notices
from suppliers.services.transitions import apply_move

TERMS = SignatureTerms()
BATCH = 500
ASKED_PEOPLE = (Role.SUPPLIER_SIGNATORY, Role.SUPPLIER_ADMIN)
PAGE = "/supplier/signatures/"


class NobodyToRemind(Exception):
    """Everybody asked has signed or refused, has nobody to write to, or was reminded today already."""


@transaction.atomic
def start_campaign(document: DocumentVersion, *, by: Account, at: datetime) -> SigningCampaign | None:
    """Ask the whole counting set, and whoever was about to sign a version before, to sign this one within 30 days.

    None when there is nobody to ask. Tasks to sign older versions end. The number of queries does not grow with the
    suppliers, apart from the older tasks.
    """
    older = Signature.objects.filter(document__kind=document.kind).exclude(document=document)
    concerned = _concerned(older)
    withdraw_tasks(older, at=at)
    due_on = local_day(at) + timedelta(days=TERMS.sign_within_days)
    tasks = Signature.objects.bulk_create(
        [Signature(supplier_id=pk, document=document, assigned_at=at, due_on=due_on) for pk in concerned], batch_size=BATCH
    )
    if not tasks:
        return None
    facts = {"kind": document.kind, "version": document.version, "sha256": document.sha256}
    campaign = SigningCampaign.objects.create(document=document, started_by=by, started_at=at, due_on=due_on, asked=len(tasks))
    record("signingcampaign.start", campaign, by=by, at=at, facts={**facts, "asked": len(tasks), "due_on": due_on.isoformat()})
    record_many("signature.assign", Signature, ((task.pk, task.supplier_id, facts) for task in tasks), by=None, at=at)
    people = _people(concerned)
    asked = ((task, person) for task in tasks for person in people.get(task.supplier_id, ()))
    queue_notices([_notice("signature_assigned", task, person, "", document=document, at=at) for task, person in asked])
    return campaign


def withdraw_tasks(tasks: QuerySet[Signature], *, at: datetime) -> None:
    """End the open ones among these tasks: they are not to be signed any more."""
    for task in tasks.filter(status__in=OPEN_SIGNATURES).select_related("supplier"):
        apply_move(task, SIGNATURE_WORKFLOW, "withdraw", by=None, at=at)


@transaction.atomic
def remind_campaign(campaign: SigningCampaign, *, by: Account, at: datetime) -> int:
    """Write to all who have not signed yet, each at most once a day. Returns how many suppliers were written to.

    Raises NotAllowed, NobodyToRemind.
    """
    if not asks_for_signatures(by):
        raise NotAllowed
    campaign = SigningCampaign.objects.select_for_update().select_related("document").get(pk=campaign.pk)
    tasks = list(
        Signature.objects.filter(document=campaign.document, assigned_at=campaign.started_at, status__in=OPEN_SIGNATURES)
    )
    band = f"day-{local_day(at).isoformat()}"
    people = _people(task.supplier_id for task in tasks)
    pairs = [(task, person) for task in tasks for person in people.get(task.supplier_id, ())]
    notices = [_notice("signature_reminder", task, person, band, document=campaign.document, at=at) for task, person in pairs]
    known = set(Notice.objects.filter(kind="signature_reminder", key__contains=f":{band}:").values_list("key", flat=True))
    fresh = [notice for notice in notices if notice.key not in known]
    if not fresh:
        raise NobodyToRemind
    queue_notices(fresh)
    suppliers = len({notice.supplier_id for notice in fresh})
    facts = {"kind": campaign.document.kind, "version": campaign.document.version, "suppliers": suppliers}
    record("signingcampaign.remind", campaign, by=by, at=at, facts=facts)
    return suppliers


def _concerned(older: QuerySet[Signature]) -> list[int]:
    owed = older.filter(supplier=OuterRef("pk"), status__in=(*OPEN_SIGNATURES, SignatureStatus.SIGNED))
    about_to_sign = Q(standing=Standing.AWAITING_SIGNATURE) & Q(Exists(owed))
    return list(Supplier.objects.filter(Q(standing__in=COUNTED) | about_to_sign).order_by("pk").values_list("pk", flat=True))


def _people(suppliers: Iterable[int]) -> dict[int, list[Account]]:
    """Who is written to, by supplier. One query for all of them."""
    wanted = set(suppliers)
    found: dict[int, list[Account]] = {}
    for person in Account.objects.filter(role__in=ASKED_PEOPLE, is_active=True).order_by("pk"):
        if person.supplier_id in wanted:
            found.setdefault(person.supplier_id, []).append(person)
    return found


def _notice(kind: str, task: Signature, person: Account, band: str, *, document: DocumentVersion, at: datetime) -> Notice:
    """The same message, under the same key, as `assign_document` and the daily reminders write."""
    return Notice(
        key=":".join(part for part in (kind, str(task.pk), band, str(person.pk)) if part),
        kind=kind,
        account=person,
        email=person.email,
        language=person.language,
        supplier_id=task.supplier_id,
        facts={
            "kind": document.kind,
            "version": document.version,
            "sha256": document.sha256,
            "due_on": task.due_on.isoformat(),
            "may_sign": person.role == Role.SUPPLIER_SIGNATORY,
        },
        url=PAGE,
        created_at=at,
    )
