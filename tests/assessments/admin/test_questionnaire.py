"""Questionnaires: every question in both languages, with what it weighs."""

import pytest
from django.urls import reverse

from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.assessment import make_questionnaire

pytestmark = pytest.mark.django_db


def test_the_page_shows_all_questions_in_both_languages(client):
    version = make_questionnaire()
    client.force_login(make_account(Role.INTEGRITY))

    page = client.get(reverse("admin:assessments_questionnaireversion_change", args=[version.pk])).content.decode()

    assert page.count('<article class="a-answer"') == 80
    assert version.sha256 in page
    assert "How do you manage and reduce water use?" in page
    assert page.count('<h3 lang="zh-Hans">') == 80


def test_the_list_names_the_versions(client):
    make_questionnaire()
    client.force_login(make_account(Role.PROCUREMENT))

    page = client.get(reverse("admin:assessments_questionnaireversion_changelist")).content.decode()

    assert "Supplier ESG self-assessment: six environmental areas" in page
