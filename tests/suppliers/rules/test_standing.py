from itertools import product

import pytest

from suppliers.rules.role import Role
from suppliers.rules.standing import COUNTED, WORKFLOW, Standing
from suppliers.rules.workflow import MoveNotAllowed

S = Standing
# The life cycle as the specification lists it: (move, from, to, who).
T = {
    ("submit", S.DRAFT, S.SUBMITTED): {Role.SUPPLIER_ADMIN, Role.PROCUREMENT},
    ("submit", S.RETURNED, S.SUBMITTED): {Role.SUPPLIER_ADMIN, Role.PROCUREMENT},
    ("start_checking", S.SUBMITTED, S.CHECKING): {Role.PROCUREMENT},
    ("send_back", S.CHECKING, S.RETURNED): {Role.PROCUREMENT},
    ("lapse", S.RETURNED, S.REJECTED): {Role.SYSTEM},
    ("reject", S.CHECKING, S.REJECTED): {Role.MANAGER},
    ("approve", S.CHECKING, S.AWAITING_SIGNATURE): {Role.MANAGER, Role.INTEGRITY},
    ("admit", S.AWAITING_SIGNATURE, S.ACTIVE): {Role.SYSTEM},
    ("lapse_unsigned", S.AWAITING_SIGNATURE, S.REJECTED): {Role.SYSTEM},
}
ADMITTANCE_MOVES = sorted({name for name, _, _ in T})


@pytest.mark.parametrize(("name", "state", "role"), list(product(ADMITTANCE_MOVES, Standing, Role)))
def test_admittance_moves_are_those_of_the_table_and_no_others(name, state, role):
    allowed = {target for (move, source, target), who in T.items() if move == name and source == state and role in who}

    try:
        target = WORKFLOW.check(name, state, role).target
    except MoveNotAllowed:
        target = None

    assert ({target} - {None}) == allowed


def test_a_supplier_counts_from_its_admission_until_its_exit():
    assert COUNTED == (S.ACTIVE, S.SUSPENDED, S.EXIT_NOTICE, S.RUN_OFF)


def test_deciding_moves_need_a_second_person():
    deciding = {move.name for move in WORKFLOW.moves if move.second_person}

    assert {"start_checking", "send_back", "reject", "approve"} <= deciding


def test_only_the_system_admits():
    assert {role for move in WORKFLOW.moves if move.target == S.ACTIVE and move.name == "admit" for role in move.actors} == {
        Role.SYSTEM
    }
