"""The mail outbox: what kind of message went to whom and whether it arrived at the mail server; never its text."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import moment_words
from suppliers.models import Notice
from suppliers.permissions import manages_accounts
from suppliers.selectors.outbox import visible_outbox
from suppliers.services.notice import MAX_ATTEMPTS

KINDS: dict[str, Any] = {
    "application_submitted": gettext_lazy("An application was submitted"),
    "account_exists": gettext_lazy("Somebody registered with this address again"),
    "application_received": gettext_lazy("Your application has arrived"),
    "application_confirm": gettext_lazy("Please confirm what was entered for you"),
    "application_returned": gettext_lazy("Your application was sent back"),
    "application_rejected": gettext_lazy("You were not admitted"),
    "application_lapsed": gettext_lazy("Your application was closed"),
    "application_lapsed_unsigned": gettext_lazy("Your application was closed, unsigned"),
    "application_approved": gettext_lazy("Your application is approved"),
    "approval_wanted": gettext_lazy("An approval is wanted"),
    "application_objection": gettext_lazy("A supplier objects to what was entered"),
    "blacklist_match": gettext_lazy("A match with the blacklist"),
    "invitation": gettext_lazy("Invitation"),
    "password_reset": gettext_lazy("Link to set a password"),
    "signature_code": gettext_lazy("Code to sign"),
    "signature_assigned": gettext_lazy("Documents to sign"),
    "signature_reminder": gettext_lazy("Reminder to sign"),
    "signature_receipt": gettext_lazy("Receipt of a signature"),
    "joined": gettext_lazy("An invited person has joined"),
    "supplier_admitted": gettext_lazy("You are an active supplier"),
    "supplier_admitted_staff": gettext_lazy("A supplier became active"),
    "rating_asked": gettext_lazy("Suppliers to rate"),
    "rating_reminder": gettext_lazy("Reminder to rate"),
    "rating_overdue": gettext_lazy("Your ratings are overdue"),
    "rating_comment_wanted": gettext_lazy("A comment on a rating is wanted"),
    "rating_to_check": gettext_lazy("Ratings to look at again after an appeal"),
    "evaluation_overdue": gettext_lazy("Ratings are missing"),
    "evaluation_to_release": gettext_lazy("Evaluation to release"),
    "evaluation_sent_back": gettext_lazy("An evaluation was sent back"),
    "evaluation_published": gettext_lazy("Your evaluation is published"),
    "appeal_filed": gettext_lazy("Your objection has arrived"),
    "appeal_to_decide": gettext_lazy("Appeal to decide"),
    "appeal_reminder": gettext_lazy("Reminder to decide on an appeal"),
    "appeal_overdue": gettext_lazy("An appeal is overdue"),
    "appeal_decided": gettext_lazy("Your objection is decided"),
    "assessment_assigned": gettext_lazy("Self-assessment to answer"),
    "assessment_reminder": gettext_lazy("Reminder of the self-assessment"),
    "assessment_overdue": gettext_lazy("Your self-assessment is overdue"),
    "assessment_overdue_staff": gettext_lazy("A self-assessment is overdue"),
    "assessment_submitted": gettext_lazy("Your self-assessment has arrived"),
    "assessment_to_review": gettext_lazy("Self-assessment to review"),
    "assessment_returned": gettext_lazy("Your self-assessment was sent back"),
    "assessment_closed": gettext_lazy("The time for mending is over"),
    "assessment_verified": gettext_lazy("Your score is ready"),
}


class SentFilter(admin.SimpleListFilter):
    """Mailed, waiting, or given up."""

    title = gettext_lazy("mail")
    parameter_name = "mail"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, object]]:  # noqa: ARG002 -- Django's signature
        return [("sent", _("Mailed")), ("waiting", pgettext("mail", "Waiting")), ("given_up", _("Given up"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:  # noqa: ARG002 -- Django's signature
        unsent = queryset.filter(sent_at__isnull=True)
        found = {
            "sent": queryset.filter(sent_at__isnull=False),
            "waiting": unsent.filter(attempts__lt=MAX_ATTEMPTS),
            "given_up": unsent.filter(attempts__gte=MAX_ATTEMPTS),
        }
        return found.get(self.value() or "", queryset)


@admin.register(Notice)
class NoticeAdmin(ReadingAdmin):
    """The list and a page per message, without what it says."""

    reads = staticmethod(manages_accounts)
    visible = staticmethod(visible_outbox)
    page_template = "admin/pages/notice.html"
    list_title = gettext_lazy("Notices and mail")
    list_intro = gettext_lazy("What was written to whom, and whether the mail server took it. The text is for the reader alone.")
    list_empty = gettext_lazy("No message has been written yet.")
    list_display = ("kind_shown", "reader", "written", "fate", "attempts_figure")
    list_display_links = ("kind_shown",)
    sortable_by = ()
    search_fields = ("email",)
    search_help_text = gettext_lazy("E-mail address")
    list_filter = (SentFilter,)

    @admin.display(description=gettext_lazy("kind"))
    def kind_shown(self, notice: Notice) -> str:
        return kind_words(notice.kind)

    @admin.display(description=gettext_lazy("reader"))
    def reader(self, notice: Notice) -> str:
        return two_lines(notice.account or notice.email, notice.email if notice.account else "")

    @admin.display(description=gettext_lazy("written at"))
    def written(self, notice: Notice) -> str:
        return moment_words(notice.created_at)

    @admin.display(description=gettext_lazy("mail"))
    def fate(self, notice: Notice) -> str:
        return two_lines(fate_badge(notice), moment_words(notice.sent_at) or notice.error[:120])

    @admin.display(description=gettext_lazy("attempts"))
    def attempts_figure(self, notice: Notice) -> str:
        return str(notice.attempts)

    def page_context(self, request: HttpRequest, row: Notice) -> dict[str, Any]:  # noqa: ARG002 -- for subclasses
        return {"title": kind_words(row.kind), "fate": fate_badge(row)}


def kind_words(kind: str) -> str:
    """What kind of message it is; a kind without words shows its name in plain letters."""
    return str(KINDS.get(kind, kind.replace("_", " ").capitalize()))


def fate_badge(notice: Notice) -> str:
    """What became of the mail."""
    if notice.sent_at:
        return badge(_("Mailed"), "good")
    if notice.attempts >= MAX_ATTEMPTS:
        return badge(_("Given up"), "problem")
    return badge(pgettext("mail", "Waiting"), "attention" if notice.error else "neutral")
