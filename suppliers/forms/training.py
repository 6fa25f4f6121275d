"""Shape of trainings: the session, whom to invite, who came, how many will come; and lines pasted from a table."""

import csv
import io
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suppliers.models import TrainingSession
from suppliers.models.labels import CATEGORY, choices
from suppliers.models.labels_trade import TIER, TRAINING_MODE, TRAINING_MODULE
from suppliers.rules.training import PASS_PERCENT
from suppliers.services.training import AttendanceLine, AttendanceWrong, SessionPlan

MOST_BYTES = 200_000
MOST_LINES = 1000
HEADS = ("supplier", "供应商", "number", "编号")
WIDTH = 5
PLAN_FIELDS = tuple(SessionPlan.__dataclass_fields__)


class SessionForm(forms.Form):
    """A session as it is planned."""

    module = forms.ChoiceField(label=_("Module"), choices=lambda: choices(TRAINING_MODULE))
    title = forms.CharField(label=_("Title"), max_length=200)
    starts_at = forms.DateTimeField(
        label=_("Begins at (Beijing time)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=1440, initial=90)
    mode = forms.ChoiceField(label=_("Mode"), choices=lambda: choices(TRAINING_MODE))
    place = forms.CharField(label=_("Place or link"), max_length=300, required=False)
    trainer = forms.CharField(label=_("Trainer"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=[("zh-hans", "中文"), ("en", "English")])
    material = forms.CharField(label=_("Material"), max_length=200, required=False, help_text=_("Its name, as it is filed."))
    material_version = forms.CharField(label=_("Version of the material"), max_length=24, required=False)
    material_sha256 = forms.RegexField(
        label=_("SHA-256 of the material"),
        regex=r"^[0-9a-f]{64}$",
        required=False,
        help_text=_("64 characters 0-9 and a-f: shows later that this very material was used."),
    )
    has_test = forms.BooleanField(label=_("Ends with a test"), required=False)
    pass_percent = forms.IntegerField(label=_("Passed from (%)"), min_value=1, max_value=100, initial=PASS_PERCENT)

    @classmethod
    def of(cls, session: TrainingSession, data: Any = None) -> "SessionForm":
        """The form filled with a session."""
        initial = {name: getattr(session, name) for name in PLAN_FIELDS}
        return cls(data, initial={**initial, "starts_at": timezone.localtime(session.starts_at).replace(tzinfo=None)})

    def plan(self) -> SessionPlan:
        """What was typed."""
        return SessionPlan(**self.cleaned_data)


class InviteForm(forms.Form):
    """Which active suppliers to invite."""

    category = forms.ChoiceField(label=_("Category"), required=False, choices=lambda: [("", _("All")), *choices(CATEGORY)])
    tier = forms.ChoiceField(label=_("Tier"), required=False, choices=lambda: [("", _("All")), *choices(TIER)])
    without_integrity = forms.TypedChoiceField(
        label=_("Integrity module"),
        required=False,
        choices=[("", _("All")), ("1", _("Only those that still have to attend the integrity module"))],
        coerce=bool,
        empty_value=False,
    )


class AttendanceForm(forms.Form):
    """Lines typed, pasted from a table, or a CSV file of them."""

    lines = forms.CharField(
        label=_("Who attended"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "One person a line: supplier number, person, e-mail address, minutes, test score; with commas, "
            "or pasted from a table. Left out minutes count as the whole session."
        ),
    )
    file = forms.FileField(label=_("Or a CSV file of the same columns"), required=False)

    def __init__(self, *args: Any, session: TrainingSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session

    def clean_file(self) -> str:
        """The text of the file."""
        upload = self.cleaned_data.get("file")
        if not upload:
            return ""
        if upload.size > MOST_BYTES:
            raise ValidationError(_("The file is too large; 1,000 lines fit."))
        try:
            return str(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValidationError(_("Please save the file as CSV in UTF-8.")) from error

    def attendance(self) -> list[AttendanceLine]:
        """The people. Raises AttendanceWrong with every line that cannot be read."""
        text = "\n".join(part for part in (self.cleaned_data["lines"], self.cleaned_data["file"]) if part)
        return read_attendance(text, minutes=self.session.minutes)


class SeatsForm(forms.Form):
    """How many people will come."""

    seats = forms.IntegerField(
        label=_("How many people will come"),
        min_value=1,
        max_value=200,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def read_attendance(text: str, *, minutes: int) -> list[AttendanceLine]:
    """People from lines with commas or tabs; a head line is passed over. Raises AttendanceWrong."""
    rows = [(number, row) for number, row in enumerate(text.splitlines(), start=1) if row.strip()][:MOST_LINES]
    found, problems = [], []
    for number, row in rows:
        cells = [cell.strip() for cell in next(csv.reader(io.StringIO(row), delimiter="\t" if "\t" in row else ","))]
        if number == rows[0][0] and cells[0].casefold().startswith(HEADS):
            continue
        try:
            found.append(_line(number, cells, minutes))
        except _LineProblem as problem:
            problems.append((number, problem.code, problem.facts))
    if problems:
        raise AttendanceWrong(tuple(problems))
    return found


class _LineProblem(Exception):
    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, dict(facts)


def _line(number: int, cells: list[str], minutes: int) -> AttendanceLine:
    if not 2 <= len(cells) <= WIDTH:
        raise _LineProblem("COLUMNS", found=len(cells))
    supplier, person, email, attended, score = [*cells, "", "", ""][:WIDTH]
    if len(person) > 120:
        raise _LineProblem("TOO_LONG", typed=person[:20])
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise _LineProblem("NOT_AN_ADDRESS", typed=email[:60]) from error
    whole = _number(attended) if attended else Decimal(minutes)
    if whole != int(whole):
        raise _LineProblem("NOT_A_NUMBER", typed=attended[:20])
    return AttendanceLine(supplier.upper(), person, int(whole), email, _number(score) if score else None, number)


def _number(typed: str) -> Decimal:
    try:
        number = Decimal(typed.removesuffix("%").strip())
    except InvalidOperation as error:
        raise _LineProblem("NOT_A_NUMBER", typed=typed[:20]) from error
    if not number.is_finite() or abs(number) > 10_000:
        raise _LineProblem("NOT_A_NUMBER", typed=typed[:20])
    return number.quantize(Decimal("0.01"))
