"""What `doctor` finds: a row a topic, whether it is well, what was found, and a remedy for each trouble."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from promisectl.formats.screen import Cell, Column, Part, Row, Screen, Section, Table, cell
from promisectl.formats.translator import Translator
from promisectl.model.message import M, Message


class Checked(Protocol):
    """A topic that was looked at."""

    @property
    def topic(self) -> Message:
        """What was looked at."""

    @property
    def ok(self) -> bool:
        """Whether it is well."""

    @property
    def found(self) -> Message:
        """What was found."""

    @property
    def remedy(self) -> Message | None:
        """What to do; None where nothing is wrong."""


def doctor_screen(topics: Iterable[Checked], words: Translator) -> Screen:
    """Return a row a topic."""
    columns = (Column(words.say(M("topic")), "key"), Column(words.say(M("what was found")), "title"))
    rows = tuple(_row(topic, words) for topic in topics)
    return Screen(sections=(Section((Table(columns, rows, indent=0),)),))


def _row(topic: Checked, words: Translator) -> Row:
    mark = Part(words.say(M("ok")), "kept") if topic.ok else Part(words.say(M("trouble")), "late")
    said = Cell((mark, Part(f": {words.say(topic.found)}")))
    below = (cell(words.say(topic.remedy)),) if topic.remedy is not None else ()
    return Row((cell(words.say(topic.topic), "head"), said), below)
