import copy
from pathlib import Path

import pytest
import yaml

from assessments.rules.questionnaire import Questionnaire, questionnaire_from_mapping
from suppliers.rules.policy import Policy, policy_from_mapping

ROOT = Path(__file__).parents[3]


def load(path: str) -> dict:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def shipped_bank() -> dict:
    return load("assessments/library/questionnaire-six-areas-1.0.yaml")


@pytest.fixture
def bank_mapping(shipped_bank: dict) -> dict:
    """A fresh copy for each test, because tests break it on purpose."""
    return copy.deepcopy(shipped_bank)


@pytest.fixture(scope="session")
def bank(shipped_bank: dict) -> Questionnaire:
    return questionnaire_from_mapping(shipped_bank)


@pytest.fixture(scope="session")
def policy() -> Policy:
    return policy_from_mapping(load("suppliers/library/scoring-policy-1.0.yaml"))


@pytest.fixture(scope="session")
def oracles() -> dict:
    return load("tests/oracles/scoring-oracles.yaml")
