"""The life of one piece of background work. Source: docs/decisions/0003-jobs-and-outbox.md."""

from enum import StrEnum


class JobState(StrEnum):
    """QUEUED until a worker claims it; RUNNING while its heartbeat is fresh; then DONE, FAILED or CANCELLED."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class JobKind(StrEnum):
    """The value is the name of the Celery task that does the work."""

    AUDIT_REPORT = "assessments.issue_audit_report"
    REGION_COUNT = "suppliers.count_regions"
    TIERS = "suppliers.decide_tiers"
    POLICY_SIMULATION = "suppliers.simulate_policy"
    DATA_IMPORT = "suppliers.check_import"


MAX_ATTEMPTS = 5
