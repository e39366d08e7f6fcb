"""Severities: how grave a finding is, as it is typed: the key, or what the screen calls it in any language."""

from __future__ import annotations

from promisectl.model.message import Keys, M
from promisectl.model.trouble import Trouble

_ALSO = {"aviso": "warning"}  # what other Spanish programs call it


def severity_named(word: str | None) -> str | None:
    """Return the key of a severity, or `never`; None for None, Trouble for anything else."""
    from promisectl.formats.spoken_names import spoken_names
    from promisectl.formats.translator import NAMES
    from promisectl.model.folding import fold_name
    from promisectl.model.nearest import did_you_mean

    if word is None:
        return None
    spoken = _ALSO | dict(spoken_names("severity"))
    name = fold_name(word)
    found = spoken.get(name)
    if found is not None:
        return found
    known = NAMES["severity"]
    listed = M("use one of: {names}", names=Keys("severity", known))
    raise Trouble(M("“{name}” is no severity", name=word), help=did_you_mean(name, known, listed, spoken=spoken))
