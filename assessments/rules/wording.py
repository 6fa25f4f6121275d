"""Wording of a questionnaire in its two languages."""

from dataclasses import dataclass

from suppliers.rules.document import Node


@dataclass(frozen=True, slots=True)
class Wording:
    """The same sentence in English and in Simplified Chinese."""

    en: str
    zh: str

    def in_language(self, language: str) -> str:
        """The Chinese for any zh language tag, else the English."""
        return self.zh if language.lower().startswith("zh") else self.en


def read_wording(node: Node) -> Wording:
    """A mapping {en, zh}; a missing or blank language is noted at its own place."""
    node.fields(("en", "zh"))
    return Wording(node["en"].text(), node["zh"].text())


def read_wording_or_name(node: Node) -> Wording:
    """A mapping {en, zh}, or one text that both languages write alike: RBA, ISO."""
    if isinstance(node.value, str):
        name = node.text()
        return Wording(name, name)
    return read_wording(node)
