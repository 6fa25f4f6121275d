"""Addresses of the supplier portal and of coming in."""

from django.urls import URLPattern

app_name = "portal"
urlpatterns: list[URLPattern] = []
