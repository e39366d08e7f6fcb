"""A plan as a screen: the chain of needs as a tree, each with when it is expected and how much room there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from promisectl.formats.reader import Reader
from promisectl.formats.screen import Block, Branch, Cell, Commands, Part, Prose, Screen, Section, cell, joined, prose
from promisectl.formats.styles import Style
from promisectl.metrics.need_chain import Link, Plan
from promisectl.metrics.view import View
from promisectl.model.message import M
from promisectl.model.moment import local_day

DEEPEST = 10  # deeper than this a tree leaves no room for words
_NAMES_SHOWN = 12


def plan_screen(plan: Plan, reader: Reader, zone: str) -> Screen:
    """Return the trees, circles, the critical chain in words, and what to do where it is late."""
    words = reader.words
    day = words.day(local_day(plan.top.view.as_of, ZoneInfo(zone)))
    title = cell(" · ".join([words.say(M("Plan")), words.say(M("as of {day}, {zone}", day=day, zone=zone))]))
    sections = [Section((_branch(tree, reader),)) for tree in (plan.top, *plan.further)]
    sections += [Section(tuple(_circle(circle, reader))) for circle in plan.circles]
    sections.append(Section(tuple(_verdict(plan, reader))))
    if _is_late(plan.top):
        commands = (f"promisectl renegotiate {reader.short(plan.top.view.id)}",)
        sections.append(Section((Commands(commands),)))
    return Screen(title, sections=tuple(sections))


def _circle(circle: tuple[View, ...], reader: Reader) -> Iterator[Block]:
    """Yield which promises need each other, where that stands, why it cannot be, and how to open the circle."""
    words = reader.words
    *_, last, first = circle
    names = _chain_of(circle, reader)
    yield prose(words.say(M("a circle of needs: {names}", names=names)), "late")
    yield prose(words.say(M("each waits for the next, so none can be there first, and their dates say nothing")))
    yield prose(words.say(M("take out the link that is not true, such as that of {path}:", path=last.promise.path)))
    yield Commands((f"promisectl set {reader.short(last.id)} needs -{first.id}",))


def _chain_of(views: Sequence[View], reader: Reader) -> str:
    """Return promises in order; of very many the first ones and the last, and how many stand between."""
    names = [reader.short(view.id) for view in views]
    left_out = len(names) - _NAMES_SHOWN
    if left_out > 1:
        between = reader.words.say(M("… {count} more …", count=left_out))
        names = [*names[: _NAMES_SHOWN - 1], between, names[-1]]
    return " → ".join(names)


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
    elif link.continued:
        yield cell(words.say(M("(goes on below)")), "muted")
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


def _verdict(plan: Plan, reader: Reader) -> Iterator[Prose]:
    words, top = reader.words, plan.top
    if not top.view.is_open:
        yield prose(words.say(M("it is closed: nothing is to be planned")))
        return
    if len(plan.critical) > 1:
        yield prose(words.say(M("critical chain: {names}", names=_chain_of(plan.critical, reader))))
    if top.finish is None:
        yield prose(words.say(M("it has no due yet")))
    elif _is_late(top):
        late = -(top.slack_days or 0)
        day = words.day(top.finish)
        yield prose(words.say(M("expected {day}, {days} d after the due", day=day, days=late)), "late")
    else:
        yield prose(words.say(M("in time as things stand: slack {days} d", days=top.slack_days)), "kept")
