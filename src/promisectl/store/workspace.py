"""The workspace: the folder promisectl.yaml stands in, its settings, its people, and the names other files define."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from promisectl.checking.quieting import quieting
from promisectl.lifecycle.standing import Context
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M
from promisectl.model.people import AreaEntry, People, PeopleFile, Person
from promisectl.model.place import Place
from promisectl.model.settings import Settings, Target
from promisectl.model.trouble import Trouble
from promisectl.store.clock import now
from promisectl.store.files import NotRegular, TooLarge
from promisectl.store.root import SETTINGS, find_root
from promisectl.store.sources import Folder, Source
from promisectl.yamltext.exact import Document, Fault, decode, read_exact
from promisectl.yamltext.validate import form_finding, read_model

if TYPE_CHECKING:
    from promisectl.calendars.business import BusinessCalendar
    from promisectl.model.objectives import GoalsFile
    from promisectl.model.services import Service

FORMAT = 1
Goals = tuple["frozenset[str] | None", "GoalsFile | None"]  # the ids of goals, and the goals where the form holds


class BadFiles(Trouble):
    """Files that cannot be read stop the command; the findings say which and why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(
            M("{count} finding(s) in the files of this workspace", count=len(findings)),
            help=M("see them all with `promisectl check`, or look at the rest with --lenient"),
            code="unreadable",
        )
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace as it was found. `findings` are about people.yaml, its neighbours, and settings not followed.

    `objectives` are the ids of all goals, `goals` what objectives.yaml says of them; None where there is none, and
    `goals` also where its form does not hold.
    """

    root: Path
    settings: Settings
    people: People
    zone: ZoneInfo
    now: datetime
    findings: list[Finding] = field(default_factory=list)
    services: Mapping[str, Service] = field(default_factory=dict)
    objectives: frozenset[str] | None = None
    goals: GoalsFile | None = None

    @property
    def unread(self) -> list[Finding]:
        """The findings of registers, which stop a command; warnings and settings that are not followed stop none."""
        grave = [finding for finding in self.findings if finding.severity is Severity.ERROR]
        return [finding for finding in grave if finding.path != SETTINGS]

    @property
    def ledgers(self) -> Path:
        """The folder of the ledgers."""
        return self.root / self.settings.ledgers

    def calendar(self, name: str | None) -> BusinessCalendar | None:
        """Return a calendar of the settings, ready to count with; None where there is none of that name."""
        given = self.settings.calendars.get(name) if name else None
        if given is None:
            return None
        from promisectl.calendars.business import business_calendar

        return business_calendar(given)

    def targets(self) -> tuple[Target, ...]:
        """Return the rates this workspace wants to reach: the settings' and the services'."""
        if not self.services:
            return self.settings.targets
        from promisectl.model.services import targets

        return (*self.settings.targets, *targets(self.services))

    @property
    def default_calendar(self) -> BusinessCalendar | None:
        """The calendar of the settings that business days are counted in where none is named."""
        return self.calendar(self.settings.default_calendar)

    @property
    def stewards(self) -> frozenset[str]:
        """The stewards, by the handles they go by now; none named: anybody is one."""
        return frozenset(self.people.current(handle) for handle in self.settings.policy.stewards)

    def context(self) -> Context:
        """Return what the law must know of this workspace."""
        people = self.people.by_handle
        return Context(
            zone=self.zone,
            now=self.now,
            left={handle: person.left for handle, person in people.items() if person.left},
            former=self.people.former,
            stewards=self.stewards,
            criteria_required=self.settings.policy.criteria == "required",
            agents={handle: person.answers_to for handle, person in people.items() if person.kind == "agent"},
        )


def open_workspace(start: Path | None = None) -> Workspace:
    """Open the workspace; Trouble where its settings do not hold. Trouble with people.yaml is kept as findings."""
    root = find_root(start)
    return workspace_at(Folder(root), root)


def workspace_at(source: Source, root: Path) -> Workspace:
    """Return the workspace as a source holds its settings and registers; `root` is where its folder stands."""
    settings, findings = read_settings(source)
    if findings or settings is None:
        raise BadFiles(findings)
    zone = ZoneInfo(settings.timezone)
    people, findings = _read_people(source, settings)
    services, more = _read_services(source, settings)
    (objectives, goals), still_more = _read_objectives(source, settings)
    return Workspace(
        root=root,
        settings=settings,
        people=people,
        zone=zone,
        now=now(zone),
        findings=findings + more + still_more + quieting(settings.check, SETTINGS),
        services=services,
        objectives=objectives,
        goals=goals,
    )


def read_document(source: Source, path: str) -> tuple[Document | None, list[Finding]]:
    """Return the one document of a small file of the workspace; (None, []) where there is no such file."""
    try:
        data = source.read(path)
    except FileNotFoundError:
        return None, []
    except (NotRegular, TooLarge, OSError):
        return None, [form_finding("PC101", Place(path, 1, 1, 2), M("this is not a regular file"))]
    text = decode(data)
    if isinstance(text, Fault):
        return None, [text.finding(path)]
    documents, faults = read_exact(text)
    if faults or not documents:
        return None, [fault.finding(path) for fault in faults]
    return documents[0], []


def read_settings(source: Source) -> tuple[Settings | None, list[Finding]]:
    """Return the settings, or PC108 findings; a format newer than this program knows is Trouble."""
    document, findings = read_document(source, SETTINGS)
    if document is None:
        return None, findings or [
            form_finding("PC108", Place(SETTINGS, 1, 1, 2), M("the file is empty"), M("write `format: 1`"))
        ]
    given = document.value.get("format") if isinstance(document.value, dict) else None
    if isinstance(given, str) and given.isdigit() and int(given) > FORMAT:
        raise Trouble(
            M(
                "this workspace is of format {found}; this promisectl knows up to {known}",
                found=given,
                known=FORMAT,
            ),
            help=M("install a newer promisectl"),
            code="format",
        )
    settings, findings = read_model(Settings, document, SETTINGS)
    return settings, [replace(finding, code="PC108") for finding in findings]


def _read_people(source: Source, settings: Settings) -> tuple[People, list[Finding]]:
    path = f"{settings.ledgers}/people.yaml"
    document, findings = read_document(source, path)
    if document is None:
        return People(), findings
    file, findings = read_model(PeopleFile, document, path)
    return (as_people(file) if file else People()), findings


def as_people(file: PeopleFile) -> People:
    """Return the register that people.yaml writes: an entry without details is a person all the same."""
    people = {handle: person or Person() for handle, person in file.people.items()}
    former = {old: handle for handle, person in people.items() for old in person.formerly if old not in people}
    areas = {name: area or AreaEntry() for name, area in file.areas.items()}
    return People(people, areas, former)


def _read_services(source: Source, settings: Settings) -> tuple[Mapping[str, Service], list[Finding]]:
    document, findings = read_document(source, f"{settings.ledgers}/services.yaml")
    if document is None:
        return {}, findings
    from promisectl.store.services import read_services

    return read_services(document, settings)


def _read_objectives(source: Source, settings: Settings) -> tuple[Goals, list[Finding]]:
    document, findings = read_document(source, f"{settings.ledgers}/objectives.yaml")
    if document is None:
        return (None, None), findings
    from promisectl.store.objectives import goal_ids, read_goals

    goals, faults = read_goals(document, settings)
    return (goal_ids(document), goals), faults
