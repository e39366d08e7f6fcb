"""Foreign text: what other programs wrote and a command reads: lines to import or apply, approvals, a checkpoint.

A mark at the beginning (BOM), line ends of Windows and a last line without an end make no difference. Text in UTF-16 is
named as such: it is read by no guess.
"""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_of(data: bytes, shown: str) -> str:
    """Return foreign bytes as text with plain line ends; Trouble names those that are no UTF-8 as `shown`."""
    if data.startswith(_UTF_16) or b"\0" in data[:64]:
        problem = M("it is UTF-16")
    else:
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            problem = M("it is not UTF-8, in line {line}", line=data.count(b"\n", 0, error.start) + 1)
    raise _unread(shown, problem)


def lines_of(path: Path) -> list[str]:
    """Return the lines of a file, or of standard input for `-`; Trouble where they cannot be read."""
    shown = str(path)
    if shown == "-":
        return _standard_input().split("\n")
    try:
        return text_of(path.read_bytes(), shown).split("\n")
    except OSError as error:
        raise Trouble(M("cannot read {path}: {problem}", path=shown, problem=error.strerror or "")) from None


def _standard_input() -> str:
    buffer = getattr(sys.stdin, "buffer", None)
    return text_of(buffer.read(), "-") if buffer is not None else sys.stdin.read()


def _unread(shown: str, problem: Message) -> Trouble:
    return Trouble(
        M("cannot read {path}: {problem}", path=shown, problem=problem),
        help=M("save it as UTF-8, for example with `iconv -f utf-16 -t utf-8`"),
        code="unreadable",
    )
