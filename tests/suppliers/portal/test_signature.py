"""Signing in the portal."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from suppliers.models import DocumentVersion, Signature, SignatureCode, Supplier
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.services.signature import code_for
from tests.factories.account import make_account
from tests.factories.application import make_approved_application, supplier_admin
from tests.factories.supplier import make_supplier
from tests.suppliers.portal.test_application import PDF

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def page_of(task: Signature, name: str = "signature") -> str:
    return reverse(f"portal:{name}", args=[task.pk])


def stated(task: Signature, **more) -> dict[str, object]:
    return {
        "name": "林澄",
        "title": "总经理",
        "authority": "LEGAL_REPRESENTATIVE",
        "text_sha256": task.document.sha256,
        **more,
    }


@pytest.fixture
def tasks(db):
    admittance = make_approved_application()
    make_account(Role.SUPPLIER_SIGNATORY, admittance.supplier)
    return list(Signature.objects.filter(supplier=admittance.supplier).select_related("document", "supplier"))


def signatory(tasks):
    return tasks[0].supplier.accounts.get(role=Role.SUPPLIER_SIGNATORY)


def newest_code() -> str:
    return code_for(SignatureCode.objects.latest("pk"))


def test_the_whole_way_from_the_text_to_an_active_supplier(client, tasks):
    client.force_login(signatory(tasks))

    for task in tasks:
        page = words(client.get(page_of(task)))
        assert "The text." in page
        assert "正文。" in page
        assert task.document.sha256 in page
        client.post(page_of(task, "signature_code"), stated(task))
        response = client.post(page_of(task), stated(task, code=newest_code()), follow=True)
        assert "Receipt of a signature" in words(response)
        assert "Checked just now" in words(response)

    assert Supplier.objects.get(pk=tasks[0].supplier_id).standing == Standing.ACTIVE


def test_a_wrong_code_keeps_what_was_typed_and_says_how_often_is_left(client, tasks):
    client.force_login(signatory(tasks))
    task = tasks[0]
    client.get(page_of(task))
    client.post(page_of(task, "signature_code"), stated(task))

    response = client.post(page_of(task), stated(task, code="x"))

    assert response.status_code == 422
    assert "This is not the code that was sent. 4 more attempts." in words(response)
    assert 'value="总经理"' in words(response)
    assert Signature.objects.get(pk=task.pk).signed_at is None


def test_signing_before_a_code_was_asked_for_says_how_to_get_one(client, tasks):
    client.force_login(signatory(tasks))
    client.get(page_of(tasks[0]))

    assert "have it sent" in words(client.post(page_of(tasks[0]), stated(tasks[0], code="")))
    assert "Have a new one sent" in words(client.post(page_of(tasks[0]), stated(tasks[0], code="123456")))


def test_a_second_click_on_sign_says_that_it_is_signed(client, tasks):
    client.force_login(signatory(tasks))
    task = tasks[0]
    client.get(page_of(task))
    client.post(page_of(task, "signature_code"), stated(task))
    code = newest_code()
    client.post(page_of(task), stated(task, code=code))

    again = client.post(page_of(task), stated(task, code=code), follow=True)

    assert "signed already" in words(again)
    assert Signature.objects.filter(signed_at__isnull=False).count() == 1


def test_a_written_authority_uploaded_with_the_code_request_is_kept(client, tasks):
    client.force_login(signatory(tasks))
    task = tasks[0]
    client.get(page_of(task))
    fields = stated(task, name="周岚", authority="WRITTEN_AUTHORITY")

    page = words(client.post(page_of(task, "signature_code"), fields | {"paper_file": SimpleUploadedFile("授权书.pdf", PDF)}))
    paper = re.search(r'name="paper" value="(\d+)"', page).group(1)
    client.post(page_of(task), fields | {"paper": paper, "code": newest_code()})

    signed = Signature.objects.get(pk=task.pk)
    assert (signed.signatory_name, signed.authority_paper.original_name) == ("周岚", "授权书.pdf")


def test_a_text_changed_since_the_page_was_opened_is_not_signed(client, tasks):
    client.force_login(signatory(tasks))
    task = tasks[0]
    client.get(page_of(task))
    client.post(page_of(task, "signature_code"), stated(task))

    response = client.post(page_of(task), stated(task, code=newest_code(), text_sha256="0" * 64))

    assert "The text has changed since this page was opened." in words(response)


def test_the_administrator_reads_but_does_not_sign(client, tasks):
    client.force_login(supplier_admin(tasks[0].supplier.admittances.get()))

    page = words(client.get(page_of(tasks[0])))

    assert "The text." in page
    assert 'name="code"' not in page
    client.post(page_of(tasks[0]), stated(tasks[0], code="123456"))
    assert Signature.objects.get(pk=tasks[0].pk).status == "ASSIGNED"


def test_a_foreign_task_and_a_missing_one_are_the_same_404(client, tasks):
    client.force_login(make_account(Role.SUPPLIER_SIGNATORY, make_supplier()))

    for pk in (tasks[0].pk, 10**9):
        for name in ("signature", "signature_receipt"):
            assert client.get(reverse(f"portal:{name}", args=[pk])).status_code == 404
        assert client.post(reverse("portal:signature_code", args=[pk])).status_code == 404


def test_a_receipt_says_when_the_text_is_no_longer_what_was_signed(client, tasks):
    client.force_login(signatory(tasks))
    task = tasks[0]
    client.get(page_of(task))
    client.post(page_of(task, "signature_code"), stated(task))
    client.post(page_of(task), stated(task, code=newest_code()))

    DocumentVersion.objects.filter(pk=task.document_id).update(text_zh="改了。")

    assert "no longer as it was signed" in words(client.get(page_of(task, "signature_receipt")))


@pytest.mark.parametrize("rows", [1, 2])
def test_the_list_takes_the_same_queries_however_long(client, tasks, rows, django_assert_num_queries):
    client.force_login(signatory(tasks))
    Signature.objects.filter(pk__in=[task.pk for task in tasks[rows:]]).delete()

    with django_assert_num_queries(5):
        client.get(reverse("portal:signatures"))


def test_who_does_not_sign_says_why_and_finds_it_in_the_list(client, tasks):
    client.force_login(signatory(tasks))
    task = tasks[0]
    assert "I do not sign" in words(client.get(page_of(task)))

    page = client.post(page_of(task, "signature_refuse"), {"reason": "Clause 4 cannot be kept."}, follow=True)

    assert "It is noted that you do not sign" in words(page)
    assert "Clause 4 cannot be kept." in words(page)
    assert Signature.objects.get(pk=task.pk).status == "REFUSED"
    assert client.get(page_of(task)).status_code == 302


def test_refusing_without_a_reason_keeps_the_page_and_says_so(client, tasks):
    client.force_login(signatory(tasks))

    response = client.post(page_of(tasks[0], "signature_refuse"), {"reason": "  "})

    assert response.status_code == 422
    assert 'href="#refuse-reason"' in words(response)
    assert '<details class="refusing" open>' in words(response)
    assert Signature.objects.get(pk=tasks[0].pk).refused_at is None


def test_only_the_signatory_is_offered_to_refuse(client, tasks):
    client.force_login(tasks[0].supplier.accounts.get(role=Role.SUPPLIER_ADMIN))

    assert "I do not sign" not in words(client.get(page_of(tasks[0])))
    page = client.post(page_of(tasks[0], "signature_refuse"), {"reason": "No."}, follow=True)

    assert "Your role does not allow this." in words(page)
    assert Signature.objects.get(pk=tasks[0].pk).refused_at is None
