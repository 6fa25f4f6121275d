"""Where everything hangs."""

from django.contrib import admin
from django.urls import include, path

from suppliers.portal.session import home

urlpatterns = [
    path("", home, name="home"),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("supplier/assessments/", include("assessments.portal.urls")),
    path("supplier/", include("suppliers.portal.urls")),
]
