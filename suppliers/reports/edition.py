"""In which language a paper is printed: English, Chinese, or both as equals.

A paper never mixes two languages in a sentence: whatever is shown is said whole in each language, one under the
other (block) or, for short labels, one after the other (inline).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

CHINESE, ENGLISH = "zh-hans", "en"
LANG_ATTRIBUTES = {CHINESE: "zh-Hans", ENGLISH: "en"}


class Edition(StrEnum):
    """Which languages a paper carries."""

    ENGLISH = "en"
    CHINESE = "zh"
    BOTH = "both"

    @property
    def languages(self) -> tuple[str, ...]:
        """Django's codes, in the order of printing. The first is the language of the document."""
        return {
            Edition.ENGLISH: (ENGLISH,),
            Edition.CHINESE: (CHINESE,),
            Edition.BOTH: (CHINESE, ENGLISH),
        }[self]

    @property
    def lang(self) -> str:
        """Value of the `lang` attribute of the document."""
        return LANG_ATTRIBUTES[self.languages[0]]


@dataclass(frozen=True)
class Bilingual:
    """The same words in both languages, as data: a question, a name. A missing side is filled by the other."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.en or self.zh


# What a paper can show: words in both languages, translatable words of ours, a date, or text that is one and the same.
Shown: TypeAlias = "str | Promise | Bilingual | date"


def in_language(shown: object, language: str) -> str:
    """The words in one language; a date as ISO 8601 (2026-11-20), in sentences as in tables."""
    if isinstance(shown, Bilingual):
        return (shown.zh or shown.en) if language == CHINESE else (shown.en or shown.zh)
    if isinstance(shown, date):
        return f"{shown:%Y-%m-%d}"
    with override(language):
        return str(shown)


def sentences(message: object, edition: Edition, values: Mapping[str, object] | None = None) -> dict[str, SafeString]:
    """The message with its values filled in, escaped, per language of the edition; equal texts appear once."""
    spoken: dict[str, SafeString] = {}
    for language in edition.languages:
        text = conditional_escape(in_language(message, language))
        if values:
            filled = {name: _in_sentence(value, language) for name, value in values.items()}
            text = mark_safe(text % filled)  # noqa: S308 # safe: both sides are escaped
        if text not in spoken.values():
            spoken[language] = text
    return spoken


def _in_sentence(value: object, language: str) -> SafeString:
    """A value for a sentence, escaped; markup of ours stays markup."""
    return value if isinstance(value, SafeString) else conditional_escape(in_language(value, language))


def markup(spoken: Mapping[str, SafeString], *, inline: bool = False) -> SafeString:
    """The first language as it is, each further one in an element with its `lang`: the first is the document's own.

    Half the elements that two equal ones would take, which is a quarter of the time a bilingual paper needs.
    """
    first, *others = spoken.items()
    element, stroke = ("span", SafeString(" / ")) if inline else ("div", SafeString())  # safe: constants
    return first[1] + format_html_join(
        "",
        f'{stroke}<{element} lang="{{}}" class="{{}}">{{}}</{element}>',
        ((LANG_ATTRIBUTES[code], "zh" if code == CHINESE else "en", text) for code, text in others),
    )
