"""Unknown reference: a person, area, calendar, service, objective, reason or promise that is not there.

Names hold a ledger together; one that leads nowhere is most often misspelt. Checked are the people who speak and are
spoken for and the parties in the terms (former handles count as known, `ext:…` needs no entry), calendars and the
reasons of acts and of `pause-on`, `service`, `serves` (only where objectives.yaml exists), the promises that `needs`,
`part-of`, `follows` and `reopens` name (packed ones included), the areas of people (where people.yaml lists areas at
all; an area somebody has since left may be gone), `answers-to` and the leads of areas, the stewards, handoffs and
default calendar of the settings, and in objectives.yaml owners, parents, plans and what check-ins are of. Terms are
checked where they were spoken, in the acts; in the head only of a draft.
A name is reported once per promise, at its first place.

What to do: correct the spelling as the help proposes, or register what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from promisectl.checking.context import SETTINGS_PATH, Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.goal_names import goal_names, lost_in_goals
from promisectl.checking.rule import found
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.nearest import nearest
from promisectl.model.people import Person, is_outside
from promisectl.model.place import Spot, Step
from promisectl.model.promise import Need, PromiseFile
from promisectl.model.terms import TermsPart
from promisectl.model.vocabulary import REASONS

CODE = "PC107"
SCOPE = "promise"

BAD = example("{act: agree, by: diego, for: dieggo, via: phone, at: 2026-03-02T11:40:00Z}")

GOOD = example(AGREE)

GUESSABLE = 5000
Named = tuple[str, str, tuple[Step, ...]]


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield each unknown name of a promise, once."""
    seen = set()
    for kind, name, steps in _names(record, context):
        if not _known(kind, name, context) and (kind, name) not in seen:
            seen.add((kind, name))
            yield _unknown(kind, name, record.promise.spot(*steps), context, record.id)


def check_workspace(context: RuleContext) -> Iterator[Finding]:
    """Yield each unknown name in people.yaml, services.yaml, objectives.yaml and the settings."""
    files = (
        (context.people_path, _people_names(context)),
        (context.services_path, _service_names(context)),
        (context.objectives_path, goal_names(context)),
        (SETTINGS_PATH, _settings_names(context)),
    )
    for path, names in files:
        for kind, name, steps in names:
            if not _known(kind, name, context):
                yield _unknown(kind, name, Spot(path, steps), context, None)
    for lost in lost_in_goals(context):
        yield found(CODE, Spot(context.objectives_path, lost.steps), note=lost.note, help=lost.help)


def _names(record: Record, context: RuleContext) -> Iterator[Named]:
    promise, file = record.promise, record.promise.file
    if promise.is_draft:
        yield from _term_names(file, ())
    yield from _free_names(file, context)
    for index, act in enumerate(promise.history):
        yield "person", act.by, ("history", index, "by")
        if act.for_ is not None:
            yield "person", act.for_, ("history", index, "for")
        if act.terms is not None:
            yield from _term_names(act.terms, ("history", index, "terms"))
        if act.calendar is not None:
            yield "calendar", act.calendar, ("history", index, "calendar")
        if act.reason is not None:
            yield "reason", act.reason, ("history", index, "reason")


def _term_names(terms: PromiseFile | TermsPart, steps: tuple[Step, ...]) -> Iterator[Named]:
    if terms.customer is not None:
        yield "person", terms.customer, (*steps, "customer")
    if terms.performer is not None:
        yield "person", terms.performer, (*steps, "performer")
    if terms.calendar is not None:
        yield "calendar", terms.calendar, (*steps, "calendar")
    for index, reason in enumerate(terms.pause_on or ()):
        yield "reason", reason, (*steps, "pause-on", index)


def _free_names(file: PromiseFile, context: RuleContext) -> Iterator[Named]:
    if file.service is not None:
        yield "service", file.service, ("service",)
    if context.objectives is not None:
        for index, objective in enumerate(file.serves):
            yield "objective", objective, ("serves", index)
    for index, need in enumerate(file.needs):
        if isinstance(need, Need):
            yield "promise", need.id, ("needs", index, "id")
        else:
            yield "promise", need, ("needs", index)
    for key, name in (("part-of", file.part_of), ("follows", file.follows), ("reopens", file.reopens)):
        if name is not None:
            yield "promise", name, (key,)


def _people_names(context: RuleContext) -> Iterator[Named]:
    for handle, person in context.people.by_handle.items():
        if person.answers_to is not None:
            yield "person", person.answers_to, ("people", handle, "answers-to")
        if context.people.areas:
            yield from _areas_of(person, ("people", handle, "area"), context)
    for name, area in context.people.areas.items():
        for index, lead in enumerate(area.leads):
            yield "person", lead, ("areas", name, "leads", index)


def _areas_of(person: Person, steps: tuple[Step, ...], context: RuleContext) -> Iterator[Named]:
    if isinstance(person.area, str):
        yield "area", person.area, steps
        return
    now = person.area_on(context.today)
    for since, area in (person.area or {}).items():
        if since > context.today or area == now:
            yield "area", area, (*steps, since.isoformat())


def _service_names(context: RuleContext) -> Iterator[Named]:
    for name, service in context.services.items():
        at: tuple[Step, ...] = ("services", name)
        for role in ("performer", "customer"):
            if getattr(service, role) is not None:
                yield "person", getattr(service, role), (*at, role)
        if service.standing is not None:
            yield "person", service.standing.by, (*at, "standing", "by")
        if service.calendar is not None:
            yield "calendar", service.calendar, (*at, "calendar")
        for index, reason in enumerate(service.pause_on or ()):
            yield "reason", reason, (*at, "pause-on", index)
        if context.objectives is not None:
            for index, objective in enumerate(service.serves):
                yield "objective", objective, (*at, "serves", index)


def _settings_names(context: RuleContext) -> Iterator[Named]:
    settings = context.settings
    for index, steward in enumerate(settings.policy.stewards):
        yield "person", steward, ("policy", "stewards", index)
    if context.people.areas:
        for index, pair in enumerate(settings.handoffs):
            for side, area in enumerate(pair):
                yield "area", area, ("handoffs", index, side)
    if settings.default_calendar is not None:
        yield "calendar", settings.default_calendar, ("default-calendar",)


def _known(kind: str, name: str, context: RuleContext) -> bool:
    if kind == "person":
        return is_outside(name) or name in context.people
    if kind == "promise":
        return context.knows_promise(name)
    return name in _CANDIDATES[kind](context)


_CANDIDATES: dict[str, Callable[[RuleContext], Collection[str]]] = {
    "person": lambda context: context.people.by_handle,
    "area": lambda context: context.people.areas,
    "calendar": lambda context: context.settings.calendars,
    "service": lambda context: context.services,
    "objective": lambda context: context.objectives or frozenset(),
    "reason": lambda context: (*REASONS, *context.settings.reasons),
    "promise": lambda context: context.by_id,
}


def _unknown(kind: str, name: str, spot: Spot, context: RuleContext, promise: str | None) -> Finding:
    remedy = _remedy(kind, name)
    guess = guessed(name, _CANDIDATES[kind](context))
    help = M("did you mean `{guess}`? If not: {remedy}", guess=guess, remedy=remedy) if guess else remedy
    return found(CODE, spot, promise=promise, note=_note(kind, name), help=help)


def guessed(name: str, known: Collection[str]) -> str | None:
    """Return the known name most like this one, or None. Among very many names nothing is guessed."""
    if len(known) > GUESSABLE:
        return None
    return nearest(name, known)


def _note(kind: str, name: str) -> Message:
    return {
        "person": M("people.yaml has no person `{name}`", name=name),
        "area": M("people.yaml has no area `{name}`", name=name),
        "calendar": M("the settings have no calendar `{name}`", name=name),
        "service": M("services.yaml has no service `{name}`", name=name),
        "objective": M("objectives.yaml has no objective or key result `{name}`", name=name),
        "reason": M("`{name}` is no reason code", name=name),
        "promise": M("there is no promise `{name}`", name=name),
    }[kind]


def _remedy(kind: str, name: str) -> Message:
    return {
        "person": M("`promisectl person add {name}`; an outside party is written `ext:{name}`", name=name),
        "area": M("`promisectl area add {name}`", name=name),
        "calendar": M("add `{name}` to `calendars:` in promisectl.yaml", name=name),
        "service": M("add `{name}` to `services:` in ledgers/services.yaml", name=name),
        "objective": M("add `{name}` to ledgers/objectives.yaml, or take it out here", name=name),
        "reason": M("add `{name}` to `reasons:` in promisectl.yaml, or use `other` and a note", name=name),
        "promise": M("see the ids there are with `promisectl list --all`, or take `{name}` out here", name=name),
    }[kind]
