"""Registers the upper app's pages; found by `AssayAdminConfig.ready`."""

from assessments.admin import assessment, issued_report, questionnaire, score

__all__ = ["assessment", "issued_report", "questionnaire", "score"]
