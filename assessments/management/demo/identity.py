"""Identifiers that pass every check and that no registry issues: their organisation part begins with DEM."""

from suppliers.rules.credit_code import check_character, organisation_check

FIRST_SAMPLES = ("CN-BJ", "CN-ZJ", "CN-SH", "CN-GD", "CN-JS", "CN-SC", "CN-SD", "CN-TJ", "CN-HB", "CN-FJ")
"""The first company of each of these provinces bears serial 1 to 10: the samples of docs/demo_data.md."""


def demo_credit_code(division: str, serial: int) -> str:
    """A unified social credit code of an enterprise, with both check characters right."""
    subject = f"DEM{serial:05d}"
    body = f"91{division}{subject}{organisation_check(subject)}"
    return body + check_character(body)


def demo_lei(serial: int) -> str:
    """A legal entity identifier with right check digits (ISO 7064 MOD 97-10)."""
    body = f"00DE00DEM0{serial:08d}"
    remainder = int("".join(str(int(letter, 36)) for letter in f"{body}00")) % 97
    return f"{body}{98 - remainder:02d}"
