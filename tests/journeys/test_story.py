"""The whole first path: from an invitation by mail to the auditor's report and the count by region, on real pages only."""

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from assessments.models import Answer, AnswerEvidence, Assessment, IssuedReport
from assessments.rules.assessment import EvidenceDecision
from assessments.rules.question import Question
from assessments.rules.rule_reader import QuestionType
from assessments.selectors.answer import answers_by_code
from assessments.selectors.questionnaire import asked_questions
from assessments.services.answer import AnswerText, save_answer
from assessments.services.issued_report import make_audit_report
from assessments.services.proof import attach_evidence
from assessments.services.review import decide_evidence
from assessments.tasks import ask_newly_admitted
from suppliers.models import Account, HistoryEntry, Job, Supplier
from suppliers.rules.application import Section
from suppliers.rules.qualification import Check
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import now
from suppliers.services.evidence import store_evidence
from suppliers.services.job import run_job
from tests.factories.account import make_account
from tests.factories.assessment import make_questionnaire, plain_answer
from tests.factories.draft import complete_draft, credit_code
from tests.factories.supplier import make_supplier
from tests.factories.upload import pdf, photo, upload
from tests.journeys.stage import PHONE, SAVED_AT, Stage, fill_part, fits_the_phone, link_in, mailed, paper

pytestmark = pytest.mark.django_db(transaction=True)

ADMIN, SIGNATORY, CONTRIBUTOR = "zhou@example.com", "lin@example.com", "chen@example.com"
NEW_PASSWORD = "a quiet river in May"
DRAFT = complete_draft(
    1,
    declarations={
        "penalties_declared": "yes",
        "penalties": [
            {
                "authority": "Chaoyang fire office (fictional)",
                "decided_on": "2025-03-04",
                "field": "SAFETY",
                "subject": "A blocked emergency exit",
                "repaired": True,
                "explanation": "Cleared on the same day.",
            }
        ],
    },
)
FULL_WIDTH = {ord("0") + place: ord("０") + place for place in range(10)} | {
    ord("A") + place: ord("Ａ") + place for place in range(26)
}


@pytest.fixture
def buyers() -> dict[str, Account]:
    """The buyer's people, the documents in force, the questions, and suppliers that are there already."""
    people = {
        "procurement 1": make_account(Role.PROCUREMENT, name="Procurement One"),
        "procurement 2": make_account(Role.PROCUREMENT, name="Procurement Two"),
        "manager": make_account(Role.MANAGER, name="Demo Manager"),
        "integrity": make_account(Role.INTEGRITY, name="Demo Integrity"),
        "auditor": make_account(Role.AUDITOR, name="Demo Auditor"),
    }
    call_command("load_documents", publish_as=people["integrity"].email, verbosity=0)
    make_questionnaire(now())
    for country, province in (("CN", "CN-GD"), ("CN", "CN-SH"), ("HK", ""), ("DE", "")):
        make_supplier(country=country, province=province, category="")  # nobody to be asked
    return people


def test_from_the_invitation_to_the_auditors_report(stage: Stage, buyers: dict[str, Account], settings):
    for who, account in buyers.items():
        stage.enter(who, account.email)
    page = _invite(stage)
    page = _apply(stage, page)
    _check_and_mend(stage, page)
    _approve(stage)
    _sign(stage, page)
    _answer(stage, page)
    _review(stage, page, buyers["auditor"])
    settings.ASSAY_JOB_CARRIER = "suppliers.services.job.leave_for_the_sweeper"
    _order_report(stage)
    _count_regions(stage)


def ours() -> Supplier:
    return Supplier.objects.get(accounts__email=ADMIN)


# (a) invited, filled in, submitted


def _invite(stage: Stage) -> Page:
    page = stage.pages["procurement 1"]
    page.goto("/admin/suppliers/invitation/invite/")
    page.fill("#id_email", ADMIN)
    page.fill("#id_name_zh", DRAFT[Section.COMPANY]["name_zh"])
    page.select_option("#id_language", "en")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text(f"The invitation to {ADMIN} is on its way.")).to_be_visible()

    supplier = stage.join("supplier admin", link_in(mailed(ADMIN)), "Zhou Lan", title="Office manager", password=NEW_PASSWORD)
    expect(supplier.get_by_role("heading", name=DRAFT[Section.COMPANY]["name_zh"])).to_be_visible()
    stage.show(supplier, "a1-home")
    return supplier


def _apply(stage: Stage, page: Page) -> Page:
    _type_the_company(stage, page)
    page = _leave_and_come_back(stage)
    page = _fill_the_rest(stage, page)
    page.goto("/supplier/application/review/")
    expect(page.get_by_text("Everything that is needed is here.")).to_be_visible()
    stage.show(page, "a5-review")
    page.get_by_role("button", name="Submit the application").dblclick()
    expect(page.locator(".message").first).to_be_visible()
    expect(page.get_by_text("You are here.")).to_be_visible()
    stage.show(page, "a6-submitted")

    supplier = ours()
    assert supplier.standing == Standing.SUBMITTED
    assert HistoryEntry.objects.filter(action="supplier.submit", supplier=supplier).count() == 1
    assert supplier.identifier_value == credit_code(1)
    return page


def _type_the_company(stage: Stage, page: Page) -> None:
    page.goto("/supplier/application/company/")
    fill_part(page, DRAFT[Section.COMPANY])
    right = credit_code(1)
    wrong = right[:-1] + ("A" if right[-1] != "A" else "B")
    notes = page.locator("#id_identifier_value_notes")
    page.fill("#id_identifier_value", wrong)
    expect(notes).to_contain_text(f"ask for “{right[-1]}”, found is “{wrong[-1]}”")
    stage.show(page, "a2-wrong-check-character")
    page.fill("#id_identifier_value", right[:-1])
    expect(notes).to_contain_text("This has 17 characters; the identifier has exactly 18.")
    page.fill("#id_identifier_value", right.translate(FULL_WIDTH))
    expect(notes).to_have_text("")
    expect(page.locator("[data-save-state]")).to_have_text(SAVED_AT)


def _leave_and_come_back(stage: Stage) -> Page:
    stage.pages["supplier admin"].context.close()
    page = stage.enter("supplier admin", ADMIN, NEW_PASSWORD)
    page.goto("/supplier/application/company/")
    expect(page.locator("#id_legal_representative")).to_have_value("林澄")
    expect(page.locator("#id_identifier_value")).to_have_value(credit_code(1).translate(FULL_WIDTH))
    return page


def _fill_the_rest(stage: Stage, page: Page) -> Page:
    page.get_by_role("button", name="Save and continue").click()
    for section in list(Section)[1:]:
        expect(page).to_have_url(re.compile(f"/supplier/application/{section}/"))
        if section is Section.SCALE:
            # Procurement knows the size of the business from the tender, and types it on the supplier's behalf.
            _type_the_size(stage.pages["procurement 1"])
            page.reload()
            expect(page.locator("#id_staff_number")).to_have_value("32")
        else:
            fill_part(page, DRAFT[section])
        if section is Section.BANK:
            expect(page.locator("[data-save-state]")).to_have_text(SAVED_AT)
            page.set_input_files("#id_file", paper("bank-paper.pdf"))
            page.get_by_role("button", name="Upload the file").click()
            expect(page.get_by_text("The bank paper is uploaded.")).to_be_visible()
            stage.show(page, "a3-bank")
        if section is Section.DECLARATIONS:
            stage.show(page, "a4-declarations")
        page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_url(re.compile("/supplier/application/review/"))
    return page


def _type_the_size(page: Page) -> None:
    application = Supplier.objects.get(accounts__email=ADMIN).admittances.get()
    page.goto(f"/admin/suppliers/admittance/{application.pk}/fill/?section=scale")
    fill_part(page, DRAFT[Section.SCALE])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(re.compile("“Size of the business” saved at"))).to_be_visible()


# (b) checked, sent back, mended, approved, signed


def _check_and_mend(stage: Stage, supplier: Page) -> None:
    application = f"/admin/suppliers/admittance/{ours().admittances.get().pk}/change/"
    first = stage.pages["procurement 1"]
    first.goto(application)
    expect(first.get_by_text("You entered or changed this data, so somebody else has to decide on it.")).to_be_visible()
    expect(first.get_by_role("button", name="Start checking")).to_have_count(0)
    stage.show(first, "b1-four-eyes")

    second = stage.pages["procurement 2"]
    second.goto("/admin/")
    stage.show(second, "b2-home")
    second.get_by_role("link", name=DRAFT[Section.COMPANY]["name_en"]).first.click()
    expect(second).to_have_url(re.compile(application))
    second.get_by_role("button", name="Start checking").click()
    second.locator("#check-H1").get_by_label("Passed").check()
    second.locator("#check-H1").get_by_role("button", name="Save this check").click()
    expect(second.locator("#check-H1 [role=alert]")).to_contain_text("A hard check passes with a file")
    stage.forgive_refusals()
    _send_back(stage, second)
    _mend(stage, supplier)

    second.goto(application)
    second.get_by_role("button", name="Start checking").click()
    for check in Check:
        _pass(second, check)
    expect(second.locator("#check-progress")).to_contain_text("10")
    expect(second.locator("#check-next")).to_contain_text("All checks are done. Confirm the profile")
    stage.show(second, "b4-checks")
    second.get_by_role("button", name="Confirm the profile").click()
    expect(second.get_by_text("confirmed", exact=True)).to_be_visible()


def _send_back(stage: Stage, page: Page) -> None:
    page.get_by_role("link", name="Send back with reasons").click()
    page.fill("#id_contacts", "The phone number of the main contact is not in use.")
    page.get_by_role("button", name="Send back", exact=True).click()
    expect(page.get_by_role("heading", name="Reasons for sending back")).to_be_visible()


def _mend(stage: Stage, page: Page) -> None:
    page.goto(link_in(mailed(ADMIN, contains="not in use")))
    expect(page.get_by_text("The phone number of the main contact is not in use.").first).to_be_visible()
    stage.show(page, "b3-returned")
    page.goto("/supplier/application/contacts/")
    page.fill("#id_contacts-0-phone", "+86 000 8765 4321")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Submit the application").click()
    expect(page.get_by_text("Your application is on its way.")).to_be_visible()


def _pass(page: Page, check: Check) -> None:
    card = page.locator(f"#check-{check}")
    card.get_by_label("Passed").check()
    card.get_by_label("Where and when it was looked up").fill("GSXT, today")
    if check is Check.BANK:
        card.locator("input[type=file]").set_input_files(paper("call.pdf"))
    card.get_by_role("button", name="Save this check").click()
    expect(card.get_by_text(SAVED_AT)).to_be_visible()


def _approve(stage: Stage) -> None:
    for who in ("manager", "integrity"):
        page = stage.pages[who]
        page.goto("/admin/")
        page.get_by_role("link", name=DRAFT[Section.COMPANY]["name_en"]).first.click()
        page.get_by_role("link", name="Decide on the admittance").click()
        stage.show(page, f"b5-approve-{who}")
        page.get_by_role("button", name="Approve", exact=True).click()
        expect(page.locator(".a-message").first).to_be_visible()
    assert ours().standing == Standing.AWAITING_SIGNATURE


def _sign(stage: Stage, admin: Page) -> None:
    counted = _counted_today(stage)
    for email, role in ((SIGNATORY, Role.SUPPLIER_SIGNATORY), (CONTRIBUTOR, Role.SUPPLIER_CONTRIBUTOR)):
        admin.goto("/supplier/people/invite/")
        admin.fill("#id_email", email)
        admin.check(f"[name=role][value={role}]")
        admin.select_option("#id_language", "en")
        admin.get_by_role("button", name="Send the invitation").click()
        expect(admin.get_by_text(f"An invitation is on its way to {email}.")).to_be_visible()
    stage.show(admin, "b6-people")
    page = stage.join("signatory", link_in(mailed(SIGNATORY)), "林澄", title="General manager", password=NEW_PASSWORD)
    for number, authority in enumerate(("LEGAL_REPRESENTATIVE", "WRITTEN_AUTHORITY")):
        _sign_one(stage, page, authority)
        assert (ours().standing == Standing.ACTIVE) is bool(number)
    assert _counted_today(stage) == counted + 1


def _sign_one(stage: Stage, page: Page, authority: str) -> None:
    page.goto("/supplier/signatures/")
    page.locator(".step a").first.click()
    page.check(f"[name=authority][value={authority}]")
    if authority == "WRITTEN_AUTHORITY":
        page.set_input_files("#id_paper_file", paper("authority.pdf"))
    page.get_by_role("button", name="Send me the code").click()
    expect(page.get_by_text(f"A code is on its way to {SIGNATORY}.")).to_be_visible()
    page.fill("#id_code", "000000")
    page.locator("#signing button").last.click()
    expect(page.get_by_text("This is not the code that was sent.").first).to_be_visible()
    stage.forgive_refusals()
    code = re.findall(r"^\s+(\d{6})\s*$", mailed(SIGNATORY, contains="The code with which you sign"), re.MULTILINE)[0]
    page.fill("#id_code", code)
    stage.show(page, f"b7-sign-{authority.lower()}")
    page.locator("#signing button").last.click()
    expect(page.get_by_role("heading", name="Receipt of a signature")).to_be_visible()
    expect(page.get_by_text("Checked just now")).to_be_visible()
    stage.show(page, f"b8-receipt-{authority.lower()}")


def _counted_today(stage: Stage) -> int:
    page = stage.pages["manager"]
    page.goto("/admin/suppliers/regioncount/")
    return int(page.locator(".a-figure strong").first.inner_text())


# (c) asked, answered on a phone, handed in


def _answer(stage: Stage, admin: Page) -> None:
    assert ask_newly_admitted() == 1
    assessment = Assessment.objects.get(supplier=ours())
    page = stage.join("contributor", link_in(mailed(CONTRIBUTOR)), "Chen Yu", title="Clerk", password=NEW_PASSWORD, **PHONE)
    assert fits_the_phone(page)
    stage.show(page, "c1-phone-home")
    questions = {question.code: question for question in asked_questions(assessment)}
    _answer_by_hand(stage, page, assessment, list(questions.values()))
    _answer_the_rest(assessment, questions, Account.objects.get(email=CONTRIBUTOR))

    admin.goto(f"/supplier/assessments/{assessment.pk}/")
    expect(admin.get_by_text("Provisional score")).to_be_visible()
    admin.get_by_role("link", name="1 question keeps you from handing in").click()
    stage.show(admin, "c4-blocking")
    admin.locator(".open-list a").first.click()
    last = admin.locator("article.question").last
    expect(last).to_be_visible()
    code = admin.url.rpartition("#q-")[2]
    _choose(admin, questions[code])
    expect(admin.locator(f"#q-{code} [data-save-state]")).to_have_text(SAVED_AT)
    admin.goto(f"/supplier/assessments/{assessment.pk}/score/")
    stage.show(admin, "c5-provisional-score")
    admin.goto(f"/supplier/assessments/{assessment.pk}/submit/")
    expect(admin.get_by_text("Every question is answered.")).to_be_visible()
    admin.get_by_role("button", name="Hand in now").click()
    expect(admin.get_by_text("Handed in. A reviewer looks at it now")).to_be_visible()


def _answer_by_hand(stage: Stage, page: Page, assessment: Assessment, questions: list[Question]) -> None:
    """Twelve questions by thumb, among them one with a file and one that does not apply."""
    by_hand = [question for question in questions if question.type != QuestionType.FILE][:12]
    away = next(question for question in by_hand if question.na_allowed and question.type == QuestionType.YES_NO_NA)
    here = ""
    for question in by_hand:
        if question.area != here:
            here = question.area
            page.goto(f"/supplier/assessments/{assessment.pk}/areas/{here}/")
            assert fits_the_phone(page)
        if question is away:
            page.check(f"#q-{question.code} [name=not_applicable]")
            page.fill(f"#r-{question.code}", "We have no site of that kind, only an office.")
        else:
            _choose(page, question)
        expect(page.locator(f"#q-{question.code} [data-save-state]")).to_have_text(SAVED_AT)
    _add_proof(stage, page, by_hand[-1])
    stage.show(page, "c2-phone-area")
    page.goto(f"/supplier/assessments/{assessment.pk}/")
    expect(page.get_by_text(f"12 of {len(questions)} questions answered")).to_be_visible()
    stage.show(page, "c3-phone-overview")


def _choose(page: Page, question: Question) -> None:
    card = f"#q-{question.code}"
    if question.type in {QuestionType.YES_NO_NA, QuestionType.SINGLE_CHOICE}:
        page.check(f"{card} [name=value][value='{plain_answer(question)}']")
    else:
        page.fill(f"{card} [name=value]", plain_answer(question))


def _add_proof(stage: Stage, page: Page, question: Question) -> None:
    box = page.locator(f"#f-{question.code}")
    box.set_input_files(paper("renamed.pdf", photo()))
    expect(page.locator(f"#proof-problem-{question.code}")).to_contain_text("not what its name says")
    stage.forgive_refusals()
    page.locator(f"#f-{question.code}").set_input_files(paper("record.pdf"))
    expect(page.locator(f"#proofs-{question.code} .files")).to_contain_text("record.pdf")


def _answer_the_rest(assessment: Assessment, questions: dict[str, Question], by: Account) -> None:
    """Everything but the last choice, with a file wherever one is needed."""
    at = now()
    proof = store_evidence(assessment.supplier, upload("records.pdf", pdf(owner_password="x")), kind="record", by=by, at=at)
    left = next(code for code in reversed(questions) if questions[code].type == QuestionType.SINGLE_CHOICE)
    for code, question in questions.items():
        answered = answers_by_code(assessment).get(code)
        if answered is None and question.type != QuestionType.FILE and code != left:
            save_answer(assessment, code, AnswerText(value=plain_answer(question)), expected_version=0, by=by, at=at)
        if question.evidence.required and code != left and not (answered and answered.not_applicable):
            attach_evidence(assessment, code, proof, by=by, at=at)


# (d) reviewed, sent back once, mended, verified


def _review(stage: Stage, supplier: Page, auditor: Account) -> None:
    assessment = Assessment.objects.get(supplier=ours())
    desk = f"/admin/assessments/assessment/{assessment.pk}"
    page = stage.pages["auditor"]
    page.goto(f"{desk}/change/")
    page.get_by_role("button", name="Begin the review").click()
    stage.show(page, "d1-desk")
    accepted, rejected = list(AnswerEvidence.objects.filter(answer__assessment=assessment).order_by("answer__question_code"))[:2]
    away = Answer.objects.get(assessment=assessment, not_applicable=True)
    _open_question(page, desk, accepted.answer)
    page.locator(f"#proof-{accepted.pk}-accept").click()
    expect(page.locator(f"#proof-{accepted.pk}-accept")).to_have_attribute("aria-pressed", "true")
    _open_question(page, desk, rejected.answer)
    _reject(page, f"proof-{rejected.pk}", "The file is about another year.")
    _open_question(page, desk, away)
    _reject(page, f"na-{away.pk}", "Your licence names a workshop; please answer.")
    stage.show(page, "d2-decided")
    page.goto(f"{desk}/send-back/")
    stage.show(page, "d3-send-back")
    page.get_by_role("button", name="Send back", exact=True).click()
    expect(page.get_by_text("What had to be mended")).to_be_visible()

    _mend_answers(stage, supplier, assessment, rejected, away)
    _decide_the_rest(stage, page, desk, assessment, auditor)
    page.goto(f"{desk}/verify/")
    stage.show(page, "d5-verify")
    page.get_by_role("button", name="Verify and publish this score").click()
    page.get_by_role("link", name="Every step of the score").click()
    for sum_ in ("E =", "X =", "S ="):
        expect(page.locator(".formulas")).to_contain_text(sum_)
    expect(page.get_by_text("Digest recomputed just now: the same")).to_be_visible()
    stage.show(page, "d6-score")
    supplier.goto(f"/supplier/assessments/{assessment.pk}/score/")
    expect(supplier.locator(".formulas")).to_contain_text("S =")
    stage.show(supplier, "d7-supplier-score")


def _open_question(page: Page, desk: str, answer: Answer) -> None:
    page.goto(f"{desk}/review/?area={answer.question_code[:2]}#q-{answer.question_code}")


def _reject(page: Page, name: str, reason: str) -> None:
    page.locator(f"#{name}-reject").click()
    page.fill(f"#{name}-reason", reason)
    page.locator(f"details:has(#{name}-reason) button.a-grave").click()
    expect(page.locator(".a-reason", has_text=reason)).to_be_visible()


def _mend_answers(stage: Stage, page: Page, assessment: Assessment, rejected: AnswerEvidence, away: Answer) -> None:
    page.goto(f"/supplier/assessments/{assessment.pk}/")
    expect(page.get_by_text("The file is about another year.").first).to_be_visible()
    stage.show(page, "d4-returned")
    area = f"/supplier/assessments/{assessment.pk}/areas"
    code = rejected.answer.question_code
    page.goto(f"{area}/{code[:2]}/")
    page.locator(f"#f-{code}").set_input_files(paper("this-year.pdf"))
    expect(page.locator(f"#proofs-{code} .files")).to_contain_text("this-year.pdf")
    page.goto(f"{area}/{away.question_code[:2]}/")
    page.uncheck(f"#q-{away.question_code} [name=not_applicable]")
    page.check(f"#q-{away.question_code} [name=value][value=no]")
    expect(page.locator(f"#q-{away.question_code} [data-save-state]")).to_have_text(SAVED_AT)
    page.goto(f"/supplier/assessments/{assessment.pk}/submit/")
    page.get_by_role("button", name="Hand in now").click()
    expect(page.get_by_text("Handed in. A reviewer looks at it now")).to_be_visible()


def _decide_the_rest(stage: Stage, page: Page, desk: str, assessment: Assessment, auditor: Account) -> None:
    """One area in one go by hand; what is left one by one, which the service does for us."""
    page.goto(f"{desk}/change/")
    page.get_by_role("button", name="Begin the review").click()
    page.goto(f"{desk}/review/?area=PR")
    page.get_by_role("link", name="Accept several files at once").click()
    ticked = page.locator("[name=proof]").count()
    assert ticked > 1
    page.get_by_role("button", name="Accept the ticked files").click()
    expect(page.locator(".a-message").first).to_contain_text(str(ticked))
    for proof in AnswerEvidence.objects.filter(answer__assessment=assessment, decision=EvidenceDecision.PENDING):
        decide_evidence(proof, EvidenceDecision.VERIFIED, by=auditor, at=now())


# (e) the report, made while one looks


def _order_report(stage: Stage) -> None:
    page = stage.pages["auditor"]
    page.goto(f"/admin/assessments/issuedreport/order/?supplier={ours().pk}")
    page.check("[name=language][value=both]")
    page.get_by_role("button", name="Order the report").click()
    bar = page.locator("[id^=job-] progress")
    expect(bar).to_have_attribute("value", "0")
    seen = []

    def work(job, progress):
        def told(percent: int) -> None:
            progress(percent)
            expect(bar).to_have_attribute("value", str(percent))
            seen.append(percent)
            stage.show(page, f"e1-progress-{percent}")

        return make_audit_report(job, told)

    assert run_job(Job.objects.get(kind="assessments.issue_audit_report").pk, work)
    expect(bar).to_have_attribute("value", "100")
    assert seen == [10, 40, 90]
    stage.show(page, "e2-done")

    report = IssuedReport.objects.get()
    page.goto(f"/admin/assessments/issuedreport/{report.pk}/change/")
    stage.show(page, "e3-report")
    first, second = _download(page), _download(page)
    assert first == second
    assert first.startswith(b"%PDF-")
    assert hashlib.sha256(first).hexdigest() == page.locator("dd.a-digest").first.inner_text()


def _download(page: Page) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the PDF").click()
    return Path(waiting.value.path()).read_bytes()


# (f) counted by region, for any day


def _count_regions(stage: Stage) -> None:
    page = stage.pages["procurement 2"]
    page.goto("/admin/suppliers/regioncount/")
    for day, three, two in (
        ("2023-12-31", [], []),
        (date(2024, 6, 30).isoformat(), ["2", "1", "1"], ["2", "2"]),
        ("", ["3", "1", "1"], ["3", "2"]),
    ):
        if day:
            page.fill("[name=as_of]", day)
            page.get_by_role("button", name="Count", exact=True).click()
        else:
            page.goto("/admin/suppliers/regioncount/")
        assert _figures(page, "Three groups") == (three or ["0", "0", "0"])
        assert _figures(page, "Two groups") == (two or ["0", "0"])
        expect(page.locator("img.a-chart")).to_have_js_property("complete", value=True)
    stage.show(page, "f1-regions")


def _figures(page: Page, caption: str) -> list[str]:
    rows = page.locator("table", has=page.locator("caption", has_text=caption)).locator("tbody tr")
    return [row.locator("td").nth(1).inner_text() for row in rows.all()]
