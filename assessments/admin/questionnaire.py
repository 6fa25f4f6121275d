"""Questionnaires: the versions, and each one's questions in both languages with what they weigh."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments.models import QuestionnaireVersion
from assessments.models.labels import PROOF_KIND, QUESTION_TYPE
from assessments.rules.question import Question
from assessments.rules.questionnaire import Questionnaire
from assessments.rules.wording import Wording
from assessments.selectors.questionnaire import published_questionnaires, questionnaire_in_use, questionnaire_of
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import day_words, moment_words
from suppliers.forms.listing import listed
from suppliers.rules.rounding import plain
from suppliers.selectors.clock import today


@dataclass(frozen=True)
class QuestionView:
    """One question as the page shows it."""

    question: Question
    kind: str
    proof: str
    asked_of: str
    references: tuple[Wording, ...]


@dataclass(frozen=True)
class Title:
    """The title in one language; `language` is what the page says of it."""

    words: str
    language: str


def _titles(row: QuestionnaireVersion) -> tuple[Title, Title]:
    """In the reader's language, then in the other."""
    both = (Title(row.title_en, "en"), Title(row.title_zh, "zh-Hans"))
    return both[::-1] if _language().startswith("zh") else both


def _language() -> str:
    return get_language() or "en"


def _published(account: Any) -> QuerySet[QuestionnaireVersion]:  # noqa: ARG001 -- the bank is no supplier's
    return published_questionnaires()


@admin.register(QuestionnaireVersion)
class QuestionnaireAdmin(ReadingAdmin):
    """The list and the pages; versions are published by the operator's command and never change."""

    visible = staticmethod(_published)
    page_template = "admin/pages/questionnaire.html"
    list_title = gettext_lazy("Questionnaires")
    list_intro = gettext_lazy(
        "A version never changes once it is published, and whoever was asked with it is scored with it. The operator "
        "publishes a new one with ./run manage load_questionnaire FILE."
    )
    list_empty = gettext_lazy("No questionnaire is published yet.")
    list_display = ("title_shown", "version_shown", "in_use_from", "questions_figure", "digest", "loaded")
    list_display_links = ("title_shown",)
    sortable_by = ()

    @admin.display(description=gettext_lazy("title"))
    def title_shown(self, row: QuestionnaireVersion) -> str:
        here, other = _titles(row)
        return format_html('{}<span class="a-second" lang="{}">{}</span>', here.words, other.language, other.words)

    @admin.display(description=gettext_lazy("version"))
    def version_shown(self, row: QuestionnaireVersion) -> str:
        return two_lines(row.version, row.code)

    @admin.display(description=gettext_lazy("in use from"))
    def in_use_from(self, row: QuestionnaireVersion) -> str:
        return day_words(row.effective_from)

    @admin.display(description=gettext_lazy("questions"))
    def questions_figure(self, row: QuestionnaireVersion) -> str:
        return str(len(questionnaire_of(row).questions))

    @admin.display(description=gettext_lazy("SHA-256"))
    def digest(self, row: QuestionnaireVersion) -> str:
        return format_html('<span class="a-digest">{}…</span>', row.sha256[:16])

    @admin.display(description=gettext_lazy("published"))
    def loaded(self, row: QuestionnaireVersion) -> str:
        return moment_words(row.loaded_at)

    def page_context(self, request: HttpRequest, row: QuestionnaireVersion) -> dict[str, Any]:  # noqa: ARG002 -- for subclasses
        """All questions by area, the weights of the areas, and what one version differs by: its digest."""
        bank = questionnaire_of(row)
        here, other = _titles(row)
        in_use = questionnaire_in_use(today())
        sections = [
            (named, [_view(bank, question) for question in bank.questions if question.area == named.code])
            for named in (*bank.areas, *bank.dimensions)
        ]
        return {
            "title": here.words,
            "other_title": other,
            "state": badge(_("In use"), "good") if in_use == row else "",
            "bank": bank,
            "sections": [(named, views) for named, views in sections if views],
            "critical": [question.code for question in bank.questions if question.critical],
            "weights": _weights(bank),
        }


def _view(bank: Questionnaire, question: Question) -> QuestionView:
    titles = {reference.id: reference.title for reference in bank.references}
    return QuestionView(
        question=question,
        kind=str(QUESTION_TYPE[question.type]),
        proof=_proof(question),
        asked_of=_asked_of(bank, question),
        references=tuple(titles[code] for code in question.references),
    )


def _proof(question: Question) -> str:
    need = question.evidence
    if not need.required:
        return _("none")
    kinds = listed(str(PROOF_KIND.get(kind, kind)) for kind in need.kinds)
    if need.from_score <= 0:
        return kinds
    if need.from_score <= 1:
        return _("%(kinds)s, unless the answer counts 0") % {"kinds": kinds}
    return _("%(kinds)s, if the answer counts %(score)s or more") % {"kinds": kinds, "score": plain(need.from_score)}


def _asked_of(bank: Questionnaire, question: Question) -> str:
    if len(question.categories) == len(bank.categories) and len(question.profiles) == len(bank.profiles):
        return _("everybody")
    parts = [named.name for named in bank.categories if named.code in question.categories]
    profiles = [named.name for named in bank.profiles if named.code in question.profiles]
    everywhere = len(parts) == len(bank.categories)
    words = [] if everywhere else [listed(_here(name) for name in parts)]
    if len(profiles) < len(bank.profiles):
        words.append(listed(_here(name) for name in profiles))
    return "; ".join(words)


def _here(name: Wording) -> str:
    return name.in_language(_language())


def _weights(bank: Questionnaire) -> list[tuple[Wording, Wording, list[str]]]:
    """Category, profile and the area weights in the order of the areas."""
    return [
        (category.name, profile.name, [plain(bank.weights_for(category.code, profile.code)[area.code]) for area in bank.areas])
        for profile in bank.profiles
        for category in bank.categories
    ]
