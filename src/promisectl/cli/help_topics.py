"""Topics of help that belong to no command: how a date is written, a query, and which reasons there are."""

from __future__ import annotations

from promisectl.cli.help import note_kinds, query_fields, reasons
from promisectl.formats.screen import Block, Cell, Prose, Screen, Section, cell, facts
from promisectl.formats.translator import Translator
from promisectl.model.message import M, Message

DATES: tuple[tuple[str, Message], ...] = (
    ("2026-03-06  27/11/2026", M("that day; 3/4/2026 is two days and refused")),
    ("27 nov  nov 27  27 de noviembre", M("the next one, where it is nearer than the last")),
    ("2026-03-06T17:00  fri 17:00  5pm", M("that hour in the workspace's zone; with an offset, that instant")),
    ("2026-W12  2026-03  2026-Q3", M("the last day of that week, month, quarter")),
    ("today  tomorrow  yesterday", M("in Spanish too: hoy, mañana, ayer")),
    ("fri  friday  vie  tues", M("the next one after today")),
    ("next friday  próximo viernes", M("where the next one is also that of the week to come")),
    ("3d  +3d  -3d  in 3 days  en 3 días", M("so many days from today; 2w so many weeks")),
    ("2bd  in 2 business days", M("so many business days from today")),
    ("eow  eom  eoq  eoy  fin de mes", M("the last day of this week, month, quarter, year")),
)
QUERIES: tuple[tuple[str, Message], ...] = (
    ("performer:me", M("a field has a value; != for not")),
    ("due<2026-04-01", M("before; also <=, > and >=, for dates and numbers")),
    ("state:promised,delivered", M("any of these")),
    ("due:2026-03-01..eom", M("from … to, both included; one end may be left out")),
    ("tag:cri*", M("begins with; tag:* is there at all")),
    ('"some words"', M("what it is about, or its notes, contain them")),
    ("is:overdue or not tag:low", M("and, or, not, ( ); terms beside each other must all hold")),
    ("@mine", M("a query saved under `queries:` in promisectl.yaml")),
)
TOPICS = ("dates", "queries", "reasons")


def topic_screen(topic: str, words: Translator) -> Screen:
    """Return the screen of a topic; one of TOPICS."""
    say = words.say
    if topic == "reasons":
        sections = [_listed(M("Reasons"), "reason", reasons(), words)]
        sections += [_listed(M("Kinds of notes"), "note-kind", note_kinds(), words)]
        return Screen(cell(say(M("Why something was said, as a code"))), sections=tuple(sections))
    if topic == "dates":
        rows = facts((form, cell(say(meaning))) for form, meaning in DATES)
        return Screen(cell(say(M("How a date is written"))), sections=(Section((rows,)),))
    rows = facts((form, cell(say(meaning))) for form, meaning in QUERIES)
    fields = _listed(M("Fields of a query"), "field", query_fields(), words)
    return Screen(cell(say(M("How a query is written"))), sections=(Section((rows,)), fields))


def _listed(heading: Message, kind: str, entries: tuple[str, ...], words: Translator) -> Section:
    blocks: tuple[Block, ...] = (Prose(cell(", ".join(words.named_keys(kind, entries))), words.say(heading), indent=2),)
    title: Cell = cell(words.say(heading), "head")
    return Section(blocks, title)
