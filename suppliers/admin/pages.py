"""Registers the lower app's pages; found by `AssayAdminConfig.ready`."""

from suppliers.admin import account, admittance, document, history, invitation, job, notice, region_count, signature, supplier

__all__ = ["account", "admittance", "document", "history", "invitation", "job", "notice", "region_count", "signature", "supplier"]
