"""When the lapse of a permit is the lapse of a mandatory qualification."""

from datetime import date

import pytest

from suppliers.rules.certificate import CertificateKind, RegistryStatus
from suppliers.rules.certificate_lapse import Qualification, lapsed

ON = date(2026, 11, 20)


def paper(
    pk: int,
    kind: str = "DISCHARGE_PERMIT",
    *,
    status: str = "VERIFIED",
    register: str = "VALID",
    end: date = date(2026, 6, 30),
    **more,
):
    facts = {"number": f"N{pk}", "sites": "Demo Road 1", "valid_from": date(2021, 7, 1), "replaces": None, **more}
    return Qualification(
        pk=pk, kind=CertificateKind(kind), status=status, registry_status=RegistryStatus(register), valid_to=end, **facts
    )


IN_FORCE = date(2030, 1, 1)


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        ([], []),
        ([paper(1, end=IN_FORCE)], []),
        ([paper(1)], [1]),
        ([paper(1, end=ON)], []),  # good until the end of its last day
        ([paper(1, end=IN_FORCE, register="SUSPENDED")], [1]),
        ([paper(1, end=IN_FORCE, register="REVOKED")], [1]),
        ([paper(1, register="CANCELLED")], []),  # handed back: the site needs none any more
        ([paper(1, status="SUBMITTED")], []),  # never verified
        ([paper(1, status="SUPERSEDED")], []),
        ([paper(1, "ISO_14001")], []),  # not mandatory
        ([paper(1), paper(2, end=IN_FORCE)], []),  # the same site
        ([paper(1), paper(2, end=IN_FORCE, sites="Demo Road 2")], [1]),  # another site
        ([paper(1), paper(2, end=IN_FORCE, sites="Demo Road 2", replaces=1)], []),
        ([paper(1), paper(2, end=IN_FORCE, sites="Demo Road 2", number="N1")], []),
        ([paper(1), paper(2, "DISCHARGE_REGISTRATION", end=IN_FORCE)], []),  # a lower class takes its place
        ([paper(1), paper(2, "WEEE_LICENCE", end=IN_FORCE)], [1]),
        ([paper(1, "WEEE_LICENCE"), paper(2, "HAZARDOUS_WASTE_LICENCE")], [1, 2]),
    ],
)
def test_a_mandatory_permit_has_lapsed_without_a_valid_successor(papers, expected):
    assert [found.pk for found in lapsed(papers, ON)] == expected
