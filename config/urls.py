"""Where everything hangs."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("suppliers.portal.entry_urls")),
    path("admin/", admin.site.urls),
    path("supplier/assessments/", include("assessments.portal.urls")),
    path("supplier/", include("suppliers.portal.urls")),
]
