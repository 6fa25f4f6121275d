from pathlib import Path

import pytest
import yaml

from suppliers.rules.policy import Policy, policy_from_mapping

ROOT = Path(__file__).parents[3]


@pytest.fixture
def policy_mapping() -> dict:
    """A fresh copy for each test, because tests break it on purpose."""
    path = ROOT / "suppliers/library/scoring-policy-1.0.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture
def policy(policy_mapping: dict) -> Policy:
    return policy_from_mapping(policy_mapping)
