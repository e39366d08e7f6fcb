"""Services for people and for programs: what is promised whenever it is asked for, by whom, by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from promisectl.diff.agreed_beforehand import holds
from promisectl.formats.screen import Cell, Column, Part, Row, Screen, Section, Table, cell
from promisectl.formats.translator import Translator
from promisectl.model.lengths import length_words
from promisectl.model.message import M, Message
from promisectl.model.services import Service

Listed = tuple[str, Service, str | None, str | None]


def services_screen(rows: Iterable[Listed], words: Translator) -> Screen:
    """Return what each service is about, its name before it, and below it what it promises and what is opened."""
    columns = (Column(words.say(M("name")), "key"), Column(words.say(M("what")), "title"))
    return Screen(sections=(Section((Table(columns, tuple(_row(row, words) for row in rows), indent=0),)),))


def _row(listed: Listed, words: Translator) -> Row:
    name, service, period, opened = listed
    below = [cell("; ".join(words.say(fact) for fact in _facts(service)))]
    below += _to_agree_again(name, service, words)
    if period is not None:
        below.append(_opened(name, period, opened, words))
    return Row((cell(name, "head"), cell(service.what)), tuple(below))


def _to_agree_again(name: str, service: Service, words: Translator) -> list[Cell]:
    """Return what to do where a service says something else now than what was agreed to; nothing where it does not."""
    if service.standing is None or holds(service) is None:
        return []
    said = M("changed since it was agreed to: `promisectl service agree {service}`", service=name)
    return [Cell((Part(words.say(said), "soon"),))]


def _opened(name: str, period: str, opened: str | None, words: Translator) -> Cell:
    if opened:
        return cell(words.say(M("this period ({period}) is {id}", period=period, id=opened)))
    said = M(
        "this period ({period}) is not open: `promisectl service open {name} --period {period}`",
        period=period,
        name=name,
    )
    return Cell((Part(words.say(said), "soon"),))


def _facts(service: Service) -> Iterator[Message | str]:
    yield M("by {performer}", performer=service.performer) if service.performer else M("by whoever is asked")
    if service.within:
        yield length_words(service.within)
    elif service.due:
        yield str(service.due)
    if service.every:
        yield _EVERY[service.every]
    if service.target is not None:
        yield M("target {share} %", share=f"{service.target * 100:g}")
    if service.standing is not None and service.standing.until is not None:
        yield M("agreed to beforehand until {day}", day=service.standing.until.isoformat())
    elif service.standing is not None:
        yield M("agreed to beforehand")


_EVERY = {
    "day": M("every day"),
    "week": M("every week"),
    "month": M("every month"),
    "quarter": M("every quarter"),
    "half": M("every half-year"),
    "year": M("every year"),
}


def service_json(name: str, service: Service, period: str | None, opened: str | None) -> dict[str, Any]:
    """Return a service by the file's keys, with its name, its parameters, and the current period's promise."""
    terms = service.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return {"name": name, **terms, "parameters": service.parameters(), "period": period, "promise": opened}
