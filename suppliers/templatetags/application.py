"""Parts of the application's pages: a field with its notes, whatever form or row it stands in."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.forms import BoundField

from suppliers.forms.admittance import TypedForm

register = template.Library()


@register.inclusion_tag("portal/parts/noted_field.html", takes_context=True)
def noted_field(context: Any, form: TypedForm, bound: BoundField, notes: Mapping[str, Any]) -> dict[str, Any]:
    """Label, help, widget and notes of one field of the application."""
    return {
        "form": context["form"],
        "bound": bound,
        "noted": bound_notes(form, bound, notes),
        "optional": not (form.asked[bound.name].is_required or form.asked[bound.name].may_be_needed),
    }


@register.simple_tag
def bound_notes(form: TypedForm, bound: BoundField, notes: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is noted about one field: `problem`, `attention`, `proposal`."""
    return notes.get(form.path_of(bound.name), {})


@register.simple_tag
def path_notes(path: str, notes: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is noted about a row set as a whole."""
    return notes.get(path, {})
