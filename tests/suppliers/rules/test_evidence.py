import pytest

from suppliers.rules.evidence import EvidenceProblem, EvidenceRefused, EvidenceType, clean_name, declared_type


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("营业执照.pdf", "营业执照.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\scans\\permit.pdf", "permit.pdf"),
        ("permit\u202efdp.exe", "permitfdp.exe"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
        ("  two   words .pdf", "two words .pdf"),
    ],
)
def test_a_file_name_keeps_what_can_be_seen(given, kept):
    assert clean_name(given) == kept


@pytest.mark.parametrize(
    ("name", "kind"), [("a.PDF", EvidenceType.PDF), ("a.b.jpeg", EvidenceType.JPEG), ("账.xlsx", EvidenceType.XLSX)]
)
def test_the_ending_promises_a_type(name, kind):
    assert declared_type(name) is kind


@pytest.mark.parametrize(("name", "extension"), [("a.exe", "exe"), ("a.docm", "docm"), ("a.svg", "svg"), ("pdf", ""), ("a.", "")])
def test_other_endings_are_refused_with_the_ending(name, extension):
    with pytest.raises(EvidenceRefused) as refused:
        declared_type(name)

    assert (refused.value.problem, refused.value.facts) == (EvidenceProblem.TYPE, {"extension": extension})
