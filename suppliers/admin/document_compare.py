"""Two versions of a document side by side in words: what went, what came, in both languages."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from suppliers.models import DocumentVersion
from suppliers.rules.text_difference import Change, Paragraph, compare_texts
from suppliers.selectors.signature import visible_documents


@dataclass(frozen=True)
class Compared:
    """One language: its code, the two titles, and the text paragraph by paragraph."""

    language: str
    name: str
    title: list[Paragraph]
    paragraphs: list[Paragraph]

    @property
    def counts(self) -> Counter[str]:
        """How many paragraphs stayed, changed, went and came."""
        return Counter(str(paragraph.change) for paragraph in self.paragraphs)

    @property
    def is_same(self) -> bool:
        """Whether nothing changed."""
        return set(self.counts) <= {str(Change.SAME)}


def other_versions(request: HttpRequest, document: DocumentVersion) -> list[DocumentVersion]:
    """The versions a document can be compared with, the latest first."""
    return list(visible_documents(request.user).filter(kind=document.kind).exclude(pk=document.pk).order_by("-pk"))


def compare_context(request: HttpRequest, document: DocumentVersion) -> dict[str, Any]:
    """The version named in `with`, else the one before this one, against this one."""
    others = other_versions(request, document)
    wanted = request.GET.get("with", "")
    before = next((other for other in others if str(other.pk) == wanted), None)
    if before is None:
        before = next((other for other in others if other.pk < document.pk), others[0] if others else None)
    compared = []
    if before is not None:
        compared = [
            Compared(
                "zh-Hans",
                _("Chinese text"),
                compare_texts(before.title_zh, document.title_zh),
                compare_texts(before.text_zh, document.text_zh),
            ),
            Compared(
                "en",
                _("English text"),
                compare_texts(before.title_en, document.title_en),
                compare_texts(before.text_en, document.text_en),
            ),
        ]
    return {"title": _("Compare two versions"), "others": others, "before": before, "compared": compared}
