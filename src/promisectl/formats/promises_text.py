"""Promises as lines for people: what it is about, who to whom, by when, and how it stands.

On a terminal the lines fit its width and the shortest unique beginning of an id is underlined; off a terminal
nothing is cut.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from promisectl.formats.translator import Translator
from promisectl.metrics.outcome import Outcome
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.promise import State

_GAP = "  "
LEAST_WHAT = 16


@dataclass(frozen=True, slots=True)
class Look:
    """How lines are shown: the words, the width (None: nothing is cut), whether colour, the shortener of ids."""

    words: Translator
    short: Callable[[str], str]
    width: int | None = None
    colour: bool = False


def header(views_shown: int, opened: int, as_of: View | date, zone: str, look: Look, what: str) -> str:
    """Return the first line: the day and zone at the left, the count at the right."""
    day = as_of if isinstance(as_of, date) else local_day(as_of.as_of, as_of.context.zone)
    left = f"{look.words.day(day)}, {zone}"
    if what:
        right = look.words.say(M("{count} {what} of {total} open", count=views_shown, what=what, total=opened))
    else:
        right = look.words.say(M("{count} listed, {total} open", count=views_shown, total=opened))
    return _apart(left, right, look.width or 80)


def _apart(left: str, right: str, width: int) -> str:
    return left + " " * max(2, width - len(left) - len(right)) + right


def lines(views: Sequence[View], look: Look, *, states: bool) -> list[str]:
    """Return a line per promise, aligned, with what was warned below it. `states` shows the state, else how late."""
    if not views:
        return []
    cells = [_cells(view, look, states=states) for view in views]
    widths = [max(len(row[column]) for row in cells) for column in range(4)]
    if look.width is not None:
        rest = 2 + sum(widths) - widths[1] + max(len(row[4]) for row in cells) + 4 * len(_GAP)
        widths[1] = max(LEAST_WHAT, min(widths[1], look.width - rest))
    shown: list[str] = []
    for view, row in zip(views, cells, strict=True):
        shown += _row(row, widths, look, late=view.is_overdue)
        shown += [_fit("  " + " " * widths[0] + _GAP + note, look.width) for note in remarks(view, look)]
    return shown


def _fit(text: str, width: int | None) -> str:
    return text if width is None or len(text) <= width else text[: width - 1] + "…"


def _row(row: Sequence[str], widths: Sequence[int], look: Look, *, late: bool) -> list[str]:
    """Return a promise's line; where its standing does not fit any more, that stands below."""
    room = None if look.width is None else look.width - 2 - sum(widths) - 4 * len(_GAP)
    if room is None or len(row[4]) <= room:
        return [_line(row, widths, look, late=late)]
    below = "  " + " " * widths[0] + _GAP
    folded = textwrap.wrap(row[4], (look.width or 80), initial_indent=below, subsequent_indent=below)
    return [_line((*row[:4], ""), widths, look, late=late), *folded]


def _line(row: Sequence[str], widths: Sequence[int], look: Look, *, late: bool) -> str:
    id_, what, who, due, standing = row
    what = _fit(what, widths[1] if look.width is not None else None)
    id_text = id_.ljust(widths[0])
    if look.colour:
        id_text = f"\x1b[4m{id_[:3]}\x1b[24m{id_[3:]}" + " " * (widths[0] - len(id_))
        standing = f"\x1b[31m{standing}\x1b[0m" if late else standing
    parts = [id_text, what.ljust(widths[1]), who.ljust(widths[2]), due.ljust(widths[3]), standing]
    return ("  " + _GAP.join(parts)).rstrip()


def _cells(view: View, look: Look, *, states: bool) -> tuple[str, str, str, str, str]:
    today = local_day(view.as_of, view.context.zone)
    due = look.words.day(view.due, today, view.context.zone) if view.due else _no_due(view, look)
    return (
        look.short(view.id),
        look.words.text(view.terms.what),
        who(view),
        due,
        standing_text(view, look.words) if states else lateness(view, look.words),
    )


def _no_due(view: View, look: Look) -> str:
    return str(view.terms.within) if view.terms.within else "-"


def who(view: View) -> str:
    """Return who owes it to whom: `diego -> ana`."""
    return f"{view.performer or '?'} -> {view.customer or '?'}"


def standing_text(view: View, words: Translator) -> str:
    """Return the state and its overlays in words, and how late it is."""
    if view.state is None:
        return words.overlay("draft")
    parts = [words.state(view.state)]
    if view.state is State.PROMISED and "overdue" in view.overlays:
        parts = [words.overlay("overdue"), lateness(view, words)]
    skip = {"overdue", "self", "proxy", "awaiting-acceptance"}
    parts += [words.overlay(name) for name in view.overlays if name not in skip]
    if view.state is State.ACCEPTED and view.outcome not in (None, Outcome.KEPT_FIRST):
        parts.append(words.outcome(str(view.outcome)))
    return ", ".join(parts)


def lateness(view: View, words: Translator) -> str:
    """Return how far the due is: `3 d late`, `today`, `in 2 d`."""
    days = view.days_left
    if days is None:
        return words.state(view.state) if view.state else words.overlay("draft")
    if view.state is State.DELIVERED:
        return words.overlay("awaiting-acceptance")
    if days < 0 and view.is_overdue:
        return words.say(M("{days} d late", days=-days))
    if days < 0:
        return words.state(view.state) if view.state else ""
    if days == 0 and view.is_overdue:
        return words.say(M("late since today"))
    return words.say(M("today")) if days == 0 else words.say(M("in {days} d", days=days))


def remarks(view: View, look: Look) -> list[str]:
    """Return what was warned, what is proposed, and the chain of a threat."""
    said: list[str] = []
    today = local_day(view.as_of, view.context.zone)
    warned = view.standing.warned if view.standing and view.state is State.PROMISED else None
    if warned is not None:
        text = look.words.text(warned.note or warned.help or warned.reason or "")
        day = look.words.day(local_day(warned.at, view.context.zone), today)
        line = look.words.say(M("warned {day}: {text}", day=day, text=text))
        if isinstance(warned.forecast, date):
            expected = look.words.day(warned.forecast, today)
            line += look.words.say(M("; expects {day}", day=expected))
        said.append(line)
    if view.standing is not None and view.standing.proposal is not None and view.state is State.PROMISED:
        who = view.standing.proposal.proposer
        said.append(look.words.say(M("{who} proposes {changes}", who=who, changes=proposed(view, look.words))))
    if view.threat is not None:
        chain = " <- ".join(look.short(name) for name in view.threat.chain)
        said.append(look.words.say(M("threatened by {chain}", chain=chain)))
    return said


TERM_NAMES: dict[str, Message] = {
    "what": M("what"),
    "customer": M("customer"),
    "performer": M("performer"),
    "due": M("due"),
    "within": M("within"),
    "calendar": M("calendar"),
    "criteria": M("criteria"),
    "condition": M("condition"),
    "pause_on": M("reasons to pause"),
}


def proposed(view: View, words: Translator) -> str:
    """Return what an open proposal would change: `due Fri 2026-03-06`."""
    proposal = view.standing.proposal if view.standing else None
    changes = proposal.changes if proposal else {}
    return ", ".join(
        f"{words.say(TERM_NAMES[name])} {term_text(value, view, words)}" for name, value in changes.items()
    )


def term_text(value: Any, view: View, words: Translator) -> str:
    """Return a term as people read it."""
    if value is None:
        return words.say(M("dropped"))
    if isinstance(value, date):
        return words.day(value, None, view.context.zone)
    if isinstance(value, tuple):
        return "; ".join(words.text(item) for item in value) or "[]"
    return words.text(getattr(value, "text", value))


def plain_lines(views: Sequence[View], words: Translator) -> list[str]:
    """Return one `field: value` a line, a blank line between promises: for screen readers (`--plain`)."""
    shown: list[str] = []
    for view in views:
        if shown:
            shown.append("")
        fields = (
            (M("what"), words.text(view.terms.what)),
            (M("id"), view.id),
            (M("performer"), view.performer),
            (M("customer"), view.customer),
            (M("due"), words.day(view.due) if view.due else None),
            (M("state"), standing_text(view, words)),
        )
        shown += [f"{words.say(name)}: {value}" for name, value in fields if value]
    return shown
