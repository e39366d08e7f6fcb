"""Packing told: what went into packs or came out of them, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from promisectl.app.files.pack import Packing
    from promisectl.cli.session import Session


def packing_lines(session: Session, packing: Packing) -> list[str]:
    """Return a line for each pack, and one for each closed promise that stays loose, with the reason."""
    from collections import Counter

    from promisectl.model.message import M
    from promisectl.model.visible_text import escape_line

    counts = Counter(one.pack for one in packing.moved)
    lines = [M("{count} packed into {path}", count=count, path=path) for path, count in counts.items()]
    for one in packing.left:
        path = escape_line(one.path)
        loose = M("stays loose: {path}: {why}", path=path, why=one.why)
        lines.append(M("left alone: {path}: {why}", path=path, why=one.why) if one.is_pack else loose)
    return [session.console.say(line) for line in lines]


def packing_document(packing: Packing) -> dict[str, Any]:
    """Return what was packed and what was left, as programs read it."""
    return {
        "packed": [{"promise": one.promise, "path": one.path, "pack": one.pack} for one in packing.moved],
        "left": [{"promise": one.promise, "path": one.path, "why": str(one.why)} for one in packing.left],
    }


def keep_packing(session: Session, packing: Packing, message: str) -> bool:
    """Write every file or none; True where they were written."""
    return bool(packing.changes) and session.write(packing.changes, message)


def tell_packing(session: Session, lines: list[str], *, written: bool) -> None:
    """Print what was done, or with --dry-run what would be."""
    from promisectl.model.message import M

    if session.shared.quiet:
        return
    for line in lines:
        if written or not session.shared.dry_run:
            session.console.sentences([line])
        else:
            session.console.remark(M("dry run, nothing written: {line}", line=line))
