"""The same bytes in less time: hot functions of WeasyPrint 70, written again for what papers are made of.

A paper of ours is a thousand small boxes of text in tables: no floats, no notes, no justified lines. The engine asks each
box again and again about everything CSS could say. Here the answer is kept with the style, which many boxes share, or with
the text; whatever is not the plain case goes to the engine's own function. So the output is the same to the byte
(tests/suppliers/reports/test_pdf_speed.py) for about half the CPU.

These are the insides of one version. For another one `switch_on` does nothing: papers are slower then, not wrong.
"""

import sys
from functools import cache
from typing import NamedTuple

WRITTEN_FOR = "70.0"
ENGINE = ("weasyprint", "pydyf", "tinyhtml5")


class _Place(NamedTuple):
    """A name in the engine, what it stands for there, and what it stands for when we are on."""

    owner: object
    name: str
    engines: object
    ours: object


def switch_on() -> bool:
    """Put the fast functions in their places; False when the engine is another version."""
    import weasyprint  # noqa: PLC0415 -- absent system libraries must not stop the app

    if weasyprint.__version__ != WRITTEN_FOR:
        return False
    for place in _places():
        setattr(place.owner, place.name, place.ours)
    return True


def switch_off() -> None:
    """Give the engine its own functions back: for tests and measurements, after `switch_on`."""
    for place in _places():
        setattr(place.owner, place.name, place.engines)


@cache
def _places() -> tuple[_Place, ...]:
    """Wherever a module of the engine has imported what we replace, and the methods in their classes."""
    from suppliers.reports import pdf_speed_paint, pdf_speed_style, pdf_speed_text  # noqa: PLC0415 -- of this version only

    parts = (pdf_speed_style, pdf_speed_text, pdf_speed_paint)
    ours = {id(engines): (engines, instead) for part in parts for engines, instead in part.VALUES}
    methods = [_Place(owner, name, owner.__dict__[name], instead) for part in parts for owner, name, instead in part.METHODS]
    return (
        *methods,
        *(
            _Place(module, name, *ours[id(value)])
            for module_name, module in list(sys.modules.items())
            if module_name.startswith(ENGINE)
            for name, value in list(vars(module).items())
            if id(value) in ours
        ),
    )
