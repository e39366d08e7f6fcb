"""A plan as a screen: the chain of needs as a tree, each with when it is expected and how much room there is."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from promisectl.formats.plan_json import critical_links
from promisectl.formats.reader import Reader
from promisectl.formats.screen import Branch, Cell, Commands, Part, Prose, Screen, Section, cell, joined, prose
from promisectl.formats.styles import Style
from promisectl.metrics.need_chain import Link
from promisectl.model.message import M
from promisectl.model.moment import local_day


def plan_screen(chain: Link, reader: Reader, zone: str) -> Screen:
    """Return the tree, the critical chain in words, and what to do where it is late."""
    words = reader.words
    day = words.day(local_day(chain.view.as_of, ZoneInfo(zone)))
    title = cell(" · ".join([words.say(M("Plan")), words.say(M("as of {day}, {zone}", day=day, zone=zone))]))
    sections = [Section((_branch(chain, reader),)), Section(tuple(_verdict(chain, reader)))]
    if _is_late(chain):
        commands = (f"promisectl renegotiate {reader.short(chain.view.id)}",)
        sections.append(Section((Commands(commands),)))
    return Screen(title, sections=tuple(sections))


def _branch(link: Link, reader: Reader) -> Branch:
    return Branch(_label(link, reader), tuple(_branch(need, reader) for need in link.needs))


def _label(link: Link, reader: Reader) -> Cell:
    """Return what it is, who performs it, and its dates; what is critical is marked."""
    view = link.view
    mark = Part("● " if link.critical and view.is_open else "", "late" if _is_late(link) else "head")
    what = view.terms.what if isinstance(view.terms.what, str) else view.id
    who = Part(f"  {view.performer or '-'}")
    head = Cell((mark, Part(reader.short(view.id), "key"), Part(f"  {what}", "head"), who))
    return joined((head, *_dates(link, reader)), "  ")


def _dates(link: Link, reader: Reader) -> Iterator[Cell]:
    words, view = reader.words, link.view
    if not view.is_open:
        yield cell(words.state(view.state) if view.state else words.say(M("draft")), "muted")
    elif link.repeated:
        yield cell(words.say(M("(above)")), "muted")
    else:
        yield from _expected(link, reader)
        yield from _room(link, reader)


def _expected(link: Link, reader: Reader) -> Iterator[Cell]:
    """Yield the due, and when it is expected where that is another day."""
    words = reader.words
    if link.due is not None:
        yield cell(words.say(M("due {day}", day=words.day(link.due))))
    if link.finish is not None and link.finish != link.due:
        style: Style = "late" if _is_late(link) else "soon"
        yield cell(words.say(M("expected {day}", day=words.day(link.finish))), style)


def _room(link: Link, reader: Reader) -> Iterator[Cell]:
    """Yield the slack, whether a need threatens it, and the latest start."""
    words = reader.words
    if link.slack_days is not None:
        yield _slack(link, reader)
    if link.view.threatened:
        yield cell(words.say(M("threatened")), "late")
    if link.latest_start is not None:
        yield cell(words.say(M("start by {day}", day=words.day(link.latest_start))), "muted")


def _slack(link: Link, reader: Reader) -> Cell:
    days = link.slack_days or 0
    return cell(
        reader.words.say(M("slack {days} d", days=f"{days:+d}" if days else "0")), "late" if days < 0 else "muted"
    )


def _is_late(link: Link) -> bool:
    return link.slack_days is not None and link.slack_days < 0


def _verdict(chain: Link, reader: Reader) -> Iterator[Prose]:
    words = reader.words
    if not chain.view.is_open:
        yield prose(words.say(M("it is closed: nothing is to be planned")))
        return
    links = critical_links(chain)
    names = " → ".join(reader.short(link.view.id) for link in links)
    if len(links) > 1:
        yield prose(words.say(M("critical chain: {names}", names=names)))
    if chain.finish is None:
        yield prose(words.say(M("it has no due yet")))
    elif _is_late(chain):
        late = -(chain.slack_days or 0)
        day = words.day(chain.finish)
        yield prose(words.say(M("expected {day}, {days} d after the due", day=day, days=late)), "late")
    else:
        yield prose(words.say(M("in time as things stand: slack {days} d", days=chain.slack_days)), "kept")
