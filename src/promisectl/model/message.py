"""Message: one sentence for a person, kept as its English text and the data that goes into it.

The core never translates. A format does, at the last moment, so a finding says the same in every language and
the machine formats (which read `str(message)`) never change with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence with `{names}` and the values for them. A value may itself be a Message."""

    text: str
    data: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The English sentence, filled in."""
        return self.text.format_map(self.data) if self.data else self.text


@dataclass(frozen=True, slots=True)
class Keys:
    """A closed list of keys of the format, as a value of a Message. People see their names too, by their `kind`."""

    kind: str
    keys: tuple[str, ...]

    def __str__(self) -> str:
        """The keys, one after the other."""
        return ", ".join(self.keys) or "-"


def M(text: str, /, **data: object) -> Message:  # noqa: N802 - the name the catalogue script looks for
    """Mark an English sentence for translation and bind its data."""
    return Message(text, data)
