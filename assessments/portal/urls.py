"""Addresses of the self-assessment in the portal."""

from django.urls import path

from assessments.portal import answer, assessment, proof

app_name = "answers"
urlpatterns = [
    path("", assessment.assessments, name="assessments"),
    path("<int:pk>/", assessment.overview, name="overview"),
    path("<int:pk>/areas/<str:code>/", answer.area, name="area"),
    path("<int:pk>/answers/<str:code>/", answer.save, name="save"),
    path("<int:pk>/answers/<str:code>/proofs/", proof.attach, name="attach"),
    path("<int:pk>/answers/<str:code>/files/", proof.files, name="files"),
    path("<int:pk>/proofs/<int:proof>/remove/", proof.detach, name="detach"),
    path("<int:pk>/submit/", assessment.submit, name="submit"),
    path("<int:pk>/score/", assessment.score, name="score"),
]
