"""Addresses of the carbon programme in the portal."""

from django.urls import path

from assessments.portal import carbon

app_name = "carbon"
urlpatterns = [
    path("", carbon.programme, name="programme"),
    path("milestones/<int:pk>/", carbon.milestone, name="milestone"),
    path("years/<int:pk>/", carbon.year, name="year"),
    path("years/<int:pk>/submit/", carbon.submit, name="submit"),
]
