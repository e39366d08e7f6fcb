"""Agreeing beforehand: the performer's standing agreement to a service, made, made anew, and used by requests.

What it covers is said by its digest (`terms`), so a service that is changed afterwards has to be agreed to again; until
then its requests wait for an answer like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from pydantic import ValidationError

from promisectl.app.acts.completing import ActRequest, Raw
from promisectl.app.acts.dues import with_calendar
from promisectl.app.acts.record import moment_of_speech
from promisectl.app.acts.services import named_service
from promisectl.app.ledger.identity import is_agent
from promisectl.diff.agreed_beforehand import Here, why_not_agreed
from promisectl.lifecycle.speaking import has_left
from promisectl.model.act import Verb
from promisectl.model.digests import standing_digest
from promisectl.model.message import M, Message
from promisectl.model.moment import in_zone, local_day, write_moment
from promisectl.model.services import Service, Standing
from promisectl.model.terms import Terms, TermsPart
from promisectl.model.trouble import Trouble
from promisectl.store.files import FileWrite, read_whole
from promisectl.store.services import services_path
from promisectl.store.workspace import Workspace
from promisectl.yamltext.splice import Splice


@dataclass(frozen=True, slots=True)
class Beforehand:
    """A request from a service, with the standing agreement where it holds; `remark` says why it does not hold.

    It also says what is missing of an older agreement that holds. None where the service carries none.
    """

    request: ActRequest
    remark: Message | None = None


def with_standing_agreement(workspace: Workspace, name: str, terms: Raw, request: ActRequest) -> Beforehand:
    """Return a request with the performer's standing agreement to it, where the service carries one that covers it."""
    service = named_service(workspace, name)
    if service.standing is None or request.verb is not Verb.REQUEST or request.agreed_by is not None:
        return Beforehand(request)
    at = moment_of_speech(workspace, request.at, None)
    asked = _asked(workspace, terms)
    if asked is None:
        return Beforehand(request)  # the request itself is refused
    why = _by_whom(workspace, service.standing, request, at) or why_not_agreed(service, asked, at, here(workspace))
    if why is not None:
        return Beforehand(request, M("not agreed to beforehand: {why}", why=why))
    agreed = replace(request, agreed_by=service.standing.by, via=f"service {name}")
    return Beforehand(agreed, _older(name, service.standing))


def here(workspace: Workspace) -> Here:
    """Return what words for dates and handles mean in this workspace."""
    settings, people = workspace.settings, workspace.people
    return Here(workspace.zone, workspace.default_calendar, settings.default_calendar, people.current)


def _asked(workspace: Workspace, terms: Raw) -> TermsPart | None:
    try:
        return TermsPart.model_validate(with_calendar(dict(terms), Terms(), workspace))
    except ValidationError:
        return None


def _by_whom(workspace: Workspace, standing: Standing, request: ActRequest, at: datetime) -> Message | None:
    """Return why nobody can write this agreement down, or its speaker gives none any more."""
    if is_agent(workspace, request.by):
        return M("an agent does not write an agreement down")
    person = workspace.people.current(standing.by)
    if has_left(person, local_day(at, workspace.zone), workspace.context()):
        return M("{performer} has left", performer=person)
    return None


def _older(name: str, standing: Standing) -> Message | None:
    """Return what to do about an agreement that does not say to what."""
    if standing.terms is not None:
        return None
    return M(
        "warning: the standing agreement does not say to which terms; {performer} says it with "
        "`promisectl service agree {service}`",
        performer=standing.by,
        service=name,
    )


@dataclass(frozen=True, slots=True)
class Agreed:
    """A standing agreement as it stands after `agree_to_service`; `change` is None where it was given already."""

    service: str
    standing: Standing
    change: FileWrite | None


def agree_to_service(workspace: Workspace, name: str, by: str, until: date | None = None) -> Agreed:
    """Return the change that writes, or renews, the standing agreement of a service's performer to it as it stands.

    `until` is its last day; where none is given the one that stands is kept. Trouble for anybody but the performer.
    """
    service = named_service(workspace, name)
    _need_performer(workspace, name, service, by)
    standing = _as_agreed(workspace, service, by, until)
    if standing == service.standing:
        return Agreed(name, standing, None)
    path = services_path(workspace.settings)
    data = read_whole(workspace.root / path, path)
    splice = Splice(data, path)
    splice.set_entry(("services", name, "standing"), standing.model_dump(mode="json", exclude_none=True))
    return Agreed(name, standing, FileWrite(workspace.root / path, data, splice.result()))


def _as_agreed(workspace: Workspace, service: Service, by: str, until: date | None) -> Standing:
    """Return the agreement to a service as it stands: the old one where it says all that, else one from now on."""
    old = service.standing
    fresh = _from_now_on(workspace, by, until or (old.until if old else None))
    terms = standing_digest(service.model_copy(update={"standing": fresh}))
    if old is not None and old.terms == terms and workspace.people.current(old.by) == by:
        return old
    return fresh.model_copy(update={"terms": terms})


def _from_now_on(workspace: Workspace, by: str, until: date | None) -> Standing:
    now = in_zone(workspace.now, workspace.zone).replace(microsecond=0)
    given = {"by": by, "at": write_moment(now), "until": until.isoformat() if until else None}
    return Standing.model_validate(given)


def _need_performer(workspace: Workspace, name: str, service: Service, by: str) -> None:
    if service.performer is None:
        raise Trouble(
            M("the service `{service}` names no performer: nobody can agree to it beforehand", service=name),
            help=M("add `performer:` to it in {path}", path=services_path(workspace.settings)),
        )
    performer = workspace.people.current(service.performer)
    if performer == by and not is_agent(workspace, by):
        return
    raise Trouble(
        M("only the performer ({performer}) agrees to `{service}` beforehand", performer=performer, service=name),
        help=M("ask {performer} to say it: `promisectl service agree {service}`", performer=performer, service=name),
        code="PC204",
        exit_code=1,
    )
