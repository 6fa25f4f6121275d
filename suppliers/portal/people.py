"""A supplier's people: who they are, inviting, withdrawing, taking access away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suppliers.forms.invitation import InviteColleagueForm
from suppliers.models import Supplier
from suppliers.permissions import invites_colleagues
from suppliers.portal.access import own_supplier
from suppliers.rules.role import Role
from suppliers.selectors.account import visible_people
from suppliers.selectors.clock import now
from suppliers.selectors.invitation import open_invitations, visible_invitations
from suppliers.services.account import OwnAccount, set_access
from suppliers.services.invitation import (
    AddressTaken,
    AlreadyInvited,
    InvitationClosed,
    invite_colleague,
    resend_invitation,
    revoke_invitation,
)


def _administered(request: HttpRequest) -> Supplier:
    """The reader's supplier when the reader administers it; else 403."""
    supplier = own_supplier(request)
    if not invites_colleagues(request.user, supplier.pk):
        raise PermissionDenied
    return supplier


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The people of the reader's company and the invitations that are open."""
    supplier = own_supplier(request)
    facts = {
        "supplier": supplier,
        "people": visible_people(request.user).order_by("-is_active", "name", "pk"),
        "invitations": open_invitations(request.user).order_by("-invited_at"),
        "may_invite": invites_colleagues(request.user, supplier.pk),
        "now": now(),
    }
    return render(request, "portal/people.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a colleague by mail."""
    supplier = _administered(request)
    initial = {"language": request.user.language, "role": request.GET.get("role") or str(Role.SUPPLIER_CONTRIBUTOR)}
    form = InviteColleagueForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        stated = form.cleaned_data
        try:
            invitation = invite_colleague(
                supplier, stated["email"], Role(stated["role"]), by=request.user, at=now(), language=stated["language"]
            )
        except AddressTaken:
            form.add_error("email", _("This person has an account in your company already. You find it in the list of people."))
        except AlreadyInvited:
            form.add_error("email", _("This person has an open invitation. You can send its mail again from the list of people."))
        else:
            messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": invitation.email})
            return redirect("portal:people")
    return render(request, "portal/invite.html", {"form": form})


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an open invitation."""
    _administered(request)
    invitation = get_object_or_404(visible_invitations(request.user), pk=pk)
    try:
        revoke_invitation(invitation, by=request.user, at=now())
    except InvitationClosed:
        messages.warning(request, _("This invitation has been used or withdrawn in the meantime. Nothing has been changed."))
    else:
        messages.success(request, _("The invitation of %(email)s is withdrawn; its link is dead.") % {"email": invitation.email})
    return redirect("portal:people")


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the mail of an open invitation again."""
    _administered(request)
    invitation = get_object_or_404(visible_invitations(request.user), pk=pk)
    try:
        resend_invitation(invitation, by=request.user, at=now())
    except InvitationClosed:
        messages.warning(request, _("This invitation has been used or withdrawn in the meantime. Nothing has been changed."))
    else:
        messages.success(request, _("The invitation is on its way to %(email)s again.") % {"email": invitation.email})
    return redirect("portal:people")


@require_http_methods(["GET", "HEAD", "POST"])
def access(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a colleague's access away, or give it back: a page that says what follows, and one button."""
    _administered(request)
    person = get_object_or_404(visible_people(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "portal/access.html", {"person": person})
    may_log_in = request.POST.get("may_log_in") == "yes"
    try:
        set_access(person, may_log_in=may_log_in, by=request.user, at=now())
    except OwnAccount:
        messages.error(request, _("You can't take away your own access. Ask another administrator of your company."))
    else:
        words = _("%(name)s can log in again.") if may_log_in else _("%(name)s can no longer log in.")
        messages.success(request, words % {"name": person})
    return redirect("portal:people")
