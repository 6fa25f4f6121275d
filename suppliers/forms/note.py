"""The sentences behind the notes of an application and the findings of its checks: the same on every face."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.models.labels import BANK_PAPER, SCHEME
from suppliers.rules.application_match import Note
from suppliers.selectors.region import province_name

SENTENCES = {
    # one field
    "REQUIRED": gettext_lazy("Please fill this in."),
    "TOO_LONG": gettext_lazy("This is %(length)s characters long; at most %(most)s fit."),
    "NOT_A_CHOICE": gettext_lazy("Please choose one of the answers offered."),
    "NOT_A_COUNTRY": gettext_lazy("Please choose a country or region."),
    "NOT_A_DATE": gettext_lazy("“%(value)s” is not a date. Write year, month and day, for example 2019-07-22."),
    "IN_FUTURE": gettext_lazy("%(value)s lies in the future."),
    "NOT_A_NUMBER": gettext_lazy("“%(value)s” is not a number. Write digits only, for example 1200000 or 1,200,000.50."),
    "NEGATIVE": gettext_lazy("The number cannot be below zero."),
    "TOO_LARGE": gettext_lazy("The number is too large; at most %(most)s."),
    "TOO_MANY_DECIMALS": gettext_lazy("At most %(most)s digits after the decimal point."),
    "NOT_A_WHOLE_NUMBER": gettext_lazy("Please write a whole number."),
    "NOT_A_YEAR": gettext_lazy("Please write a year between %(first)s and %(last)s."),
    "NOT_AN_EMAIL": gettext_lazy("“%(value)s” is not an e-mail address."),
    "NOT_A_PHONE": gettext_lazy("“%(value)s” is not a phone number. Digits, spaces and a leading + are fine."),
    "TOO_FEW_ROWS": gettext_lazy("Please give at least %(least)s entry here."),
    "TOO_MANY_ROWS": gettext_lazy("At most %(most)s entries fit here."),
    # identifiers
    "EMPTY": gettext_lazy("Please fill in the identifier."),
    "WRONG_LENGTH": gettext_lazy("This has %(length)s characters; the identifier has exactly %(expected)s."),
    "TOO_SHORT": gettext_lazy("This has %(length)s characters; at least %(minimum)s are needed."),
    "BAD_CHARACTER": gettext_lazy("Character %(position)s, “%(character)s”, cannot stand there."),
    "BAD_CHARACTER_LOOKALIKE": gettext_lazy(
        "Character %(position)s is the letter %(character)s. Only the digit %(digit)s can stand there."
    ),
    "BAD_FORM": gettext_lazy("“%(value)s” is not written as an identifier of this kind is."),
    "ALL_ZEROS": gettext_lazy("An identifier of zeros only is nobody's."),
    "UNKNOWN_DEPARTMENT": gettext_lazy("No registering department is coded “%(department)s”: look at the first character."),
    "IMPLAUSIBLE_PROVINCE": gettext_lazy(
        "Characters 3 and 4 (%(province)s) stand for a region with its own company register: choose its own kind of identifier."
    ),
    "UNKNOWN_PROVINCE": gettext_lazy("Characters 3 and 4 (%(province)s) are the code of no province."),
    "WRONG_CHECK": gettext_lazy(
        "The check character does not fit: the characters before it ask for “%(expected)s”, found is “%(found)s”. "
        "Compare the whole number with your licence."
    ),
    "COUNTRY_MISSING": gettext_lazy("Please choose the country or region of registration."),
    "BAD_COUNTRY": gettext_lazy("Please choose the country or region of registration."),
    "COUNTRY_MISMATCH": gettext_lazy("This kind of identifier does not belong to the country or region you chose (%(country)s)."),
    "USCC_REQUIRED": gettext_lazy("A company registered in Mainland China is identified by its unified social credit code."),
    "IDENTIFIER_TAKEN": gettext_lazy(
        "A supplier with this identifier is already in the register. If it is your company, "
        "ask your contact in procurement for access instead of registering it again."
    ),
    "INNER_CHECK": gettext_lazy("The organisation code inside (characters 9 to 17) is unusual. Compare it with your licence."),
    "UNUSUAL_CATEGORY": gettext_lazy("The second character is unusual. Compare it with your licence."),
    "CHECK_DIGIT": gettext_lazy("The last digit is unusual. Compare the number with your registration."),
    "UNUSUAL_FORM": gettext_lazy("This is written in an unusual way. Compare it with your registration."),
    "FORMER_SCHEME": gettext_lazy(
        "This number was replaced by the business registration number at the end of 2023; use that if you have it."
    ),
    # fields together
    "NAME_ZH_REQUIRED": gettext_lazy("Please give the registered name in Chinese, exactly as on your licence."),
    "NAME_REQUIRED": gettext_lazy("Please give the registered name, in Chinese or in English."),
    "PROVINCE_REQUIRED": gettext_lazy("Please choose the province of the registered address."),
    "UNKNOWN_REGISTERED_PROVINCE": gettext_lazy("Please choose a province from the list."),
    "PROVINCE_DIFFERS": gettext_lazy(
        "Your credit code was first issued in %(in_code)s; the registered address is in %(registered)s. "
        "That is right if the company has moved."
    ),
    "SHARES_ABOVE_100": gettext_lazy("The shares add up to %(total)s %%."),
    "PROFILE_AGAINST_SITES": gettext_lazy(
        "You chose office work only, but one of your sites has production or field operations."
    ),
    "LICENCE_EXPIRED": gettext_lazy("The licence “%(name)s” ran out on %(day)s."),
    "PAID_ABOVE_REGISTERED": gettext_lazy("More is paid in than registered. Compare both figures."),
    "BAD_ACCOUNT_NUMBER": gettext_lazy("An account number has digits only, 6 to 32 of them."),
    "BAD_ACCOUNT_NUMBER_ABROAD": gettext_lazy("An account number or IBAN has 4 to 34 letters and digits."),
    "BAD_BANK_CODE": gettext_lazy("The bank code has 12 digits; this has %(length)s characters."),
    "BAD_BANK_CODE_ABROAD": gettext_lazy("A bank code has 4 to 12 letters and digits."),
    "HOLDER_DIFFERS": gettext_lazy("The account name is not the registered name. Payments go to an account of the company only."),
    "PERMIT_WITHOUT_DATE": gettext_lazy("Please give the date of issue: permits for companies were issued until July 2019 only."),
    "PERMIT_TOO_YOUNG": gettext_lazy(
        "Permits for companies ended on 22 July 2019. Ask your bank for the basic deposit account information sheet."
    ),
    "NOT_FOR_MAINLAND": gettext_lazy(
        "In Mainland China please show the account opening permit or the basic deposit account sheet."
    ),
    "NOT_OUTSIDE_MAINLAND": gettext_lazy("Outside Mainland China please show a confirmation letter of the bank."),
    "BANK_PAPER_MISSING": gettext_lazy("Please upload the bank paper."),
    "PENALTIES_MISSING": gettext_lazy("You declared penalties: please describe each of them."),
    "PENALTIES_CONTRADICT": gettext_lazy("You declared no penalties, but some are described below. Please decide."),
    "CONFLICT_DETAILS_MISSING": gettext_lazy("Please describe the links: who, with whom, of what kind."),
    "MAIN_CONTACT_MISSING": gettext_lazy("Please mark one person as the main contact."),
    "MAIN_CONTACT_UNREACHABLE": gettext_lazy("Please give a phone number or an e-mail address of the main contact."),
    # findings for the checks
    "IDENTIFIER_HOLDS": gettext_lazy("The identifier %(value)s (%(scheme)s) is well formed and its check holds."),
    "IDENTIFIER_BROKEN": gettext_lazy("The identifier %(value)s (%(scheme)s) does not pass its check."),
    "BANK_PAPER_FITS": gettext_lazy("The paper shown fits the legal form: %(kind)s."),
    "HOLDER_MATCHES": gettext_lazy("The account name equals the registered name."),
    "ACCOUNT_SHARED": gettext_lazy("The same account number stands with %(numbers)s."),
    "NO_LICENCES": gettext_lazy("No licences are listed: decide whether the category needs any."),
    "LICENCE_LISTED": gettext_lazy("Listed: %(name)s, number %(number)s."),
    "BLACKLIST_CLEAR": gettext_lazy("No blacklisted supplier shares identifier, people, account, phone or address."),
    "BLACKLIST_MATCH": gettext_lazy("Shares a fact with blacklisted supplier %(number)s: %(shared)s."),
    "SCALE_SUFFICES": gettext_lazy("Age, staff and revenue reach what the category asks for."),
    "SCALE_AGE": gettext_lazy("Registered on %(found)s; the category asks for %(needed)s months."),
    "SCALE_STAFF": gettext_lazy("Staff %(found)s; the category asks for %(needed)s."),
    "SCALE_REVENUE": gettext_lazy("Revenue CNY %(found)s; the expected spend asks for CNY %(needed)s."),
    "NO_PENALTIES": gettext_lazy("No penalty of the past 36 months is declared."),
    "PENALTIES_RECENT": gettext_lazy(
        "Penalties of the past 36 months: %(recent)s declared, %(unsettled)s not put right or not explained."
    ),
    "PENALTY_SERIOUS": gettext_lazy("A serious environmental or safety penalty is declared: ask integrity and compliance."),
    "NO_CONFLICT": gettext_lazy("No links with the buyer's staff are declared."),
    "CONFLICT_DECLARED": gettext_lazy("Links with the buyer's staff are declared: compare with staff data."),
    "CONFLICT_UNANSWERED": gettext_lazy("The question about links with the buyer's staff was not answered."),
    "NO_PROVINCE_IN_CODE": gettext_lazy("The identifier names no province: there is nothing to compare."),
    "PROVINCE_MATCHES": gettext_lazy("The province inside the credit code is that of the registered address."),
}
SHARED_FACT = {
    "identifier": gettext_lazy("identifier"),
    "legal_representative": gettext_lazy("legal representative"),
    "bank_account": gettext_lazy("bank account"),
    "address": gettext_lazy("registered address"),
    "phone": gettext_lazy("phone number"),
    "owner": gettext_lazy("owner"),
}


def note_sentence(note: Note) -> str:
    """What a problem or a warning of an application says to a person."""
    return code_sentence(note.code, note.facts)


def code_sentence(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a code with its facts; codes inside the facts are said in words."""
    if code == "BAD_CHARACTER" and "digit" in facts:
        code = "BAD_CHARACTER_LOOKALIKE"
    said = {name: _fact_words(name, value) for name, value in facts.items()}
    # Identifiers name the longest length otherwise than fields do.
    said.setdefault("most", facts.get("maximum"))
    for name in ("found", "needed"):
        said[name] = said.get(name) or _("not declared")
    return str(SENTENCES[code]) % said


def finding_sentences(finding: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """What Assay found for a check, each with whether it is a concern; for `QualificationCheck.finding`."""
    return [(code_sentence(note["code"], note["facts"]), bool(note["is_concern"])) for note in finding.get("notes", [])]


def _fact_words(name: str, value: Any) -> Any:
    if name in {"in_code", "registered"}:
        return province_name(str(value)) if value else _("no province")
    if name == "shared":
        return SHARED_FACT.get(str(value), value)
    if name == "scheme":
        return SCHEME.get(str(value), value)
    if name == "kind":
        return BANK_PAPER.get(str(value), value)
    return value
