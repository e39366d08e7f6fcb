"""Notes: what the law asks of a remark. It moves nothing, so anybody may make one, of a closed promise too.

Two kinds hold more than words: a `displaced` one the acts that were set aside, a `confirmed` one the digest of what its
speaker confirms. Whether the digest is that of the words that stand is for whoever has the file to say, not for replay.
"""

from __future__ import annotations

from datetime import datetime

from promisectl.lifecycle.refusal import THIS, Refusal
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.act import Act
from promisectl.model.digests import DIGEST
from promisectl.model.message import Keys, M, Message
from promisectl.model.vocabulary import NOTE_KINDS


def note_kind(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """A note is of a known kind; only a `displaced` one holds acts, only a `confirmed` one says `of` what."""
    if act.kind is not None and act.kind not in NOTE_KINDS:
        return _lacks("kind", M("a note is one of: {kinds}", kinds=Keys("note-kind", NOTE_KINDS)))
    if (act.acts is not None) != (act.kind == "displaced"):
        field = "kind" if act.acts is None else "acts"
        return _lacks(field, M("`acts` and the kind `displaced` go together"))
    return _confirmation(act)


def _confirmation(act: Act) -> Refusal | None:
    """Return why a note is no confirmation, where it wants to be one."""
    help = M("let the command write it: `promisectl confirm {id}`", id=THIS)
    if (act.of is not None) != (act.kind == "confirmed"):
        field = "kind" if act.of is None else "of"
        return _lacks(field, M("`of` and the kind `confirmed` go together"), help)
    if act.of is not None and not DIGEST.fullmatch(act.of):
        return _lacks("of", M("`of` is `sha256:` and 64 hexadecimal digits"), help)
    return None


def _lacks(field: str, note: Message, help: Message | None = None) -> Refusal:
    return Refusal("PC202", note, help, field=field)
