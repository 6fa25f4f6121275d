"""Signing: the list, the exact text with who signs and on whose authority, the code by mail, the receipt."""

from dataclasses import dataclass
from typing import Any

from axes.helpers import get_client_ip_address
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suppliers.forms.evidence import refusal_sentence
from suppliers.forms.refusal import sentence
from suppliers.forms.signature import RefusingForm, SigningForm
from suppliers.models import Evidence, Signature
from suppliers.permissions import NotAllowed, signs
from suppliers.portal.access import own_supplier
from suppliers.rules.evidence import EvidenceRefused
from suppliers.rules.signature import OPEN_SIGNATURES, Authority, SignatureStatus
from suppliers.rules.workflow import MoveNotAllowed
from suppliers.selectors.clock import now
from suppliers.selectors.signature import signed_text_sha256, visible_signatures
from suppliers.services.evidence import store_evidence
from suppliers.services.signature import (
    AuthorityPaperMissing,
    CodeMissing,
    CodeTooSoon,
    CodeWrong,
    DocumentNotPublished,
    NotTheLegalRepresentative,
    SignatoryMissing,
    SigningAct,
    TextChanged,
    receipt_sha256,
    request_code,
    sign,
    view_document,
)
from suppliers.services.signature_refusal import refuse_signature

FIELD_OF = {
    CodeMissing: "code",
    CodeTooSoon: "code",
    CodeWrong: "code",
    NotTheLegalRepresentative: "name",
    SignatoryMissing: "name",
    AuthorityPaperMissing: "paper_file",
    TextChanged: None,
    DocumentNotPublished: None,
}


@dataclass(frozen=True)
class DocumentText:
    """One language version of a document on a page."""

    language: str
    words: str
    title: str
    text: str
    prevails: bool
    is_readers: bool


def _texts(task: Signature) -> list[DocumentText]:
    """Both languages, the reader's first."""
    document = task.document
    reader = "zh-hans" if (get_language() or "").startswith("zh") else "en"
    both = [
        DocumentText("en", "English", document.title_en, document.text_en, document.prevailing_language == "en", reader == "en"),
        DocumentText(
            "zh-Hans", "中文", document.title_zh, document.text_zh, document.prevailing_language == "zh-hans", reader == "zh-hans"
        ),
    ]
    return sorted(both, key=lambda text: not text.is_readers)


def _task(request: HttpRequest, pk: int) -> Signature:
    own_supplier(request)
    return get_object_or_404(visible_signatures(request.user), pk=pk)


@require_safe
def signatures(request: HttpRequest) -> HttpResponse:
    """What waits for a signature, and what has been signed."""
    supplier = own_supplier(request)
    tasks = list(visible_signatures(request.user).order_by("due_on", "pk"))
    facts = {
        "supplier": supplier,
        "open_tasks": [task for task in tasks if task.status in OPEN_SIGNATURES],
        "given": [task for task in tasks if task.signed_at is not None],
        "refused": [task for task in tasks if task.refused_at is not None],
        "may_sign": signs(request.user, supplier.pk),
    }
    return render(request, "portal/signatures.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """The exact text, and for the signatory the act of signing."""
    task = _task(request, pk)
    if task.status not in OPEN_SIGNATURES:
        if request.method == "POST":
            messages.info(request, _("This document is signed already, or no longer to be signed. Nothing was changed."))
        return redirect("portal:signature_receipt", pk) if task.signed_at else redirect("portal:signatures")
    may_sign = signs(request.user, task.supplier_id)
    if request.method == "POST":
        return _sign(request, task)
    if may_sign:
        task = view_document(task, by=request.user, at=now())
    form = SigningForm(task=task, reader=request.user) if may_sign else None
    return _page(request, task, form)


def _page(
    request: HttpRequest,
    task: Signature,
    form: SigningForm | None,
    *,
    refusing: RefusingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    facts: dict[str, Any] = {
        "task": task,
        "document": task.document,
        "texts": _texts(task),
        "form": form,
        "refusing": refusing or RefusingForm(auto_id="refuse-%s"),
        "legal_representative": task.supplier.legal_representative,
        "code_sent": task.codes.filter(account=request.user, used_at__isnull=True, expires_at__gt=now()).first(),
    }
    return render(request, "portal/signature.html", facts, status=status)


def _stated(request: HttpRequest, task: Signature) -> SigningForm:
    """What was posted; an authority that came with it is stored at once, so that it need not be chosen again."""
    form = SigningForm(request.POST, request.FILES, task=task, reader=request.user)
    if not signs(request.user, task.supplier_id):
        raise NotAllowed
    if form.is_valid() and form.cleaned_data.get("paper_file"):
        try:
            upload = form.cleaned_data["paper_file"]
            paper = store_evidence(task.supplier, upload, kind="authority", by=request.user, at=now())
        except EvidenceRefused as refusal:
            form.add_error("paper_file", refusal_sentence(refusal))
        else:
            _keep_paper(form, paper)
    return form


def _keep_paper(form: SigningForm, paper: Evidence) -> None:
    form.kept_paper = paper
    form.data = form.data.copy()
    form.data["paper"] = str(paper.pk)


@require_POST
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the code mailed; what was typed stays on the page."""
    task = _task(request, pk)
    try:
        form = _stated(request, task)
        if not form.is_valid():
            return _page(request, task, form, status=422)
        request_code(task, by=request.user, at=now())
    except CodeTooSoon as refusal:
        form.add_error("code", sentence(refusal))
        return _page(request, task, form, status=422)
    except (NotAllowed, MoveNotAllowed) as refusal:
        messages.error(request, sentence(refusal))
        return redirect("portal:signatures")
    messages.success(request, _("A code is on its way to %(email)s.") % {"email": request.user.email})
    return _page(request, task, form)


def _sign(request: HttpRequest, task: Signature) -> HttpResponse:
    try:
        form = _stated(request, task)
        if form.is_valid() and not form.cleaned_data["code"].strip():
            form.add_error("code", _("Please type the code that was mailed to you. If none has come, have it sent."))
        if not form.is_valid():
            return _page(request, task, form, status=422)
        sign(task, _act(request, form), by=request.user, code=form.cleaned_data["code"], at=now())
    except tuple(FIELD_OF) as refusal:
        form.add_error(FIELD_OF[type(refusal)], sentence(refusal))
        return _page(request, task, form, status=422)
    except MoveNotAllowed:
        messages.info(request, _("This document is signed already, or no longer to be signed. Nothing was changed."))
        return redirect("portal:signatures")
    except NotAllowed as refusal:
        messages.error(request, sentence(refusal))
        return redirect("portal:signatures")
    return redirect("portal:signature_receipt", task.pk)


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not sign, and say why."""
    task = _task(request, pk)
    refusing = RefusingForm(request.POST, auto_id="refuse-%s")
    if not refusing.is_valid() and signs(request.user, task.supplier_id) and task.status in OPEN_SIGNATURES:
        return _page(request, task, SigningForm(task=task, reader=request.user), refusing=refusing, status=422)
    try:
        refuse_signature(task, by=request.user, reason=refusing.cleaned_data.get("reason", ""), at=now())
    except (NotAllowed, MoveNotAllowed) as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("It is noted that you do not sign, and the buyer has been told why."))
    return redirect("portal:signatures")


def _act(request: HttpRequest, form: SigningForm) -> SigningAct:
    stated = form.cleaned_data
    authority = Authority(stated["authority"])
    return SigningAct(
        text_sha256=stated["text_sha256"],
        name=stated["name"],
        title=stated["title"],
        authority=authority,
        authority_paper=form.kept_paper if authority is Authority.WRITTEN_AUTHORITY else None,
        address=get_client_ip_address(request) or None,
        user_agent=request.headers.get("User-Agent", ""),
    )


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What was signed, by whom, when, on whose authority, with the digests, recomputed now; made to be printed."""
    task = _task(request, pk)
    if task.signed_at is None:
        raise Http404
    facts = {
        "task": task,
        "document": task.document,
        "texts": _texts(task),
        "is_whole": task.receipt_sha256 == receipt_sha256(task) and task.text_sha256 == signed_text_sha256(task.document),
        "is_in_force": task.status == SignatureStatus.SIGNED,
    }
    return render(request, "portal/signature_receipt.html", facts)
