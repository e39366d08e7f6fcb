"""Encoding: what is printed where the terminal or the pipe has no letters for it.

A text is never a reason to fail: the program's own marks become their ASCII forms, other letters escapes (`\\u2713`).
In JSON they become escapes of JSON, which read as the same values. Files are UTF-8, whatever the locale.
"""

from __future__ import annotations

import codecs
import re
import sys

from promisectl.formats.glyphs import in_ascii

STAND_INS = "promisectl-stand-ins"
JSON_FORMATS = frozenset({"json", "json-lines", "sarif", "gitlab", "rdjson"})
_OTHER = re.compile(r"[^\x00-\x7f]")


def stand_in_where_needed() -> None:
    """Let standard output and standard error print a stand-in for every letter that their encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not _is_utf8(stream.encoding):
            reconfigure(errors=STAND_INS)


def json_for_output(text: str) -> str:
    """Return a JSON text as standard output can print it: where that is not UTF-8, with escapes of JSON."""
    if _is_utf8(getattr(sys.stdout, "encoding", None)):
        return text
    return _OTHER.sub(_json_escape, text)


def printable(text: str) -> str:
    """Return a text with stand-ins already in it, for a framework that writes past the handler of the stream."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text if _is_utf8(encoding) else text.encode(encoding, STAND_INS).decode(encoding)


def _is_utf8(encoding: str | None) -> bool:
    return (encoding or "utf-8").lower().replace("-", "").replace("_", "") == "utf8"


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2].hex() for at in range(0, len(units), 2))
    return "".join(rf"\u{pair}" for pair in pairs)


def _stand_in(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return what stands for the letters that could not be encoded, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = in_ascii(error.object[error.start : error.end])
    return letters.encode("ascii", "backslashreplace"), error.end


codecs.register_error(STAND_INS, _stand_in)
