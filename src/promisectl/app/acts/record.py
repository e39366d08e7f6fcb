"""Speaking: record one act in one promise or in several, all or nothing.

The way of an act: find the file by its name, read it exactly, replay it, let the law judge the act, splice its lines
and the head's into the text, read the result again, replace the file. Nothing is written before all of it holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from promisectl.app.acts.dues import moved_dues, starting_due, with_calendar
from promisectl.app.ledger.lookup import find_entry
from promisectl.app.ledger.standings import located, refused_finding, view_of
from promisectl.lifecycle.agents import agent_spoke
from promisectl.lifecycle.effects import needed
from promisectl.lifecycle.options import options
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import AHEAD, replay
from promisectl.lifecycle.standing import Context, Standing, starts_at_activation
from promisectl.metrics.view import View
from promisectl.model.act import Act, Verb
from promisectl.model.acts import AGENTS_MAY, ENDS_PAUSE
from promisectl.model.fields import wanted
from promisectl.model.message import M, Message
from promisectl.model.moment import Moment, beginning, local_day, write_moment
from promisectl.model.promise import Promise, PromiseFile, State
from promisectl.model.terms import TERMS, Condition, key_of
from promisectl.model.trouble import Trouble
from promisectl.model.visible_text import need_words
from promisectl.store.files import FileWrite, read_whole, write_all
from promisectl.store.reading import read_promises
from promisectl.store.walking import Entry
from promisectl.store.workspace import BadFiles, Workspace
from promisectl.yamltext.splice import Splice

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ActRequest:
    """An act as somebody wants to say it: raw values by the file's keys, without `act`, `by`, `at`."""

    verb: Verb
    by: str
    at: Moment | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    agreed_by: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """What was said: the act as written, the state before, the promise as it stands now, and the file's change."""

    act: Act
    raw: Raw
    before: State | None
    view: View
    change: FileWrite


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A promise file as read for writing, with its bytes."""

    promise: Promise
    standing: Standing
    data: bytes
    entry: Entry


def open_promise(workspace: Workspace, id_or_prefix: str, ledger: str | None = None) -> OpenPromise:
    """Read the one promise that `id_or_prefix` names. BadFiles where the file or its history cannot be read."""
    entry = find_entry(workspace, id_or_prefix, ledger)
    data = read_whole(entry.full, entry.path)
    promises, findings = read_promises(data, entry.path, entry.ledger)
    if findings or not promises:
        raise BadFiles(located(findings, workspace.root))
    promise = promises[0]
    if promise.is_draft:
        raise Trouble(
            M("{id} is a draft: terms were written down and nothing was said yet", id=promise.id),
            help=M("open it with `promisectl open {id}`", id=promise.id),
            code="draft",
        )
    standing = replay(promise.history, workspace.context())
    if isinstance(standing, Refusal):
        raise BadFiles(located([refused_finding(promise, standing)], workspace.root))
    return OpenPromise(promise, standing, data, entry)


def plan_act(
    workspace: Workspace, ids: Sequence[str], request: ActRequest, ledger: str | None = None
) -> list[RecordedAct]:
    """Judge an act in every promise named, and return what would be written. Nothing is written here.

    Trouble (exit 1) for the first act the law refuses.
    """
    spoken: list[RecordedAct] = []
    for name in dict.fromkeys(ids):
        opened = open_promise(workspace, name, ledger)
        if all(opened.entry.path != str(other.view.promise.path) for other in spoken):
            spoken.append(plan_acts(workspace, opened, _with_agreement(request)))
    return spoken


def write(spoken: Sequence[RecordedAct]) -> None:
    """Write what was judged, all files or none."""
    write_all([one.change for one in spoken])


def plan_acts(workspace: Workspace, opened: OpenPromise, requests: Sequence[ActRequest]) -> RecordedAct:
    """Judge acts said one after the other in one promise, all at the moment of the first. Nothing is written."""
    context = workspace.context()
    splice = Splice(opened.data, opened.promise.path)
    standing, history = opened.standing, list(opened.promise.history)
    at = moment_of_speech(workspace, requests[0].at, standing.last_at)
    first: tuple[Act, Raw] | None = None
    for act_saying in requests:
        raw = complete(act_saying, standing, at, workspace)
        act = as_act(raw)
        result = agent_spoke(act, context, opened.promise.id) or replay([*history, act], context)
        if isinstance(result, Refusal):
            raise refused(result, standing, opened.promise, act.speaker, at, context)
        history.append(act)
        splice.append_act(raw)
        standing = result
        first = first or (act, raw)
    balance(splice, standing)
    after = splice.result()
    promises, findings = read_promises(after, opened.promise.path, opened.promise.ledger)
    if findings or first is None:
        raise BadFiles(located(findings, workspace.root))
    view = view_of(workspace, promises[0], standing, at)
    change = FileWrite(workspace.root / opened.promise.path, opened.data, after)
    return RecordedAct(first[0], first[1], opened.standing.state, view, change)


def _with_agreement(request: ActRequest) -> list[ActRequest]:
    """Return the act, and the other's agreement where both were in the room (`--agreed-by`)."""
    if request.agreed_by is None:
        return [request]
    fields = {"for": request.agreed_by, "via": request.via}
    return [request, ActRequest(Verb.AGREE, request.by, request.at, fields)]


def moment_of_speech(workspace: Workspace, given: Moment | None, last: datetime | None) -> datetime:
    """Return when it is said: as told, else now; a clock up to ten minutes behind the last act uses that act's time."""
    if given is not None:
        at = beginning(given, workspace.zone)
        if (
            not isinstance(given, datetime)
            and last is not None
            and at < last
            and given >= local_day(last, workspace.zone)
        ):
            at = last
        return at.astimezone(workspace.zone).replace(microsecond=0) if at.microsecond == 0 else at
    now = workspace.now.astimezone(workspace.zone).replace(microsecond=0)
    if last is not None and now < last <= now + AHEAD:
        return last.astimezone(workspace.zone)
    return now


def complete(request: ActRequest, standing: Standing, at: datetime, workspace: Workspace) -> Raw:
    """Return the act as it is written: with the terms agreed to, a starting clock's due, a pause's moved dues."""
    raw: Raw = {"act": request.verb.value, "by": request.by}
    given = {key: value for key, value in request.fields.items() if value is not None}
    if given.get("for") == request.by:
        del given["for"]
    raw |= {"at": write_moment(at), **given}
    if request.verb is Verb.AGREE:
        _complete_agreement(raw, standing, at, workspace)
    elif request.verb is Verb.ACTIVATE and standing.started_at is None and standing.conditional:
        raw |= {**starting_due(workspace, standing.terms, at), **raw}
    elif isinstance(raw.get("terms"), dict):
        raw["terms"] = with_calendar(raw["terms"], standing.terms, workspace)
    if standing.paused_at is not None and request.verb in ENDS_PAUSE and "dues" not in raw:
        raw["dues"] = moved_dues(workspace, standing, at)
    return _in_order(raw)


_ORDER = (
    "act",
    "by",
    "for",
    "at",
    "via",
    "as",
    "fraction",
    "delivered-on",
    "rating",
    "kind",
    "forecast",
    "clear",
    "terms",
    "material",
    "evidence",
    "unmet",
    "due",
    "calendar",
    "dues",
    "reply-by",
    "why",
    "understood",
    "reason",
    "remedy",
    "help",
    "note",
)


def _in_order(raw: Raw) -> Raw:
    return {key: raw[key] for key in _ORDER if key in raw} | raw


def _complete_agreement(raw: Raw, standing: Standing, at: datetime, workspace: Workspace) -> None:
    proposal = standing.proposal
    if proposal is not None:
        raw.setdefault("terms", {key_of(name): as_raw(value) for name, value in proposal.changes.items()})
    elif standing.state in (State.REQUESTED, State.OFFERED):
        terms = standing.terms
        if terms.condition is None and not starts_at_activation(terms):
            raw |= {**starting_due(workspace, terms, at), **raw}


def as_raw(value: Any) -> Any:
    """Return a term's value as a file writes it."""
    if isinstance(value, date):
        return write_moment(value)
    if isinstance(value, Condition):
        return value.model_dump(by_alias=True, exclude_none=True)
    if isinstance(value, tuple | list):
        return [as_raw(item) for item in value]
    if value is None or isinstance(value, str):
        return value
    return value.model_dump(by_alias=True) if hasattr(value, "model_dump") else str(value)


def as_act(raw: Raw) -> Act:
    """Return a raw act as an Act; Trouble (exit 2) where a value is of the wrong kind, or a text hides something."""
    need_words(raw)
    try:
        return Act.model_validate(raw)
    except ValidationError as error:
        raise wrong_value(error) from None


def wrong_value(error: ValidationError) -> Trouble:
    """Return the first thing wrong with values told on the command line as Trouble."""
    problem = error.errors(include_url=False)[0]
    key = ".".join(str(step) for step in problem["loc"] if not str(step).startswith("function-"))
    said = wanted(problem) or M("it does not fit the format")
    return Trouble(M("`{key}`: {wanted}", key=key, wanted=said), note=M("it was “{value}”", value=problem.get("input")))


def refused(
    refusal: Refusal, standing: Standing, promise: Promise | None, speaker: str, at: datetime, context: Context
) -> Trouble:
    """Return the law's refusal as Trouble (exit 1), with the acts that would be lawful for the speaker."""
    mine = [option for option in options(standing, at, context) if option.by in (speaker, None)]
    if refusal.code == "PC506" or speaker in context.agents:
        mine = [option for option in mine if option.verb in AGENTS_MAY]
    legal = tuple(dict.fromkeys(option.verb.value for option in mine))
    from promisectl.model.codes import CODES

    name: Message | str = promise.id if promise else M("the promise")
    return Trouble(
        M("{id}: {title}", id=name, title=CODES[refusal.code].title),
        note=refusal.note,
        help=refusal.help,
        code=refusal.code,
        exit_code=1,
        legal=legal,
    )


def head_values(standing: Standing) -> Raw:
    """Return the head that balances with a standing: state and terms, None for a term that is not set."""
    values: Raw = {key_of(name): None for name in TERMS}
    values |= {key_of(name): as_raw(value) for name, value in standing.terms.present().items()}
    if standing.state is not None:
        values["state"] = standing.state.value
    return values


def balance(splice: Splice, standing: Standing) -> None:
    """Write into the head what the history says."""
    for key, value in head_values(standing).items():
        splice.set_key(key, value)


def waiting(spoken: RecordedAct, context: Context) -> list[str]:
    """Return who must still agree to an open proposal."""
    standing = spoken.view.standing
    return sorted(needed(standing, spoken.view.as_of, context)) if standing else []


__all__ = ["ActRequest", "PromiseFile", "RecordedAct", "plan_act", "write"]
