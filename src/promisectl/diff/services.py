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
        return Breach("PC508", Severity.WARNING, note, _way_out(scene)), True
    return Breach("PC508", Severity.ERROR, before, _way_out(scene)), False


def _why_not(scene: Scene, service: Service | None, name: str) -> Message | None:
    if service is None:
        return M("there is no service `{service}` with a standing agreement", service=name)
    opening, at = scene.history[0] if scene.history else None, instant_of(scene.act, scene.ruling)
    if opening is None or opening.terms is None or at is None or not scene.is_first_agreement:
        return M("it answers nothing that was asked from the service")
    default = scene.ruling.settings.default_calendar
    calendar = scene.ruling.calendars.get(default) if default else None
    here = Here(scene.ruling.zone, calendar, default, scene.ruling.current)
    if service.standing is not None and scene.speaker != scene.ruling.current(service.standing.by):
        return M("the standing agreement is of {by}, not of {speaker}", by=service.standing.by, speaker=scene.speaker)
    return why_not_agreed(service, opening.terms, at, here)


def _way_out(scene: Scene) -> Message:
    return M(
        "let {speaker} say it (`promisectl agree {id}`), or agree to the service as it stands: "
        "`promisectl service agree NAME`",
        speaker=scene.speaker,
        id=scene.promise,
    )
