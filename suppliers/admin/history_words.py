"""History in words: what each act was, and the facts it carries, never as codes.

The upper app adds the words of its own acts with `say_acts` and `say_codes`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from suppliers.admin.words import day_words, moment_words
from suppliers.forms.admittance import SECTION_TITLE
from suppliers.forms.listing import listed
from suppliers.models import HistoryEntry
from suppliers.models.labels import (
    AUTHORITY,
    CHECK,
    CHECK_RESULT,
    DOCUMENT_KIND,
    DOCUMENT_STATUS,
    EVIDENCE_KIND,
    INTAKE,
    PROFILE,
    ROLE,
    SIGNATURE_STATUS,
    STANDING,
)
from suppliers.rules.application import Section
from suppliers.selectors.country import country_name
from suppliers.selectors.region import province_name

ACTS: dict[str, Any] = {
    "register.load_demo": gettext_lazy("Demo data loaded"),
    "supplier.register": gettext_lazy("Entered in the register"),
    "supplier.submit": gettext_lazy("Application submitted"),
    "supplier.start_checking": gettext_lazy("Checking begun"),
    "supplier.send_back": gettext_lazy("Application sent back with reasons"),
    "supplier.lapse": gettext_lazy("Application closed because nobody mended it"),
    "supplier.reject": gettext_lazy("Not admitted"),
    "supplier.approve": gettext_lazy("Both approvals given; documents to be signed"),
    "supplier.admit": gettext_lazy("Admitted with the last signature"),
    "supplier.lapse_unsigned": gettext_lazy("Application closed because the documents were not signed"),
    "supplier.suspend": gettext_lazy("Suspended"),
    "supplier.resume": gettext_lazy("Suspension lifted"),
    "supplier.give_exit_notice": gettext_lazy("Exit notice served"),
    "supplier.uphold_appeal_active": gettext_lazy("Appeal upheld; active again"),
    "supplier.uphold_appeal_suspended": gettext_lazy("Appeal upheld; suspended as before"),
    "supplier.begin_run_off": gettext_lazy("Run-off begun"),
    "supplier.exit": gettext_lazy("Left the register of active suppliers"),
    "supplier.blacklist": gettext_lazy("Blacklisted"),
    "supplier.end_blacklisting": gettext_lazy("Blacklisting ended"),
    "supplier.reapply": gettext_lazy("New application opened"),
    "supplier.leave": gettext_lazy("The supplier asked to leave"),
    "supplier.confirm_profile": gettext_lazy("Profile confirmed"),
    "supplier.correct_registration": gettext_lazy("Registration corrected"),
    "admittance.attach_bank_paper": gettext_lazy("Bank paper attached"),
    "admittance.blacklist_match": gettext_lazy("Match with the blacklist found"),
    "admittance.confirm": gettext_lazy("Supplier confirmed what procurement had entered"),
    "admittance.object": gettext_lazy("Supplier objected to what procurement had entered"),
    "admittance.approve": gettext_lazy("Approval given"),
    "qualificationcheck.record": gettext_lazy("Qualification check recorded"),
    "documentversion.draft": gettext_lazy("Document drafted"),
    "documentversion.approve": gettext_lazy("Document approved"),
    "documentversion.publish": gettext_lazy("Document published"),
    "documentversion.retire": gettext_lazy("Document retired"),
    "signature.assign": gettext_lazy("Document given to be signed"),
    "signature.view": gettext_lazy("Document opened by the signatory"),
    "signature.sign": gettext_lazy("Document signed"),
    "signature.refuse": gettext_lazy("Signature refused"),
    "signature.ask_again": gettext_lazy("Asked again for a signature that was refused"),
    "signature.supersede": gettext_lazy("Signature replaced by a newer one"),
    "signature.expire": gettext_lazy("Signature expired"),
    "signature.withdraw": gettext_lazy("Request to sign withdrawn"),
    "admittance.void_approvals": gettext_lazy("Approvals void, because a check or the profile changed"),
    "signature.request_code": gettext_lazy("Code to sign sent by mail"),
    "invitation.send": gettext_lazy("Invitation sent"),
    "invitation.resend": gettext_lazy("Invitation sent again"),
    "invitation.revoke": gettext_lazy("Invitation withdrawn"),
    "account.create": gettext_lazy("Account made"),
    "account.change_role": gettext_lazy("Role changed"),
    "account.change_department": gettext_lazy("Department changed"),
    "account.join": gettext_lazy("Joined by invitation"),
    "account.change_password": gettext_lazy("Password changed"),
    "account.give_access": gettext_lazy("Person may log in again"),
    "account.take_access": gettext_lazy("Person may no longer log in"),
    "evidence.store": gettext_lazy("File stored"),
}
STATES: dict[str, dict[str, Any]] = {}
FACTS: dict[str, Any] = {
    "from": gettext_lazy("before"),
    "to": gettext_lazy("now"),
    "before": gettext_lazy("before"),
    "after": gettext_lazy("now"),
    "declared": pgettext_lazy("history", "declared"),
    "confirmed": pgettext_lazy("history", "confirmed"),
    "intake": gettext_lazy("intake"),
    "kind": gettext_lazy("kind"),
    "version": gettext_lazy("version"),
    "check": gettext_lazy("check"),
    "code": gettext_lazy("check"),
    "result": gettext_lazy("result"),
    "role": gettext_lazy("as"),
    "number": gettext_lazy("number"),
    "email": gettext_lazy("e-mail address"),
    "authority": gettext_lazy("authority"),
    "profile": gettext_lazy("profile"),
    "due_on": gettext_lazy("due on"),
    "valid_until": gettext_lazy("in force until"),
    "expires_at": gettext_lazy("valid until"),
    "matches": gettext_lazy("matches"),
    "shared": gettext_lazy("in common"),
    "sha256": gettext_lazy("SHA-256"),
    "text_sha256": gettext_lazy("SHA-256 of the text"),
    "name": gettext_lazy("name"),
    "language": gettext_lazy("language"),
    "size": gettext_lazy("size in bytes"),
    "sections": gettext_lazy("parts"),
    "items": gettext_lazy("reasons given"),
    "place_before": gettext_lazy("place before"),
    "place_now": gettext_lazy("place now"),
    "address_changed": gettext_lazy("address changed"),
}
CODES: dict[str, Any] = {}
SECTION_CODE = re.compile(rf"^({'|'.join(Section)}): ", re.MULTILINE)
DIGEST = re.compile(r"[0-9a-f]{64}(; [0-9a-f]{64})*")
HIDDEN = frozenset({"admittance", "evidence", "document", "account", "approval", "signature", "invitation"})
"""Facts that are row numbers for machines: they stay in the record and are not shown."""


@dataclass(frozen=True)
class Line:
    """One act as it is shown; `facts` are label and value in words, `digests` those that are SHA-256 sums."""

    entry: HistoryEntry
    act: str
    facts: list[tuple[str, str]]
    digests: list[tuple[str, str]]

    @property
    def in_a_row(self) -> list[str]:
        """Each fact with its label before it."""
        return [labelled(label, value) for label, value in self.facts]

    @property
    def reason(self) -> str:
        """The reason; those for parts of an application begin with the part's title instead of its code."""
        return SECTION_CODE.sub(_titled, self.entry.reason)


def say_acts(words: Mapping[str, Any]) -> None:
    """Add sentences for acts `model.act`."""
    ACTS.update(words)


def say_facts(words: Mapping[str, Any]) -> None:
    """Add labels for facts."""
    FACTS.update(words)


def say_states(model: str, words: Mapping[Any, Any]) -> None:
    """Words of the states of one kind of record: OPEN is one thing for a training, another for an award sheet."""
    STATES[model] = {str(code): word for code, word in words.items()}


def say_codes(*tables: Mapping[Any, Any]) -> None:
    """Add words for codes that occur as facts."""
    for table in tables:
        CODES.update({str(code): word for code, word in table.items()})


say_codes(
    PROFILE,
    INTAKE,
    AUTHORITY,
    EVIDENCE_KIND,
    ROLE,
    CHECK,
    CHECK_RESULT,
    DOCUMENT_KIND,
    SIGNATURE_STATUS,
    DOCUMENT_STATUS,
    STANDING,
)
say_codes({"en": gettext_lazy("English"), "zh-hans": gettext_lazy("Simplified Chinese")})
say_codes(
    {
        "identifier": gettext_lazy("the identifier"),
        "legal_representative": gettext_lazy("the legal representative"),
        "bank_account": gettext_lazy("the bank account"),
        "address": gettext_lazy("the registered address"),
        "phone": gettext_lazy("a phone number"),
        "owner": gettext_lazy("an owner"),
    }
)


def history_line(entry: HistoryEntry) -> Line:
    """An entry in words. Facts without a label of their own show the name they were kept under."""
    facts = entry.facts if isinstance(entry.facts, dict) else {}
    shown: list[tuple[str, str]] = []
    digests: list[tuple[str, str]] = []
    for key, value in in_telling_order(facts):
        if key in HIDDEN or value in ("", None, [], {}):
            continue
        words = _state_words(entry.action, key, value) or (
            _READ_BY_LABEL[key](str(value)) if key in _READ_BY_LABEL else fact_value(value)
        )
        (digests if DIGEST.fullmatch(words) else shown).append((fact_label(key), words))
    return Line(entry, act_words(entry.action), shown, digests)


def _state_words(action: str, key: str, value: object) -> str:
    """The words of a state before and after a move; "" where the record's kind has none of its own."""
    states = STATES.get(action.partition(".")[0], {}) if key in {"from", "to"} else {}
    return str(states.get(str(value), ""))


def _intake(code: str) -> str:
    return str(INTAKE.get(code, code))


def _place(code: str) -> str:
    return province_name(code) if "-" in code else country_name(code)


# Codes that mean something else under another label: PROCUREMENT is a role as well, GH a country and an area.
_READ_BY_LABEL = {"intake": _intake, "place_before": _place, "place_now": _place}


def labelled(label: str, value: str) -> str:
    """A label and what it labels, with the mark the reader's language puts between them."""
    return _("%(label)s: %(value)s") % {"label": label, "value": value}


def _titled(found: re.Match[str]) -> str:
    return labelled(str(SECTION_TITLE[Section(found[1])]), "")


def act_words(action: str) -> str:
    """What the act was; an act nobody has put into words yet is named after its code."""
    if action in ACTS:
        return str(ACTS[action])
    model, _dot, act = action.partition(".")
    return f"{model} {act.replace('_', ' ')}".capitalize()


def in_telling_order(facts: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Before comes before now, on every database: PostgreSQL keeps the keys of JSON in an order of its own."""
    places = {key: place for place, key in enumerate(FACTS)}
    return sorted(facts.items(), key=lambda fact: (places.get(str(fact[0]), len(places)), str(fact[0])))


def fact_label(key: str) -> str:
    """What a fact is about."""
    return str(FACTS.get(key, key.replace("_", " ")))


def fact_value(value: object) -> str:
    """A fact as a person reads it: words for codes, days in the reader's form, lists in a row."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return listed(f"{fact_label(str(key))} {fact_value(part)}" for key, part in in_telling_order(value))
    if isinstance(value, list | tuple):
        return pgettext("between groups of a list", "; ").join(fact_value(part) for part in value)
    text = str(value)
    return str(CODES[text]) if text in CODES else _day_or_text(text)


def _day_or_text(text: str) -> str:
    try:
        return day_words(date.fromisoformat(text))
    except ValueError:
        pass
    try:
        return moment_words(datetime.fromisoformat(text)) if "T" in text else text
    except ValueError:
        return text
