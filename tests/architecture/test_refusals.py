"""Every refusal of a service has its sentence: none reaches a person, or a machine, as a fault."""

import importlib
import inspect
import pkgutil

import assessments.services
import suppliers.services
from suppliers.forms.refusal import refusals

# Between services only; no face ever sees them.
INSIDE = {
    "JobLost": "another worker has the job; the first result is dropped",
    "JobRefused": "its sentence is stored with the job and shown there",
    "NothingToMail": "the outbox drops what is over",
    "MailServerAway": "the outbox tries again in the next round",
}


def test_every_refusal_of_a_service_has_words():
    found = {
        error.__name__
        for package in (suppliers.services, assessments.services)
        for info in pkgutil.iter_modules(package.__path__, package.__name__ + ".")
        for _name, error in inspect.getmembers(importlib.import_module(info.name), inspect.isclass)
        if issubclass(error, Exception) and error.__module__ == info.name
    }

    wordless = found - {refusal.__name__ for refusal in refusals()} - set(INSIDE)

    assert wordless == set()
