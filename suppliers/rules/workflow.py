"""A workflow is a table of moves; buttons, refusals, charts and tests are read from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from suppliers.rules.role import Role


class MoveNotAllowed(Exception):
    """The move is not in the table for this state and role. Carries the facts for the message."""

    def __init__(self, move: str, state: str, role: Role | None = None) -> None:
        super().__init__(f"{move} is not allowed in {state}" + (f" for {role}" if role else ""))
        self.move = move
        self.state = state
        self.role = role


class SecondPersonNeeded(Exception):
    """The person who entered the data tries to decide on it: somebody else has to."""

    def __init__(self, move: str) -> None:
        super().__init__(f"{move} needs a person who did not enter the data")
        self.move = move


class ReasonNeeded(Exception):
    """The move takes a reason and none was given."""

    def __init__(self, move: str) -> None:
        super().__init__(f"{move} needs a reason")
        self.move = move


@dataclass(frozen=True)
class Move:
    """One arrow of the chart.

    `second_person` refuses whoever entered what is decided on; `reason` makes the reason mandatory.
    """

    name: str
    sources: tuple[StrEnum, ...]
    target: StrEnum
    actors: frozenset[Role]
    second_person: bool = False
    reason: bool = False


@dataclass(frozen=True)
class Workflow:
    """States and moves of one kind of record; `field` is the model field that holds the state."""

    name: str
    states: type[StrEnum]
    moves: tuple[Move, ...]
    field: str = "status"

    def move(self, name: str, state: str) -> Move:
        """The arrow of that name that leaves `state`. Raises MoveNotAllowed."""
        for move in self.moves:
            if move.name == name and state in move.sources:
                return move
        raise MoveNotAllowed(name, state)

    def check(self, name: str, state: str, role: Role) -> Move:
        """The arrow of that name out of `state` that `role` may take. Raises MoveNotAllowed."""
        move = self.move(name, state)
        if role not in move.actors:
            raise MoveNotAllowed(name, state, role)
        return move

    def moves_from(self, state: str, role: Role) -> tuple[Move, ...]:
        """What `role` may do with a record in `state`, in table order."""
        return tuple(move for move in self.moves if state in move.sources and role in move.actors)


def mermaid(workflow: Workflow) -> Iterable[str]:
    """Lines of a state diagram that documentation renders as a chart."""
    yield "stateDiagram-v2"
    for move in workflow.moves:
        for source in move.sources:
            yield f"    {source.value} --> {move.target.value}: {move.name} ({', '.join(sorted(move.actors))})"
