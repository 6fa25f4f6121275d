"""The API of both apps, its schema and its browsable documentation, all served from here."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from suppliers.api.unknown import UnknownAddressView

urlpatterns = [
    path("", include("suppliers.api.urls")),
    path("", include("assessments.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="portal/api_docs.html"),
        name="docs",
    ),
    re_path("", UnknownAddressView.as_view(), name="unknown"),
]
