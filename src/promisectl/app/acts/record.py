"""Speaking: record one act in one promise or in several, all or nothing.

The way of an act: find the file by its name, read it exactly, replay it, let the law judge the act, splice its lines
and the head's into the text, read the result again, replace the file. Nothing is written before all of it holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from promisectl.app.acts.completing import ActRequest, Raw, as_raw, complete
from promisectl.app.ledger.lookup import find_entry
from promisectl.app.ledger.standings import located, refused_finding, view_of
from promisectl.lifecycle.agents import agent_spoke
from promisectl.lifecycle.effects import needed
from promisectl.lifecycle.options import options
from promisectl.lifecycle.refusal import THIS, Refusal
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.speaking import AHEAD
from promisectl.lifecycle.speaking import refused as refused_today
from promisectl.lifecycle.standing import Context, Standing
from promisectl.metrics.view import View
from promisectl.model.act import Act, Verb
from promisectl.model.acts import AGENTS_MAY
from promisectl.model.message import M, Message
from promisectl.model.moment import Moment, beginning, in_zone, local_day
from promisectl.model.promise import Promise, PromiseFile, State
from promisectl.model.terms import TERMS, key_of
from promisectl.model.trouble import Trouble
from promisectl.model.visible_text import need_words
from promisectl.store.files import FileWrite, read_whole, write_all
from promisectl.store.reading import read_promises
from promisectl.store.walking import Entry
from promisectl.store.workspace import BadFiles, Workspace
from promisectl.yamltext.splice import Splice
from promisectl.yamltext.validate import wrong_in


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
    write_all([recorded.change for recorded in spoken])


def plan_acts(workspace: Workspace, opened: OpenPromise, requests: Sequence[ActRequest]) -> RecordedAct:
    """Judge acts said one after the other in one promise, all at the moment of the first. Nothing is written."""
    at = moment_of_speech(workspace, requests[0].at, opened.standing.last_at)
    splice = Splice(opened.data, opened.promise.path)
    spoken, standing = _said(workspace, opened, requests, at, splice)
    balance(splice, standing)
    after = splice.result()
    promises, findings = read_promises(after, opened.promise.path, opened.promise.ledger)
    if findings:
        raise BadFiles(located(findings, workspace.root))
    act, raw = spoken[0]
    view = view_of(workspace, promises[0], standing, at)
    change = FileWrite(workspace.root / opened.promise.path, opened.data, after)
    return RecordedAct(act, raw, opened.standing.state, view, change)


def _said(
    workspace: Workspace, opened: OpenPromise, requests: Sequence[ActRequest], at: datetime, splice: Splice
) -> tuple[list[tuple[Act, Raw]], Standing]:
    """Judge each act after those before it and put its lines into the text; return the acts, and how it stands then."""
    context = workspace.context()
    standing = opened.standing
    history = list(opened.promise.history)
    spoken: list[tuple[Act, Raw]] = []
    for request in requests:
        raw = complete(request, standing, at, workspace)
        act = as_act(raw)
        verdict = judged(history, standing, act, at, context, opened.promise.id)
        if isinstance(verdict, Refusal):
            raise refused(verdict, standing, opened.promise, act.speaker, at, context)
        standing = verdict
        history.append(act)
        spoken.append((act, raw))
        splice.append_act(raw)
    return spoken, standing


def judged(
    history: Sequence[Act], standing: Standing, act: Act, at: datetime, context: Context, promise: str
) -> Standing | Refusal:
    """Return the standing after an act that is said now, after a history and its standing; or why it may not be said.

    An agent hears first what it may say at all; else the law speaks before what is asked of a speaker today.
    """
    spoken = agent_spoke(act, context, promise)
    if spoken is not None:
        return spoken
    verdict = replay([*history, act], context)
    if isinstance(verdict, Refusal):
        return verdict
    return refused_today(standing, act, at, context) or verdict


def _with_agreement(request: ActRequest) -> list[ActRequest]:
    """Return the act, and the other's agreement where both were in the room (`--agreed-by`)."""
    if request.agreed_by is None:
        return [request]
    fields = {"for": request.agreed_by, "via": request.via}
    return [request, ActRequest(Verb.AGREE, request.by, request.at, fields)]


def moment_of_speech(workspace: Workspace, given: Moment | None, last: datetime | None) -> datetime:
    """Return when it is said: as told, else now; a clock up to ten minutes behind the last act uses that act's time."""
    if given is not None:
        return _told_moment(workspace, given, last)
    now = in_zone(workspace.now, workspace.zone).replace(microsecond=0)
    if last is not None and now < last <= now + AHEAD:
        return in_zone(last, workspace.zone)
    return now


def _told_moment(workspace: Workspace, given: Moment, last: datetime | None) -> datetime:
    """Return the instant that was told; a day without an hour, if it is the last act's, is that act's time."""
    at = beginning(given, workspace.zone)
    if last is not None and at < last and _is_day_from(given, local_day(last, workspace.zone)):
        at = last
    return at if at.microsecond else in_zone(at, workspace.zone)


def _is_day_from(given: Moment, day: date) -> bool:
    """Whether what was told is a day without an hour, this one or a later one."""
    return not isinstance(given, datetime) and given >= day


def as_act(raw: Raw) -> Act:
    """Return a raw act as an Act; Trouble (exit 2) where a value is of the wrong kind, or a text hides something."""
    need_words(raw)
    try:
        return Act.model_validate(raw)
    except ValidationError as error:
        raise wrong_value(error, raw) from None


def wrong_value(error: ValidationError, values: Mapping[str, Any]) -> Trouble:
    """Return the first thing wrong with values told on the command line as Trouble."""
    wrong = wrong_in(error, values)
    note = M("it was “{value}”", value=wrong.value) if isinstance(wrong.value, str) else None
    return Trouble(M("{where}: {wanted}", where=wrong.where, wanted=wrong.wanted), note=note, help=wrong.help)


def refused(
    refusal: Refusal, standing: Standing, promise: Promise | None, speaker: str, at: datetime, context: Context
) -> Trouble:
    """Return the law's refusal as Trouble (exit 1), with the acts that would be lawful for the speaker."""
    from promisectl.model.codes import CODES

    is_agent = refusal.code == "PC506" or speaker in context.agents
    lawful = [option.verb for option in options(standing, at, context) if option.by in (speaker, None)]
    legal = [verb.value for verb in lawful if verb in AGENTS_MAY or not is_agent]
    name: Message | str = promise.id if promise else M("the promise")
    return Trouble(
        M("{id}: {title}", id=name, title=CODES[refusal.code].title),
        note=refusal.note,
        help=refusal.remedy(getattr(promise, "id", THIS)),
        code=refusal.code,
        exit_code=1,
        legal=tuple(dict.fromkeys(legal)),
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
    return sorted(needed(standing, context)) if standing else []


__all__ = ["ActRequest", "PromiseFile", "Raw", "RecordedAct", "plan_act", "write"]
