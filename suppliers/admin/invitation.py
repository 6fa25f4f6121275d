"""Inviting suppliers by mail. The link itself goes to the mailbox only; nobody on the buyer's side sees it."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import moment_words
from suppliers.forms.invitation import InviteSupplierForm
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Invitation
from suppliers.permissions import invites_suppliers
from suppliers.selectors.clock import now
from suppliers.selectors.invitation import visible_invitations
from suppliers.services.invitation import invite_supplier, is_open, resend_invitation, revoke_invitation


@admin.register(Invitation)
class InvitationAdmin(ReadingAdmin):
    """The list with states, the page to invite, a page per invitation with its two acts."""

    reads = staticmethod(invites_suppliers)
    visible = staticmethod(visible_invitations)
    page_template = "admin/pages/invitation.html"
    change_list_template = "admin/pages/invitation_list.html"
    list_acts = {"invite": "invite"}
    acts = {"resend": "resend", "withdraw": "withdraw"}
    list_title = gettext_lazy("Invitations")
    list_intro = gettext_lazy("A link by mail lets one person join one supplier, once, within 14 days.")
    list_empty = gettext_lazy("Nobody has been invited yet.")
    list_display = ("email", "company", "role", "state", "invited", "until", "inviter")
    sortable_by = ()
    search_fields = ("email", "supplier__number", "supplier__name_zh", "supplier__name_en")
    search_help_text = gettext_lazy("E-mail address, supplier’s name or number")

    @admin.display(description=gettext_lazy("supplier"))
    def company(self, invitation: Invitation) -> str:
        address = reverse("admin:suppliers_supplier_change", args=[invitation.supplier_id])
        return two_lines(format_html('<a href="{}">{}</a>', address, invitation.supplier), invitation.supplier.number)

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: Invitation) -> str:
        return state_badge(invitation)

    @admin.display(description=gettext_lazy("invited at"))
    def invited(self, invitation: Invitation) -> str:
        return moment_words(invitation.invited_at)

    @admin.display(description=gettext_lazy("link valid until"))
    def until(self, invitation: Invitation) -> str:
        return moment_words(invitation.expires_at)

    @admin.display(description=gettext_lazy("invited by"))
    def inviter(self, invitation: Invitation) -> str:
        return str(invitation.invited_by) if invitation.invited_by else _("the supplier itself")

    def page_context(self, request: HttpRequest, row: Invitation) -> dict[str, Any]:  # noqa: ARG002 -- for subclasses
        return {"state": state_badge(row), "may_act": row.used_at is None and row.revoked_at is None}

    def invite(self, request: HttpRequest) -> HttpResponse:
        """Names, address, language; then a mail goes out and the supplier stands in the register as a draft."""
        form = InviteSupplierForm(request.POST or None)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                invitation = invite_supplier(**form.cleaned_data, by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": invitation.email})
                return redirect(self.address(invitation))
        status = 422 if request.method == "POST" else 200
        title = _("Invite a supplier")
        return self.page(request, None, "admin/pages/invite.html", status, title=title, form=form, refusal=refusal)

    def resend(self, request: HttpRequest, invitation: Invitation) -> HttpResponse:
        """The mail again, valid for another 14 days."""
        act = partial(resend_invitation, invitation, by=request.user, at=now())
        return self.attempt(request, invitation, act, _("The mail is on its way again. The link is valid for another 14 days."))

    def withdraw(self, request: HttpRequest, invitation: Invitation) -> HttpResponse:
        """The link in the mail is dead from now on."""
        act = partial(revoke_invitation, invitation, by=request.user, at=now())
        return self.attempt(request, invitation, act, _("The invitation has been withdrawn. Its link no longer opens."))


def state_badge(invitation: Invitation) -> str:
    """Whether the link was used, withdrawn, ran out, or still waits."""
    if invitation.used_at is not None:
        return badge(pgettext("invitation", "Accepted"), "good")
    if invitation.revoked_at is not None:
        return badge(_("Withdrawn"), "neutral")
    return (
        badge(pgettext("invitation", "Waiting"), "attention") if is_open(invitation, at=now()) else badge(_("Run out"), "problem")
    )
