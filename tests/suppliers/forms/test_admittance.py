"""The form drawn from the table: labels, words, sentences."""

import re

import pytest
from django.http import QueryDict
from django.utils import translation

from suppliers.forms.admittance import SectionForm, application_summary, field_label, raw_of
from suppliers.forms.note import SENTENCES, code_sentence
from suppliers.models import labels
from suppliers.rules import application as table
from suppliers.rules.application import TABLES, FieldKind, Section
from suppliers.rules.application_value import ValueProblem
from suppliers.rules.bad_identifier import Caution, Problem
from suppliers.rules.qualification import BankPaperRefusal
from tests.factories.draft import complete_draft


def test_the_words_of_every_choice_exist():
    for choices, words in (
        (table.SCHEMES, labels.SCHEME),
        (table.LEGAL_KINDS, labels.LEGAL_KIND),
        (table.CATEGORIES, labels.CATEGORY),
        (table.PROFILES, labels.PROFILE),
        (table.SITE_KINDS, labels.SITE_KIND),
        (table.OWNER_KINDS, labels.OWNER_KIND),
        (table.BANK_PAPERS, labels.BANK_PAPER),
        (table.PENALTY_FIELDS, labels.PENALTY_FIELD),
        (table.CONTACT_KINDS, labels.CONTACT_KIND),
    ):
        assert set(choices) == {str(code) for code in words}


def test_every_problem_and_caution_has_a_sentence():
    codes = [*ValueProblem, *Caution, *BankPaperRefusal, *(problem for problem in Problem if problem is not Problem.TOO_LONG)]

    assert [code for code in codes if str(code) not in SENTENCES] == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_sentence_takes_its_facts(language):
    names = set(re.findall(r"%\((\w+)\)s", " ".join(str(sentence) for sentence in SENTENCES.values())))

    with translation.override(language):
        for code in SENTENCES:
            assert "%(" not in code_sentence(code, dict.fromkeys(names, "7"))


def test_every_field_has_a_label_and_its_text_comes_back_as_typed():
    for part in TABLES:
        typed = complete_draft()[part.section]
        form = SectionForm(part.section, typed)
        for one in form.forms():
            for bound in one:
                assert str(bound.label)[0].isupper()
        for row_set in part.row_sets:
            for asked in row_set.fields:
                assert field_label(f"{row_set.name}.0.{asked.name}")


def test_a_date_that_is_none_is_shown_as_it_was_typed():
    form = SectionForm(Section.COMPANY, {"registered_on": "soon <b>"})

    assert 'type="text"' in str(form.fields["registered_on"])
    assert 'value="soon &lt;b&gt;"' in str(form.fields["registered_on"])
    assert 'type="date"' in str(SectionForm(Section.COMPANY, {"registered_on": "2019-01-02"}).fields["registered_on"])


def test_what_is_posted_comes_back_as_a_draft_without_blank_rows_at_the_end():
    posted = QueryDict(mutable=True)
    posted.update({"owners-0-name": "", "owners-1-name": "甲", "owners-1-share": "60", "owners-2-name": "", "act": "add:owners"})

    assert raw_of(Section.OWNERSHIP, posted) == {
        "owners": [{"kind": "", "name": "", "share": ""}, {"kind": "", "name": "甲", "share": "60"}]
    }


def test_a_posted_row_number_out_of_all_proportion_is_cut():
    posted = QueryDict(mutable=True)
    posted.update({"owners-999-name": "x", "owners-99999-name": "x"})

    assert len(raw_of(Section.OWNERSHIP, posted)["owners"]) <= 51


def test_the_summary_reads_back_every_field_in_words():
    summary = {part.section: part for part in application_summary(complete_draft())}

    assert ("Country or region of registration", "Mainland China") in summary[Section.COMPANY].lines
    assert ("Province of registration", "Beijing") in summary[Section.LOCATION].lines
    title, rows = summary[Section.LOCATION].row_sets[0]
    assert (str(title), rows[0][0]) == ("Sites", ("Kind of site", "Office"))
    fields = sum(len(part.fields) for part in TABLES)
    assert sum(len(part.lines) for part in summary.values()) == fields
    assert FieldKind.YES_NO in {asked.kind for asked in TABLES[6].fields}


def test_an_identifier_that_is_too_long_says_how_long_it_may_be():
    assert code_sentence("TOO_LONG", {"length": 31, "maximum": 30}) == "This is 31 characters long; at most 30 fit."
