"""A page with one form of each kind, and a server that can be told to misbehave: for the journeys about saving."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import RequestContext, Template
from django.urls import include, path
from django.utils import timezone

from suppliers.portal.saving import say_saved

PAGE = """{% extends "portal/base.html" %}{% block title %}Saving{% endblock %}{% block main %}
<form data-autosave name="answer" hx-post="/test/save/" hx-trigger="input delay:200ms, change, assay:save" hx-sync="this:queue last" hx-swap="none">
  <label for="id_text">Text</label><textarea id="id_text" name="text">{{ text }}</textarea>
  <label><input type="checkbox" name="yes" value="1"> Yes</label>
  <output class="save-state" data-save-state></output>
</form>
<form data-keep name="note" method="post" action="/test/note/">{% csrf_token %}
  <label for="id_note">Note</label><input id="id_note" name="note"><label for="id_secret">Secret</label><input type="password" id="id_secret" name="secret"><button id="send">Send</button>
</form>
{% endblock %}"""  # noqa: E501 -- markup


@dataclass
class Server:
    """What has arrived, and how the next requests are answered."""

    saved: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failures: int = 0
    status: int = 200


server = Server()


def page(request: HttpRequest) -> HttpResponse:
    """Both forms, with the text that was saved last."""
    context = RequestContext(request, {"text": server.saved[-1] if server.saved else ""})
    return HttpResponse(Template(PAGE).render(context))


def save(request: HttpRequest) -> HttpResponse:
    """Save the text, or fail as often as told."""
    if server.failures:
        server.failures -= 1
        return HttpResponse(status=503)
    if server.status != 200:
        return HttpResponse(status=server.status)
    server.saved.append(request.POST["text"])
    return say_saved(HttpResponse(), timezone.now())


def note(request: HttpRequest) -> HttpResponse:
    """Take the note and go back."""
    server.notes.append(request.POST["note"])
    return redirect("/test/page/")


urlpatterns = [
    path("test/page/", page),
    path("test/save/", save),
    path("test/note/", note),
    path("", include("config.urls")),
]
