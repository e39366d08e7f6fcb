"""Services: whether an agreement that names a service's standing agreement is one (PC508).

A command writes `via: service NAME` where the performer agreed beforehand; a hand may write it anywhere. So it is held
against the entry that the base has, and what a request made from that entry would say.
"""

from __future__ import annotations

from promisectl.diff.agreed_beforehand import Here, why_not_agreed
from promisectl.diff.scene import Scene
from promisectl.diff.trust import Breach, instant_of, text_of
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.model.services import Service
from promisectl.model.terms import TermsPart

_VIA = "service "


def covered_by_a_service(scene: Scene) -> tuple[Breach | None, bool]:
    """Return what is wrong with an agreement `via: service NAME`, and whether a standing agreement covers it.

    One that only the commit itself holds covers it with a warning.
    """
    via = text_of(scene.act, "via")
    if scene.verb != "agree" or not via.startswith(_VIA):
        return None, False
    name = via.removeprefix(_VIA)
    before = _why_not(scene, scene.ruling.services.get(name), name)
    if before is None:
        return None, True
    if _why_not(scene, scene.ruling.services_now.get(name), name) is None:
        note = M("the standing agreement to `{service}` is as new as this agreement", service=name)
        return Breach("PC508", Severity.WARNING, note, _way_out(scene, name)), True
    return Breach("PC508", Severity.ERROR, before, _way_out(scene, name)), False


def _why_not(scene: Scene, service: Service | None, name: str) -> Message | None:
    """Return why a service's entry does not cover an agreement; None where it does."""
    if service is None:
        return M("there is no service `{service}` with a standing agreement", service=name)
    asked, at = _asked(scene), instant_of(scene.act, scene.ruling)
    if asked is None or at is None:
        return M("it answers nothing that was asked from the service")
    standing = service.standing
    if standing is not None and scene.speaker != scene.ruling.current(standing.by):
        return M("the standing agreement is of {by}, not of {speaker}", by=standing.by, speaker=scene.speaker)
    return why_not_agreed(service, asked, at, _here(scene))


def _asked(scene: Scene) -> TermsPart | None:
    """Return the terms that a conversation opened with, where this is the first agreement to them."""
    if not scene.history or not scene.is_first_agreement:
        return None
    return scene.history[0].terms


def _here(scene: Scene) -> Here:
    """Return what a request made from the service would be counted with."""
    default = scene.ruling.settings.default_calendar
    calendar = scene.ruling.calendars.get(default) if default else None
    return Here(scene.ruling.zone, calendar, default, scene.ruling.current)


def _way_out(scene: Scene, name: str) -> Message:
    return M(
        "let {speaker} say it (`promisectl agree {id}`), or agree to the service as it stands: "
        "`promisectl service agree {service}`",
        speaker=scene.speaker,
        id=scene.promise,
        service=name or "NAME",
    )
