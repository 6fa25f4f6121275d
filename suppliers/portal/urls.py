"""Addresses of the supplier portal."""

from django.urls import path

from suppliers.portal import application, home, notice, people, signature

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invitations/<int:pk>/withdraw/", people.withdraw, name="invitation_withdraw"),
    path("people/invitations/<int:pk>/again/", people.send_again, name="invitation_again"),
    path("people/<int:pk>/access/", people.access, name="access"),
    path("application/", application.application, name="application"),
    path("application/review/", application.review, name="application_review"),
    path("application/submit/", application.submit, name="application_submit"),
    path("application/confirm/", application.confirm, name="application_confirm"),
    path("application/paper/", application.paper, name="application_paper"),
    path("application/again/", application.again, name="application_again"),
    path("application/<slug:name>/", application.section, name="application_section"),
    path("signatures/", signature.signatures, name="signatures"),
    path("signatures/<int:pk>/", signature.signature, name="signature"),
    path("signatures/<int:pk>/code/", signature.code, name="signature_code"),
    path("signatures/<int:pk>/refuse/", signature.refuse, name="signature_refuse"),
    path("signatures/<int:pk>/receipt/", signature.receipt, name="signature_receipt"),
    path("notices/", notice.notices, name="notices"),
    path("notices/read/", notice.read_all, name="notices_read"),
    path("notices/<int:pk>/", notice.open_notice, name="notice"),
]
