"""Addresses of the supplier portal."""

from django.urls import path

from suppliers.portal import home, notice, people

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invitations/<int:pk>/withdraw/", people.withdraw, name="invitation_withdraw"),
    path("people/invitations/<int:pk>/again/", people.send_again, name="invitation_again"),
    path("people/<int:pk>/access/", people.access, name="access"),
    path("notices/", notice.notices, name="notices"),
    path("notices/read/", notice.read_all, name="notices_read"),
    path("notices/<int:pk>/", notice.open_notice, name="notice"),
]
