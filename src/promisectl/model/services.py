"""Services: standing promises, "inspection in 2 business days", from which requests take their terms (goals.md).

A service promises nothing by itself: each request made from it is a promise of its own, with its own agreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from promisectl.model.fields import Day, Duration, FileModel, Handle, String, When, Whole
from promisectl.model.folding import fold_name
from promisectl.model.promise import PromiseFile, Small
from promisectl.model.settings import Percent, Target

PARAMETER = re.compile(r"\{([a-z][a-z0-9_-]*)\}")
PERIOD = "period"  # the parameter that a recurring service fills in by itself


class Standing(FileModel):
    """The performer's own standing agreement: every request made from the service within it is agreed to.

    `terms` is the digest of what was agreed to (`model.digests.standing_digest`); None in older files.
    """

    by: Handle
    at: When
    until: Day | None = None
    terms: String | None = None


class ServiceCondition(FileModel):
    """A condition; `by` may be a relative word such as `+10d`, resolved when a request is written."""

    text: String
    by: String | None = None


class Service(FileModel):
    """One service. `due` and `condition.by` are date words of the command line, resolved when a request is written.

    `id` is the pattern of what is made from it: it holds a parameter, which tells one from the next.
    """

    what: String
    id: String | None = None
    performer: Handle | None = None
    customer: Handle | None = None
    ledger: String | None = None
    due: String | None = None
    within: Duration | None = None
    calendar: String | None = None
    criteria: tuple[String, ...] | None = None
    condition: ServiceCondition | None = None
    pause_on: tuple[String, ...] | None = None
    target: Percent | None = None
    every: Literal["day", "week", "month", "quarter", "half", "year"] | None = None
    standing: Standing | None = None
    serves: tuple[String, ...] = ()
    tags: tuple[String, ...] = ()
    priority: Whole | None = None
    weight: Annotated[Whole, Field(ge=1, le=10)] = 1
    impact: Small | None = None
    effort: Small | None = None
    fallback: String | None = None
    segment: String | None = None
    channel: String | None = None
    touchpoint: String | None = None
    layer: Literal["frontstage", "backstage", "support"] | None = None
    links: tuple[String, ...] | None = None

    def texts(self) -> Iterator[str]:
        """Yield every text that parameters may stand in."""
        yield self.what
        if self.id is not None:
            yield self.id
        yield from self.criteria or ()
        if self.condition is not None:
            yield self.condition.text

    def parameters(self) -> list[str]:
        """Return the names that stand between braces, in their order, each once."""
        return list(dict.fromkeys(name for text in self.texts() for name in PARAMETER.findall(text)))


class ServicesFile(FileModel):
    """The schema of services.yaml."""

    services: dict[str, Service] = Field(default_factory=dict)


FREE = tuple(name for name in Service.model_fields if name in PromiseFile.model_fields and name not in (
    "what", "id", "performer", "customer", "due", "within", "calendar", "criteria", "condition", "pause_on",
))  # fmt: skip


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its parameters filled in; a name without a value stays as it is."""
    return PARAMETER.sub(lambda match: values.get(match[1], match[0]), text)


def id_from(pattern: str, values: Mapping[str, str]) -> str:
    """Return the id that a service gives: its pattern, the values in small letters, without accents and gaps.

    What no id holds stays in it: it is refused where ids are.
    """
    return filled(pattern, {name: fold_name(value) for name, value in values.items()})


def free_fields(service: Service) -> dict[str, Any]:
    """Return the free fields a promise made from the service begins with, by the file's keys, as a file writes them."""
    raw = service.model_dump(by_alias=True, include=set(FREE), exclude_defaults=True)
    return {key: list(value) if isinstance(value, tuple) else str(value) for key, value in raw.items()}


def targets(services: Mapping[str, Service]) -> tuple[Target, ...]:
    """Return the share of its promises each service wants kept, as targets."""
    return tuple(
        Target.model_construct(
            name=name, metric="fulfilment", at_least=service.target, where=f"service:{name}", enforce=False
        )
        for name, service in services.items()
        if service.target is not None
    )
