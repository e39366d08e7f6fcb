"""Settings: promisectl.yaml does not hold together.

The form of every key is checked when the file is read; a `format` newer than the program knows is a clear error.
What is checked once everything is read: the codes in `check` exist, `policy.acts` names acts of the law, a target's
`metric` exists, its `where` and the saved `queries` can be read, and a calendar's country and subdivision are known to
the `holidays` library and leave a day to work on. A code that does not exist selects nothing, a target that cannot be
read is never missed, and a country nobody knows has no holidays, which is worse than an error.

`check` cannot quiet the guard: PC1, PC2, PC4, PC501, PC502 and PC506 to PC509 are not ignored, lowered or left
unselected by settings, and `fail-on: never` is read as `error`; each such setting is an error and is not followed.
`overdue-grace` of more than seven days is a warning.

A code that does not exist leaves `check` without a verdict (exit 2), as `--select` and `--ignore` with one do.

What to do: correct the line; `promisectl rule` lists the codes. On the command line `--ignore`, `--select` and
`--fail-on never` leave out what you like, and the output says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.calendars.public import countries
from promisectl.checking.context import SETTINGS_PATH, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.checking.selectors import is_known
from promisectl.checking.selectors import meant as code_meant
from promisectl.checking.targets import environment, meant
from promisectl.metrics.registry import metric_name
from promisectl.model.act import Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.nearest import did_you_mean
from promisectl.model.place import Spot
from promisectl.model.services import Service
from promisectl.model.trouble import Trouble
from promisectl.query.compile import compile_query
from promisectl.query.dates import parse_when
from promisectl.query.parser import parse

CODE = "PC108"
SCOPE = "workspace"

Fault = tuple[Spot, Message, Message | None]
_ROOT = Spot(SETTINGS_PATH)
_LEDGER = f"# file: ledgers/claims/clm-k7m2x9qd.yaml\n{example(AGREE)}"

BAD = f"""\
# file: promisectl.yaml
format: 1
check: {{severity: {{PC999: warning}}}}
{_LEDGER}"""

GOOD = f"""\
# file: promisectl.yaml
format: 1
check: {{severity: {{PC302: warning}}}}
{_LEDGER}"""


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each code, act, metric, query, country and part of one in the settings that leads nowhere."""
    for spot, note, help in (
        *_codes(context),
        *_acts(context),
        *_targets(context),
        *_queries(context),
        *_calendars(context),
    ):
        yield found(CODE, spot, note=note, help=help)
    for spot, note, help in _services(context):
        yield found(CODE, spot, note=note, help=help)


def _codes(context: RuleContext) -> Iterator[Fault]:
    root, settings = _ROOT.at("check"), context.settings.check
    places = [(code, root.at("severity", code)) for code in settings.written_severity]
    places += [(code, root.at("select", index)) for index, code in enumerate(settings.written_select)]
    places += [(code, root.at("ignore", index)) for index, code in enumerate(settings.written_ignore)]
    for selector, spot in places:
        if not is_known(selector):
            yield spot, M("no code begins with `{code}`", code=selector), code_meant(selector)


def _acts(context: RuleContext) -> Iterator[Fault]:
    known = [verb.value for verb in Verb]
    for verb in context.settings.policy.acts:
        if verb not in known:
            note = M("`{verb}` is no act of the law", verb=verb)
            yield _ROOT.at("policy", "acts", verb), note, M("the acts: {verbs}", verbs=", ".join(known))


def _targets(context: RuleContext) -> Iterator[Fault]:
    for index, target in enumerate(context.settings.targets):
        spot = _ROOT.at("targets", index)
        if metric_name(target.metric) is None:
            yield spot.at("metric"), M("there is no metric `{metric}`", metric=target.metric), meant(target.metric)
        trouble = _unreadable(target.where, context)
        if trouble:
            yield spot.at("where"), trouble.message, trouble.help


def _queries(context: RuleContext) -> Iterator[Fault]:
    for name, text in context.settings.queries.items():
        try:
            parse(text)
        except Trouble as trouble:
            yield _ROOT.at("queries", name), trouble.message, trouble.help


def _calendars(context: RuleContext) -> Iterator[Fault]:
    for name, calendar in context.settings.calendars.items():
        spot = _ROOT.at("calendars", name)
        if len(calendar.weekend_days()) == 7 and not calendar.open:
            yield spot.at("weekend"), M("every day is weekend: nothing would ever be due"), None
        if calendar.country is None:
            if calendar.subdivision is not None:
                yield spot.at("subdivision"), M("a `subdivision` needs its `country`"), None
            continue
        known = countries()
        parts = known.get(calendar.country)
        if parts is None:
            note = M("the `holidays` library knows no country `{country}`", country=calendar.country)
            yield spot.at("country"), note, _guess(calendar.country.upper(), list(known))
        elif calendar.subdivision is not None and calendar.subdivision not in parts:
            note = M("`{country}` has no part `{part}`", country=calendar.country, part=calendar.subdivision)
            yield spot.at("subdivision"), note, _guess(calendar.subdivision, parts)


def _services(context: RuleContext) -> Iterator[Fault]:
    """A service is settings too: its words for days can be read, its clock can start, its agreement is its own."""
    for name, service in context.services.items():
        spot = Spot(context.services_path, ("services", name))
        yield from _service_days(service, spot, context)
        yield from _service_clock(service, spot, context)
        yield from _service_standing(service, spot, context)


def _service_days(service: Service, spot: Spot, context: RuleContext) -> Iterator[Fault]:
    words = [(service.due, spot.at("due"))]
    if service.condition is not None:
        words.append((service.condition.by, spot.at("condition", "by")))
    for word, place in words:
        trouble = _no_day(word, context) if word else None
        if trouble:
            yield place, trouble.message, trouble.help


def _service_clock(service: Service, spot: Spot, context: RuleContext) -> Iterator[Fault]:
    within, settings = service.within, context.settings
    if within is None or within.unit == "d" or service.calendar or settings.default_calendar in settings.calendars:
        return
    note = M("“{within}” is counted in business days or hours: which calendar?", within=str(within))
    yield spot.at("within"), note, M("add `calendar:` to the service, or `default-calendar` to promisectl.yaml")


def _service_standing(service: Service, spot: Spot, context: RuleContext) -> Iterator[Fault]:
    standing = service.standing
    if standing is None or standing.by not in context.people or _is_same(standing.by, service.performer, context):
        return
    note = M("a standing agreement is the performer's own, and {by} is not the performer", by=standing.by)
    yield spot.at("standing", "by"), note, M("let the performer write it, or take it out")


def _is_same(handle: str, other: str | None, context: RuleContext) -> bool:
    return other is not None and context.people.current(handle) == context.people.current(other)


def _no_day(word: str, context: RuleContext) -> Trouble | None:
    env = environment(context)
    try:
        parse_when(word, env.today, env.zone, env.calendar)
    except Trouble as trouble:
        return trouble
    return None


def _guess(name: str, known: list[str]) -> Message:
    otherwise = M("the codes are those of ISO 3166, such as CL, MX or ES; subdivisions such as RM or MD")
    return did_you_mean(name, known, otherwise)


def _unreadable(text: str, context: RuleContext) -> Trouble | None:
    try:
        compile_query(text, environment(context))
    except Trouble as trouble:
        return trouble
    return None
