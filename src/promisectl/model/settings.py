"""Settings: what promisectl.yaml says. Only `format` is required."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from promisectl.model.forms import Day, Form, Handle, Lead, String, Truth, Whole, parse_percent, parse_zone

Zone = Annotated[str, PlainValidator(parse_zone), WithJsonSchema({"type": "string"})]
Percent = Annotated[float, PlainValidator(parse_percent), WithJsonSchema({"type": "string", "pattern": "%$"})]
SeverityName = Literal["error", "warning", "info", "off"]


class CheckSettings(Form):
    """How `check` judges this workspace."""

    select: tuple[String, ...] = ()
    ignore: tuple[String, ...] = ()
    severity: dict[str, SeverityName] = Field(default_factory=dict)
    fail_on: Literal["error", "warning", "info", "never"] = "error"
    overdue_grace: Lead = 0
    due_soon: Lead = 3


class Target(Form):
    """A rate the workspace wants to reach."""

    name: String
    metric: String
    at_least: Percent
    where: String = ""
    enforce: Truth = False


class Policy(Form):
    """Whose word counts, and who may change the rules (trust.md)."""

    trust: Literal["recorded", "author", "signed"] = "recorded"
    stewards: tuple[Handle, ...] = ()
    criteria: Literal["optional", "required"] = "optional"
    acts: dict[str, Literal["recorded", "author", "signed"]] = Field(default_factory=dict)
    person_reports: Literal["self", "leads", "all"] = "self"


class Calendar(Form):
    """A business calendar (goals.md). Its arithmetic is not read here."""

    country: String | None = None
    subdivision: String | None = None
    weekend: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] | None = None
    hours: String | None = None
    cutoff: String | None = None
    closed: tuple[Day, ...] = ()
    open: tuple[Day, ...] = ()


class Settings(Form):
    """The schema of promisectl.yaml."""

    format: Whole
    timezone: Zone = "UTC"
    language: Literal["en", "es"] | None = None
    ledgers: String = "ledgers"
    default_ledger: String | None = None
    prefixes: dict[str, String] = Field(default_factory=dict)
    default_calendar: String | None = None
    calendars: dict[str, Calendar] = Field(default_factory=dict)
    reasons: dict[str, String] = Field(default_factory=dict)
    check: CheckSettings = Field(default_factory=CheckSettings)
    wip_limit: Whole = 7
    targets: tuple[Target, ...] = ()
    handoffs: tuple[tuple[String, String], ...] = ()
    repository_url: String | None = None
    schema_comment: Truth = False
    queries: dict[str, String] = Field(default_factory=dict)
    policy: Policy = Field(default_factory=Policy)


REASONS = (
    "prerequisite",
    "unclear-terms",
    "capacity",
    "priority-change",
    "customer-input",
    "customer-change",
    "supplier",
    "data",
    "system",
    "estimate",
    "quality",
    "external",
    "forgotten",
    "left",
    "other",
)

__all__ = ["REASONS", "Calendar", "CheckSettings", "Policy", "Settings", "Target"]
