"""Quieting: where the settings would turn off, lower or leave out what no setting may (PC108)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from promisectl.checking.rule import found
from promisectl.model.codes import CODES
from promisectl.model.finding import Finding, Severity
from promisectl.model.guarded import left_by, lowers, reaches_guarded
from promisectl.model.message import M, Message
from promisectl.model.place import Spot
from promisectl.model.settings import CheckSettings

CODE = "PC108"
GRACE_LIMIT = 7  # days that a promise may be late before anybody is told
_CHECK = ("check",)


def quieting(settings: CheckSettings, path: str) -> list[Finding]:
    """Return a finding for each setting of `check` that would quiet the guard; the settings are not followed there."""
    root = Spot(path, _CHECK)
    return [
        *_left_out(settings, root),
        *_lowered(settings, root),
        *_passing(settings, root),
        *_late(settings, root),
    ]


def _left_out(settings: CheckSettings, root: Spot) -> Iterator[Finding]:
    for index, selector in enumerate(settings.written_ignore):
        if reaches_guarded(selector):
            note = M("no setting leaves out {codes}: it is judged all the same", codes=selector)
            yield found(CODE, root.at("ignore", index), note=note, help=_elsewhere("--ignore"))
    missing = left_by(settings.written_select)
    if missing:
        note = M("no setting leaves out {codes}: it is judged all the same", codes=", ".join(missing))
        yield found(CODE, root.at("select"), note=note, help=_elsewhere("--select"))


def _lowered(settings: CheckSettings, root: Spot) -> Iterator[Finding]:
    for selector, severity in settings.written_severity.items():
        if _lowers_any(selector, severity):
            note = M("no setting lowers {codes}: it weighs what it weighs", codes=selector)
            help = M("name the codes that may weigh less: those of PC3, PC6 and PC7")
            yield found(CODE, root.at("severity", selector), note=note, help=help)


def _lowers_any(selector: str, severity: str) -> bool:
    return any(code.startswith(selector) and lowers(code, severity) for code in CODES)


def _passing(settings: CheckSettings, root: Spot) -> Iterator[Finding]:
    if settings.written_fail_on != settings.fail_on:
        note = M("no setting lets errors pass: `{level}` is read as `{read}`", level="never", read=settings.fail_on)
        yield found(CODE, root.at("fail-on"), note=note, help=_elsewhere("--fail-on"))


def _late(settings: CheckSettings, root: Spot) -> Iterator[Finding]:
    if settings.overdue_grace > GRACE_LIMIT:
        note = M("for {days} days nobody would be told that a promise is late", days=settings.overdue_grace)
        help = M("write at most {days}d; what may take longer is renegotiated", days=GRACE_LIMIT)
        finding = found(CODE, root.at("overdue-grace"), note=note, help=help)
        yield replace(finding, severity=Severity.WARNING)


def _elsewhere(option: str) -> Message:
    return M("take it out; whoever runs the command may say `{option}`, and the output says so", option=option)
