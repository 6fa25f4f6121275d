"""Addresses of the self-assessment in the portal."""

from django.urls import path

from assessments.portal import assessment

app_name = "answers"
urlpatterns = [
    path("", assessment.assessments, name="assessments"),
    path("<int:pk>/", assessment.overview, name="overview"),
]
