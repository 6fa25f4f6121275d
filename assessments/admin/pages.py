"""Registers the upper app's pages; found by `AssayAdminConfig.ready`."""

from assessments.admin import assessment, carbon, issued_report, questionnaire, score

__all__ = ["assessment", "carbon", "issued_report", "questionnaire", "score"]
