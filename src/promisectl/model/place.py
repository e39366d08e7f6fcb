"""Place and Spot: where in a file something stands.

A Spot names a value by the way to it (`history`, 3, `by`); the store turns it into a Place, with line and columns,
only when a finding is shown. Reading ten thousand files therefore never counts a line. Lines and columns count
from 1, columns in code points.
"""

from __future__ import annotations

from dataclasses import dataclass

Step = str | int


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span of one line: `column` is its first code point, `end_column` the one after its last."""

    path: str
    line: int
    column: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in a file: the path (relative to the workspace), the way to the value, the document of a pack.

    `key` asks for the place of the last step's key rather than of its value.
    """

    path: str
    steps: tuple[Step, ...] = ()
    document: int = 0
    key: bool = False

    def at(self, *steps: Step) -> Spot:
        """The spot reached from here by more steps."""
        return Spot(self.path, self.steps + steps, self.document, self.key)
