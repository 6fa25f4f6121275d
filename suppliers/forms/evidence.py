"""Shape of an upload, and the words for files that are refused."""

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.forms.listing import listed
from suppliers.models.labels import EVIDENCE_KIND
from suppliers.rules.evidence import ACCEPTED, EvidenceProblem, EvidenceRefused

ACCEPT = ",".join(f".{extension}" for extension in ACCEPTED)
WORDS = {
    EvidenceProblem.EMPTY: gettext_lazy("The file is empty. Check that it was saved, then choose it again."),
    EvidenceProblem.TOO_LARGE: gettext_lazy(
        "The file is larger than %(limit)s. Scan at 200 dpi in grey, or send the pages in several files."
    ),
    EvidenceProblem.QUOTA: gettext_lazy(
        "Your company has used up its room for files (%(limit)s). Ask the buyer which older files may go."
    ),
    EvidenceProblem.TYPE: gettext_lazy(
        "Files of this kind (%(extension)s) are not taken. Accepted are: %(accepted)s. Save the document as a PDF."
    ),
    EvidenceProblem.RENAMED: gettext_lazy(
        "The content of this file is not what its name says (%(extension)s). Do not rename files: save them as the kind you need."
    ),
    EvidenceProblem.PASSWORD: gettext_lazy(
        "The file is protected by a password, so nobody could read it as proof. Take the protection off and choose it again."
    ),
    EvidenceProblem.DAMAGED: gettext_lazy(
        "The file is damaged or not complete. Open it on your device to check; save or scan it again."
    ),
    EvidenceProblem.ACTIVE: gettext_lazy(
        "The file contains macros, scripts or parts loaded from elsewhere. Save it without them, best as a PDF."
    ),
    EvidenceProblem.TOO_COMPLEX: gettext_lazy(
        "The file unpacks to far more than its size, or takes too long to read. Save it as a PDF of normal size."
    ),
}


def refusal_sentence(refusal: EvidenceRefused) -> str:
    """What is wrong with the file and what to do, in the reader's language."""
    facts: dict[str, Any] = {"accepted": listed(ACCEPTED), **refusal.facts}
    facts["extension"] = facts.get("extension") or _("without an ending")
    if "limit" in facts:
        facts["limit"] = filesizeformat(facts["limit"])
    return str(WORDS[refusal.problem]) % facts


def evidence_field(**options: Any) -> forms.FileField:
    """A file input for one piece of evidence, with what is accepted said beside it; a phone offers its camera."""
    options.setdefault("label", gettext_lazy("File"))
    options.setdefault("help_text", evidence_help)
    # Django's own length check would refuse long Chinese names; the service shortens them.
    return forms.FileField(widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}), allow_empty_file=True, **options)


def _help() -> str:
    facts = {"accepted": listed(ACCEPTED), "limit": filesizeformat(settings.EVIDENCE_MAX_BYTES)}
    return _("Accepted: %(accepted)s; up to %(limit)s. The place where a photo was taken is removed.") % facts


evidence_help = lazy(_help, str)()


class EvidenceForm(forms.Form):
    """One file and what kind of document it is."""

    file = evidence_field()
    kind = forms.ChoiceField(label=gettext_lazy("Kind of document"))
    expires_on = forms.DateField(
        label=gettext_lazy("Valid until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, for_staff: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(code, words) for code, words in EVIDENCE_KIND.items() if for_staff or code != "lookup"]
