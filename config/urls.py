"""Where everything hangs."""

from django.contrib import admin
from django.urls import include, path

from assessments.admin.issued_report import report_file

urlpatterns = [
    path("", include("suppliers.portal.entry_urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include(("config.api_urls", "api"))),
    path("files/reports/<int:pk>/", report_file, name="report_file"),
    path("supplier/assessments/", include("assessments.portal.urls")),
    path("supplier/carbon/", include("assessments.portal.carbon_urls")),
    path("supplier/", include("suppliers.portal.urls")),
]
