"""Addresses outside any face's folder: coming in, languages, files, health. Their names carry no namespace."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from suppliers.portal import evidence, health, icon, invitation, mailbox, session

urlpatterns = [
    path("", session.home, name="home"),
    path("login/", session.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", session.set_language, name="set_language"),
    path("password/", session.PasswordChange.as_view(), name="password_change"),
    path("password/reset/", session.password_reset, name="password_reset"),
    path("password/reset/sent/", session.password_reset_done, name="password_reset_done"),
    path("password/reset/<uidb64>/<token>/", session.PasswordResetConfirm.as_view(), name="password_reset_confirm"),
    path("register/", invitation.register, name="register"),
    path("register/sent/", invitation.register_done, name="register_done"),
    path("join/<str:token>/", invitation.join, name="join"),
    path("files/evidence/<int:pk>/", evidence.evidence_file, name="evidence_file"),
    path("demo/mailbox/", mailbox.demo_mailbox, name="demo_mailbox"),
    path("favicon.ico", icon.favicon, name="favicon"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
