"""How a view tells the page that what was typed is stored."""

from datetime import datetime
from typing import TypeVar

from django.http import HttpResponse
from django.utils import timezone

ResponseT = TypeVar("ResponseT", bound=HttpResponse)


def say_saved(response: ResponseT, at: datetime) -> ResponseT:
    """Mark an answer as saved at an instant. Call it after the transaction has ended, never inside it."""
    response["Assay-Saved"] = timezone.localtime(at).strftime("%H:%M")
    return response
