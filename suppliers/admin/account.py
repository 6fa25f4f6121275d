"""The people who log in: the administrator brings the buyer's in, gives roles and takes access away."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import moment_words
from suppliers.forms.buyer_account import BUYER_CHOICES, BuyerAccountForm, DepartmentForm
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Account
from suppliers.models.labels import ROLE
from suppliers.permissions import manages_accounts
from suppliers.rules.role import BUYER_ROLES, Role
from suppliers.selectors.account import visible_people
from suppliers.selectors.clock import now
from suppliers.services.account import set_access
from suppliers.services.buyer_account import change_department, change_role, create_buyer_account, send_password_link


@admin.register(Account)
class AccountAdmin(ReadingAdmin):
    """The list, the page to add a person, a page per person with its acts."""

    reads = staticmethod(manages_accounts)
    visible = staticmethod(visible_people)
    page_template = "admin/pages/account.html"
    change_list_template = "admin/pages/account_list.html"
    list_acts = {"add-person": "add_person"}
    acts = {"access": "access", "role": "role", "department": "department", "password-link": "password_link"}
    list_title = gettext_lazy("Accounts")
    list_intro = gettext_lazy(
        "The buyer’s people are managed here. A supplier’s people are invited by that supplier’s administrator."
    )
    list_display = ("person", "role_shown", "company", "state", "last_seen")
    list_display_links = ("person",)
    ordering = ("supplier", "email")
    sortable_by = ()
    search_fields = ("name", "email", "supplier__number", "supplier__name_zh", "supplier__name_en")
    search_help_text = gettext_lazy("Name, e-mail address or supplier")
    list_filter = (code_filter(gettext_lazy("role"), "role", lambda: [(str(role), word) for role, word in ROLE.items()]),)

    @admin.display(description=gettext_lazy("person"))
    def person(self, account: Account) -> str:
        return two_lines(account.name or account.email, account.email)

    @admin.display(description=gettext_lazy("role"))
    def role_shown(self, account: Account) -> str:
        return account.get_role_display()

    @admin.display(description=gettext_lazy("works for"))
    def company(self, account: Account) -> str:
        if account.supplier:
            return two_lines(account.supplier, account.supplier.number)
        return two_lines(_("the buyer"), account.department)

    @admin.display(description=gettext_lazy("access"))
    def state(self, account: Account) -> str:
        return access_badge(account)

    @admin.display(description=gettext_lazy("last logged in"))
    def last_seen(self, account: Account) -> str:
        return moment_words(account.last_login) or "–"

    def page_context(self, request: HttpRequest, row: Account) -> dict[str, Any]:
        """Who it is and what can be changed; nobody changes their own access or role."""
        is_buyer = row.role in BUYER_ROLES
        is_self = row.pk == request.user.pk
        why_not = ""
        if not is_buyer:
            why_not = _("This person is managed by the administrator of the supplier.")
        elif is_self:
            why_not = _("Nobody changes their own role or access. Ask another administrator.")
        return {"state": access_badge(row), "may_change": is_buyer and not is_self, "why_not": why_not, "roles": BUYER_CHOICES}

    def add_person(self, request: HttpRequest) -> HttpResponse:
        """A person with a role; they set their password themselves by the link in the mail."""
        form = BuyerAccountForm(request.POST or None)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            given = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
            try:
                account = create_buyer_account(**given, by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                messages.success(request, _("The account is made. A mail with a link to set a password is on its way."))
                return redirect(self.address(account))
        status = 422 if request.method == "POST" else 200
        title = _("Add a person of the buyer")
        return self.page(request, None, "admin/pages/account_add.html", status, title=title, form=form, refusal=refusal)

    def access(self, request: HttpRequest, account: Account) -> HttpResponse:
        """Let the person log in or not."""
        wanted = request.POST.get("may_log_in") == "yes"
        act = partial(set_access, account, may_log_in=wanted, by=request.user, at=now())
        done = _("The person may log in again.") if wanted else _("The person may no longer log in; running sessions have ended.")
        return self.attempt(request, account, act, done)

    def role(self, request: HttpRequest, account: Account) -> HttpResponse:
        """Give the person another role."""
        wanted = request.POST.get("role", "")
        if request.method == "POST" and wanted not in dict(BUYER_CHOICES):
            return self.back(request, account, _("Choose one of the roles."), refused=True)
        act = partial(change_role, account, Role(wanted) if wanted else Role.AUDITOR, by=request.user, at=now())
        return self.attempt(request, account, act, _("The role is changed. It holds from the next page on."))

    def department(self, request: HttpRequest, account: Account) -> HttpResponse:
        """Put the person into another department."""
        form = DepartmentForm(request.POST)
        if request.method == "POST" and not form.is_valid():
            return self.back(request, account, _("The name of a department has 120 characters at most."), refused=True)
        wanted = form.cleaned_data["department"] if request.method == "POST" else ""
        act = partial(change_department, account, wanted, by=request.user, at=now())
        return self.attempt(request, account, act, _("The department is changed. Ratings already asked for keep the former one."))

    def password_link(self, request: HttpRequest, account: Account) -> HttpResponse:
        """A mail with a link to set a new password."""
        act = partial(send_password_link, account, by=request.user, at=now())
        return self.attempt(request, account, act, _("A mail with a link to set a password is on its way."))


def access_badge(account: Account) -> str:
    """Whether the person may log in."""
    return badge(_("May log in"), "good") if account.is_active else badge(_("No access"), "neutral")
