"""Words of the admin theme that Django has no translation for: named here so that our catalogue says them."""

from django.utils.translation import gettext_noop

WORDS = (
    gettext_noop("Type to search"),
    gettext_noop("Loading more results..."),
    gettext_noop("No results matching your query"),
    gettext_noop("No recent searches"),
    gettext_noop("Recent searches"),
    gettext_noop("No results found"),
    gettext_noop("This page yielded into no results. Create a new item or reset your filters."),
    gettext_noop("Reset filters"),
    gettext_noop("Apply Filters"),
    gettext_noop("Filters"),
    gettext_noop("Go back"),
    gettext_noop("Cancel"),
    gettext_noop("Submit"),
    gettext_noop("Next"),
    gettext_noop("Previous"),
    gettext_noop("True"),
    gettext_noop("False"),
    gettext_noop("No data"),
    gettext_noop("General"),
    gettext_noop("Choose file to upload"),
    gettext_noop("Toggle password visibility"),
)
