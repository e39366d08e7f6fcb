"""Services for people and for programs: what is promised whenever it is asked for, by whom, by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from promisectl.formats.translator import Translator
from promisectl.model.message import M, Message
from promisectl.model.services import Service
from promisectl.model.visible_text import escape_line

Listed = tuple[str, Service, str | None, str | None]


def service_lines(rows: Iterable[Listed], words: Translator) -> Iterator[str]:
    """Yield what a service is about, its name before it, and below it what it promises."""
    rows = list(rows)
    width = max(len(name) for name, *_ in rows)
    for name, service, period, opened in rows:
        yield f"{name.ljust(width)}  {escape_line(service.what)}"
        facts = [words.say(fact) for fact in _facts(service)]
        yield f"{' ' * width}  {escape_line('; '.join(facts))}"
        if period is not None:
            said = (
                M("this period ({period}) is {id}", period=period, id=opened)
                if opened
                else M("this period ({period}) is not open: `promisectl service open {name} --period {period}`",
                       period=period, name=name)
            )  # fmt: skip
            yield f"{' ' * width}  {words.say(said)}"


def _facts(service: Service) -> Iterator[Message | str]:
    yield M("by {performer}", performer=service.performer) if service.performer else M("by whoever is asked")
    if service.within or service.due:
        yield str(service.within or service.due)
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
