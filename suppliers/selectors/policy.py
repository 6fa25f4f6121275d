"""The scoring policy that ships."""

from functools import lru_cache
from pathlib import Path

import yaml

from suppliers.rules.policy import Policy, policy_from_mapping

POLICY_FILE = Path(__file__).resolve().parent.parent / "library" / "scoring-policy-1.0.yaml"


@lru_cache(maxsize=1)
def scoring_policy() -> Policy:
    """Every figure of the method, read once per process. Raises PolicyError when the file was damaged."""
    return policy_from_mapping(yaml.safe_load(POLICY_FILE.read_text(encoding="utf-8")))
