"""Signature: what is known of the signature of a commit."""

from __future__ import annotations

from dataclasses import dataclass

from promisectl.model.message import M, Message


@dataclass(frozen=True, slots=True)
class Signature:
    """Whether a commit carries a good signature by a key of somebody; `checked` is false where nobody could tell."""

    good: bool
    why: Message | None = None
    checked: bool = True


UNSIGNED = Signature(False, M("the commit is not signed"))
