"""What an act would bring, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from promisectl.diff.what_if import WhatIf
from promisectl.formats.changes_terms import from_to
from promisectl.formats.reader import Reader
from promisectl.formats.report_json import rate_json
from promisectl.formats.screen import Cell, Screen, Section, cell, facts
from promisectl.metrics.registry import METRICS
from promisectl.metrics.view import View
from promisectl.model.message import M
from promisectl.reports.sentences import short_rate


def what_if_json(seen: WhatIf) -> dict[str, Any]:
    """Return the document: who must agree, whether it is timely, what is threatened, the rates before and after."""
    revision = seen.revision
    return {
        "promise": seen.agreed.id,
        "must_agree": list(seen.must_agree),
        "timely": revision.timely if revision else None,
        "material": revision.material if revision else None,
        "due": _due(seen.agreed),
        "threatened": [view.id for view in seen.threatened],
        "relieved": [view.id for view in seen.relieved],
        "rates": {
            METRICS[name].key: {"before": rate_json(before), "after": rate_json(after)}
            for name, (before, after) in seen.rates.items()
        },
    }


def _due(view: View) -> str | None:
    return view.due.isoformat() if view.due is not None else None


def what_if_screen(seen: WhatIf, reader: Reader) -> Screen:
    """Return what an act would bring; the first line says that nothing was written."""
    say = reader.words.say
    title = cell(say(M("What if · {id} · nothing is written", id=reader.short(seen.agreed.id))))
    sections = [Section((facts(_facts(seen, reader), indent=0),))]
    heading = cell(say(M("the rates, before → after")), "head")
    sections.append(Section((facts(_rates(seen, reader), indent=0),), heading))
    return Screen(title, sections=tuple(sections))


def _facts(seen: WhatIf, reader: Reader) -> Iterator[tuple[str, Cell]]:
    say, revision = reader.words.say, seen.revision
    names = ", ".join(seen.must_agree)
    yield say(M("must agree")), cell(names or say(M("nobody: it holds at once")))
    if revision is not None:
        yield say(M("changes")), cell("; ".join(_changes(seen, reader)))
        yield say(M("in time")), _timely(seen, reader)
    yield say(M("threatens")), _named(seen.threatened, reader, "late")
    if seen.relieved:
        yield say(M("no longer threatened")), _named(seen.relieved, reader, "kept")


def _changes(seen: WhatIf, reader: Reader) -> Iterator[str]:
    """Yield each term that would change, from what to what."""
    changes = seen.revision.changes if seen.revision else {}
    for name, new in changes.items():
        yield from_to(name, getattr(seen.before.terms, name), new, reader.words, seen.agreed.context)


def _timely(seen: WhatIf, reader: Reader) -> Cell:
    say, revision = reader.words.say, seen.revision
    if revision is None or revision.timely:
        return cell(say(M("yes, if agreed today: the counted due moves")), "kept")
    return cell(say(M("no: the counted due has passed, so it counts as late whatever is agreed")), "late")


def _named(views: Iterable[View], reader: Reader, style: Any) -> Cell:
    told = [f"{reader.short(view.id)} {view.terms.what}" for view in views]
    return cell("; ".join(told), style) if told else cell(reader.words.say(M("nothing")), "muted")


def _rates(seen: WhatIf, reader: Reader) -> Iterator[tuple[str, Cell]]:
    say = reader.words.say
    for name, (before, after) in seen.rates.items():
        title = METRICS[name].title
        label = say(title) if title is not None else name
        yield label, cell(f"{say(short_rate(before))} → {say(short_rate(after))}")
